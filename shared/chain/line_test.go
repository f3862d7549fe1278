package chain_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"waybill/shared/chain"
	"waybill/shared/chain/chaintest"
)

// A counting journal counts the rows that are read.
type counting struct {
	chain.Journal
	rows int
}

func (c *counting) Rows(ctx context.Context, key chain.Key, first, end uint64) ([]*chain.Row, error) {
	rows, err := c.Journal.Rows(ctx, key, first, end)
	c.rows += len(rows)
	return rows, err
}

func numbered(first, count int) (all []chain.Request) {
	for i := first; i < first+count; i++ {
		all = append(all, chaintest.Command(fmt.Sprint(i)))
	}
	return all
}

func (w *world) sends() (sends []int) {
	w.Helper()
	for _, r := range w.rows() {
		sends = append(sends, r.Sends)
	}
	return sends
}

// A pass looks at the front of the line, however long the line is.
func TestPassReadsTheFrontOnly(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.policy.Window = 1000
	w.submit(numbered(0, 700)...)
	w.pass(time.Minute)
	journal := &counting{Journal: w.journal}
	e := w.engine()
	e.Journal = journal
	if err := e.Monitor(t.Context(), w.signer, w.settle); err != nil {
		t.Fatal(err)
	}
	if journal.rows > chain.MaxCommit {
		t.Errorf("a pass reads %d rows of 700", journal.rows)
	}
}

// As long as the node has what stands at the front, it is taken to have the rest as well; each row counts how often it
// was sent.
func TestOnlyTheFrontIsSentAgain(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.policy.Window = 1000
	w.submit(numbered(0, 250)...)
	w.pass(12 * time.Second)
	w.monitor()
	for i, sends := range w.sends() {
		want := 1
		if i < chain.MaxCommit {
			want = 2
		}
		if sends != want {
			t.Fatalf("row %d was sent %d times, want %d", i, sends, want)
		}
	}
}

// A node that lost everything gets everything in one pass.
func TestLostLineIsSentAgain(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.policy.Window = 1000
	w.submit(numbered(0, 250)...)
	w.chain.Drop(func() bool { return true })
	w.pass(12 * time.Second)
	w.monitor()
	if w.chain.Pooled() != 250 {
		t.Errorf("the node has %d of 250", w.chain.Pooled())
	}
	w.finish()
	w.checkCarriedOnce(numbered(0, 250)...)
}

// What comes while others wait for the window waits behind them, so that the node gets no gap; the window moves on with
// what is mined.
func TestWhoComesLaterWaitsBehind(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.policy.Window = 4
	w.submit(numbered(0, 6)...)
	w.mine(1 + finality)
	w.monitor()
	w.submit(numbered(6, 3)...)
	if got, want := fmt.Sprint(w.sends()), "[1 1 1 1 1 1 1 1 0]"; got != want {
		t.Errorf("rows were sent %s times, want %s", got, want)
	}
	w.submit(numbered(9, 3)...)
	if got, want := fmt.Sprint(w.sends()), "[1 1 1 1 1 1 1 1 0 0 0 0]"; got != want {
		t.Errorf("rows were sent %s times, want %s", got, want)
	}
	w.finish()
	w.checkCarriedOnce(numbered(0, 12)...)
}

// Low and Sent are raised even while others go on submitting, who write the same head.
func TestHeadIsRaisedAmongWriters(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.submit(numbered(0, 2)...)
	w.mine(1 + finality)
	next := 2
	busy := chaintest.Watch(w.engine(), func(point string) error {
		if point == "commit.low.before" && next < 6 {
			w.submit(numbered(next, 1)...)
			next++
		}
		return nil
	})
	if err := busy.Monitor(t.Context(), w.signer, w.settle); err != nil {
		t.Fatal(err)
	}
	head, err := w.journal.Head(t.Context(), w.key)
	if err != nil || head.Low != 2 || head.Next != 6 {
		t.Errorf("the head is %+v, %v", head, err)
	}
	w.finish()
	w.checkCarriedOnce(numbered(0, 6)...)
}

// Outcomes come in batches, and one by one only when a batch was not taken.
func TestOutcomesComeTogether(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.policy.Window = 1000
	w.submit(numbered(0, 130)...)
	w.chain.Mine(130)
	w.mine(finality)
	var batches []int
	err := w.engine().Monitor(t.Context(), w.signer, func(ctx context.Context, outcomes []chain.Outcome) error {
		batches = append(batches, len(outcomes))
		return w.settle(ctx, outcomes)
	})
	if err != nil || fmt.Sprint(batches) != "[100 30]" {
		t.Errorf("outcomes came as %v, %v", batches, err)
	}
	w.checkCarriedOnce(numbered(0, 130)...)
}
