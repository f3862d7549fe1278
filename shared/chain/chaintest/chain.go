package chaintest

import (
	"context"
	"encoding/binary"
	"maps"
	"math/big"
	"slices"
	"sync"

	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/crypto"

	"waybill/shared/chain"
	"waybill/shared/custody"
)

// ChainID is the id of the chain in memory.
const ChainID = 1337

// A Chain is a chain.Backend in memory: blocks, a pool for each sender with geth's rule for replacements, reorgs. It
// never lies, but it may lag, and it changes only when told to. Use [NewChain].
type Chain struct {
	mu     sync.Mutex
	blocks []block // the first is empty and final
	pool   map[custody.Address]map[uint64]transaction
	salt   uint64 // makes every block and foreign transaction different

	market   chain.Market
	reverts  func(custody.Digest) bool
	rejects  func(raw []byte) string
	hides    func() bool
	finality uint64
	lag      uint64
}

type block struct {
	hash         custody.Digest
	transactions []transaction
}

type transaction struct {
	hash     custody.Digest
	sender   custody.Address
	nonce    uint64
	tip, cap uint64
	command  custody.Digest // zero if it is no command
}

// NewChain gives a chain with one block whose own notion of final is the given number of blocks below the newest one.
func NewChain(finality uint64) *Chain {
	c := &Chain{pool: map[custody.Address]map[uint64]transaction{}, finality: finality, market: chain.Market{BaseFee: 10, Tip: 2}}
	c.seal(nil)
	return c
}

// SetMarket sets the fees from now on.
func (c *Chain) SetMarket(m chain.Market) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.market = m
}

// Revert lets the transactions of those commands fail.
func (c *Chain) Revert(which func(command custody.Digest) bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.reverts = which
}

// Reject lets the node answer transactions with a reason for which no node takes them, "" for none.
func (c *Chain) Reject(why func(raw []byte) string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.rejects = why
}

// Lag lets answers be as old as that many blocks.
func (c *Chain) Lag(blocks uint64) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.lag = blocks
}

// Hide lets the node not find a receipt or a block's transactions, each time it is asked and hide is true.
func (c *Chain) Hide(hide func() bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.hides = hide
}

// Mine seals a block with up to limit transactions of each sender that pay enough.
func (c *Chain) Mine(limit int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	var taken []transaction
	for _, sender := range c.senders() {
		nonce := c.nonce(sender, len(c.blocks)-1)
		for range limit {
			tx, ok := c.pool[sender][nonce]
			if !ok || tx.cap < c.market.BaseFee {
				break
			}
			taken = append(taken, tx)
			nonce++
		}
	}
	c.seal(taken)
}

// Reorg replaces the newest blocks by empty ones and adds one, or does nothing if a final block would go. Transactions
// for which keep is true return to the pool.
func (c *Chain) Reorg(depth int, keep func() bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if uint64(depth) > c.finality || depth >= len(c.blocks) {
		return
	}
	from := len(c.blocks) - depth
	lost := slices.Clone(c.blocks[from:])
	c.blocks = c.blocks[:from]
	for range depth + 1 {
		c.seal(nil)
	}
	for _, b := range lost {
		for _, tx := range b.transactions {
			if keep() {
				c.put(tx)
			}
		}
	}
}

// Drop removes the pool's transactions for which drop is true.
func (c *Chain) Drop(drop func() bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, sender := range c.senders() {
		for _, nonce := range slices.Sorted(maps.Keys(c.pool[sender])) {
			if drop() {
				delete(c.pool[sender], nonce)
			}
		}
	}
}

// UseKey mines a block with one transaction that somebody else signed with the sender's key.
func (c *Chain) UseKey(sender custody.Address) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.salt++
	c.seal([]transaction{{
		hash: digest([]byte("foreign"), binary.BigEndian.AppendUint64(nil, c.salt)), sender: sender,
		nonce: c.nonce(sender, len(c.blocks)-1),
	}})
}

