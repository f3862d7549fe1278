// Package sweepdocuments removes what is left of documents' uploads that nobody finished.
package sweepdocuments

import (
	"context"
	"fmt"
	"time"

	"waybill/shared/azfunc"
	"waybill/shared/documents"
)

// Definition of SweepDocuments.
var Definition = azfunc.Definition{
	Name:    "SweepDocuments",
	Trigger: azfunc.TimerTrigger{Schedule: "%WAYBILL_TIDY_SCHEDULE%"},
}

// A Store keeps documents and what is left of uploads.
type Store interface {
	Sweep(ctx context.Context, before time.Time) (removed int, err error)
}

// New gives the function.
func New(store Store, now func() time.Time) azfunc.Function {
	return azfunc.Function{Definition: Definition, Timer: step{store, now}.run}
}

type step struct {
	store Store
	now   func() time.Time
}

func (s step) run(ctx context.Context, _ azfunc.Timer) error {
	removed, err := s.store.Sweep(ctx, s.now().Add(-documents.AbandonedAfter))
	azfunc.Logger(ctx).Info("documents swept", "removed", removed) // also of a run that failed later: it is gone
	if err != nil {
		return fmt.Errorf("remove abandoned uploads: %w", err)
	}
	return nil
}
