package chaintest

import (
	"context"

	"waybill/shared/chain"
	"waybill/shared/custody"
)

// ChainID gives [ChainID].
func (c *Chain) ChainID(context.Context) (uint64, error) { return ChainID, nil }

// newest gives the number of the newest block that the node shows.
func (c *Chain) newest() uint64 {
	last := uint64(len(c.blocks) - 1)
	return last - min(c.lag, last)
}

// Head gives the newest block.
func (c *Chain) Head(context.Context) (chain.Block, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.at(c.newest()), nil
}

// Finalized gives the block that is final.
func (c *Chain) Finalized(context.Context) (chain.Block, bool, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	newest := c.newest()
	return c.at(newest - min(c.finality, newest)), true, nil
}

// BlockHash gives the hash of a block.
func (c *Chain) BlockHash(_ context.Context, number uint64) (custody.Digest, bool, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if number > c.newest() {
		return custody.Digest{}, false, nil
	}
	return c.blocks[number].hash, true, nil
}

// Nonce gives how many transactions the address has sent.
func (c *Chain) Nonce(_ context.Context, address custody.Address, block uint64) (uint64, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.nonce(address, int(min(block, c.newest()))), nil
}

// Market gives the fees.
func (c *Chain) Market(context.Context) (chain.Market, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.market, nil
}

// Receipts gives the receipts of mined transactions.
func (c *Chain) Receipts(_ context.Context, hashes []custody.Digest) ([]*chain.Receipt, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	receipts := make([]*chain.Receipt, len(hashes))
	for i, h := range hashes {
		if c.hides != nil && c.hides() {
			continue
		}
		if number, tx, ok := c.find(func(t transaction) bool { return t.hash == h }); ok && number <= c.newest() {
			failed := c.reverts != nil && !tx.command.IsZero() && c.reverts(tx.command)
			receipts[i] = &chain.Receipt{Transaction: h, Block: c.at(number), Succeeded: !failed}
		}
	}
	return receipts, nil
}

// Consumer gives the transaction that used up a nonce.
func (c *Chain) Consumer(_ context.Context, address custody.Address, nonce, first, last uint64) (chain.Consumer, bool, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	number, tx, ok := c.find(func(t transaction) bool { return t.sender == address && t.nonce == nonce })
	if c.hides != nil && c.hides() || !ok || number < first || number > min(last, c.newest()) {
		return chain.Consumer{}, false, nil
	}
	return chain.Consumer{Transaction: tx.hash, Block: number}, true, nil
}

// Explain gives a reason for every transaction.
func (c *Chain) Explain(context.Context, custody.Digest) (string, error) {
	return "the asset has changed in the meantime", nil
}

func (c *Chain) find(is func(transaction) bool) (number uint64, found transaction, ok bool) {
	for i, b := range c.blocks {
		for _, tx := range b.transactions {
			if is(tx) {
				return uint64(i), tx, true
			}
		}
	}
	return 0, transaction{}, false
}

func (c *Chain) at(number uint64) chain.Block {
	return chain.Block{Number: number, Hash: c.blocks[number].hash}
}
