package azuresql_test

import (
	"context"
	"database/sql"
	"errors"
	"testing"
	"time"

	"waybill/internal/azuresql"
)

// A commit whose answer is lost has taken effect, and the client cannot know.
func TestLostCommitsAreCommitted(t *testing.T) {
	t.Parallel()
	server, db := numbered(t)
	tx := begin(t, db, sql.LevelReadCommitted)
	exec(t, tx, "INSERT INTO waybill.n (n) VALUES (2)")
	server.LoseCommits(1)
	if err := tx.Commit(); err == nil {
		t.Error("the answer came")
	}
	if n := one[int](t, db, count); n != 2 {
		t.Errorf("there are %d rows", n)
	}
	server.LoseCommits(1)
	if _, err := db.ExecContext(t.Context(), "INSERT INTO waybill.n (n) VALUES (3)"); err == nil {
		t.Error("the answer to a statement came")
	}
	if n := one[int](t, db, count); n != 3 {
		t.Errorf("there are %d rows", n)
	}
}

// Errors come as often as they were ordered, and do to transaction and connection what they do with the service.
func TestErrorsComeOnDemand(t *testing.T) {
	t.Parallel()
	for _, number := range []int32{40501, 40613, 40197, 1205, 3960, 10928} {
		server, db := numbered(t)
		tx := begin(t, db, sql.LevelReadCommitted)
		exec(t, tx, "INSERT INTO waybill.n (n) VALUES (2)")
		server.FailStatements(1, number)
		_, err := tx.ExecContext(t.Context(), "INSERT INTO waybill.n (n) VALUES (3)")
		if wants(t, "the statement", err, number); number != 10928 {
			if err := tx.Commit(); err == nil {
				t.Errorf("after %d the transaction can be committed", number)
			}
		} else {
			commit(t, tx)
		}
		want := 1
		if number == 10928 {
			want = 2
		}
		if n := one[int](t, db, count); n != want {
			t.Errorf("after %d there are %d rows", number, n)
		}
	}
}

// A commit that is refused has rolled the transaction back.
func TestRefusedCommitsRollBack(t *testing.T) {
	t.Parallel()
	server, db := numbered(t)
	server.FailCommits(1, 1205)
	tx := begin(t, db, sql.LevelReadCommitted)
	exec(t, tx, "INSERT INTO waybill.n (n) VALUES (2)")
	wants(t, "the commit", tx.Commit(), 1205)
	if n := one[int](t, db, count); n != 1 {
		t.Errorf("there are %d rows", n)
	}
}

// A login can be refused, and the next one succeeds.
func TestLoginsCanBeRefused(t *testing.T) {
	t.Parallel()
	server := azuresql.Start(t)
	server.RefuseLogins(1, 18456)
	db := open(t, server.URL())
	if err := db.PingContext(t.Context()); err == nil {
		t.Error("the first login succeeded")
	}
	if err := db.PingContext(t.Context()); err != nil {
		t.Error(err)
	}
}

// A connection that is dropped takes its transaction with it, and whoever waited for it goes on.
func TestDroppedConnectionsRollBack(t *testing.T) {
	t.Parallel()
	server, db := numbered(t)
	tx := begin(t, db, sql.LevelReadCommitted)
	exec(t, tx, "INSERT INTO waybill.n (n) VALUES (2)")
	server.Drop()
	if err := tx.Commit(); err == nil {
		t.Error("the transaction was committed")
	}
	exec(t, db, "INSERT INTO waybill.n (n) VALUES (3)")
	if n := one[int](t, db, count); n != 2 {
		t.Errorf("there are %d rows", n)
	}
}

// A slow answer is waited for, and given up when its reader gives up.
func TestAnswersCanBeSlow(t *testing.T) {
	t.Parallel()
	server, db := numbered(t)
	server.Delay(time.Hour)
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Millisecond)
	defer cancel()
	if _, err := db.ExecContext(ctx, "INSERT INTO waybill.n (n) VALUES (2)"); !errors.Is(err, context.DeadlineExceeded) {
		t.Error(err)
	}
	server.Delay(0)
	if n := one[int](t, db, count); n != 1 {
		t.Errorf("there are %d rows", n)
	}
}
