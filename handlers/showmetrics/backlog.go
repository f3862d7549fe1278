package showmetrics

import (
	"context"
	"fmt"

	"waybill/shared/bus"
	"waybill/shared/custody"
	"waybill/shared/ledger"
	"waybill/shared/operations"
)

const (
	counted   = 100  // messages set aside that are counted at most: counting reads them
	undecided = 1000 // rows without a digest that are looked through at most for one that needs it
)

// standing says what has come to a halt.
func (s Parts) standing(ctx context.Context, f *Figures) error {
	open := []operations.Status{operations.Accepted, operations.Submitted, operations.Confirmed}
	oldest, err := s.Operations.Waiting(ctx, open, operations.Operation{}, s.Now(), 1)
	if err != nil {
		return fmt.Errorf("look for the oldest open operation: %w", err)
	}
	if len(oldest) > 0 {
		f.OldestOpen = oldest[0].UpdatedAt
	}
	aside, err := s.Operations.SetAsides(ctx, counted)
	if err != nil {
		return fmt.Errorf("count what was set aside: %w", err)
	}
	f.SetAside = len(aside)
	if s.Bus == nil {
		return nil
	}
	f.DeadLetters = map[string]int{}
	for _, queue := range s.Queues {
		if f.DeadLetters[queue], err = s.Bus.Depth(ctx, queue+bus.DeadLetterSuffix); err != nil {
			return fmt.Errorf("count the dead letters of %s: %w", queue, err)
		}
	}
	return nil
}

// ledgerOf looks at the ledger.
func ledgerOf(ctx context.Context, a ledger.Archive) (l Ledger, err error) {
	checkpoint, err := a.Checkpoint(ctx)
	if err != nil {
		return l, err
	}
	l.Checkpoint = checkpoint.Block
	if l.Rows, err = a.RowCount(ctx); err != nil {
		return l, err
	}
	last, err := lastBlock(ctx, a)
	if err != nil {
		return l, err
	}
	l.Digest = last.ClosedAt
	err = a.Rows(ctx, last.Size, min(l.Rows, last.Size+undecided), func(r ledger.Row) error {
		// That an earlier digest was anchored needs no digest of its own.
		if l.Undigested.IsZero() && r.Event != (custody.Anchored{}).EventName() {
			l.Undigested = r.BlockTime
		}
		return nil
	})
	return l, err
}

// lastBlock finds the newest closed block in a few steps however many there are: their ids have no gaps.
func lastBlock(ctx context.Context, a ledger.Archive) (last ledger.LogBlock, err error) {
	known := func(id uint64) (found bool, err error) {
		err = a.Blocks(ctx, id, id+1, func(b ledger.LogBlock) error { last, found = b, true; return nil })
		return found, err
	}
	step := uint64(1) // the block id next-1 is there, and next+step-1 is asked for
	next := uint64(0)
	for growing := true; step > 0; {
		found, err := known(next + step - 1)
		if err != nil {
			return ledger.LogBlock{}, err
		}
		switch {
		case found && growing:
			next, step = next+step, step*2
		case found:
			next, step = next+step, step/2
		default:
			growing, step = false, step/2
		}
	}
	return last, nil
}
