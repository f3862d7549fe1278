package azuresql_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	standin "waybill/internal/azuresql"
	"waybill/shared/custody"
	"waybill/shared/ledger"
	"waybill/shared/ledger/azuresql"
	"waybill/shared/ledger/ledgertest"
)

// A bench is a ledger on a server that can be made to fail. Pauses are noted and take no time.
type bench struct {
	*testing.T
	*azuresql.Store
	server *standin.Server
	pauses []time.Duration
	during func() // a pause
}

func newBench(t *testing.T) *bench {
	t.Helper()
	b := &bench{T: t, server: prepared(t)}
	b.Store = azuresql.NewStore(connect(t, b.server.UserURL(handler)), func(ctx context.Context, d time.Duration) error {
		b.pauses = append(b.pauses, d)
		if b.during != nil {
			b.during()
		}
		return ctx.Err()
	})
	if err := b.Start(t.Context(), ledgertest.Origin); err != nil {
		t.Fatal(err)
	}
	return b
}

var (
	before = ledger.Checkpoint{Block: ledgertest.Origin.Block}
	after  = ledger.Checkpoint{Block: ledgertest.Origin.Block + 1, Hash: custody.Digest{1}}
)

// advance moves the checkpoint and writes a record; it gives how often it was run.
func (b *bench) advance(within func()) (runs int, err error) {
	b.Helper()
	err = b.Write(b.Context(), func(tx ledger.Tx) error {
		runs++
		if err := tx.Advance(b.Context(), before, after); err != nil {
			return err
		}
		if within != nil && runs == 1 {
			within()
		}
		if _, err := tx.Size(b.Context()); err != nil {
			return err
		}
		return tx.Put(b.Context(), &ledger.Mismatch{Seq: 1, Reason: "x"})
	})
	return runs, err
}

// is compares the checkpoint.
func (b *bench) is(want ledger.Checkpoint) {
	b.Helper()
	if got, err := b.Checkpoint(b.Context()); err != nil || got != want {
		b.Errorf("the checkpoint is %+v, %v, not %+v", got, err, want)
	}
}

// What the server calls transient is done again, as a whole transaction, after a pause that suits the error.
func TestTransientErrorsAreTriedAgain(t *testing.T) {
	t.Parallel()
	for number, want := range map[int32]time.Duration{
		1205: 20 * time.Millisecond, 3960: 20 * time.Millisecond, 40501: 10 * time.Second, 40613: 500 * time.Millisecond,
		40197: 500 * time.Millisecond, 10928: 500 * time.Millisecond, 49918: 500 * time.Millisecond,
	} {
		b := newBench(t)
		runs, err := b.advance(func() { b.server.FailStatements(1, number) })
		if err != nil || runs != 2 || len(b.pauses) == 0 || b.pauses[0] != want { // a second pause if the connection had ended with it
			t.Errorf("error %d gave %v after %d runs and pauses of %v", number, err, runs, b.pauses)
		}
		b.is(after)
	}
}

// An error that does not pass is told at once.
func TestOtherErrorsAreNotTriedAgain(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	runs, err := b.advance(func() { b.server.FailStatements(1, 547) })
	if err == nil || runs != 1 || len(b.pauses) != 0 {
		t.Errorf("it gave %v after %d runs and pauses of %v", err, runs, b.pauses)
	}
	b.is(before)
}

// A server that stays busy is believed in the end.
func TestAServerThatStaysBusyIsBelieved(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.server.FailStatements(100, 40613)
	_, err := b.advance(nil)
	if err == nil || !strings.Contains(err.Error(), "tried 6 times") || len(b.pauses) != azuresql.Tries-1 {
		t.Errorf("it gave %v after pauses of %v", err, b.pauses)
	}
}

// Who waits for the server stops when nobody wants the answer any more.
func TestPausesEndWithTheContext(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	ctx, cancel := context.WithCancel(t.Context())
	b.during = cancel
	b.server.FailStatements(100, 40613)
	err := b.Write(ctx, func(ledger.Tx) error { return nil })
	if !errors.Is(err, context.Canceled) || len(b.pauses) != 1 {
		t.Errorf("it gave %v after pauses of %v", err, b.pauses)
	}
}

// A connection that is lost before the commit takes the transaction with it, which is done again.
func TestConnectionLostBeforeTheCommit(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	if runs, err := b.advance(b.server.Drop); err != nil || runs != 2 {
		t.Errorf("it gave %v after %d runs", err, runs)
	}
	b.is(after)
}

// A commit that nobody heard of is not repeated: the checkpoint says that it was done.
func TestCommitWhoseAnswerIsLostIsNotRepeated(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	if runs, err := b.advance(func() { b.server.LoseCommits(1) }); err != nil || runs != 1 {
		t.Errorf("it gave %v after %d runs", err, runs)
	}
	b.is(after)
}

// A commit that failed left the checkpoint where it was, so everything is done again.
func TestCommitThatFailedIsDoneAgain(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	if runs, err := b.advance(func() { b.server.FailCommits(1, 40613) }); err != nil || runs != 2 {
		t.Errorf("it gave %v after %d runs", err, runs)
	}
	b.is(after)
}

// If others went on before the answer was looked for, what was read is out of date.
func TestCheckpointThatMovedOnAfterALostCommit(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	other, further := openOn(t, b.server), ledger.Checkpoint{Block: after.Block + 1, Hash: custody.Digest{2}}
	b.during = func() {
		if err := other.Write(t.Context(), func(tx ledger.Tx) error { return tx.Advance(t.Context(), after, further) }); err != nil {
			t.Error(err)
		}
	}
	runs, err := b.advance(func() {
		b.server.LoseCommits(1)
		b.server.RefuseLogins(1, 40613) // a pause, in which the other comes
	})
	if !errors.Is(err, ledger.ErrMoved) || runs != 1 {
		t.Errorf("it gave %v after %d runs", err, runs)
	}
	b.is(further)
}

