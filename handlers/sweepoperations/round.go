package sweepoperations

import (
	"context"
	"sync"
	"time"

	"waybill/shared/operations"
)

// A round goes through the operations that stand still, one batch in each run, so that those that nothing can move do
// not keep the others from their turn. It is held in memory: a new process begins with the oldest.
type round struct {
	states []operations.Status

	mu   sync.Mutex
	last operations.Operation // of the batch before; zero at the beginning of a round
}

// next gives the next batch. One that is not full was the last of its round.
func (r *round) next(ctx context.Context, store Store, before time.Time) ([]operations.Operation, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	waiting, err := store.Waiting(ctx, r.states, r.last, before, batch)
	if err != nil {
		return nil, err
	}
	r.last = operations.Operation{}
	if len(waiting) == batch {
		r.last = waiting[batch-1]
	}
	return waiting, nil
}

// back makes the next batch begin behind an operation of this one, the last that was dealt with.
func (r *round) back(last operations.Operation) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.last = last
}
