// Package projectevents copies what the chain proves into the ledger, and tells operations that they are recorded. It
// is woken by the event stream, and by a timer for whatever the event stream missed.
package projectevents

import (
	"context"
	"errors"
	"fmt"
	"time"

	"waybill/shared/azfunc"
	"waybill/shared/ledger"
	"waybill/shared/operations"
)

// Queue wakes the projector; its messages have no content that matters.
const Queue = "projection"

// Definition of ProjectEvents, woken by the event stream.
var Definition = azfunc.Definition{
	Name:    "ProjectEvents",
	Trigger: azfunc.QueueTrigger{Queue: Queue, Sessions: true, Batch: true},
}

// CatchUp is the definition of ProjectEvents by timer.
var CatchUp = azfunc.Definition{
	Name:    "CatchUpEvents",
	Trigger: azfunc.TimerTrigger{Schedule: "%WAYBILL_PROJECT_SCHEDULE%"},
}

// budget is how long one run goes on: a batch of a queue with sessions has a lock of some minutes that the host does not
// renew, and a handler whose function runs into host.json's functionTimeout is killed with whatever else it is doing. What
// is left is for CatchUpEvents, which comes every few seconds.
const budget = 40 * time.Second

// A run projects in portions, and what a portion projected is announced before the next. As blocks of one chain take far
// longer than those of another, a portion is as large as a few seconds allow.
const (
	smallest = 50 // blocks
	first    = 200
	largest  = 1000
	brisk    = 5 * time.Second
)

// A Projector moves the ledger forward.
type Projector interface {
	Run(ctx context.Context, maxBlocks int) (ledger.Progress, error)
}

// Operations hear that they are recorded.
type Operations interface {
	AdvanceAll(ctx context.Context, moves []operations.Move) error
}

// New gives the function that the event stream wakes.
func New(projector Projector, store Operations, now func() time.Time) azfunc.Function {
	s := step{projector, store, now}
	return azfunc.Function{Definition: Definition, Messages: func(ctx context.Context, _ []azfunc.Message) error { return s.run(ctx) }}
}

// NewCatchUp gives the function that the timer wakes.
func NewCatchUp(projector Projector, store Operations, now func() time.Time) azfunc.Function {
	s := step{projector, store, now}
	return azfunc.Function{Definition: CatchUp, Timer: func(ctx context.Context, _ azfunc.Timer) error { return s.run(ctx) }}
}

type step struct {
	projector Projector
	store     Operations
	now       func() time.Time
}

// run projects until the ledger has reached the last final block, or the budget is used up, which is no failure.
func (s step) run(ctx context.Context) error {
	began, blocks := s.now(), first
	for {
		portionBegan := s.now()
		progress, err := s.projector.Run(ctx, blocks)
		if announceErr := s.announce(ctx, progress.Recorded); err != nil || announceErr != nil {
			return errors.Join(err, announceErr) // what a failed run reports is durable all the same
		}
		s.report(ctx, progress)
		if progress.To >= progress.Final || progress.To == progress.From {
			return nil
		}
		now := s.now()
		if now.Sub(began) >= budget {
			azfunc.Logger(ctx).Info("the ledger is behind; the next run goes on", "block", progress.To, "final", progress.Final)
			return nil
		}
		if now.Sub(portionBegan) <= brisk {
			blocks = min(2*blocks, largest)
		} else {
			blocks = max(blocks/2, smallest)
		}
	}
}

// report logs what needs a person's eye: announcements that the chain does not confirm.
func (s step) report(ctx context.Context, p ledger.Progress) {
	if p.Quarantined > 0 {
		azfunc.Logger(ctx).Warn("announced events are not on chain", "events", p.Quarantined)
	}
}

// announce comes after the ledger's commit: killed in between, SweepOperations says it later. An operation that cannot
// be told does not keep the others waiting.
func (s step) announce(ctx context.Context, recorded []ledger.RecordedCommand) error {
	moves := make([]operations.Move, len(recorded))
	for i, r := range recorded {
		moves[i] = operations.Move{
			Organization: r.Organization, Operation: r.Operation,
			Outcome: operations.Outcome{Status: operations.Recorded, Transaction: r.Transaction, Block: r.Block},
		}
	}
	if err := s.store.AdvanceAll(ctx, moves); err != nil {
		return fmt.Errorf("mark operations as recorded: %w", err)
	}
	return nil
}
