// Package pollconfirmations looks after transactions until they are final: it sends again what the network forgot,
// raises fees, and tells the operations what became of them.
package pollconfirmations

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	"waybill/shared/azfunc"
	"waybill/shared/chain"
	"waybill/shared/custody"
	"waybill/shared/each"
	"waybill/shared/operations"
	"waybill/shared/problem"
)

// Definition of PollConfirmations.
var Definition = azfunc.Definition{
	Name:    "PollConfirmations",
	Trigger: azfunc.TimerTrigger{Schedule: "%WAYBILL_POLL_SCHEDULE%"},
}

// An Engine knows the transactions that are not settled.
type Engine interface {
	Signers(ctx context.Context) ([]custody.Address, error)
	Monitor(ctx context.Context, signer custody.Address, settle chain.Settle) error
}

// Operations hear what became of them.
type Operations interface {
	AdvanceAll(ctx context.Context, moves []operations.Move) error
}

// budget is how long one run begins passes: host.json's functionTimeout kills the handler with whatever else it is doing. The
// engine bounds a pass by itself.
const budget = 40 * time.Second

// New gives the function. Calls, which may be nil, makes the passes over several signers side by side: what a pass waits
// for is the node and the disk.
func New(store Operations, engine Engine, calls each.Each, now func() time.Time) azfunc.Function {
	if calls == nil {
		calls = each.OneByOne
	}
	return azfunc.Function{Definition: Definition, Timer: (&step{store: store, engine: engine, calls: calls, now: now}).run}
}

type step struct {
	store  Operations
	engine Engine
	calls  each.Each
	now    func() time.Time

	mu   sync.Mutex
	left []custody.Address // had no pass in the last run
}

// run makes one pass over every signer; trouble with one does not keep the others waiting. Signers for whom the time is not
// enough come first in the next run.
func (s *step) run(ctx context.Context, _ azfunc.Timer) error {
	signers, err := s.engine.Signers(ctx)
	if err != nil {
		return fmt.Errorf("list signers: %w", err)
	}
	end := s.now().Add(budget)
	var mu sync.Mutex
	var failed []error
	var left []custody.Address
	turn := s.inTurn(signers)
	s.calls(len(turn), func(i int) {
		signer := turn[i]
		if !s.now().Before(end) {
			mu.Lock()
			defer mu.Unlock()
			left = append(left, signer)
			return
		}
		if err := s.engine.Monitor(ctx, signer, s.settle); err != nil {
			mu.Lock()
			defer mu.Unlock()
			failed = append(failed, fmt.Errorf("monitor %s: %w", signer, err))
		}
	})
	s.mu.Lock()
	defer s.mu.Unlock()
	s.left = left
	return errors.Join(failed...)
}

// inTurn gives the signers, those that were left out before the others.
func (s *step) inTurn(signers []custody.Address) []custody.Address {
	s.mu.Lock()
	defer s.mu.Unlock()
	var before, after []custody.Address
	for _, signer := range signers {
		if slices.Contains(s.left, signer) {
			before = append(before, signer)
		} else {
			after = append(after, signer)
		}
	}
	return append(before, after...)
}

// settle tells the operations. What they cannot believe is told to people, once: told again, it would be no truer.
func (s *step) settle(ctx context.Context, outcomes []chain.Outcome) error {
	moves := make([]operations.Move, len(outcomes))
	for i, o := range outcomes {
		moves[i] = operations.Move{Organization: o.Organization, Operation: o.Operation, Outcome: newsOf(o)}
	}
	err := s.store.AdvanceAll(ctx, moves)
	var refused operations.MoveErrors
	if !errors.As(err, &refused) {
		return err
	}
	var failed []error
	for _, r := range refused {
		if errors.Is(r.Err, operations.ErrContradiction) {
			azfunc.Logger(ctx).Error("the node and the operation disagree", "operation", r.Operation, "transaction", r.Transaction.Hex(), "err", r.Err)
			continue
		}
		failed = append(failed, &r)
	}
	return errors.Join(failed...)
}

func newsOf(o chain.Outcome) operations.Outcome {
	news := operations.Outcome{Status: operations.Confirmed, Transaction: o.Transaction, Block: o.Block}
	if !o.Succeeded {
		news.Status = operations.Failed
		news.Problem = problem.ContractRefused.With(o.Reason)
		if o.Cancelled {
			news.Problem = problem.Cancelled.With(o.Reason)
		}
	}
	return news
}
