package chain_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"waybill/shared/chain"
	"waybill/shared/chain/chaintest"
)

// A crash is a line of the crash table: where the process dies, what came before, and what must hold at that moment.
type crash struct {
	line, point string
	nth         int // at which time it comes to the point
	before      func(*world)
	durable     func(*world)
}

// stuckByFee leaves two commands with the node that pay less than the base fee of now.
func stuckByFee(w *world) {
	w.submit(commands("a", "b")...)
	w.chain.SetMarket(chain.Market{BaseFee: 1000, Tip: 5})
	w.pass(time.Minute)
}

// keyUsed lets somebody else use the nonce of the first of two commands, for good.
func keyUsed(w *world) {
	w.submit(commands("a", "b")...)
	w.chain.Drop(func() bool { return true })
	w.chain.UseKey(w.signer)
	w.mine(finality)
}

// minedForGood leaves two commands in a final block.
func minedForGood(w *world) {
	w.submit(commands("a", "b")...)
	w.mine(1 + finality)
}

func expect(rows, attempts, pooled int, states ...chain.State) func(*world) {
	return func(w *world) {
		w.Helper()
		all := w.rows()
		if len(all) != rows {
			w.Fatalf("%d rows are durable, want %d", len(all), rows)
		}
		for i, state := range states {
			if all[i].State != state {
				w.Errorf("row %d is %s, want %s", i, all[i].State, state)
			}
		}
		if rows > 0 && len(all[0].Attempts) != attempts {
			w.Errorf("%d attempts are durable, want %d", len(all[0].Attempts), attempts)
		}
		if got := w.chain.Pooled(); got != pooled {
			w.Errorf("the node has %d transactions, want %d", got, pooled)
		}
	}
}

var crashes = []crash{
	{"S1 before the journal", "commit.submit.before", 1, nil, expect(0, 0, 0)},
	{"S2 after the journal", "commit.submit.after", 1, nil, expect(2, 1, 0, chain.Signed, chain.Signed)},
	{"S3 before the send", "send.before", 1, nil, expect(2, 1, 0, chain.Signed, chain.Signed)},
	{"S3 after the send", "send.after", 1, nil, expect(2, 1, 2, chain.Signed, chain.Signed)},
	{"M1 before the attempt is kept", "commit.attempt.before", 1, stuckByFee, expect(2, 1, 2, chain.Signed, chain.Signed)},
	{"M2 after the attempt is kept", "commit.attempt.after", 1, stuckByFee, expect(2, 2, 2, chain.Signed, chain.Signed)},
	{"M3 after the attempt is sent", "send.after", 2, stuckByFee, expect(2, 2, 2, chain.Signed, chain.Signed)},
	{"M4 before final", "commit.final.before", 1, minedForGood, expect(2, 1, 0, chain.Signed, chain.Signed)},
	{"M4 after final", "commit.final.after", 1, minedForGood, expect(2, 1, 0, chain.Final, chain.Final)},
	{"M5 before the new nonce", "commit.reissue.before", 1, keyUsed, expect(2, 1, 0, chain.Signed, chain.Signed)},
	{"M5 after the new nonce", "commit.reissue.after", 1, keyUsed, expect(3, 1, 0, chain.Foreign, chain.Signed, chain.Signed)},
	{"M5 before its send", "send.before", 1, keyUsed, expect(3, 1, 0, chain.Foreign, chain.Signed, chain.Signed)},
	{"M5 after its send", "send.after", 1, keyUsed, expect(3, 1, 1, chain.Foreign, chain.Signed, chain.Signed)},
	{"M6 before low", "commit.low.before", 1, minedForGood, expect(2, 1, 0, chain.Done, chain.Done)},
	{"M6 after low", "commit.low.after", 1, minedForGood, expect(2, 1, 0, chain.Done, chain.Done)},
	{"M7 before the news", "settle.before", 1, minedForGood, expect(2, 1, 0, chain.Final, chain.Final)},
	{"M7 after the news", "settle.after", 1, minedForGood, expect(2, 1, 0, chain.Final, chain.Final)},
	{"M7 before done", "commit.done.before", 1, minedForGood, expect(2, 1, 0, chain.Final, chain.Final)},
	{"M7 after done", "commit.done.after", 1, minedForGood, expect(2, 1, 0, chain.Done, chain.Done)},
}

// Wherever a process dies, what is durable is what the crash table says, nothing is with the node that is not in the
// journal, and those who come after it carry each command out once.
func TestCrashTable(t *testing.T) {
	t.Parallel()
	for _, c := range crashes {
		t.Run(c.line, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			hook, dead := killAt(c.point, c.nth)
			doomed := chaintest.Watch(w.engine(), hook)
			if c.before == nil {
				_ = doomed.Submit(t.Context(), w.signer, commands("a", "b"))
			} else {
				c.before(w)
				_ = doomed.Monitor(t.Context(), w.signer, w.settleWith(hook))
			}
			if !dead() {
				t.Fatalf("the process never came to %s", c.point)
			}
			c.durable(w)
			w.submit(commands("a", "b")...) // the bus delivers again what was not completed
			w.finish()
			w.checkCarriedOnce(commands("a", "b")...)
		})
	}
}

// settleWith gives a settle that reports to the hook before and after.
func (w *world) settleWith(hook chaintest.Hook) chain.Settle {
	return func(ctx context.Context, outcomes []chain.Outcome) error {
		if err := hook("settle.before"); err != nil {
			return err
		}
		if err := w.settle(ctx, outcomes); err != nil {
			return err
		}
		return hook("settle.after")
	}
}