// A caller whose context ends while the commit is under way is told what became of it.
func TestContextThatEndsDuringTheCommit(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	ctx, cancel := context.WithCancel(t.Context())
	move := func(then func()) error {
		return b.Write(ctx, func(tx ledger.Tx) error {
			defer then()
			return tx.Advance(ctx, before, after)
		})
	}
	b.during = cancel
	err := move(func() {
		b.server.LoseCommits(1)
		b.server.RefuseLogins(1, 40613) // a pause, in which the context ends
	})
	if err != nil || ctx.Err() == nil {
		t.Errorf("a commit that was done gave %v", err)
	}
	b.is(after)

	b = newBench(t)
	ctx, cancel = context.WithCancel(t.Context())
	if err := move(cancel); !errors.Is(err, context.Canceled) || !strings.Contains(err.Error(), "nothing was committed") {
		t.Errorf("a commit that was not done gave %v", err)
	}
	b.is(before)
}

// Of a transaction without a checkpoint nobody knows, and it is said so.
func TestLostCommitWithoutACheckpointIsTold(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	runs := 0
	err := b.Write(t.Context(), func(tx ledger.Tx) error {
		runs++
		b.server.LoseCommits(1)
		return tx.AppendBlock(t.Context(), ledger.LogBlock{Size: 1})
	})
	if err == nil || !strings.Contains(err.Error(), "whether the transaction was committed is not known") || runs != 1 {
		t.Errorf("it gave %v after %d runs", err, runs)
	}
	err = b.Write(t.Context(), func(tx ledger.Tx) error {
		last, found, err := tx.LastBlock(t.Context())
		if !found || last.Size != 1 {
			t.Errorf("the block is %+v, %v", last, found)
		}
		b.server.LoseCommits(1)
		return err
	})
	if err != nil {
		t.Errorf("a transaction that only read gave %v", err)
	}
}

// Announced events are in the inbox once, whatever became of the answer.
func TestAnnouncementsSurviveLostAnswers(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	items := []ledger.InboxItem{{Key: "a", Raw: []byte("a")}, {Key: "b"}, {Key: "a", Raw: []byte("again")}}
	b.server.LoseCommits(1)
	if _, err := b.Receive(t.Context(), items); err != nil {
		t.Error(err)
	}
	b.server.FailStatements(1, 1205)
	if fresh, err := b.Receive(t.Context(), append(items, ledger.InboxItem{Key: "c"})); err != nil || fresh != 1 {
		t.Errorf("%d were new, %v", fresh, err)
	}
	if waiting, quarantined, err := b.InboxCounts(t.Context()); waiting != 3 || quarantined != 0 || err != nil {
		t.Errorf("%d wait, %d are in quarantine, %v", waiting, quarantined, err)
	}
}

// Questions are asked again, and a snapshot is begun again.
func TestReadersTryAgain(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.server.Drop()
	b.server.RefuseLogins(2, 40613)
	b.is(before)
	b.server.FailStatements(1, 40501)
	if _, found, err := b.Asset(t.Context(), "https://id.gs1.org/01/09521234543213"); found || err != nil {
		t.Errorf("an asset: %v, %v", found, err)
	}
	b.server.Drop()
	b.server.RefuseLogins(1, 40613)
	err := b.Snapshot(t.Context(), func(a ledger.Archive) error {
		_, err := a.RowCount(t.Context())
		return err
	})
	if err != nil {
		t.Error(err)
	}
}

// A shaky store loses its connections at one of its calls.
type shaky struct {
	*bench
	at int // calls from now on
}

func (s *shaky) Write(ctx context.Context, do func(ledger.Tx) error) error {
	return s.bench.Write(ctx, func(tx ledger.Tx) error { return do(shakyTx{tx, s}) })
}

type shakyTx struct {
	ledger.Tx
	*shaky
}

func (t shakyTx) call() {
	if t.at--; t.at == 0 {
		t.server.Drop()
	}
}

func (t shakyTx) Get(ctx context.Context, r ledger.Record) (bool, error) {
	t.call()
	return t.Tx.Get(ctx, r)
}

func (t shakyTx) Size(ctx context.Context) (uint64, error) {
	t.call()
	return t.Tx.Size(ctx)
}

func (t shakyTx) Settle(ctx context.Context, seq, block uint64) (int, int, error) {
	defer t.call() // what comes next is the rest of the transaction
	return t.Tx.Settle(ctx, seq, block)
}

// Wherever the connection is lost, the projector ends in the state that it always ends in.
func TestConnectionLostAnywhereLeadsToTheSameState(t *testing.T) {
	t.Parallel()
	c := ledgertest.NewChain()
	ledgertest.PlayStory(c)
	reference := newBench(t)
	all := &shaky{bench: reference}
	ledgertest.Project(t, all, c)
	want := ledgertest.StateOf(t, reference)
	if all.at > -20 {
		t.Fatalf("there are %d calls", -all.at)
	}
	for at := 1; at <= -all.at; at += -all.at / 10 {
		s := &shaky{bench: newBench(t), at: at}
		ledgertest.Project(t, s, c)
		if len(s.pauses) != 1 {
			t.Errorf("lost at call %d: pauses of %v", at, s.pauses)
		}
		if got := ledgertest.StateOf(t, s); got != want {
			t.Errorf("lost at call %d: the state is\n%s", at, got)
		}
	}
}
