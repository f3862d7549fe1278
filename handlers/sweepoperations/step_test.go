package sweepoperations_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"waybill/handlers/sweepoperations"
	"waybill/shared/azfunc"
	"waybill/shared/azfunc/azfunctest"
	"waybill/shared/custody"
	"waybill/shared/ledger"
	"waybill/shared/operations"
	"waybill/shared/operations/operationstest"
)

// A world has operations that were last changed at its start, and a ledger.
type world struct {
	*operationstest.Memory
	now        time.Time
	dispatched []string
	recorded   map[custody.Digest]ledger.RecordedCommand
	busDown    error
	left       int // attempts that were abandoned
	stuck      error
	slow       time.Duration // what a dispatch or a look into the ledger takes
	ledgerDown error
}

// Dispatch notes the operation.
func (w *world) Dispatch(_ context.Context, o operations.Operation) error {
	w.dispatched, w.now = append(w.dispatched, o.ID), w.now.Add(w.slow)
	return w.busDown
}

// RemoveAbandoned takes from what is left.
func (w *world) RemoveAbandoned(_ context.Context, limit int) (int, error) {
	n := min(limit, w.left)
	w.left -= n
	return n, w.stuck
}

// Recorded looks in the ledger.
func (w *world) Recorded(_ context.Context, command custody.Digest) (ledger.RecordedCommand, bool, error) {
	w.now = w.now.Add(w.slow)
	r, found := w.recorded[command]
	return r, found, w.ledgerDown
}

func newWorld(t *testing.T, all ...operations.Operation) *world {
	t.Helper()
	start := time.Date(2026, 10, 5, 8, 0, 0, 0, time.UTC)
	w := &world{now: start, recorded: map[custody.Digest]ledger.RecordedCommand{}}
	w.Memory = operationstest.NewMemory(func() time.Time { return w.now })
	for i, o := range all {
		o.Organization, o.Command, o.UpdatedAt = "mine", custody.Digest{byte(i + 1), byte(i >> 8)}, start
		if _, _, err := w.Create(t.Context(), o); err != nil {
			t.Fatal(err)
		}
	}
	return w
}

func (w *world) fire(t *testing.T) error {
	t.Helper()
	parts := sweepoperations.Parts{Store: w, Outbox: w, Ledger: w, Now: func() time.Time { return w.now }, After: time.Minute}
	return azfunctest.New(t, sweepoperations.New(parts)).Timer(azfunc.Timer{})
}

func (w *world) status(t *testing.T, id string) operations.Status {
	t.Helper()
	o, _, err := w.Get(t.Context(), "mine", id)
	if err != nil {
		t.Fatal(err)
	}
	return o.Status
}

func in(id string, status operations.Status) operations.Operation {
	return operations.Operation{ID: id, Status: status}
}

// Only what was accepted and has stood still for long enough is dispatched again; what is on its way is the engine's.
func TestStandingOperationsAreDispatchedAgain(t *testing.T) {
	t.Parallel()
	w := newWorld(t, in("a", operations.Accepted), in("s", operations.Submitted), in("c", operations.Confirmed), in("r", operations.Recorded), in("f", operations.Failed))
	for after, want := range []string{"", "[a]"} {
		w.dispatched = nil
		w.now = w.now.Add(time.Duration(after) * (time.Minute + time.Second))
		if err := w.fire(t); err != nil || strings.Trim(fmt.Sprint(w.dispatched), "[]") != strings.Trim(want, "[]") {
			t.Errorf("%v, dispatched %v, want %s", err, w.dispatched, want)
		}
	}
}

// Operations that nothing can move do not keep those behind them from their turn, and get one again themselves.
func TestEveryOperationGetsItsTurn(t *testing.T) {
	t.Parallel()
	var stuck []operations.Operation
	for i := range 600 {
		stuck = append(stuck, in(fmt.Sprintf("%03d", i), operations.Accepted))
	}
	w := newWorld(t, stuck...)
	w.now = w.now.Add(time.Hour)
	parts := sweepoperations.Parts{Store: w, Outbox: w, Ledger: w, Now: func() time.Time { return w.now }, After: time.Minute}
	host := azfunctest.New(t, sweepoperations.New(parts))
	for run, want := range []struct {
		count       int
		first, last string
	}{{500, "000", "499"}, {100, "500", "599"}, {500, "000", "499"}} {
		w.dispatched = nil
		if err := host.Timer(azfunc.Timer{}); err != nil {
			t.Fatal(err)
		}
		if n := len(w.dispatched); n != want.count || w.dispatched[0] != want.first || w.dispatched[n-1] != want.last {
			t.Errorf("run %d dispatched %d, %s to %s", run, n, w.dispatched[0], w.dispatched[n-1])
		}
	}
}

