package evm

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/common/hexutil"
	"github.com/ethereum/go-ethereum/rpc"

	"waybill/shared/chain"
	"waybill/shared/custody"
)

// worthABlock is from how many receipts on a whole block's are asked for: a node needs as long for ten single ones as
// for all of a block.
const worthABlock = 8

// methodNotFound is the code of JSON-RPC 2.0, section 5.1.
const methodNotFound = -32601

// receipt is as much of a transaction's receipt as the engine needs.
type receipt struct {
	Transaction common.Hash    `json:"transactionHash"`
	Status      hexutil.Uint64 `json:"status"`
	BlockNumber hexutil.Uint64 `json:"blockNumber"`
	BlockHash   common.Hash    `json:"blockHash"`
	GasUsed     hexutil.Uint64 `json:"gasUsed"`
}

func (r *receipt) block() chain.Block {
	return chain.Block{Number: uint64(r.BlockNumber), Hash: custody.Digest(r.BlockHash)}
}

// minedBlocks are the receipts of the block that a pass read last, by hash of the transaction: those of one signer stand
// together, and they are asked for in order.
type minedBlocks struct {
	block    chain.Block
	receipts map[common.Hash]bool // whether it succeeded
}

// take fills in what the block has and gives the places of what it has not.
func (m *minedBlocks) take(hashes []custody.Digest, places []int, receipts []*chain.Receipt) (left []int) {
	for _, i := range places {
		succeeded, found := m.receipts[common.Hash(hashes[i])]
		if !found {
			left = append(left, i)
			continue
		}
		receipts[i] = &chain.Receipt{Transaction: hashes[i], Block: m.block, Succeeded: succeeded}
	}
	return left
}

// Receipts gives the receipt of each hash, nil where the node has none. Of many, one is asked for, and then those of all
// its block, until none is left; from a node that cannot do that, each by itself.
func (b *Backend) Receipts(ctx context.Context, hashes []custody.Digest) ([]*chain.Receipt, error) {
	receipts := make([]*chain.Receipt, len(hashes))
	left := make([]int, len(hashes))
	for i := range left {
		left[i] = i
	}
	blocks := b.pass
	if blocks == nil {
		blocks = &minedBlocks{}
	}
	left = blocks.take(hashes, left, receipts)
	for len(left) >= worthABlock && !b.node().noBlockReceipts.Load() {
		if err := b.single(ctx, hashes, left[:1], receipts); err != nil {
			return nil, err
		}
		first := receipts[left[0]]
		left = left[1:]
		if first == nil {
			break // it is not mined, and neither may the others be: they are asked for together
		}
		if err := b.readBlock(ctx, blocks, first.Block); err != nil {
			return nil, err
		}
		before := len(left)
		if left = blocks.take(hashes, left, receipts); len(left) == before {
			break
		}
	}
	return receipts, b.single(ctx, hashes, left, receipts)
}

// indexing reports whether geth says, as it does for a while after a start, that it cannot know yet whether there is such
// a transaction.
func indexing(err error) bool {
	return err != nil && strings.Contains(err.Error(), "indexing is in progress")
}

// single asks for the receipts at the given places one by one, in batches.
func (b *Backend) single(ctx context.Context, hashes []custody.Digest, places []int, receipts []*chain.Receipt) error {
	found := make([]*receipt, len(places))
	batch := make([]rpc.BatchElem, len(places))
	for i, place := range places {
		batch[i] = rpc.BatchElem{Method: "eth_getTransactionReceipt", Args: []any{common.Hash(hashes[place])}, Result: &found[i]}
	}
	if err := b.batch(ctx, batch); err != nil {
		return err
	}
	for i, place := range places {
		switch err := batch[i].Error; {
		case indexing(err):
		case err != nil:
			return fmt.Errorf("eth_getTransactionReceipt: %w", err)
		case found[i] != nil && found[i].Transaction == common.Hash(hashes[place]):
			receipts[place] = &chain.Receipt{Transaction: hashes[place], Block: found[i].block(), Succeeded: found[i].Status == 1}
		}
	}
	return nil
}

// readBlock reads the receipts of a block. Where the node refuses, or shows another block with that number by now, none
// are read: each is then asked for by itself.
func (b *Backend) readBlock(ctx context.Context, blocks *minedBlocks, block chain.Block) error {
	*blocks = minedBlocks{block: block, receipts: map[common.Hash]bool{}}
	var r receipt
	err := b.each(ctx, func(decode func(any) error) error {
		r = receipt{}
		if err := decode(&r); err != nil {
			return err
		}
		if r.block() == block {
			blocks.receipts[r.Transaction] = r.Status == 1
		}
		return nil
	}, "eth_getBlockReceipts", hexutil.Uint64(block.Number))
	var answered rpc.Error
	if errors.As(err, &answered) {
		b.node().noBlockReceipts.Store(answered.ErrorCode() == methodNotFound)
	}
	return ctx.Err() // some providers refuse with a status of HTTP; whatever it is, each is asked for by itself
}
