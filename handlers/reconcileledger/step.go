// Package reconcileledger compares chain, ledger and operations, repairs what can be repaired, and says the rest aloud.
package reconcileledger

import (
	"context"
	"errors"
	"fmt"

	"waybill/shared/azfunc"
	"waybill/shared/ledger"
	"waybill/shared/operations"
)

// Definition of ReconcileLedger.
var Definition = azfunc.Definition{
	Name:    "ReconcileLedger",
	Trigger: azfunc.TimerTrigger{Schedule: "%WAYBILL_RECONCILE_SCHEDULE%"},
}

// window is how many of the newest blocks one run compares.
const window = 10_000

// A Reconciler compares.
type Reconciler interface {
	Reconcile(ctx context.Context, window uint64) (ledger.Reconciliation, error)
}

// Operations hear what was found.
type Operations interface {
	AdvanceAll(ctx context.Context, moves []operations.Move) error
}

// New gives the function.
func New(reconciler Reconciler, store Operations) azfunc.Function {
	return azfunc.Function{Definition: Definition, Timer: step{reconciler, store}.run}
}

type step struct {
	reconciler Reconciler
	store      Operations
}

func (s step) run(ctx context.Context, _ azfunc.Timer) error {
	report, err := s.reconciler.Reconcile(ctx, window)
	untold := s.tell(ctx, report.Recorded) // also of a run that failed later: it is durable in the ledger
	if err != nil {
		return errors.Join(untold, fmt.Errorf("reconcile: %w", err))
	}
	for _, p := range report.Problems {
		azfunc.Logger(ctx).Error("chain and ledger differ", "problem", p)
	}
	azfunc.Logger(ctx).Info("reconciled", "from", report.From, "to", report.To, "clean", report.Clean,
		"projected", report.Projected, "lateRecorded", report.LateRecorded, "webhookMissed", report.WebhookMissed)
	return untold
}

func (s step) tell(ctx context.Context, recorded []ledger.RecordedCommand) error {
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
