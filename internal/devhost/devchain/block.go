package devchain

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"time"

	"github.com/ethereum/go-ethereum/beacon/engine"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/rawdb"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/miner"
)

// batch is how many blocks of the log are executed together: one by one they take thrice the time.
const batch = 256

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

// build makes a block of what the pool offers, which nobody knows of yet.
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
		return fmt.Errorf("inserting block %d: %w", blocks[min(n, len(blocks)-1)].NumberU64(), err)
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
