package sqldb

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"runtime"
	"slices"
	"sync"
	"time"
)

// maxGroup bounds the writes of one transaction. More would save little, and other processes wait for its end.
const maxGroup = 64

// A Group is an open file for many goroutines: the writes that come while a commit is under way go into the next one,
// all together (group commit). A disk that takes a thousand commits a second so takes many thousand writes. A write that
// comes alone waits for nobody.
type Group struct {
	*Statements // for reading, outside of transactions
	db          *sql.DB

	mu        sync.Mutex
	waiting   []*write
	running   bool // a goroutine commits; it ends when nobody waits
	closed    bool
	committer sync.WaitGroup // that goroutine

	// conn is the committer's own, so that its cache of pages stays good: the others of the pool only read. tx has the
	// statements on it. Both are nil before the first write.
	conn *sql.Conn
	tx   *Tx
}

// A write is one call of [Group.Write].
type write struct {
	ctx      context.Context // of the caller, without its end
	do       func(context.Context, *Tx) error
	done     chan struct{} // closed when err and panicked are final
	err      error
	panicked any
}

// NewGroup lets the file's writers share their commits. From now on close the group, not the file.
func NewGroup(db *sql.DB) *Group { return &Group{Statements: Prepared(db), db: db} }

// Close waits for the writes that have begun to wait, and closes the file.
func (g *Group) Close() error {
	g.mu.Lock()
	g.closed = true
	g.mu.Unlock()
	g.committer.Wait()
	if g.conn != nil {
		_ = g.conn.Close() // gives it back to the pool, or was done already
	}
	return g.db.Close()
}

// Write runs do in a write transaction, which is durable when Write returns nil. An error of do, or a panic, undoes what
// do did, and nothing of the others that are in the same transaction. As with [InTx] nothing that do reads can change
// before it commits. An error says that nothing is durable, except that after a failed commit it may be.
//
// When ctx ends before do had its turn, do is never run. From then on Write waits for the outcome and tells it: the
// context that do gets does not end, because the interruption of one statement would undo those of the others. So do
// must be short, must use that context, must use nothing but the transaction, and must return or panic.
func (g *Group) Write(ctx context.Context, do func(context.Context, *Tx) error) error {
	w := &write{ctx: context.WithoutCancel(ctx), do: do, done: make(chan struct{})}
	if err := g.join(ctx, w); err != nil {
		return err
	}
	select {
	case <-w.done:
	case <-ctx.Done():
		if g.leave(w) {
			return fmt.Errorf("wait for the turn to write: %w", ctx.Err())
		}
		<-w.done
	}
	if w.panicked != nil {
		panic(w.panicked)
	}
	return w.err
}

func (g *Group) join(ctx context.Context, w *write) error {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.closed {
		return errors.New("the file is closed")
	}
	if err := ctx.Err(); err != nil {
		return fmt.Errorf("before the write: %w", err)
	}
	g.waiting = append(g.waiting, w)
	if !g.running {
		g.running = true
		g.committer.Go(g.run)
	}
	return nil
}

// leave reports whether w had not had its turn yet, and takes care that it never has.
func (g *Group) leave(w *write) bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	i := slices.Index(g.waiting, w)
	if i < 0 {
		return false
	}
	g.waiting = slices.Delete(g.waiting, i, i+1)
	return true
}

// run commits until nobody waits.
func (g *Group) run() {
	ctx := context.Background()
	for g.anybody() {
		runtime.Gosched() // whoever is about to write comes along, if the processors are busy
		g.commit(ctx)
	}
}

func (g *Group) anybody() bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.running = len(g.waiting) > 0
	return g.running
}

// take gives those whose turn it is.
func (g *Group) take() []*write {
	g.mu.Lock()
	defer g.mu.Unlock()
	n := min(len(g.waiting), maxGroup)
	turn := slices.Clone(g.waiting[:n])
	g.waiting = slices.Delete(g.waiting, 0, n)
	return turn
}

// commit makes one transaction of the waiting writes and tells each what became of it. Their turn comes when the file is
// locked: whoever comes before that is not too late, and whoever leaves is not too early. If the transaction fails as a
// whole, that is everybody's outcome: also a refusal may rest on what somebody else wrote, which is undone now.
func (g *Group) commit(ctx context.Context) {
	err := g.begin(ctx)
	turn := g.take()
	if err == nil {
		err = g.together(ctx, turn)
	}
	for _, w := range turn {
		if err != nil {
			w.err = err
		}
		close(w.done)
	}
}

// begin takes the file's write lock. SQLite has no queue for it, and waits longer from try to try: against a process that
// takes the lock again as soon as it is free it might lose for seconds. So it waits a millisecond, and is asked again.
func (g *Group) begin(ctx context.Context) error {
	if err := g.connect(ctx); err != nil {
		return fmt.Errorf("connect: %w", err)
	}
	for deadline := time.Now().Add(busyTimeout); ; {
		_, err := g.tx.ExecContext(ctx, "BEGIN IMMEDIATE")
		if err == nil {
			return nil
		}
		if !isBusy(err) || time.Now().After(deadline) {
			return fmt.Errorf("begin: %w", err)
		}
	}
}

func (g *Group) connect(ctx context.Context) error {
	if g.conn != nil {
		return nil
	}
	conn, err := g.db.Conn(ctx)
	if err != nil {
		return err
	}
	if _, err := conn.ExecContext(ctx, "PRAGMA busy_timeout = 1"); err != nil {
		return errors.Join(err, conn.Close())
	}
	g.conn, g.tx = conn, &Tx{Statements{on: conn}}
	return nil
}

func (g *Group) together(ctx context.Context, turn []*write) (err error) {
	defer func() {
		if err != nil {
			_, _ = g.tx.ExecContext(ctx, "ROLLBACK") // SQLite may have done so itself
		}
	}()
	for _, w := range turn {
		if err := w.apply(g.tx); err != nil {
			return err
		}
	}
	if _, err := g.tx.ExecContext(ctx, "COMMIT"); err != nil {
		return fmt.Errorf("commit: %w", err)
	}
	return nil
}

// apply does the write within a savepoint. An error means that the transaction is lost, as after a full disk.
func (w *write) apply(tx *Tx) error {
	if _, err := tx.ExecContext(w.ctx, "SAVEPOINT member"); err != nil {
		return fmt.Errorf("begin a part of the transaction: %w", err)
	}
	if !w.attempt(tx) {
		if _, err := tx.ExecContext(w.ctx, "ROLLBACK TO member"); err != nil {
			return fmt.Errorf("undo a part of the transaction: %w", err)
		}
	}
	if _, err := tx.ExecContext(w.ctx, "RELEASE member"); err != nil {
		return fmt.Errorf("end a part of the transaction: %w", err)
	}
	return nil
}

// attempt reports whether the write wants to be kept. A panic is kept for the goroutine that it belongs to.
func (w *write) attempt(tx *Tx) bool {
	defer func() { w.panicked = recover() }()
	w.err = w.do(w.ctx, tx)
	return w.err == nil
}