// Carried counts how often each command stands in the chain.
func (c *Chain) Carried() map[custody.Digest]int {
	c.mu.Lock()
	defer c.mu.Unlock()
	count := map[custody.Digest]int{}
	for _, b := range c.blocks {
		for _, tx := range b.transactions {
			if !tx.command.IsZero() {
				count[tx.command]++
			}
		}
	}
	return count
}

// Pooled counts the transactions that are not mined.
func (c *Chain) Pooled() (count int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, p := range c.pool {
		count += len(p)
	}
	return count
}

// seal adds a block and removes what it makes impossible from the pool.
func (c *Chain) seal(taken []transaction) {
	c.salt++
	c.blocks = append(c.blocks, block{digest([]byte("block"), binary.BigEndian.AppendUint64(nil, c.salt)), taken})
	for _, sender := range c.senders() {
		mined := c.nonce(sender, len(c.blocks)-1)
		maps.DeleteFunc(c.pool[sender], func(nonce uint64, _ transaction) bool { return nonce < mined })
	}
}

func (c *Chain) put(tx transaction) {
	if tx.nonce < c.nonce(tx.sender, len(c.blocks)-1) {
		return
	}
	if c.pool[tx.sender] == nil {
		c.pool[tx.sender] = map[uint64]transaction{}
	}
	c.pool[tx.sender][tx.nonce] = tx
}

func (c *Chain) senders() []custody.Address {
	return slices.SortedFunc(maps.Keys(c.pool), func(a, b custody.Address) int { return slices.Compare(a[:], b[:]) })
}

func (c *Chain) nonce(sender custody.Address, block int) (nonce uint64) {
	for _, b := range c.blocks[:block+1] {
		for _, tx := range b.transactions {
			if tx.sender == sender {
				nonce = tx.nonce + 1
			}
		}
	}
	return nonce
}

// Send puts transactions in the pool as geth does.
func (c *Chain) Send(_ context.Context, raw [][]byte) ([]chain.Answer, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	answers := make([]chain.Answer, len(raw))
	for i, r := range raw {
		answers[i] = c.take(r)
	}
	return answers, nil
}

func (c *Chain) take(raw []byte) chain.Answer {
	if c.rejects != nil {
		if why := c.rejects(raw); why != "" {
			return chain.Answer{Meaning: chain.Rejected, Text: why}
		}
	}
	tx, err := decode(raw)
	if err != nil {
		return chain.Answer{Meaning: chain.Rejected, Text: err.Error()}
	}
	held, exists := c.pool[tx.sender][tx.nonce]
	switch {
	case tx.nonce < c.nonce(tx.sender, len(c.blocks)-1):
		return chain.Answer{Meaning: chain.NonceUsed, Text: "nonce too low"}
	case exists && held.hash == tx.hash:
		return chain.Answer{Meaning: chain.Known}
	case exists && (10*tx.tip < 11*held.tip || 10*tx.cap < 11*held.cap || tx.cap == held.cap):
		return chain.Answer{Meaning: chain.Outbid, Text: "replacement transaction underpriced"}
	}
	c.put(tx)
	return chain.Answer{Meaning: chain.Taken}
}

func decode(raw []byte) (transaction, error) {
	var tx types.Transaction
	if err := tx.UnmarshalBinary(raw); err != nil {
		return transaction{}, err
	}
	sender, err := types.Sender(types.LatestSignerForChainID(big.NewInt(ChainID)), &tx)
	if err != nil {
		return transaction{}, err
	}
	t := transaction{
		hash: custody.Digest(tx.Hash()), sender: custody.Address(sender), nonce: tx.Nonce(),
		tip: tx.GasTipCap().Uint64(), cap: tx.GasFeeCap().Uint64(),
	}
	if len(tx.Data()) >= 32 {
		t.command = custody.Digest(tx.Data()[:32])
	}
	return t, nil
}

func digest(parts ...[]byte) custody.Digest { return custody.Digest(crypto.Keccak256Hash(parts...)) }
