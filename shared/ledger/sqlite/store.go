// Package sqlite keeps the ledger in a SQLite file: the log with its Merkle hashes, the inbox of the webhooks and the
// tables that follow from the log. Reach for [Open].
package sqlite

import (
	"context"
	"database/sql"
	_ "embed"
	"errors"
	"fmt"

	"waybill/shared/custody"
	"waybill/shared/ledger"
	"waybill/shared/sqldb"
)

// The migrations in their order.
var (
	//go:embed schema.sql
	schema string
	//go:embed genealogy.sql
	genealogy string
)

// A Store is a ledger in one file. It may be used by several goroutines and several processes at once.
type Store struct {
	reader
	db *sql.DB
}

var (
	_ ledger.Log         = (*Store)(nil)
	_ ledger.Projected   = (*Store)(nil)
	_ ledger.Intake      = (*Store)(nil)
	_ ledger.Snapshotter = (*Store)(nil)
	_ ledger.QueryStore  = (*Store)(nil)
	_ custody.View       = (*Store)(nil)
)

// Open opens the ledger in the file at path and makes it if there is none.
func Open(ctx context.Context, path string) (*Store, error) {
	db, err := sqldb.Open(ctx, path, []string{schema, genealogy})
	if err != nil {
		return nil, fmt.Errorf("open ledger: %w", err)
	}
	return &Store{reader: reader{q: sqldb.Prepared(db)}, db: db}, nil
}

// Close closes the file.
func (s *Store) Close() error { return s.db.Close() }

// Start fixes what the ledger is the projection of. Of a ledger that was started before it only reads, and does not wait
// for writers.
func (s *Store) Start(ctx context.Context, o ledger.Origin) error {
	if started, err := s.started(ctx, o); started || err != nil {
		return err
	}
	return sqldb.InTx(ctx, s.db, func(tx *sql.Tx) error {
		if started, err := (reader{q: tx}).started(ctx, o); started || err != nil {
			return err
		}
		_, err := tx.ExecContext(ctx, `INSERT INTO origin (one, chain_id, contract, start, block, hash, projection) VALUES (1, ?, ?, ?, ?, ?, ?)`,
			int64(o.ChainID), o.Contract[:], int64(o.Block), int64(o.Block), make([]byte, 32), ledger.ProjectionVersion)
		return err
	})
}

// started reports whether the ledger was started; with another origin is an error.
func (r reader) started(ctx context.Context, o ledger.Origin) (bool, error) {
	have, err := r.Origin(ctx)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return false, nil
	case err != nil:
		return false, err
	}
	return true, o.Match(have)
}

// Write runs do in one transaction.
func (s *Store) Write(ctx context.Context, do func(ledger.Tx) error) error {
	return sqldb.InTx(ctx, s.db, func(tx *sql.Tx) error {
		t := &transaction{reader: reader{q: tx}, tx: tx, statements: map[string]*sql.Stmt{}}
		defer t.close()
		return do(t)
	})
}

// Snapshot runs do on the ledger as it is now; what others write meanwhile is not seen, and nobody waits.
func (s *Store) Snapshot(ctx context.Context, do func(ledger.Archive) error) error {
	conn, err := s.db.Conn(ctx)
	if err != nil {
		return fmt.Errorf("take a connection: %w", err)
	}
	defer conn.Close()
	if _, err := conn.ExecContext(ctx, "BEGIN DEFERRED"); err != nil { // database/sql would take the write lock
		return fmt.Errorf("begin to read: %w", err)
	}
	defer func() { _, _ = conn.ExecContext(context.WithoutCancel(ctx), "ROLLBACK") }()
	return do(reader{q: conn})
}

// Receive puts announced events in the inbox.
func (s *Store) Receive(ctx context.Context, items []ledger.InboxItem) (int, error) {
	fresh := 0
	err := sqldb.InTx(ctx, s.db, func(tx *sql.Tx) error {
		insert, err := tx.PrepareContext(ctx, `INSERT INTO inbox (key, chain_id, address, block, block_hash, "transaction", log_index, signature, raw)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`)
		if err != nil {
			return err
		}
		defer insert.Close()
		for _, i := range items {
			result, err := insert.ExecContext(ctx, i.Key, int64(i.ChainID), i.Address[:], int64(i.Block), i.BlockHash[:], i.Transaction[:], i.LogIndex, i.Signature, i.Raw)
			if err != nil {
				return fmt.Errorf("insert %s: %w", i.Key, err)
			}
			n, err := result.RowsAffected()
			if err != nil {
				return err
			}
			fresh += int(n)
		}
		return nil
	})
	if err != nil {
		return 0, fmt.Errorf("fill the inbox: %w", err)
	}
	return fresh, nil
}