// Where everything is slow, each half of a run ends in time, and the next run goes on where it ended.
func TestASlowRunEndsInTime(t *testing.T) {
	t.Parallel()
	var stuck []operations.Operation
	for i := range 100 {
		stuck = append(stuck, in(fmt.Sprintf("%03d", i), operations.Accepted))
	}
	w := newWorld(t, stuck...)
	for i := range 100 {
		w.recorded[custody.Digest{byte(i + 1)}] = ledger.RecordedCommand{Block: 7}
	}
	w.now, w.slow = w.now.Add(time.Hour), time.Second
	parts := sweepoperations.Parts{Store: w, Outbox: w, Ledger: w, Now: func() time.Time { return w.now }, After: time.Minute}
	host := azfunctest.New(t, sweepoperations.New(parts))
	for run, want := range []string{"000 to 039", "040 to 079", "080 to 099"} {
		w.dispatched = nil
		if err := host.Timer(azfunc.Timer{}); err != nil {
			t.Fatal(err)
		}
		if n := len(w.dispatched); n == 0 || w.dispatched[0]+" to "+w.dispatched[n-1] != want {
			t.Errorf("run %d dispatched %v, want %s", run, w.dispatched, want)
		}
		if last := min(40*(run+1), 100) - 1; w.status(t, fmt.Sprintf("%03d", last)) != operations.Recorded || last < 99 && w.status(t, fmt.Sprintf("%03d", last+1)) != operations.Accepted {
			t.Errorf("run %d did not come to %d", run, last)
		}
	}
}

// What the ledger has is recorded, however far the operation was said to have come.
func TestWhatTheLedgerHasIsRecorded(t *testing.T) {
	t.Parallel()
	w := newWorld(t, in("a", operations.Accepted), in("s", operations.Submitted), in("c", operations.Confirmed), in("open", operations.Submitted))
	for i := range 3 {
		w.recorded[custody.Digest{byte(i + 1)}] = ledger.RecordedCommand{Transaction: custody.Digest{9}, Block: 7}
	}
	w.now = w.now.Add(time.Hour)
	if err := w.fire(t); err != nil {
		t.Fatal(err)
	}
	for _, id := range []string{"a", "s", "c"} {
		o, _, err := w.Get(t.Context(), "mine", id)
		if err != nil || o.Status != operations.Recorded || o.Block != 7 || o.Transaction != (custody.Digest{9}) {
			t.Errorf("%s is %+v, %v", id, o, err)
		}
	}
	if w.status(t, "open") != operations.Submitted {
		t.Errorf("open is %s", w.status(t, "open"))
	}
}

// A bus that is down does not keep the ledger's news from the operations, and the other way round; the run fails.
func TestOneOutageDoesNotStopTheOtherHalf(t *testing.T) {
	t.Parallel()
	w := newWorld(t, in("a", operations.Accepted), in("s", operations.Submitted))
	w.recorded[custody.Digest{2}] = ledger.RecordedCommand{Transaction: custody.Digest{9}, Block: 7}
	w.now, w.busDown = w.now.Add(time.Hour), errors.New("connection refused")
	if err := w.fire(t); err == nil || w.status(t, "s") != operations.Recorded {
		t.Errorf("%v, s is %s", err, w.status(t, "s"))
	}
	w = newWorld(t, in("a", operations.Accepted))
	w.now, w.ledgerDown = w.now.Add(time.Hour), errors.New("connection refused")
	if err := w.fire(t); err == nil || fmt.Sprint(w.dispatched) != "[a]" {
		t.Errorf("%v, dispatched %v", err, w.dispatched)
	}
}

// What was begun and abandoned is removed, a bounded number in each run, also while the bus and the ledger are down; and if
// that fails, the others are done and the run fails.
func TestWhatIsAbandonedIsRemoved(t *testing.T) {
	t.Parallel()
	w := newWorld(t, in("a", operations.Accepted))
	w.left, w.now, w.busDown, w.ledgerDown = 150, w.now.Add(time.Hour), errors.New("connection refused"), errors.New("connection refused")
	for _, want := range []int{50, 0, 0} {
		if err := w.fire(t); err == nil || w.left != want {
			t.Errorf("%v; %d are left, not %d", err, w.left, want)
		}
	}
	w.busDown, w.ledgerDown, w.dispatched, w.stuck = nil, nil, nil, errors.New("connection refused")
	if err := w.fire(t); err == nil || fmt.Sprint(w.dispatched) != "[a]" {
		t.Errorf("%v, dispatched %v", err, w.dispatched)
	}
}
