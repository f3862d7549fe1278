package azuresql

import (
	"context"
	"time"

	"waybill/internal/azuresql/tsql"
)

// A gate lets one writer through at a time; the others wait for their turn.
type gate chan struct{}

func newGate() gate {
	g := make(gate, 1)
	g <- struct{}{}
	return g
}

// lock waits for the gate: at most so long, not at all for 0, and as long as the context lasts if wait is negative.
func (g gate) lock(ctx context.Context, wait time.Duration) error {
	select {
	case <-g:
		return nil
	default:
	}
	var late <-chan time.Time
	if wait >= 0 {
		timer := time.NewTimer(wait)
		defer timer.Stop()
		late = timer.C
	}
	select {
	case <-g:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	case <-late:
		return tsql.Errorf(1222, "Lock request time out period exceeded.")
	}
}

func (g gate) unlock() { g <- struct{}{} }
