// Package evm reads the contract's events from an Ethereum node and proves that none is missing. Reach for [Dial].
package evm

import (
	"context"
	"errors"
	"fmt"
	"sync"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/common/hexutil"
	"github.com/ethereum/go-ethereum/rpc"

	"waybill/shared/custody"
	"waybill/shared/jsonrpc"
	"waybill/shared/ledger"
)

// readAhead is how many headers are asked for at once. Most blocks of a public chain have nothing for us, so a run over
// them costs one request for so many.
const readAhead = 64

// A Source reads one contract from one node. It may be used by several goroutines at once.
type Source struct {
	client   *rpc.Client
	contract common.Address
	finality finality

	mu      sync.Mutex
	final   uint64             // newest block that was known to be final
	headers map[uint64]*header // read ahead
}

var (
	_ ledger.Source  = (*Source)(nil)
	_ ledger.Anchors = (*Source)(nil)
)

// Dial connects to a node by http, https, ws, wss or a socket's path. finality is "instant", "finalized" or "depth:N".
func Dial(ctx context.Context, endpoint string, contract custody.Address, finality string) (*Source, error) {
	f, err := parseFinality(finality)
	if err != nil {
		return nil, err
	}
	client, err := jsonrpc.Dial(ctx, endpoint)
	if err != nil {
		return nil, err
	}
	return &Source{client: client, contract: common.Address(contract), finality: f, headers: map[uint64]*header{}}, nil
}

// Close ends the connection.
func (s *Source) Close() { s.client.Close() }

// ChainID gives the chain's id.
func (s *Source) ChainID(ctx context.Context) (uint64, error) {
	var id hexutil.Uint64
	err := s.call(ctx, &id, "eth_chainId")
	return uint64(id), err
}

// Finalized gives the newest final block. Where a node knows no block by the tag "finalized", the depth counts.
func (s *Source) Finalized(ctx context.Context) (uint64, error) {
	final, err := s.finalized(ctx)
	if err != nil {
		return 0, fmt.Errorf("find the newest final block: %w", err)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.final = max(s.final, final) // a lagging node behind a load balancer takes nothing back
	return s.final, nil
}

// finalized asks once. Any error but "there is none" decides nothing: what a busy node does not answer need not be
// final at any depth.
func (s *Source) finalized(ctx context.Context) (uint64, error) {
	if s.finality.tag {
		var h *header
		err := s.call(ctx, &h, "eth_getBlockByNumber", "finalized", false)
		switch {
		case err == nil && h != nil:
			return h.Number.Uint64(), nil
		case err != nil && !jsonrpc.UnknownTag(err):
			return 0, err
		}
	}
	var head hexutil.Uint64
	if err := s.call(ctx, &head, "eth_blockNumber"); err != nil {
		return 0, err
	}
	return s.finality.below(uint64(head)), nil
}

// header gives the header of a final block, reading ahead.
func (s *Source) header(ctx context.Context, number uint64) (*header, error) {
	s.mu.Lock()
	h, end := s.headers[number], min(number+readAhead-1, max(s.final, number))
	s.mu.Unlock()
	if h != nil {
		return h, nil
	}
	batch := make([]rpc.BatchElem, 0, readAhead)
	ahead := make([]*header, end-number+1)
	for i := range ahead {
		batch = append(batch, rpc.BatchElem{
			Method: "eth_getBlockByNumber", Args: []any{hexutil.Uint64(number + uint64(i)), false}, Result: &ahead[i],
		})
	}
	if err := s.client.BatchCallContext(ctx, batch); err != nil {
		return nil, fmt.Errorf("read headers: %w", jsonrpc.WithoutURL(err))
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	clear(s.headers)
	for i, h := range ahead {
		at := number + uint64(i)
		switch err := batch[i].Error; {
		case err != nil && i == 0:
			return nil, fmt.Errorf("read the header: %w", err)
		case h == nil && i == 0:
			return nil, errors.New("the node does not have it")
		case err != nil || h == nil || h.Number.Uint64() != at:
			continue // it is asked for again when it is needed
		}
		s.headers[at] = h
	}
	if s.headers[number] == nil {
		return nil, errors.New("the node gave another block's header")
	}
	return s.headers[number], nil
}

func (s *Source) call(ctx context.Context, result any, method string, args ...any) error {
	if err := s.client.CallContext(ctx, result, method, args...); err != nil {
		return fmt.Errorf("%s: %w", method, jsonrpc.WithoutURL(err))
	}
	return nil
}
