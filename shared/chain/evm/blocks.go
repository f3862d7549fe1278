package evm

import (
	"context"
	"errors"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/common/hexutil"

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
