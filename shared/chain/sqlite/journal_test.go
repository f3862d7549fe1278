package sqlite_test

import (
	"path/filepath"
	"testing"

	"waybill/shared/chain"
	"waybill/shared/chain/chaintest"
	"waybill/shared/chain/sqlite"
)

func open(t *testing.T, path string) *sqlite.Journal {
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

// The journal in a file is a journal.
func TestJournal(t *testing.T) {
	t.Parallel()
	chaintest.RunJournal(t, func(t *testing.T) chain.Journal {
		return open(t, filepath.Join(t.TempDir(), "journal.db"))
	})
}
