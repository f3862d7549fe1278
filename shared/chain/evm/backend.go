// Package evm speaks JSON-RPC to an Ethereum node: geth, Besu, Nethermind, Erigon, Quorum, anvil and what is built on
// them. [Dial] gives the backend of the transaction engine, [NewEncoder] its encoder for the contract.
package evm

import (
	"context"
	"errors"
	"fmt"
	"math/big"
	"sync/atomic"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/common/hexutil"
	"github.com/ethereum/go-ethereum/rpc"

	"waybill/contracts/bindings"
	"waybill/shared/chain"
	"waybill/shared/custody"
	"waybill/shared/jsonrpc"
	"waybill/shared/retry"
)

// A Backend is a chain.Backend on the JSON-RPC endpoints of one chain. One of them answers until it cannot be reached;
// from the next pass on another one does. It is safe for concurrent use.
type Backend struct {
	// Now, if it is set, lets fees be remembered for a second: an answer about the newest block lists all its
	// transactions. Set it before the first use.
	Now func() time.Time

	nodes []*node
	chain *atomic.Uint64 // id of the chain that they are on, 0 until one has told it
	turn  *atomic.Uint32 // modulo the number of endpoints: the one that answers
	begun uint32         // the turn with which the pass began
	pass  *minedBlocks   // what the pass has read; nil outside of one
}

// Dial gives the backend of the endpoints at http, https, ws or wss URLs, or at the paths of a node's IPC socket; there
// must be at least one. Nothing is sent yet for http and https.
func Dial(ctx context.Context, endpoints ...string) (*Backend, error) {
	clients := make([]*rpc.Client, len(endpoints))
	for i, endpoint := range endpoints {
		client, err := jsonrpc.Dial(ctx, endpoint)
		if err != nil {
			return nil, err
		}
		clients[i] = client
	}
	if len(clients) == 0 {
		return nil, errors.New("dial the chain: there is no endpoint")
	}
	b := New(clients...)
	for i, endpoint := range endpoints {
		b.nodes[i].stream, _ = jsonrpc.NewStream(endpoint)
	}
	return b, nil
}

// New gives the backend of clients that the caller closes.
func New(clients ...*rpc.Client) *Backend {
	b := &Backend{chain: new(atomic.Uint64), turn: new(atomic.Uint32)}
	for _, c := range clients {
		b.nodes = append(b.nodes, &node{client: c})
	}
	return b
}

// Close ends the connections.
func (b *Backend) Close() {
	for _, n := range b.nodes {
		n.client.Close()
	}
}

// Pass gives the backend for one pass: a single endpoint answers all of it, and a block's receipts are asked for once.
func (b *Backend) Pass() chain.Backend {
	return &Backend{Now: b.Now, nodes: b.nodes, chain: b.chain, turn: b.turn, begun: b.turnNow(), pass: &minedBlocks{}}
}

// turnNow gives the turn: in a pass the same throughout.
func (b *Backend) turnNow() uint32 {
	if b.pass != nil {
		return b.begun
	}
	return b.turn.Load()
}

// node gives the endpoint whose turn it is.
func (b *Backend) node() *node { return b.nodeAt(b.turnNow()) }

func (b *Backend) nodeAt(turn uint32) *node { return b.nodes[int(turn)%len(b.nodes)] }

// ChainID gives the chain's id. Each endpoint is asked for it once: another chain behind the same URL would need another
// journal, and so would an endpoint that is on another chain than the others.
func (b *Backend) ChainID(ctx context.Context) (uint64, error) {
	n := b.node()
	if id := n.chainID.Load(); id != 0 {
		return id, nil
	}
	var id hexutil.Uint64
	if err := b.call(ctx, &id, "eth_chainId"); err != nil {
		return 0, err
	}
	if known := b.chain.Load(); known != uint64(id) && !b.chain.CompareAndSwap(0, uint64(id)) {
		return 0, retry.Mark(retry.Never, fmt.Errorf("one of the endpoints is on chain %d and another one on chain %d; name endpoints of one chain", uint64(id), b.chain.Load()))
	}
	n.chainID.Store(uint64(id))
	return uint64(id), nil
}

