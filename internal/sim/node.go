package sim

import (
	"encoding/binary"
	"slices"

	"waybill/shared/custody"
)

// A node is the chain: blocks, a pool for each sender, and one contract. It always tells the truth; what is late or
// lost on the way is the business of [backend].
type node struct {
	*scheduler
	flavour  flavour
	blocks   []*block                 // the first is empty and final
	spent    [][]place                // of each sender, by nonce: what stands in the chain
	placed   map[custody.Digest]place // by hash of the transaction
	orphans  map[custody.Digest]orphan
	pool     [][]*transfer                     // of each sender, in order of nonce
	owners   map[custody.Digest]custody.Digest // the contract: asset to the command that registered it
	serial   uint64                            // makes blocks and foreign transactions different
	quoted   uint64                            // base fee of the next block
	spike    int                               // how many blocks more it is high
	doubtful uint64                            // a block in which somebody else used a key, and which may not last; 0 for none
}

type block struct {
	hash      custody.Digest
	fee       uint64 // the least that a transaction in it pays
	transfers []place
	nonces    []uint64 // of each sender, after the block
}

// A transfer is a transaction as the node sees it.
type transfer struct {
	hash     custody.Digest
	sender   int
	nonce    uint64
	tip, cap uint64
	command  custody.Digest // zero if it carries none
	asset    custody.Digest
	foreign  bool // signed by somebody else who has the key
}

// An orphan is a place in a block that lost: a node may still show it.
type orphan struct {
	place
	hash custody.Digest // of the block
}

// A place is a transaction in the chain.
type place struct {
	*transfer
	block     uint64
	succeeded bool
}

func newNode(s *scheduler, flavour flavour, senders int) *node {
	n := &node{
		scheduler: s, flavour: flavour, spent: make([][]place, senders), pool: make([][]*transfer, senders),
		placed: map[custody.Digest]place{}, orphans: map[custody.Digest]orphan{}, owners: map[custody.Digest]custody.Digest{},
	}
	n.blocks = []*block{{hash: n.digest("block"), nonces: make([]uint64, senders)}}
	n.quote()
	return n
}

// digest gives a value that nothing else has.
func (n *node) digest(kind string) (d custody.Digest) {
	n.serial++
	copy(d[:], kind)
	binary.BigEndian.PutUint64(d[24:], n.serial)
	return d
}

func (n *node) head() uint64  { return uint64(len(n.blocks) - 1) }
func (n *node) final() uint64 { return n.head() - min(finality, n.head()) }

// next gives the nonce that the sender's next transaction in the chain has.
func (n *node) next(sender int) uint64 { return uint64(len(n.spent[sender])) }

// mine seals a block with some consecutive transactions of each sender that pay enough.
func (n *node) mine() {
	var taken []*transfer
	for sender, pool := range n.pool {
		nonce, room := n.next(sender), 1+n.random.IntN(perBlock)
		for _, t := range pool {
			if t.nonce != nonce || t.cap < n.quoted || room == 0 {
				break
			}
			taken = append(taken, t)
			nonce++
			room--
		}
	}
	n.seal(taken)
}

// seal adds a block with the transactions, carries them out, and takes what they make impossible from the pool.
func (n *node) seal(taken []*transfer) {
	b := &block{hash: n.digest("block"), fee: n.quoted}
	number := uint64(len(n.blocks))
	for _, t := range taken {
		p := place{t, number, n.execute(t)}
		b.transfers = append(b.transfers, p)
		n.spent[t.sender] = append(n.spent[t.sender], p)
		n.placed[t.hash] = p
	}
	for sender := range n.spent {
		b.nonces = append(b.nonces, n.next(sender))
		n.pool[sender] = slices.DeleteFunc(n.pool[sender], func(t *transfer) bool { return t.nonce < n.next(sender) })
	}
	n.blocks = append(n.blocks, b)
	n.quote()
	n.event("block", number, len(taken))
}

// reorg replaces the newest blocks by empty ones and adds one. Some of their transactions return to the pool; those of
// somebody else do not, because he sent others to the fork that won.
func (n *node) reorg(depth uint64) {
	if depth >= n.head() {
		return
	}
	keep := len(n.blocks) - int(depth)
	lost := n.blocks[keep:]
	n.blocks = n.blocks[:keep]
	n.event("reorg", depth)
	for _, b := range slices.Backward(lost) {
		for _, p := range slices.Backward(b.transfers) {
			n.spent[p.sender] = n.spent[p.sender][:p.nonce]
			delete(n.placed, p.hash)
			n.orphans[p.hash] = orphan{p, b.hash}
			if p.succeeded && !p.command.IsZero() {
				delete(n.owners, p.asset)
			}
		}
	}
	for range depth + 1 {
		n.seal(nil)
	}
	for _, b := range lost {
		for _, p := range b.transfers {
			if !p.foreign && n.happens(returnRate) {
				n.put(p.transfer)
			}
		}
	}
}

// use lets somebody else use the sender's key: for a transaction in a block, or for one in the pool.
func (n *node) use(sender int) {
	t := &transfer{hash: n.digest("foreign"), sender: sender, nonce: n.next(sender), foreign: true}
	if n.flavour != free {
		t.tip, t.cap = 2, 1+n.random.Uint64N(2*maxBaseFee)
	}
	n.event("foreign", sender, t.nonce)
	if n.happens(quickRate) {
		n.seal([]*transfer{t})
		n.doubtful = n.head()
	} else {
		n.put(t)
	}
}
