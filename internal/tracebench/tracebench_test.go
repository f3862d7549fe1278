package tracebench_test

import (
	"context"
	"io"
	"path/filepath"
	"testing"

	"waybill/internal/tracebench"
	"waybill/shared/ledger"
	"waybill/shared/ledger/sqlite"
)

// A small story is measured like a large one; the ledger that was made up for it is whole and has nothing in it that the
// rules do not explain.
func TestTheStoryMakesALedgerThatCanBeVerified(t *testing.T) {
	t.Parallel()
	o := tracebench.Options{
		Events: 700, Traces: 3, Recalls: 1, Data: t.TempDir(), Progress: io.Discard,
		Scale: tracebench.Scale{WaferLots: 2, WafersPerLot: 2, DiesPerWafer: 8, DiesPerModule: 4, ModulesOnPCB: 2},
	}
	r, err := tracebench.Run(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	if r.Events < o.Events || r.TraceDepth != tracebench.Depth || r.TraceNodes < 50 || r.RecallDescendants < 100 {
		t.Errorf("the result is %+v", r)
	}
	store := open(t, o.Data)
	scratch := open(t, t.TempDir())
	verifier := &ledger.Verifier{Store: store, Secret: tracebench.Secret, Scratch: func(context.Context) (ledger.Scratch, func() error, error) {
		return scratch, func() error { return nil }, nil
	}}
	report, err := verifier.Verify(t.Context())
	if err != nil || !report.Verified || report.Rows != uint64(r.Events) {
		t.Errorf("verification gives %+v, %v", report, err)
	}
	err = store.Snapshot(t.Context(), func(a ledger.Archive) error {
		return a.Records(t.Context(), &ledger.Mismatch{}, func(m ledger.Record) error {
			t.Errorf("not explained: %+v", m)
			return nil
		})
	})
	if err != nil {
		t.Fatal(err)
	}
}

// Nothing to ask about is said, not measured.
func TestTooFewEventsAreRefused(t *testing.T) {
	t.Parallel()
	if _, err := tracebench.Run(t.Context(), tracebench.Options{Events: 200, Data: t.TempDir(), Progress: io.Discard}); err == nil {
		t.Error("a story without an end was measured")
	}
}

func open(t *testing.T, folder string) *sqlite.Store {
	t.Helper()
	s, err := sqlite.Open(t.Context(), filepath.Join(folder, "ledger.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s
}
