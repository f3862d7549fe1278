package devchain

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"github.com/ethereum/go-ethereum/core"
	"github.com/ethereum/go-ethereum/eth"
	"github.com/ethereum/go-ethereum/event"
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
	s.backend.SetSynced()
	ctx, cancel := context.WithCancel(context.Background())
	s.cancel = cancel
	arrivals := make(chan core.NewTxsEvent, 64)
	s.pending = s.backend.TxPool().SubscribeTransactions(arrivals, true)
	s.running.Go(func() { s.watch(ctx, arrivals) })
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
func (s *sealer) watch(ctx context.Context, arrivals <-chan core.NewTxsEvent) {
	for {
		select {
		case <-arrivals:
			s.nudge()
		case <-ctx.Done():
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
	lead := time.Unix(int64(block.Time()), 0).Sub(now) //nolint:gosec // at most MaxLead from now
	return s.pace.interval(lead), ctx.Err()
}
