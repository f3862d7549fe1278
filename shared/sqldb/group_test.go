package sqldb_test

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"

	"waybill/shared/sqldb"
)

// withLids has a rule that SQLite checks at the end of a transaction.
var withLids = append(schema[:2:2], "CREATE TABLE lid (box INTEGER NOT NULL REFERENCES box (id) DEFERRABLE INITIALLY DEFERRED) STRICT")

// A crew writes to one group.
type crew struct {
	*testing.T
	*sqldb.Group
	path string
}

func newCrew(t *testing.T) *crew {
	t.Helper()
	c := &crew{T: t, path: filepath.Join(t.TempDir(), "box.db")}
	db, err := sqldb.Open(t.Context(), c.path, withLids)
	if err != nil {
		t.Fatal(err)
	}
	c.Group = sqldb.NewGroup(db)
	t.Cleanup(func() { c.Close() })
	return c
}

func put(ctx context.Context, tx *sqldb.Tx, label string) error {
	_, err := tx.ExecContext(ctx, "INSERT INTO box (label) VALUES (?)", label)
	return err
}

// labels gives what is committed, in the order in which it was written.
func (c *crew) labels(ctx context.Context) string {
	c.Helper()
	rows, err := c.QueryContext(ctx, "SELECT label FROM box ORDER BY id")
	if err != nil {
		c.Fatal(err)
	}
	defer rows.Close()
	var all []string
	for rows.Next() {
		var label string
		if err := rows.Scan(&label); err != nil {
			c.Fatal(err)
		}
		all = append(all, label)
	}
	return strings.Join(all, " ")
}

// await returns when so many writes wait for their turn.
func (c *crew) await(waiting int) {
	c.Helper()
	for c.Waiting() != waiting {
		if c.Context().Err() != nil {
			c.Fatalf("%d writes are waiting, want %d", c.Waiting(), waiting)
		}
		runtime.Gosched()
	}
}

// A result is what became of a write.
type result struct {
	err      error
	panicked any
}

// inOneGroup lets the writes wait, in their order, until all of them can go into one transaction.
func (c *crew) inOneGroup(writes ...func(context.Context, *sqldb.Tx) error) []result {
	c.Helper()
	var all sync.WaitGroup
	holding, release := make(chan struct{}), make(chan struct{})
	all.Go(func() {
		err := c.Write(c.Context(), func(context.Context, *sqldb.Tx) error {
			close(holding)
			<-release
			return nil
		})
		if err != nil {
			c.Error(err)
		}
	})
	<-holding
	results := make([]result, len(writes))
	for i, do := range writes {
		all.Go(func() {
			defer func() { results[i].panicked = recover() }()
			results[i].err = c.Write(c.Context(), do)
		})
		c.await(i + 1)
	}
	close(release)
	all.Wait()
	return results
}

// Writes that come while another one is under way share the next transaction, in the order in which they came.
func TestWaitingWritesShareOneTransaction(t *testing.T) {
	t.Parallel()
	c := newCrew(t)
	for _, r := range c.inOneGroup(
		func(ctx context.Context, tx *sqldb.Tx) error { return put(ctx, tx, "first") },
		func(ctx context.Context, tx *sqldb.Tx) error {
			var within int
			if err := tx.QueryRowContext(ctx, "SELECT count(*) FROM box").Scan(&within); err != nil {
				return err
			}
			if committed := c.labels(ctx); within != 1 || committed != "" {
				t.Errorf("the second write sees %d rows of its transaction and %q committed", within, committed)
			}
			return put(ctx, tx, "second")
		},
	) {
		if r.err != nil {
			t.Error(r.err)
		}
	}
	if got := c.labels(t.Context()); got != "first second" {
		t.Errorf("committed %q", got)
	}
}

// What one refuses, or panics about, is undone and told to it alone; the others of its transaction are kept.
func TestEachWriteFailsForItself(t *testing.T) {
	t.Parallel()
	c, refusal := newCrew(t), errors.New("refused")
	results := c.inOneGroup(
		func(ctx context.Context, tx *sqldb.Tx) error { return put(ctx, tx, "first") },
		func(ctx context.Context, tx *sqldb.Tx) error { return errors.Join(put(ctx, tx, "undone"), refusal) },
		func(ctx context.Context, tx *sqldb.Tx) error {
			_ = put(ctx, tx, "undone too")
			panic("a fault")
		},
		func(ctx context.Context, tx *sqldb.Tx) error { return put(ctx, tx, "last") },
	)
	if results[0].err != nil || !errors.Is(results[1].err, refusal) || results[2].panicked != "a fault" || results[3].err != nil {
		t.Errorf("told %v", results)
	}
	if got := c.labels(t.Context()); got != "first last" {
		t.Errorf("committed %q", got)
	}
}

