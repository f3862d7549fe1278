package sqlite_test

import (
	"context"
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"waybill/shared/operations"
	"waybill/shared/operations/operationstest"
	"waybill/shared/operations/sqlite"
)

func open(t testing.TB, path string, now func() time.Time) *sqlite.Store {
	t.Helper()
	store, err := sqlite.Open(context.Background(), path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { store.Close() })
	store.Now = now
	return store
}

// The store on SQLite keeps the port's promises.
func TestStore(t *testing.T) {
	operationstest.Run(t, func(t *testing.T, now func() time.Time) operations.Store {
		return open(t, filepath.Join(t.TempDir(), "operations.db"), now)
	})
}

// Rows and claims outlive the process that wrote them.
func TestRestartKeepsRowsAndClaims(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "operations.db")
	before := open(t, path, time.Now)
	o, _, err := before.Create(t.Context(), operationstest.Sample("key", "a"))
	if err != nil {
		t.Fatal(err)
	}
	if err := before.Close(); err != nil {
		t.Fatal(err)
	}
	if holder, err := open(t, path, time.Now).Claimant(t.Context(), "a"); err != nil || holder != o.ID {
		t.Fatalf("a is claimed by %q, %v", holder, err)
	}
}

// Accepting a command and finishing it are two transactions of the store.
func BenchmarkCreateAndAdvance(b *testing.B) {
	store := open(b, filepath.Join(b.TempDir(), "operations.db"), time.Now)
	i := 0
	for b.Loop() {
		i++
		o, _, err := store.Create(b.Context(), operationstest.Sample(fmt.Sprint(i), fmt.Sprint("asset-", i)))
		if err != nil {
			b.Fatal(err)
		}
		if err := store.Advance(b.Context(), o.Organization, o.ID, operations.Outcome{Status: operations.Recorded}); err != nil {
			b.Fatal(err)
		}
	}
}
