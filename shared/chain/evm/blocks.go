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
	"waybill/shared/jsonrpc"
)

// header is as much of a block as the engine needs.
type header struct {
	Number  hexutil.Uint64 `json:"number"`
	Hash    common.Hash    `json:"hash"`
	BaseFee *hexutil.Big   `json:"baseFeePerGas"`
}

// Head gives the newest block.
func (b *Backend) Head(ctx context.Context) (chain.Block, error) {
	head, known, err := b.block(ctx, "latest")
	if err == nil && !known {
		err = errors.New("eth_getBlockByNumber: the node has no newest block")
	}
	return head, err
}

// Finalized gives the block that the tag finalized names; false if the node knows none.
func (b *Backend) Finalized(ctx context.Context) (chain.Block, bool, error) {
	block, known, err := b.block(ctx, "finalized")
	if jsonrpc.UnknownTag(err) {
		return chain.Block{}, false, nil
	}
	return block, known, err
}

// BlockHash gives the hash of the canonical block with the number; false if there is none.
func (b *Backend) BlockHash(ctx context.Context, number uint64) (custody.Digest, bool, error) {
	block, known, err := b.block(ctx, hexutil.Uint64(number))
	return block.Hash, known, err
}

func (b *Backend) block(ctx context.Context, which any) (chain.Block, bool, error) {
	var h *header
	if err := b.call(ctx, &h, "eth_getBlockByNumber", which, false); err != nil || h == nil {
		return chain.Block{}, false, err
	}
	return chain.Block{Number: uint64(h.Number), Hash: custody.Digest(h.Hash)}, true, nil
}

type receipt struct {
	Status      hexutil.Uint64 `json:"status"`
	BlockNumber hexutil.Uint64 `json:"blockNumber"`
	BlockHash   common.Hash    `json:"blockHash"`
	GasUsed     hexutil.Uint64 `json:"gasUsed"`
}

// Receipts gives the receipt of each hash, nil where the node has none.
func (b *Backend) Receipts(ctx context.Context, hashes []custody.Digest) ([]*chain.Receipt, error) {
	found := make([]*receipt, len(hashes))
	batch := make([]rpc.BatchElem, len(hashes))
	for i, h := range hashes {
		batch[i] = rpc.BatchElem{Method: "eth_getTransactionReceipt", Args: []any{common.Hash(h)}, Result: &found[i]}
	}
	if err := b.batch(ctx, batch); err != nil {
		return nil, err
	}
	receipts := make([]*chain.Receipt, len(hashes))
	for i, r := range found {
		switch err := batch[i].Error; {
		case err != nil && strings.Contains(err.Error(), "indexing is in progress"): // geth, shortly after a start
		case err != nil:
			return nil, fmt.Errorf("eth_getTransactionReceipt: %w", err)
		case r != nil:
			receipts[i] = &chain.Receipt{
				Transaction: hashes[i], Succeeded: r.Status == 1,
				Block: chain.Block{Number: uint64(r.BlockNumber), Hash: custody.Digest(r.BlockHash)},
			}
		}
	}
	return receipts, nil
}
