// Package sweepoperations finds operations that stopped moving, and moves them on, and removes what was begun and never
// became one.
package sweepoperations

import (
	"context"
	"errors"
	"fmt"
	"time"

	"waybill/shared/azfunc"
	"waybill/shared/custody"
	"waybill/shared/ledger"
	"waybill/shared/operations"
)

// Definition of SweepOperations.
var Definition = azfunc.Definition{
	Name:    "SweepOperations",
	Trigger: azfunc.TimerTrigger{Schedule: "%WAYBILL_SWEEP_SCHEDULE%"},
	Outputs: []azfunc.Output{{Queue: "transactions"}},
}

// batch bounds the work of one run, and budget the time of either half of it, as a bus or a database that is slow must not take
// it to host.json's functionTimeout. What is left is the next run's.
const (
	batch  = 500
	budget = 40 * time.Second
)

// leftovers bounds how many unfinished attempts one run removes. Each may be long and have many claims.
const leftovers = 100

// Store keeps operations.
type Store interface {
	Waiting(ctx context.Context, states []operations.Status, behind operations.Operation, before time.Time, limit int) ([]operations.Operation, error)
	AdvanceAll(ctx context.Context, moves []operations.Move) error
	RemoveAbandoned(ctx context.Context, limit int) (removed int, err error)
}

// A Ledger knows which commands it has recorded.
type Ledger interface {
	Recorded(ctx context.Context, command custody.Digest) (ledger.RecordedCommand, bool, error)
}

// Parts are what the step needs.
type Parts struct {
	Store  Store
	Outbox operations.Outbox
	Ledger Ledger
	Now    func() time.Time
	After  time.Duration // how long an operation may stand still before it is swept
}

// New gives the function.
func New(parts Parts) azfunc.Function {
	s := &step{
		Parts: parts, accepted: round{states: []operations.Status{operations.Accepted}},
		open: round{states: []operations.Status{operations.Accepted, operations.Submitted, operations.Confirmed}},
	}
	return azfunc.Function{Definition: Definition, Timer: s.run}
}

type step struct {
	Parts
	accepted, open round
}

func (s *step) run(ctx context.Context, _ azfunc.Timer) error {
	return errors.Join(s.dispatchAgain(ctx), s.catchUp(ctx), s.tidyUp(ctx))
}

// tidyUp removes what creators that died have left.
func (s *step) tidyUp(ctx context.Context) error {
	removed, err := s.Store.RemoveAbandoned(ctx, leftovers)
	if removed > 0 {
		azfunc.Logger(ctx).Info("abandoned attempts removed", "count", removed)
	}
	return err
}

// timer gives what says whether the budget is used up.
func (s *step) timer() (over func() bool) {
	end := s.Now().Add(budget)
	return func() bool { return !s.Now().Before(end) }
}

// dispatchAgain puts operations on the bus whose message may never have been sent. A second message does no harm.
func (s *step) dispatchAgain(ctx context.Context) error {
	waiting, err := s.accepted.next(ctx, s.Store, s.Now().Add(-s.After))
	if err != nil {
		return fmt.Errorf("list accepted operations: %w", err)
	}
	over := s.timer()
	for i, o := range waiting {
		if i > 0 && over() {
			s.accepted.back(waiting[i-1])
			break
		}
		if err := s.Outbox.Dispatch(ctx, o); err != nil {
			return fmt.Errorf("dispatch %s: %w", o.ID, err)
		}
		azfunc.Logger(ctx).Info("operation dispatched again", "operation", o.ID)
	}
	return nil
}

// catchUp marks operations as recorded that the ledger has: whoever wrote the ledger may have died before saying so.
func (s *step) catchUp(ctx context.Context) error {
	waiting, err := s.open.next(ctx, s.Store, s.Now().Add(-s.After))
	if err != nil {
		return fmt.Errorf("list open operations: %w", err)
	}
	var moves []operations.Move
	var failed error
	over := s.timer()
	for i, o := range waiting {
		if i > 0 && over() {
			s.open.back(waiting[i-1])
			break
		}
		recorded, found, err := s.Ledger.Recorded(ctx, o.Command)
		if err != nil {
			failed = fmt.Errorf("look for %s in the ledger: %w", o.ID, err)
			break
		}
		if found {
			news := operations.Outcome{Status: operations.Recorded, Transaction: recorded.Transaction, Block: recorded.Block}
			moves = append(moves, operations.Move{Organization: o.Organization, Operation: o.ID, Outcome: news})
		}
	}
	if err := s.Store.AdvanceAll(ctx, moves); err != nil {
		return errors.Join(failed, fmt.Errorf("mark operations as recorded: %w", err))
	}
	return failed
}
