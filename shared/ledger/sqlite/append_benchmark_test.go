package sqlite_test

import (
	"database/sql"
	"fmt"
	"path/filepath"
	"testing"

	"waybill/shared/custody"
	"waybill/shared/ledger/ledgertest"
	"waybill/shared/ledger/sqlite"
	"waybill/shared/sqldb"
)

// BenchmarkProject projects blocks of one registration each, 500 to a transaction: rows, Merkle hashes and tables. One
// operation is one event.
func BenchmarkProject(b *testing.B) {
	s, err := sqlite.Open(b.Context(), filepath.Join(b.TempDir(), "ledger.db"))
	if err != nil {
		b.Fatal(err)
	}
	defer s.Close()
	if err := s.Start(b.Context(), ledgertest.Origin); err != nil {
		b.Fatal(err)
	}
	c := ledgertest.NewChain()
	c.Do("operator", "join", &custody.RegisterOrganization{ID: string(ledgertest.Fab), Name: "fab", Key: &custody.Address{1}})
	for i := range b.N {
		c.Do(ledgertest.Fab, fmt.Sprint(i), &custody.RegisterAsset{ID: ledgertest.Chip(i), Type: "item"})
	}
	b.ResetTimer()
	ledgertest.Project(b, s, c)
}

// BenchmarkBareInsert inserts rows of the log's width into a bare table, 500 to a transaction, for comparison in the
// same run. One operation is one row.
func BenchmarkBareInsert(b *testing.B) {
	db, err := sqldb.Open(b.Context(), filepath.Join(b.TempDir(), "bare.db"), []string{
		"CREATE TABLE bare (seq INTEGER PRIMARY KEY, block INTEGER, hash BLOB, body BLOB) STRICT",
	})
	if err != nil {
		b.Fatal(err)
	}
	defer db.Close()
	hash, body := make([]byte, 32), make([]byte, 500)
	b.ResetTimer()
	for first := 0; first < b.N; first += 500 {
		err := sqldb.InTx(b.Context(), db, func(tx *sql.Tx) error {
			insert, err := tx.PrepareContext(b.Context(), "INSERT INTO bare VALUES (?, ?, ?, ?)")
			if err != nil {
				return err
			}
			defer insert.Close()
			for seq := first; seq < min(first+500, b.N); seq++ {
				if _, err := insert.ExecContext(b.Context(), seq, seq, hash, body); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			b.Fatal(err)
		}
	}
}
