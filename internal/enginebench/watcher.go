package main

import (
	"context"
	"fmt"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/common/hexutil"
	"github.com/ethereum/go-ethereum/rpc"
)

// look is the time between two looks for the next block.
const look = 20 * time.Millisecond

// A watcher stamps blocks when they are first seen. Nobody but the one who is measured sends to the node.
type watcher struct {
	node *rpc.Client
	next uint64 // number of the next block
}

// begin starts behind the newest block.
func (w *watcher) begin(ctx context.Context) error {
	var newest hexutil.Uint64
	if err := w.node.CallContext(ctx, &newest, "eth_blockNumber"); err != nil {
		return fmt.Errorf("ask for the newest block: %w", err)
	}
	w.next = uint64(newest) + 1
	return nil
}

// until waits for so many transactions and says when the last was seen.
func (w *watcher) until(ctx context.Context, count int) (time.Time, error) {
	seen := 0
	var last time.Time
	for seen < count {
		n, err := w.block(ctx)
		if err != nil {
			return last, err
		}
		if n > 0 {
			last = time.Now()
		}
		seen += n
	}
	return last, nil
}

// block waits for the next block and counts its transactions.
func (w *watcher) block(ctx context.Context) (int, error) {
	for {
		var block *struct {
			Transactions []common.Hash `json:"transactions"`
		}
		if err := w.node.CallContext(ctx, &block, "eth_getBlockByNumber", hexutil.Uint64(w.next), false); err != nil {
			return 0, fmt.Errorf("ask for block %d: %w", w.next, err)
		}
		if block != nil {
			w.next++
			return len(block.Transactions), nil
		}
		select {
		case <-ctx.Done():
			return 0, ctx.Err()
		case <-time.After(look):
		}
	}
}

// check checks that everything in the blocks from the first on succeeded.
func (w *watcher) check(ctx context.Context, first uint64) error {
	for number := first; number < w.next; number++ {
		var receipts []struct {
			Transaction common.Hash    `json:"transactionHash"`
			Status      hexutil.Uint64 `json:"status"`
		}
		if err := w.node.CallContext(ctx, &receipts, "eth_getBlockReceipts", hexutil.Uint64(number)); err != nil {
			return fmt.Errorf("ask for the receipts of block %d: %w", number, err)
		}
		for _, r := range receipts {
			if r.Status != 1 {
				return fmt.Errorf("transaction %s failed", r.Transaction)
			}
		}
	}
	return nil
}
