package evm

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"sync/atomic"

	"github.com/ethereum/go-ethereum/rpc"

	"waybill/shared/jsonrpc"
)

// maxItems is the most items in one batch; geth takes 1000, Besu 1024, and both answer them in order.
const maxItems = 500

// A node is one endpoint and what is known of it.
type node struct {
	client          *rpc.Client
	stream          *jsonrpc.Stream // nil where answers come whole
	chainID         atomic.Uint64   // 0 until it is known
	noBlockReceipts atomic.Bool     // it does not have the method eth_getBlockReceipts
	quote           atomic.Pointer[quote]
}

// call asks one question. A null answer leaves result as it is.
func (b *Backend) call(ctx context.Context, result any, method string, args ...any) error {
	turn := b.turnNow()
	if err := b.nodeAt(turn).client.CallContext(ctx, result, method, args...); err != nil {
		b.unlessAnswered(ctx, turn, err)
		return fmt.Errorf("%s: %w", method, jsonrpc.WithoutURL(err))
	}
	return nil
}

// each asks for an array and gives its elements one by one.
func (b *Backend) each(ctx context.Context, element func(decode func(any) error) error, method string, args ...any) error {
	turn := b.turnNow()
	stream := b.nodeAt(turn).stream
	if stream == nil {
		var all []json.RawMessage
		if err := b.call(ctx, &all, method, args...); err != nil {
			return err
		}
		for _, one := range all {
			if err := element(func(v any) error { return json.Unmarshal(one, v) }); err != nil {
				return fmt.Errorf("%s: %w", method, err)
			}
		}
		return nil
	}
	if err := stream.Ask(ctx, method, args, element); err != nil {
		b.unlessAnswered(ctx, turn, err)
		return fmt.Errorf("%s: %w", method, err)
	}
	return nil
}

// batch asks several questions of one node at once; the items have their own errors.
func (b *Backend) batch(ctx context.Context, items []rpc.BatchElem) error {
	turn := b.turnNow()
	n := b.nodeAt(turn)
	for len(items) > 0 {
		count := min(len(items), maxItems)
		if err := n.client.BatchCallContext(ctx, items[:count]); err != nil {
			b.unlessAnswered(ctx, turn, err)
			return fmt.Errorf("%d requests from %s: %w", count, items[0].Method, jsonrpc.WithoutURL(err))
		}
		items = items[count:]
	}
	return nil
}

// unlessAnswered makes it the turn of the next endpoint if this one was not reached, as opposed to one that answered
// with an error and to a caller that did not wait.
func (b *Backend) unlessAnswered(ctx context.Context, turn uint32, err error) {
	var answered rpc.Error
	if !errors.As(err, &answered) && ctx.Err() == nil {
		b.turn.CompareAndSwap(turn, turn+1)
	}
}
