package azuresql_test

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"waybill/internal/azuresql"
)

func begin(t *testing.T, db *sql.DB, level sql.IsolationLevel) *sql.Tx {
	t.Helper()
	tx, err := db.BeginTx(t.Context(), &sql.TxOptions{Isolation: level})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = tx.Rollback() })
	return tx
}

func commit(t *testing.T, tx *sql.Tx) {
	t.Helper()
	if err := tx.Commit(); err != nil {
		t.Fatal(err)
	}
}

const count = "SELECT COUNT_BIG(*) FROM waybill.n"

func numbered(t *testing.T) (*azuresql.Server, *sql.DB) {
	t.Helper()
	server, db := start(t)
	exec(t, db, "CREATE TABLE waybill.n (n bigint NOT NULL PRIMARY KEY)")
	exec(t, db, "INSERT INTO waybill.n (n) VALUES (1)")
	return server, db
}

// A snapshot stands still while others write, from its first look on; a transaction that reads what is committed does not.
func TestSnapshotsStandStill(t *testing.T) {
	t.Parallel()
	_, db := numbered(t)
	snapshot, committed := begin(t, db, sql.LevelSnapshot), begin(t, db, sql.LevelReadCommitted)
	exec(t, db, "INSERT INTO waybill.n (n) VALUES (2)")
	for _, tx := range []*sql.Tx{snapshot, committed} {
		if n := one[int](t, tx, count); n != 2 {
			t.Errorf("the first look sees %d rows", n)
		}
	}
	exec(t, db, "INSERT INTO waybill.n (n) VALUES (3)")
	if n := one[int](t, snapshot, count); n != 2 {
		t.Errorf("the snapshot has moved to %d rows", n)
	}
	if n := one[int](t, committed, count); n != 3 {
		t.Errorf("what is committed was not seen: %d rows", n)
	}
}

// A snapshot that writes after others have written fails with 3960 and is rolled back.
func TestSnapshotThatWritesTooLateFails(t *testing.T) {
	t.Parallel()
	_, db := numbered(t)
	tx := begin(t, db, sql.LevelSnapshot)
	one[int](t, tx, count)
	exec(t, db, "UPDATE waybill.n SET n = 2 WHERE n = 1")
	_, err := tx.ExecContext(t.Context(), "UPDATE waybill.n SET n = 3 WHERE n = 1")
	wants(t, "the late update", err, 3960)
	if err := tx.Commit(); err == nil {
		t.Error("the transaction was committed all the same")
	}
	if n := one[int](t, db, "SELECT n FROM waybill.n"); n != 2 {
		t.Errorf("the row is %d", n)
	}
}

// Readers WITH (UPDLOCK) and writers wait for each other, so that counting up loses nothing, at any level but snapshot.
func TestWritersTakeTurns(t *testing.T) {
	t.Parallel()
	for level, hint := range map[sql.IsolationLevel]string{sql.LevelReadCommitted: "WITH (UPDLOCK, HOLDLOCK)", sql.LevelSerializable: "", sql.LevelRepeatableRead: ""} {
		t.Run(level.String(), func(t *testing.T) {
			t.Parallel()
			_, db := numbered(t)
			const writers, rounds = 6, 5
			var all sync.WaitGroup
			failed := make(chan error, writers*rounds)
			for range writers {
				all.Go(func() {
					for range rounds {
						failed <- countUp(t.Context(), db, level, hint)
					}
				})
			}
			all.Wait()
			for range writers * rounds {
				if err := <-failed; err != nil {
					t.Error(err)
				}
			}
			if n := one[int](t, db, "SELECT n FROM waybill.n"); n != 1+writers*rounds {
				t.Errorf("it counted to %d", n)
			}
		})
	}
}

