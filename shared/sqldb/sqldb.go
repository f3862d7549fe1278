// Package sqldb opens the SQLite files in which the embedded adapters keep their tables. Reach for [Open], then do
// every write inside [InTx], or let many goroutines share their commits with [NewGroup].
//
// Every commit is on disk when it returns (write-ahead log, synchronous=FULL), and several processes may have the
// same file open: handlers write while the host reads.
package sqldb

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"time"

	"modernc.org/sqlite"
	sqlitecode "modernc.org/sqlite/lib"
)

const (
	// busyTimeout is how long a connection waits for another writer. A write here takes milliseconds; who waits this
	// long is behind a process that hangs.
	busyTimeout = 10 * time.Second

	// maxConnections lets readers go on beside the one writer that SQLite admits; more would only queue for it.
	maxConnections = 4
)

// Open opens the SQLite file at path, creates it and its folder if they are missing, and brings it to the schema that
// the migrations make when applied in order. Migrations are only ever added at the end: a file on which others were
// applied, or more, belongs to another program or a newer one and is refused unchanged.
//
// Any number of processes may call it at once; one of them migrates and the others wait. Opening a file that is up to
// date reads a few pages and writes nothing.
func Open(ctx context.Context, path string, migrations []string) (*sql.DB, error) {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return nil, fmt.Errorf("make the folder of %s: %w", path, err)
	}
	db, err := sql.Open("sqlite", dataSource(path))
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", path, err)
	}
	db.SetMaxOpenConns(maxConnections)
	db.SetMaxIdleConns(maxConnections)
	if err := prepare(ctx, db, migrations); err != nil {
		return nil, errors.Join(fmt.Errorf("open %s: %w", path, err), db.Close())
	}
	return db, nil
}

// InTx runs do in one write transaction, which is durable when InTx returns nil. An error of do, or a panic, rolls
// everything back. The transaction takes the write lock at its beginning, so what do reads cannot change before it
// commits; do must not use db itself, for that is another connection.
func InTx(ctx context.Context, db *sql.DB, do func(*sql.Tx) error) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return fmt.Errorf("begin: %w", err)
	}
	defer func() { _ = tx.Rollback() }() // does nothing after a commit
	if err := do(tx); err != nil {
		return err
	}
	if err := tx.Commit(); err != nil {
		return fmt.Errorf("commit: %w", err)
	}
	return nil
}

// dataSource gives the settings of each connection. The journal mode is not among them: it is a property of the file.
func dataSource(path string) string {
	settings := url.Values{
		"_busy_timeout": {fmt.Sprint(busyTimeout.Milliseconds())},
		"_synchronous":  {"FULL"},
		"_foreign_keys": {"on"},
		"_txlock":       {"immediate"}, // a transaction that reads and then writes must not find the lock taken half-way
		"_dqs":          {"false"},     // a misspelt column is an error, not a string
	}
	return "file:" + (&url.URL{Path: path}).EscapedPath() + "?" + settings.Encode()
}

func prepare(ctx context.Context, db *sql.DB, migrations []string) error {
	if err := useWriteAheadLog(ctx, db); err != nil {
		return err
	}
	done, err := applied(ctx, db, migrations)
	if err != nil || done == len(migrations) {
		return err
	}
	return InTx(ctx, db, func(tx *sql.Tx) error { return migrate(ctx, tx, migrations) })
}

// useWriteAheadLog tries again while others are doing the same: for a change of journal mode SQLite does not wait by
// itself.
func useWriteAheadLog(ctx context.Context, db *sql.DB) error {
	deadline := time.Now().Add(busyTimeout)
	for {
		var mode string
		err := db.QueryRowContext(ctx, "PRAGMA journal_mode = WAL").Scan(&mode)
		if err == nil && mode != "wal" {
			return fmt.Errorf("the file cannot have a write-ahead log, its journal mode stays %q", mode)
		}
		if !isBusy(err) || time.Now().After(deadline) {
			return err
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(5 * time.Millisecond):
		}
	}
}

// isBusy reports whether another connection had the lock; the low byte of the code is the kind of error.
func isBusy(err error) bool {
	var e *sqlite.Error
	return errors.As(err, &e) && e.Code()&0xff == sqlitecode.SQLITE_BUSY
}
