package sqlite_test

import (
	"path/filepath"
	"testing"

	"waybill/shared/chain"
	"waybill/shared/chain/chaintest"
	"waybill/shared/chain/sqlite"
)

// open gives what opens one new file as often as wanted.
func open(t *testing.T) func(*testing.T) chain.Journal {
	path := filepath.Join(t.TempDir(), "journal.db")
	return func(t *testing.T) chain.Journal {
		t.Helper()
		j, err := sqlite.Open(t.Context(), path)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() {
			if err := j.Close(); err != nil {
				t.Error(err)
			}
		})
		return j
	}
}

// The journal in a file is a journal.
func TestJournal(t *testing.T) {
	t.Parallel()
	chaintest.RunJournal(t, open)
}

// Two engines get on with one file.
func TestTwoEnginesOnOneFile(t *testing.T) {
	t.Parallel()
	chaintest.RunEngines(t, open)
}
