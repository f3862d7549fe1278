package files_test

import (
	"os"
	"path/filepath"
	"slices"
	"testing"

	"waybill/shared/ledger/files"
)

// A name is written once; the same bytes again are no error, others are. Half a file does not count.
func TestStoreNeverOverwrites(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "digests")
	s, err := files.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	for name, body := range map[string]string{"b.json": "2", "a.json": "1"} {
		for range 2 {
			if err := s.Put(t.Context(), name, []byte(body)); err != nil {
				t.Fatalf("put %s: %v", name, err)
			}
		}
	}
	if err := s.Put(t.Context(), "a.json", []byte("3")); err == nil {
		t.Error("a digest was overwritten")
	}
	for _, name := range []string{"", "../x", "x/y", "x.partial"} {
		if err := s.Put(t.Context(), name, nil); err == nil {
			t.Errorf("%q was taken for a name", name)
		}
	}
	if err := os.WriteFile(filepath.Join(dir, "c.json.1.partial"), []byte("4"), 0o600); err != nil {
		t.Fatal(err)
	}
	var got []string
	err = s.Each(t.Context(), func(name string, body []byte) error {
		got = append(got, name+"="+string(body))
		return nil
	})
	if err != nil || !slices.Equal(got, []string{"a.json=1", "b.json=2"}) {
		t.Errorf("the digests are %q, %v", got, err)
	}
}