// Not only at the points of the table: a process may die at any call it makes, in any situation.
func TestDeathAtEveryCall(t *testing.T) {
	t.Parallel()
	for name, before := range map[string]func(*world){
		"submit": nil, "stuck by fee": stuckByFee, "key used": keyUsed, "mined for good": minedForGood,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for n := 1; ; n++ {
				if !dieAt(t, before, n) {
					return
				}
			}
		})
	}
}

// dieAt lets the process die at its n-th call and reports whether it made so many.
func dieAt(t *testing.T, before func(*world), n int) bool {
	t.Helper()
	w := newWorld(t)
	if before != nil {
		before(w)
	}
	calls := 0
	hook := func(string) error {
		if calls++; calls >= n {
			return errKilled
		}
		return nil
	}
	doomed := chaintest.Watch(w.engine(), hook)
	if before == nil {
		_ = doomed.Submit(t.Context(), w.signer, commands("a", "b"))
	} else {
		_ = doomed.Monitor(t.Context(), w.signer, w.settleWith(hook))
	}
	w.submit(commands("a", "b")...)
	w.finish()
	w.checkCarriedOnce(commands("a", "b")...)
	return calls >= n
}

// S4: a command that is submitted again, because nobody knows that it was, is not carried out again.
func TestSubmitIsIdempotent(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.submit(commands("a", "b", "a")...)
	w.submit(commands("b", "c", "a")...)
	if rows := w.rows(); len(rows) != 3 {
		t.Fatalf("%d nonces for 3 commands", len(rows))
	}
	w.finish()
	w.submit(commands("a", "b", "c")...)
	w.finish()
	w.checkCarriedOnce(commands("a", "b", "c")...)
}

// S5: of two consumers of one session, one wins the head; the loser sends nothing of what it signed and skips what is
// there.
func TestTwoConsumersOfOneSession(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	raced := false
	racing := chaintest.Watch(w.engine(), func(point string) error {
		if strings.HasPrefix(point, "commit.submit") && !raced {
			raced = true
			w.submit(commands("b", "a")...)
		}
		return nil
	})
	if err := racing.Submit(t.Context(), w.signer, commands("a", "b", "c")); err != nil {
		t.Fatal(err)
	}
	if rows := w.rows(); len(rows) != 3 || rows[0].Operation != "op-b" || rows[2].Operation != "op-c" {
		t.Fatalf("%d rows, the first for %s", len(rows), rows[0].Operation)
	}
	w.finish()
	w.checkCarriedOnce(commands("a", "b", "c")...)
}

// C1: a node that forgets its pool is told again.
func TestPoolIsForgotten(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.submit(commands("a", "b")...)
	w.chain.Drop(func() bool { return true })
	w.monitor()
	if w.chain.Pooled() != 0 {
		t.Error("transactions were sent again before their time")
	}
	w.pass(12 * time.Second)
	w.monitor()
	if w.chain.Pooled() != 2 {
		t.Error("transactions were not sent again")
	}
	w.finish()
	w.checkCarriedOnce(commands("a", "b")...)
}

// C2: what is mined but not final decides nothing, so a reorg undoes nothing that anybody was told.
func TestReorgAboveFinality(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.submit(commands("a", "b")...)
	w.mine(finality)
	w.monitor()
	if len(w.settled) != 0 {
		t.Fatal("an outcome was told before it was final")
	}
	w.chain.Reorg(finality, func() bool { return false })
	if len(w.chain.Carried()) != 0 {
		t.Fatal("the reorg undid nothing")
	}
	w.finish()
	w.checkCarriedOnce(commands("a", "b")...)
}

// C3: a nonce that somebody else used moves its command once that is final, and not before.
func TestKeyIsUsedBySomebodyElse(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.submit(commands("a")...)
	w.chain.Drop(func() bool { return true })
	w.chain.UseKey(w.signer)
	w.mine(finality - 1)
	w.monitor()
	if rows := w.rows(); len(rows) != 1 {
		t.Fatal("a command moved on evidence that is not final")
	}
	w.mine(1)
	w.monitor()
	if rows := w.rows(); len(rows) != 2 || rows[0].State != chain.Foreign || rows[0].Attempted(rows[0].Transaction) {
		t.Fatalf("%d rows, the first %+v", len(rows), rows[0])
	}
	w.submit(commands("a")...)
	w.finish()
	w.checkCarriedOnce(commands("a")...)
}

// C3: a missing receipt is no evidence: a node that lags behind moves nothing.
func TestLaggingNodeMovesNothing(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.submit(commands("a")...)
	w.mine(5)
	for lag := range uint64(6) {
		w.chain.Lag(5 - lag)
		w.monitor()
	}
	if rows := w.rows(); len(rows) != 1 || rows[0].State != chain.Done {
		t.Fatalf("%d rows, the first is %s", len(rows), rows[0].State)
	}
	w.checkCarriedOnce(commands("a")...)
}

// C4: a send whose answer is lost is a send; the same bytes go out again and nothing else.
func TestAnswerToSendIsLost(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	lossy := chaintest.Watch(w.engine(), func(point string) error {
		if point == "send.after" {
			return context.DeadlineExceeded
		}
		return nil
	})
	if err := lossy.Submit(t.Context(), w.signer, commands("a")); err != nil {
		t.Fatalf("a command is durable and yet %v", err)
	}
	hash := w.row(0).Last().Hash
	w.pass(time.Minute)
	if err := lossy.Monitor(t.Context(), w.signer, w.settle); err != nil {
		t.Fatal(err)
	}
	if r := w.row(0); len(r.Attempts) != 1 || r.Last().Hash != hash {
		t.Error("another transaction was signed for the same nonce")
	}
	w.finish()
	w.checkCarriedOnce(commands("a")...)
}
