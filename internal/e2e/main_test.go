// Package e2e_test runs whole systems: real processes, a real chain, real files.
package e2e_test

import (
	"encoding/json"
	"testing"
	"time"

	"waybill/internal/audit"
	"waybill/internal/endurance/process"
	"waybill/internal/story"
	"waybill/internal/system"
	"waybill/shared/ledger"
)

func TestMain(m *testing.M) { process.Main(m) }

func chips(t *testing.T) *story.Story {
	t.Helper()
	told, err := story.Chips()
	if err != nil {
		t.Fatal(err)
	}
	return told
}

func start(t *testing.T, o system.Options) *system.System {
	t.Helper()
	if o.Data == "" {
		o.Data = t.TempDir()
	}
	s, err := system.Start(deadline(t), o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Stop)
	return s
}

// state is the ledger as it can be compared with another run of the same story.
func state(t *testing.T, s *system.System) string {
	t.Helper()
	queries := ledger.Queries{Store: s.Stores().Ledger, Now: time.Now}
	got, err := queries.State(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	text, err := json.MarshalIndent(got, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// rows counts the rows of the ledger's log.
func rows(t *testing.T, s *system.System) (n uint64) {
	t.Helper()
	err := s.Stores().Ledger.Snapshot(t.Context(), func(a ledger.Archive) (err error) {
		n, err = a.RowCount(t.Context())
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// mustVerify anchors the ledger and verifies everything from scratch.
func mustVerify(t *testing.T, s *system.System) {
	t.Helper()
	ctx := deadline(t)
	if err := s.Anchor(ctx); err != nil {
		t.Fatal(err)
	}
	report, err := audit.Run(ctx, s.Settings, s.Stores())
	if err != nil {
		t.Fatal(err)
	}
	if !report.Verified || report.Anchored == 0 || report.Documents == 0 {
		t.Fatalf("not verified: %+v", report)
	}
}