// A transaction that cannot be committed, or that SQLite gave up, is everybody's failure: also the refusal may rest on
// what is undone. The next one is not affected.
func TestLostTransactionIsToldToAll(t *testing.T) {
	t.Parallel()
	for name, fault := range map[string]string{
		"at its commit": "INSERT INTO lid VALUES (4711)",                                       // there is no such box
		"half-way":      "INSERT OR ROLLBACK INTO box (id, label) SELECT id, 'twice' FROM box", // a primary key is there already
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c, refusal := newCrew(t), errors.New("refused")
			results := c.inOneGroup(
				func(ctx context.Context, tx *sqldb.Tx) error { return put(ctx, tx, "first") },
				func(context.Context, *sqldb.Tx) error { return refusal },
				func(ctx context.Context, tx *sqldb.Tx) error {
					_, err := tx.ExecContext(ctx, fault)
					return err
				},
			)
			for i, r := range results {
				if r.err == nil || errors.Is(r.err, refusal) {
					t.Errorf("write %d is told %v", i, r.err)
				}
			}
			if err := c.Write(t.Context(), func(ctx context.Context, tx *sqldb.Tx) error { return put(ctx, tx, "next") }); err != nil {
				t.Error(err)
			}
			if got := c.labels(t.Context()); got != "next" {
				t.Errorf("committed %q", got)
			}
		})
	}
}

// A caller that gives up before its turn is told so, and its write is never made. One that gives up during its turn is
// told what became of it.
func TestCancelledWriteIsToldTheTruth(t *testing.T) {
	t.Parallel()
	c := newCrew(t)
	holding, release, told := make(chan struct{}), make(chan struct{}), make(chan error)
	during, giveUp := context.WithCancel(t.Context())
	go func() {
		told <- c.Write(during, func(ctx context.Context, tx *sqldb.Tx) error {
			close(holding)
			<-release
			return put(ctx, tx, "made")
		})
	}()
	<-holding
	before, giveUpBefore := context.WithCancel(t.Context())
	go func() {
		told <- c.Write(before, func(ctx context.Context, tx *sqldb.Tx) error { return put(ctx, tx, "never made") })
	}()
	c.await(1)
	giveUpBefore()
	if err := <-told; !errors.Is(err, context.Canceled) {
		t.Errorf("before its turn it is told %v", err)
	}
	giveUp()
	if err := c.Write(during, func(context.Context, *sqldb.Tx) error { return errors.New("it was run") }); !errors.Is(err, context.Canceled) {
		t.Errorf("without any hope it is told %v", err)
	}
	close(release)
	if err := <-told; err != nil {
		t.Errorf("during its turn it is told %v", err)
	}
	if got := c.labels(t.Context()); got != "made" {
		t.Errorf("committed %q", got)
	}
}

// A group that is closed ends what waits, and takes nothing more.
func TestCloseWaitsForWrites(t *testing.T) {
	t.Parallel()
	c := newCrew(t)
	if err := c.Write(t.Context(), func(ctx context.Context, tx *sqldb.Tx) error { return put(ctx, tx, "warm") }); err != nil {
		t.Fatal(err)
	}
	began, told := make(chan struct{}), make(chan error)
	go func() {
		told <- c.Write(t.Context(), func(ctx context.Context, tx *sqldb.Tx) error {
			close(began)
			return put(ctx, tx, "late")
		})
	}()
	<-began
	if err := c.Close(); err != nil {
		t.Error(err)
	}
	if err := <-told; err != nil {
		t.Errorf("the write that had begun is told %v", err)
	}
	if err := c.Write(t.Context(), func(context.Context, *sqldb.Tx) error { return nil }); err == nil {
		t.Error("it was taken after the end")
	}
	var count int
	if err := open(t, c.path, withLids).QueryRow("SELECT count(*) FROM box").Scan(&count); err != nil || count != 2 {
		t.Errorf("%d rows, %v", count, err)
	}
}

// Many goroutines that count up in read-then-write transactions, some of which change their mind, lose no step.
func TestManyWritersAtOnce(t *testing.T) {
	t.Parallel()
	const writers, each = 16, 30
	c, refusal := newCrew(t), errors.New("changed its mind")
	var all sync.WaitGroup
	for w := range writers {
		all.Go(func() {
			for i := range each {
				err := c.Write(t.Context(), func(ctx context.Context, tx *sqldb.Tx) error {
					var last int
					if err := tx.QueryRowContext(ctx, "SELECT coalesce(max(id), 0) FROM box").Scan(&last); err != nil {
						return err
					}
					_, err := tx.ExecContext(ctx, "INSERT INTO box (id, label) VALUES (?, ?)", last+1, fmt.Sprint(w, "-", i))
					if err == nil && i%3 == 0 {
						err = refusal
					}
					return err
				})
				if (i%3 == 0) != errors.Is(err, refusal) || err != nil && !errors.Is(err, refusal) {
					t.Errorf("write %d of %d: %v", i, w, err)
				}
			}
		})
	}
	all.Wait()
	var count, last int
	if err := c.QueryRowContext(t.Context(), "SELECT count(*), max(id) FROM box").Scan(&count, &last); err != nil || count != writers*each*2/3 || last != count {
		t.Errorf("%d rows up to %d, %v", count, last, err)
	}
}
