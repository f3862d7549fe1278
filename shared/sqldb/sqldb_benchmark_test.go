package sqldb_test

import (
	"context"
	"database/sql"
	"fmt"
	"path/filepath"
	"sync"
	"testing"

	"waybill/shared/sqldb"
)

// Opening a file that is up to date is part of every start of the handler.
func BenchmarkOpenUpToDate(b *testing.B) {
	path := filepath.Join(b.TempDir(), "box.db")
	for b.Loop() {
		db, err := sqldb.Open(b.Context(), path, schema)
		if err != nil {
			b.Fatal(err)
		}
		db.Close()
	}
}

// One small durable transaction is the price of every accepted command; writers queue for the one write lock.
func BenchmarkInTx(b *testing.B) {
	for name, parallel := range map[string]int{"writers=1": 0, "writers=16": 8} {
		b.Run(name, func(b *testing.B) {
			db, err := sqldb.Open(b.Context(), filepath.Join(b.TempDir(), "box.db"), schema)
			if err != nil {
				b.Fatal(err)
			}
			defer db.Close()
			insert := func() error {
				return sqldb.InTx(b.Context(), db, func(tx *sql.Tx) error {
					_, err := tx.Exec("INSERT INTO box (label) VALUES ('one')")
					return err
				})
			}
			if parallel == 0 {
				for b.Loop() {
					if err := insert(); err != nil {
						b.Fatal(err)
					}
				}
				return
			}
			b.SetParallelism(parallel)
			b.RunParallel(func(pb *testing.PB) {
				for pb.Next() {
					if err := insert(); err != nil {
						b.Error(err)
						return
					}
				}
			})
		})
	}
}

// Writers that share their commits: with one it is the price of a commit, with many that of their statements.
func BenchmarkGroupWrite(b *testing.B) {
	for _, writers := range []int{1, 16, 64} {
		b.Run(fmt.Sprint("writers=", writers), func(b *testing.B) {
			db, err := sqldb.Open(b.Context(), filepath.Join(b.TempDir(), "box.db"), schema)
			if err != nil {
				b.Fatal(err)
			}
			group := sqldb.NewGroup(db)
			defer group.Close()
			var all sync.WaitGroup
			turns := make(chan struct{})
			for range writers {
				all.Go(func() {
					for range turns {
						err := group.Write(b.Context(), func(ctx context.Context, tx *sqldb.Tx) error { return put(ctx, tx, "one") })
						if err != nil {
							b.Error(err)
						}
					}
				})
			}
			for b.Loop() {
				turns <- struct{}{}
			}
			close(turns)
			all.Wait()
		})
	}
}