func countUp(ctx context.Context, db *sql.DB, level sql.IsolationLevel, hint string) error {
	tx, err := db.BeginTx(ctx, &sql.TxOptions{Isolation: level})
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback() }()
	var n int64
	if err := tx.QueryRowContext(ctx, "SELECT n FROM waybill.n "+hint).Scan(&n); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "UPDATE waybill.n SET n = @p1", n+1); err != nil {
		return err
	}
	return tx.Commit()
}

// Who waits too long for another writer gets 1222; readers do not wait.
func TestWaitingForAWriterHasAnEnd(t *testing.T) {
	t.Parallel()
	server, err := azuresql.Run(t.Context(), azuresql.Options{LockWait: time.Millisecond})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = server.Stop() })
	db := open(t, server.URL())
	exec(t, db, "CREATE TABLE n (n bigint)")
	tx := begin(t, db, sql.LevelReadCommitted)
	exec(t, tx, "INSERT INTO n (n) VALUES (1)")
	_, err = db.ExecContext(t.Context(), "INSERT INTO n (n) VALUES (2)")
	wants(t, "the second writer", err, 1222)
	if n := one[int](t, db, "SELECT COUNT(*) FROM n"); n != 0 {
		t.Errorf("a reader saw %d rows", n)
	}
	commit(t, tx)
	exec(t, db, "INSERT INTO n (n) VALUES (2)")
}

// Who gives up waiting, or waiting for an answer, has a connection that goes on to work, and a transaction that can be
// rolled back.
func TestGivingUpEndsTheStatementOnly(t *testing.T) {
	t.Parallel()
	_, db := numbered(t)
	db.SetMaxOpenConns(2)
	tx := begin(t, db, sql.LevelReadCommitted)
	exec(t, tx, "INSERT INTO waybill.n (n) VALUES (2)")
	conn, err := db.Conn(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	for what, query := range map[string]string{
		"waiting for a writer": "UPDATE waybill.n SET n = 5",
		"an endless query":     "WITH c (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c) SELECT COUNT_BIG(*) FROM c",
	} {
		ctx, cancel := context.WithCancel(t.Context()) // after a deadline the driver does not use the connection again
		time.AfterFunc(20*time.Millisecond, cancel)
		if _, err := conn.ExecContext(ctx, query); !errors.Is(err, context.Canceled) {
			t.Errorf("%s: %v", what, err)
		}
		if n := one[int](t, conn, count); n != 1 {
			t.Errorf("after %s there are %d rows", what, n)
		}
	}
	commit(t, tx)
	if n := exec(t, conn, "UPDATE waybill.n SET n = n + 10"); n != 2 {
		t.Errorf("%d rows were changed", n)
	}
}

// Many connections read and write at once, and prepared statements serve them all.
func TestManyAtOnce(t *testing.T) {
	t.Parallel()
	_, db := start(t)
	exec(t, db, "CREATE TABLE waybill.[row] (id bigint NOT NULL PRIMARY KEY, [by] nvarchar(40) NOT NULL)")
	insert, err := db.PrepareContext(t.Context(), "INSERT INTO waybill.[row] (id, [by]) VALUES (@p1, @p2)")
	if err != nil {
		t.Fatal(err)
	}
	defer insert.Close()
	const clients, each = 8, 10
	var all sync.WaitGroup
	for c := range clients {
		all.Go(func() {
			for i := range each {
				if _, err := insert.ExecContext(t.Context(), c*each+i, fmt.Sprint(c)); err != nil {
					t.Error(err)
				}
				var n int
				if err := db.QueryRowContext(t.Context(), "SELECT COUNT(*) FROM waybill.[row] WHERE [by] = @p1", fmt.Sprint(c)).Scan(&n); err != nil || n != i+1 {
					t.Errorf("client %d sees %d of its rows, want %d: %v", c, n, i+1, err)
				}
			}
		})
	}
	all.Wait()
	if n := one[int](t, db, "SELECT COUNT_BIG(*) FROM waybill.[row]"); n != clients*each {
		t.Errorf("there are %d rows", n)
	}
}
