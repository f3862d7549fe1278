package files_test

import (
	"os"
	"path/filepath"
	"testing"

	"waybill/shared/ledger"
	"waybill/shared/ledger/files"
	"waybill/shared/ledger/ledgertest"
)

// A folder of digests keeps the port's promises.
func TestStore(t *testing.T) {
	t.Parallel()
	ledgertest.RunDigests(t, func(t *testing.T) ledger.DigestStore {
		s, err := files.Open(filepath.Join(t.TempDir(), "digests"))
		if err != nil {
			t.Fatal(err)
		}
		return s
	})
}

// Half a file does not count, and nothing else may have such a name.
func TestHalfAFileDoesNotCount(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "digests")
	s, err := files.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Put(t.Context(), "x.partial", nil); err == nil {
		t.Error("x.partial was taken for a name")
	}
	if err := os.WriteFile(filepath.Join(dir, "c.json.1.partial"), []byte("4"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := s.Each(t.Context(), func(name string, _ []byte) error {
		t.Errorf("there is %s", name)
		return nil
	}); err != nil {
		t.Error(err)
	}
}
