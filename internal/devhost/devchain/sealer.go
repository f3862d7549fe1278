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
	"github.com/ethereum/go-ethereum/core/rawdb"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/eth"
	"github.com/ethereum/go-ethereum/event"
	"github.com/ethereum/go-ethereum/miner"
)

// batch is how many blocks of the log are executed together: one by one they take thrice the time.
const batch = 256

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

// restore brings the chain, which has its first block only, to the state of the log. A new log gets an empty block: the
// node begins to index transactions with the first block it sees, and answers questions about receipts only then.
func (s *sealer) restore(ctx context.Context) error {
	chain := s.backend.BlockChain()
	s.finalize(chain.Genesis().Header())
	for ctx.Err() == nil {
		blocks, err := s.log.next(batch)
		if err != nil {
			return err
		}
		if len(blocks) == 0 {
			break
		}
		if err := s.insert(blocks...); err != nil {
			return err
		}
	}
	if chain.CurrentBlock().Number.Sign() == 0 {
		block, err := s.build(time.Now())
		if err != nil {
			return err
		}
		if err := s.seal(block); err != nil {
			return err
		}
	}
	poll := time.NewTicker(time.Millisecond)
	defer poll.Stop()
	for !chain.TxIndexDone() && ctx.Err() == nil {
		<-poll.C
	}
	return ctx.Err()
}

// start lets the node take transactions and begins to seal.
func (s *sealer) start() {
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
	if err := s.insert(block); err != nil {
		return errors.Join(err, s.log.undo())
	}
	return nil
}

// insert executes the blocks, at least one, and makes the last one the head.
func (s *sealer) insert(blocks ...*types.Block) error {
	if n, err := s.backend.BlockChain().InsertChain(blocks); err != nil {
		return fmt.Errorf("inserting block %d: %w", blocks[0].NumberU64()+uint64(n), err)
	}
	s.finalize(blocks[len(blocks)-1].Header())
	return nil
}

func (s *sealer) finalize(head *types.Header) {
	s.backend.BlockChain().SetSafe(head)
	s.backend.BlockChain().SetFinalized(head)
	// What the database calls final, the node moves to its archive every minute, and looks at the whole of a database in
	// memory for every block that it moves. So the database does not learn of it.
	rawdb.WriteFinalizedBlockHash(s.backend.ChainDb(), common.Hash{})
}