// Nonce gives how many transactions the address has sent up to and including the block.
func (b *Backend) Nonce(ctx context.Context, address custody.Address, block uint64) (uint64, error) {
	var nonce hexutil.Uint64
	err := b.call(ctx, &nonce, "eth_getTransactionCount", common.Address(address), hexutil.Uint64(block))
	return uint64(nonce), err
}

// CheckContract compares the code at the address with what this program's contract compiles to. Other code, or none, is
// an error marked [retry.Never] that says where the first difference is; a node that does not answer is worth another
// try.
func (b *Backend) CheckContract(ctx context.Context, contract custody.Address) error {
	code, err := b.Code(ctx, contract)
	if err != nil {
		return err
	}
	difference := bindings.CheckCode(code)
	if difference == nil {
		return nil
	}
	id, err := b.ChainID(ctx)
	if err != nil {
		return err
	}
	return retry.Mark(retry.Never, fmt.Errorf("the code at %s on chain %d is not that of this version's CustodyLedger: %w", contract, id, difference))
}

// quoteLasts is how long fees are remembered.
const quoteLasts = time.Second

// A quote is what an endpoint said about fees.
type quote struct {
	market chain.Market
	at     time.Time
}

// Market gives the fees of the moment, or those of up to a second ago.
func (b *Backend) Market(ctx context.Context) (chain.Market, error) {
	if b.Now == nil {
		return b.market(ctx)
	}
	n, now := b.node(), b.Now()
	if q := n.quote.Load(); q != nil && now.Sub(q.at).Abs() < quoteLasts {
		return q.market, nil
	}
	market, err := b.market(ctx)
	if err == nil {
		n.quote.Store(&quote{market, now})
	}
	return market, err
}

// market asks for the fees. A network without base fee is a legacy network; one whose gas price is 0 is free whatever
// tip the node would suggest.
func (b *Backend) market(ctx context.Context) (chain.Market, error) {
	var newest *header
	var gasPrice, tip hexutil.Big
	batch := []rpc.BatchElem{
		{Method: "eth_getBlockByNumber", Args: []any{"latest", false}, Result: &newest},
		{Method: "eth_gasPrice", Result: &gasPrice},
		{Method: "eth_maxPriorityFeePerGas", Result: &tip},
	}
	if err := b.batch(ctx, batch); err != nil {
		return chain.Market{}, err
	}
	for _, e := range batch[:2] {
		if e.Error != nil {
			return chain.Market{}, fmt.Errorf("%s: %w", e.Method, e.Error)
		}
	}
	if newest == nil {
		return chain.Market{}, errors.New("eth_getBlockByNumber: the node has no newest block")
	}
	if newest.BaseFee == nil {
		price, err := wei(&gasPrice)
		return chain.Market{Tip: price, Legacy: true}, err
	}
	base, err := wei(newest.BaseFee)
	if err != nil || gasPrice.ToInt().Sign() == 0 {
		return chain.Market{BaseFee: base}, err
	}
	if batch[2].Error != nil { // not every node has the method: the price beyond the base fee says the same
		tip = hexutil.Big(*new(big.Int).Sub(gasPrice.ToInt(), newest.BaseFee.ToInt()))
	}
	suggested, err := wei(&tip)
	return chain.Market{BaseFee: base, Tip: suggested}, err
}

// wei refuses fees that no chain has, and takes less than nothing for nothing.
func wei(n *hexutil.Big) (uint64, error) {
	switch {
	case n.ToInt().Sign() < 0:
		return 0, nil
	case !n.ToInt().IsUint64():
		return 0, fmt.Errorf("the node names a fee of %s wei per gas", n.ToInt())
	}
	return n.ToInt().Uint64(), nil
}
