package sqlite_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"waybill/shared/operations"
	"waybill/shared/operations/operationstest"
	"waybill/shared/operations/sqlite"
	"waybill/shared/sqldb"
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

// A file from before its later migrations opens with the operations that are in it, and their claims are released.
func TestFileOfTheFirstVersionOpens(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "operations.db")
	schema, err := os.ReadFile("schema.sql")
	if err != nil {
		t.Fatal(err)
	}
	first, err := sqldb.Open(t.Context(), path, []string{string(schema)})
	if err != nil {
		t.Fatal(err)
	}
	_, err = first.ExecContext(t.Context(), `
		INSERT INTO operation VALUES ('op-old', 'mine', 'RegisterAsset', zeroblob(32), zeroblob(32), x'7b7d', x'7b7d', zeroblob(20), '["a"]', 1, 'accepted', 1, zeroblob(32), 0, 'null');
		INSERT INTO claim VALUES ('a', 'op-old');`)
	if err != nil {
		t.Fatal(err)
	}
	if err := first.Close(); err != nil {
		t.Fatal(err)
	}
	store := open(t, path, time.Now)
	if err := store.Advance(t.Context(), "mine", "op-old", operations.Outcome{Status: operations.Recorded}); err != nil {
		t.Fatal(err)
	}
	if holder, err := store.Claimant(t.Context(), "a"); err != nil || holder != "" {
		t.Fatalf("a is claimed by %q, %v", holder, err)
	}
}

// Moves that take more than one transaction are all made, and those refused in any of them are told.
func TestMoreMovesThanOneTransactionTakes(t *testing.T) {
	t.Parallel()
	store := open(t, filepath.Join(t.TempDir(), "operations.db"), time.Now)
	o, _, err := store.Create(t.Context(), operationstest.Sample("key", "a"))
	if err != nil {
		t.Fatal(err)
	}
	moves := make([]operations.Move, 600)
	for i := range moves {
		moves[i] = operations.Move{Organization: o.Organization, Operation: fmt.Sprint("op-none-", i), Outcome: operations.Outcome{Status: operations.Recorded}}
	}
	moves[599].Operation = o.ID
	err = store.AdvanceAll(t.Context(), moves)
	if refused, ok := errors.AsType[operations.MoveErrors](err); !ok || len(refused) != 599 || refused[598].Operation != "op-none-598" {
		t.Fatalf("refused are %v", err)
	}
	if moved, _, err := store.Get(t.Context(), o.Organization, o.ID); err != nil || moved.Status != operations.Recorded {
		t.Errorf("it is %s, %v", moved.Status, err)
	}
}

// Many partners send at the same time: their operations share commits.
func BenchmarkCreate(b *testing.B) {
	for _, writers := range []int{1, 16} {
		b.Run(fmt.Sprint("writers=", writers), func(b *testing.B) {
			store := open(b, filepath.Join(b.TempDir(), "operations.db"), time.Now)
			var all sync.WaitGroup
			turns := make(chan operations.Operation)
			for range writers {
				all.Go(func() {
					for o := range turns {
						if _, _, err := store.Create(b.Context(), o); err != nil {
							b.Error(err)
						}
					}
				})
			}
			i := 0
			for b.Loop() {
				i++
				turns <- operationstest.Sample(fmt.Sprint(i), fmt.Sprint("asset-", i))
			}
			close(turns)
			all.Wait()
		})
	}
}

// What a block has recorded is told in one go.
func BenchmarkAdvanceAll(b *testing.B) {
	for _, n := range []int{1, 50, 1000} {
		b.Run(fmt.Sprint("moves=", n), func(b *testing.B) {
			store := open(b, filepath.Join(b.TempDir(), "operations.db"), time.Now)
			moves := make([]operations.Move, n)
			i := 0
			for b.Loop() {
				b.StopTimer()
				for m := range moves {
					i++
					o, _, err := store.Create(b.Context(), operationstest.Sample(fmt.Sprint(i), fmt.Sprint("asset-", i)))
					if err != nil {
						b.Fatal(err)
					}
					moves[m] = operations.Move{Organization: o.Organization, Operation: o.ID, Outcome: operations.Outcome{Status: operations.Recorded}}
				}
				b.StartTimer()
				if err := store.AdvanceAll(b.Context(), moves); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(b.N*n)/b.Elapsed().Seconds(), "moves/s")
		})
	}
}
