package sim

import (
	"context"
	"errors"

	"waybill/shared/chain"
	"waybill/shared/custody"
)

// chainID is the id of the simulated chain.
const chainID = 1337

// errUnknownBlock is the answer of a node that has not seen a block yet.
var errUnknownBlock = errors.New("header not found")

// A backend is the node as one that may be behind shows it, over a network that loses calls.
type backend struct {
	*world
	seen map[custody.Digest]*transfer // what was ever sent
}

var _ chain.Backend = (*backend)(nil)

// newest gives the newest block that the node of the running task shows. A balancer hands the task to another node now
// and then.
func (b *backend) newest() uint64 {
	t := b.running
	if b.faulty && b.happens(0.1) {
		t.lag = b.drawLag()
	}
	if !b.faulty {
		t.lag = 0
	}
	return b.node.head() - min(t.lag, b.node.head())
}

func (b *backend) block(number uint64) chain.Block {
	return chain.Block{Number: number, Hash: b.node.blocks[number].hash}
}

// ChainID is not a call: clients know it from their first connection on.
func (b *backend) ChainID(context.Context) (uint64, error) { return chainID, nil }

// Head gives the newest block.
func (b *backend) Head(context.Context) (chain.Block, error) {
	if err := b.read("node.head"); err != nil {
		return chain.Block{}, err
	}
	return b.block(b.newest()), nil
}

// Finalized gives the final block.
func (b *backend) Finalized(context.Context) (chain.Block, bool, error) {
	if err := b.read("node.finalized"); err != nil {
		return chain.Block{}, false, err
	}
	newest := b.newest()
	return b.block(newest - min(finality, newest)), true, nil
}

// BlockHash gives the hash of a block.
func (b *backend) BlockHash(_ context.Context, number uint64) (custody.Digest, bool, error) {
	if err := b.read("node.blockhash"); err != nil {
		return custody.Digest{}, false, err
	}
	if number > b.newest() {
		return custody.Digest{}, false, nil
	}
	return b.node.blocks[number].hash, true, nil
}

// Nonce gives how many transactions the address had sent by the block.
func (b *backend) Nonce(_ context.Context, address custody.Address, number uint64) (uint64, error) {
	if err := b.read("node.nonce"); err != nil {
		return 0, err
	}
	if number > b.newest() {
		return 0, errUnknownBlock
	}
	return b.node.blocks[number].nonces[b.keys.number(address)], nil
}

// Market gives the fees.
func (b *backend) Market(context.Context) (chain.Market, error) {
	if err := b.read("node.market"); err != nil {
		return chain.Market{}, err
	}
	return b.node.market(b.newest()), nil
}

// Receipts gives the receipts that the node has and finds, and now and then one from a block that lost.
func (b *backend) Receipts(_ context.Context, hashes []custody.Digest) ([]*chain.Receipt, error) {
	if err := b.read("node.receipts"); err != nil {
		return nil, err
	}
	newest, receipts := b.newest(), make([]*chain.Receipt, len(hashes))
	for i, h := range hashes {
		receipts[i] = b.receipt(h, newest)
	}
	return receipts, nil
}

func (b *backend) receipt(h custody.Digest, newest uint64) *chain.Receipt {
	o, orphaned := b.node.orphans[h]
	p, placed := b.node.placed[h]
	switch {
	case orphaned && b.hidden():
		return &chain.Receipt{Transaction: h, Block: chain.Block{Number: o.block, Hash: o.hash}, Succeeded: o.succeeded}
	case placed && p.block <= newest && !b.hidden():
		return &chain.Receipt{Transaction: h, Block: b.block(p.block), Succeeded: p.succeeded}
	}
	return nil
}

func (b *backend) hidden() bool { return b.faulty && b.happens(hideRate) }

// Consumer gives the transaction that used up a nonce, if it is in the blocks and found.
func (b *backend) Consumer(_ context.Context, address custody.Address, nonce, first, last uint64) (chain.Consumer, bool, error) {
	if err := b.read("node.consumer"); err != nil {
		return chain.Consumer{}, false, err
	}
	spent := b.node.spent[b.keys.number(address)]
	if nonce >= uint64(len(spent)) || b.hidden() {
		return chain.Consumer{}, false, nil
	}
	p := spent[nonce]
	if p.block < first || p.block > min(last, b.newest()) {
		return chain.Consumer{}, false, nil
	}
	return chain.Consumer{Transaction: p.hash, Block: p.block}, true, nil
}

// Explain says why a transaction failed.
func (b *backend) Explain(context.Context, custody.Digest) (string, error) {
	return "the asset is registered already", b.read("node.explain")
}
