package devchain

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"github.com/ethereum/go-ethereum/beacon/engine"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/eth"
	"github.com/ethereum/go-ethereum/event"
	"github.com/ethereum/go-ethereum/miner"
)

// A sealer takes the place of Ethereum's consensus layer: it decides when there is a block, writes it to the log and
// makes it the final head.
type sealer struct {
	backend *eth.Ethereum
	log     *blockLog
	pace    pace
	slog    *slog.Logger

	wake    chan struct{} // holds one token when the pool may have something to seal
	pending event.Subscription
	cancel  context.CancelFunc
	running sync.WaitGroup
}

func newSealer(backend *eth.Ethereum, log *blockLog, p pace, logger *slog.Logger) *sealer {
	return &sealer{backend: backend, log: log, pace: p, slog: logger, wake: make(chan struct{}, 1)}
}

// start lets the node take transactions and begins to seal.
func (s *sealer) start() {
	head := s.backend.BlockChain().CurrentBlock()
	s.finalize(head)
	s.backend.SetSynced()
	ctx, cancel := context.WithCancel(context.Background())
	s.cancel = cancel
	arrivals := make(chan core.NewTxsEvent, 64)
	s.pending = s.backend.TxPool().SubscribeTransactions(arrivals, true)
	s.running.Go(func() { s.watch(arrivals) })
	s.running.Go(func() { s.run(ctx) })
}

func (s *sealer) stop() {
	if s.cancel == nil {
		return
	}
	s.cancel()
	s.pending.Unsubscribe()
	s.running.Wait()
}

// watch keeps the pool's feed flowing while run is busy: the pool waits for its subscribers, and run for the pool.
func (s *sealer) watch(arrivals <-chan core.NewTxsEvent) {
	for {
		select {
		case <-arrivals:
			s.nudge()
		case <-s.pending.Err():
			return
		}
	}
}

func (s *sealer) nudge() {
	select {
	case s.wake <- struct{}{}:
	default:
	}
}

func (s *sealer) run(ctx context.Context) {
	next := time.NewTimer(0)
	defer next.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-next.C:
		}
		if s.pace.period == 0 {
			select {
			case <-ctx.Done():
				return
			case <-s.wake:
			}
		}
		began := time.Now()
		wait, err := s.step(ctx, began)
		if err != nil && ctx.Err() == nil {
			s.slog.Error("sealing a block failed; trying again", "error", err)
			s.nudge()
			wait = slowest
		}
		next.Reset(wait - time.Since(began))
	}
}

// step seals a block and gives the time until the next may follow. On demand it seals none if nothing can go into it.
func (s *sealer) step(ctx context.Context, now time.Time) (time.Duration, error) {
	pool := s.backend.TxPool()
	if err := pool.Sync(); err != nil { // or it would offer what the last block holds
		return 0, err
	}
	block, err := s.build(now)
	if err != nil {
		return 0, err
	}
	if len(block.Transactions()) == 0 && s.pace.period == 0 {
		return 0, nil
	}
	if err := s.seal(block); err != nil {
		return 0, err
	}
	if err := pool.Sync(); err != nil {
		return 0, err
	}
	if left, _ := pool.Stats(); left > 0 {
		s.nudge()
	}
	lead := time.Unix(int64(block.Time()), 0).Sub(now)
	return s.pace.interval(lead), ctx.Err()
}

func (s *sealer) build(now time.Time) (*types.Block, error) {
	parent := s.backend.BlockChain().CurrentBlock()
	var random common.Hash
	_, _ = rand.Read(random[:]) // never fails
	block, _, err := s.backend.Miner().BuildTestingPayload(&miner.BuildPayloadArgs{
		Parent:       parent.Hash(),
		Timestamp:    timestamp(parent.Time, now),
		FeeRecipient: faucetAddr,
		Random:       random,
		Withdrawals:  types.Withdrawals{},
		BeaconRoot:   &common.Hash{},
		Version:      engine.PayloadV3,
	}, nil, false, nil)
	if err != nil {
		return nil, fmt.Errorf("building block %d: %w", parent.Number.Uint64()+1, err)
	}
	return block, nil
}

// seal makes the block durable, then visible; or neither.
func (s *sealer) seal(block *types.Block) error {
	if err := s.log.append(block); err != nil {
		return err
	}
	if _, err := s.backend.BlockChain().InsertChain(types.Blocks{block}); err != nil {
		return errors.Join(fmt.Errorf("inserting block %d: %w", block.NumberU64(), err), s.log.undo())
	}
	s.finalize(block.Header())
	return nil
}

func (s *sealer) finalize(head *types.Header) {
	s.backend.BlockChain().SetSafe(head)
	s.backend.BlockChain().SetFinalized(head)
}

// replay executes the blocks of the log on a chain that has none.
func replay(ctx context.Context, chain *core.BlockChain, log *blockLog) error {
	for {
		block, err := log.next()
		if err != nil || block == nil {
			return err
		}
		if _, err := chain.InsertChain(types.Blocks{block}); err != nil {
			return errors.Join(fmt.Errorf("executing block %d of the log again: %w", block.NumberU64(), err), ctx.Err())
		}
		if ctx.Err() != nil {
			return ctx.Err()
		}
	}
}
