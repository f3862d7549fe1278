package reconcileledger_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"testing"

	"waybill/handlers/reconcileledger"
	"waybill/shared/azfunc"
	"waybill/shared/azfunc/azfunctest"
	"waybill/shared/ledger"
	"waybill/shared/operations"
)

// A reconciler gives one report.
type reconciler struct {
	report ledger.Reconciliation
	window uint64
	err    error
	told   []string
	deaf   error // of AdvanceAll
}

// Reconcile gives the report.
func (r *reconciler) Reconcile(_ context.Context, window uint64) (ledger.Reconciliation, error) {
	r.window = window
	return r.report, r.err
}

// AdvanceAll notes the news.
func (r *reconciler) AdvanceAll(_ context.Context, moves []operations.Move) error {
	for _, m := range moves {
		r.told = append(r.told, fmt.Sprintf("%s/%s %s in %d", m.Organization, m.Operation, m.Status, m.Block))
	}
	return r.deaf
}

func fire(t *testing.T, r *reconciler) (log string, err error) {
	t.Helper()
	var lines bytes.Buffer
	host := azfunctest.NewWith(t, reconcileledger.New(r, r), azfunc.Options{Log: slog.New(slog.NewTextHandler(&lines, nil))})
	err = host.Timer(azfunc.Timer{})
	return lines.String(), err
}

var late = []ledger.RecordedCommand{{Organization: "mine", Operation: "a", Block: 7}}

// Operations that the ledger has are told so; also when the run failed after it had found them.
func TestLateOperationsAreTold(t *testing.T) {
	t.Parallel()
	for _, fails := range []error{nil, errors.New("the node does not answer")} {
		r := &reconciler{report: ledger.Reconciliation{Recorded: late}, err: fails}
		if _, err := fire(t, r); (err == nil) != (fails == nil) || strings.Join(r.told, ", ") != "mine/a recorded in 7" || r.window == 0 {
			t.Errorf("%v, told %v, window %d", err, r.told, r.window)
		}
	}
}

// Each difference between chain and ledger is an error in the log; the run itself has done its work.
func TestDifferencesAreSaidAloud(t *testing.T) {
	t.Parallel()
	r := &reconciler{report: ledger.Reconciliation{Problems: []string{"event 7/0 is missing", "event 9/1 is not on chain"}}}
	log, err := fire(t, r)
	if err != nil || strings.Count(log, "level=ERROR") != 2 || !strings.Contains(log, "event 7/0 is missing") || !strings.Contains(log, "clean=false") {
		t.Errorf("%v, logged %s", err, log)
	}
}

// Operations that do not hear fail the run.
func TestUnheardNewsFailsTheRun(t *testing.T) {
	t.Parallel()
	if _, err := fire(t, &reconciler{report: ledger.Reconciliation{Recorded: late}, deaf: errors.New("connection refused")}); err == nil {
		t.Error("the run succeeds")
	}
}
