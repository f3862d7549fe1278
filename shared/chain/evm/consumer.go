package evm

import (
	"context"
	"fmt"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/common/hexutil"
	"github.com/ethereum/go-ethereum/rpc"

	"waybill/shared/chain"
	"waybill/shared/custody"
)

// maxBodies is the most block bodies that are read for one question; a longer range is halved by asking for nonces.
const maxBodies = 16

// body is a block with its transactions.
type body struct {
	Number       hexutil.Uint64 `json:"number"`
	Transactions []struct {
		Hash  common.Hash    `json:"hash"`
		From  common.Address `json:"from"`
		Nonce hexutil.Uint64 `json:"nonce"`
	} `json:"transactions"`
}

// Consumer looks through the blocks first to last, both included, for the transaction that the address sent with the
// nonce; false if it was not seen there. For a long range the node needs the state of its blocks.
func (b *Backend) Consumer(ctx context.Context, address custody.Address, nonce, first, last uint64) (chain.Consumer, bool, error) {
	for last >= first && last-first >= maxBodies {
		middle := first + (last-first)/2
		used, err := b.Nonce(ctx, address, middle)
		if err != nil {
			return chain.Consumer{}, false, fmt.Errorf("nonce of %s in block %d: %w", address, middle, err)
		}
		if used > nonce {
			last = middle
		} else {
			first = middle + 1
		}
	}
	if last < first {
		return chain.Consumer{}, false, nil
	}
	bodies := make([]*body, last-first+1)
	batch := make([]rpc.BatchElem, len(bodies))
	for i := range bodies {
		batch[i] = rpc.BatchElem{Method: "eth_getBlockByNumber", Args: []any{hexutil.Uint64(first + uint64(i)), true}, Result: &bodies[i]}
	}
	if err := b.batch(ctx, batch); err != nil {
		return chain.Consumer{}, false, err
	}
	for i, block := range bodies {
		if err := batch[i].Error; err != nil {
			return chain.Consumer{}, false, fmt.Errorf("read block %d: %w", first+uint64(i), err)
		}
		if block == nil {
			continue
		}
		for _, tx := range block.Transactions {
			if custody.Address(tx.From) == address && uint64(tx.Nonce) == nonce {
				return chain.Consumer{Transaction: custody.Digest(tx.Hash), Block: uint64(block.Number)}, true, nil
			}
		}
	}
	return chain.Consumer{}, false, nil
}
