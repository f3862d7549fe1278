package chain_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"testing"
	"time"

	"waybill/shared/chain"
	"waybill/shared/chain/chaintest"
	"waybill/shared/custody"
	"waybill/shared/retry"
)

// More commands than one commit takes are split and keep their order.
func TestManyCommandsAreSplit(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	var many []chain.Request
	for i := range 2*chain.MaxBatch + 3 {
		many = append(many, chaintest.Command(fmt.Sprint(i)))
	}
	w.submit(many...)
	for i, r := range w.rows() {
		if r.Command != many[i].Command || r.Nonce != uint64(i) {
			t.Fatalf("nonce %d belongs to %s", r.Nonce, r.Operation)
		}
	}
	w.finish()
	w.checkCarriedOnce(many...)
}

// A request that can never be encoded is reported as such, and those beside it are carried out.
func TestUnencodableRequestHoldsUpNobody(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	batch := commands("a", "b", "c")
	batch[1].Instruction = nil
	err := w.engine().Submit(t.Context(), w.signer, batch)
	var unusable *chain.EncodeError
	if !errors.As(err, &unusable) || unusable.Operation != "op-b" || retry.VerdictOf(err) != retry.Never {
		t.Fatalf("got %v", err)
	}
	w.finish()
	w.checkCarriedOnce(commands("a", "c")...)
}

// A command that has a nonce is on its way: that its request cannot be encoded any more does not make it fail.
func TestJournaledRequestNeedNotBeEncoded(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.submit(commands("a")...)
	again := commands("a")
	again[0].Instruction = nil
	if err := w.engine().Submit(t.Context(), w.signer, again); err != nil {
		t.Fatal(err)
	}
	w.finish()
	w.checkCarriedOnce(commands("a")...)
}

// A signature that is not the signer's never gets a nonce.
func TestForeignSignatureIsRefused(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	other, _ := chaintest.NewKeys("other")
	for _, key := range other {
		w.keys[w.signer] = key
	}
	if err := w.engine().Submit(t.Context(), w.signer, commands("a")); err == nil {
		t.Error("a transaction with a foreign signature was journaled")
	}
	if len(w.rows()) != 0 || w.chain.Pooled() != 0 {
		t.Error("a transaction with a foreign signature left a trace")
	}
}

// What the contract refused is an outcome like any other: final, once, with the reason.
func TestRevertIsAnOutcome(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	bad := chaintest.Command("b")
	w.chain.Revert(func(c custody.Digest) bool { return c == bad.Command })
	w.submit(commands("a", "b", "c")...)
	w.finish()
	w.checkCarriedOnce(commands("a", "c")...)
	o := w.settled[bad.Command]
	if o.Succeeded || o.Reason != "the asset has changed in the meantime" || o.Transaction != w.row(1).Last().Hash {
		t.Errorf("settled as %+v", o)
	}
}

// Only the first in line gets a better fee, only after its time, and only if the fee is what it waits for.
func TestBumpAtTheHeadOfTheLine(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.submit(commands("a", "b")...)
	w.pass(time.Hour)
	w.monitor()
	if len(w.row(0).Attempts) != 1 {
		t.Fatal("a fee that is enough was raised")
	}
	w.chain.SetMarket(chain.Market{BaseFee: 1000, Tip: 5})
	w.monitor()
	a, b := w.row(0), w.row(1)
	if len(a.Attempts) != 2 || len(b.Attempts) != 1 {
		t.Fatalf("%d and %d attempts", len(a.Attempts), len(b.Attempts))
	}
	if want := (chain.Fee{Tip: 5, Cap: 2005}); a.Last().Fee != want {
		t.Errorf("bumped to %s, want %s", a.Last().Fee, want)
	}
	w.pass(time.Second)
	w.monitor()
	if len(w.row(0).Attempts) != 2 {
		t.Error("the fee was raised again at once")
	}
	w.finish()
	w.checkCarriedOnce(commands("a", "b")...)
}

// Beyond the limit nothing is signed, and somebody is told.
func TestFeeLimit(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.policy.MaxFee = 24
	w.submit(commands("a")...)
	w.chain.SetMarket(chain.Market{BaseFee: 1000, Tip: 5})
	w.pass(time.Hour)
	var log bytes.Buffer
	e := w.engine()
	e.Log = slog.New(slog.NewTextHandler(&log, nil))
	if err := e.Monitor(t.Context(), w.signer, w.settle); err != nil {
		t.Fatal(err)
	}
	if len(w.row(0).Attempts) != 1 || !strings.Contains(log.String(), "beyond the limit") {
		t.Errorf("%d attempts; log: %s", len(w.row(0).Attempts), log.String())
	}
	w.chain.SetMarket(chain.Market{BaseFee: 1, Tip: 1})
	w.finish()
	w.checkCarriedOnce(commands("a")...)
}

// On a free network nothing can be outbid: transactions are sent again and never signed again.
func TestFreeNetwork(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.chain.SetMarket(chain.Market{})
	w.submit(commands("a", "b")...)
	w.chain.Drop(func() bool { return true })
	w.pass(time.Hour)
	w.monitor()
	if len(w.row(0).Attempts) != 1 || w.chain.Pooled() != 2 {
		t.Errorf("%d attempts, %d with the node", len(w.row(0).Attempts), w.chain.Pooled())
	}
	w.finish()
	w.checkCarriedOnce(commands("a", "b")...)
}

// A transaction that no node will ever take is cancelled at its own nonce, so that no gap stays and the command is
// known to have failed.
func TestRejectedTransactionIsCancelled(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.submit(commands("a")...)
	refused := w.row(0).Raw
	w.chain.Drop(func() bool { return true })
	w.chain.Reject(func(raw []byte) string {
		if bytes.Equal(raw, refused) {
			return "exceeds block gas limit"
		}
		return ""
	})
	w.submit(commands("b")...)
	w.finish()
	w.checkCarriedOnce(commands("b")...)
	a := w.row(0)
	if len(a.Attempts) != 2 || a.Last().Kind != chain.Cancel || a.Transaction != a.Last().Hash {
		t.Errorf("row %+v", a)
	}
	if o := w.settled[a.Command]; o.Succeeded || !strings.Contains(o.Reason, "cancelled") {
		t.Errorf("settled as %+v", o)
	}
}

// Above the window transactions are durable and wait; they reach the node as those before them are mined.
func TestWindow(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.policy.Window = 2
	all := commands("a", "b", "c", "d", "e")
	w.submit(all...)
	if w.chain.Pooled() != 2 || len(w.rows()) != 5 {
		t.Fatalf("%d of %d with the node", w.chain.Pooled(), len(w.rows()))
	}
	w.mine(1)
	w.monitor()
	if w.chain.Pooled() != 2 {
		t.Errorf("%d with the node, want the next two", w.chain.Pooled())
	}
	w.finish()
	w.checkCarriedOnce(all...)
}

// An outcome that cannot be delivered is delivered later; it holds up the low mark, so that it is not forgotten, and
// nothing else.
func TestOutcomeThatCannotBeDelivered(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	all := commands("a", "b", "c")
	w.submit(all...)
	w.mine(1 + finality)
	broken := errors.New("the table does not answer")
	err := w.engine().Monitor(t.Context(), w.signer, func(ctx context.Context, outcomes []chain.Outcome) error {
		for _, o := range outcomes {
			if o.Operation == "op-a" {
				return broken
			}
		}
		return w.settle(ctx, outcomes)
	})
	if !errors.Is(err, broken) {
		t.Fatalf("got %v", err)
	}
	if len(w.settled) != 2 || w.row(0).State != chain.Final || w.row(2).State != chain.Done {
		t.Errorf("%d settled, rows are %s and %s", len(w.settled), w.row(0).State, w.row(2).State)
	}
	if signers, _ := w.engine().Signers(t.Context()); len(signers) != 1 {
		t.Error("the signer is taken for done")
	}
	w.finish()
	w.checkCarriedOnce(all...)
}

// A pass that has too much to settle ends in time and keeps what it did; the next one goes on behind it.
func TestAPassEndsInTime(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	var many []chain.Request
	for i := range 3*chain.MaxCommit + 50 {
		many = append(many, chaintest.Command(fmt.Sprint(i)))
	}
	w.policy.Window = uint64(len(many))
	w.submit(many...)
	w.mine(len(many)/100 + 1 + finality)
	for pass, want := range []int{2 * chain.MaxCommit, len(many)} {
		err := w.engine().Monitor(t.Context(), w.signer, func(ctx context.Context, outcomes []chain.Outcome) error {
			w.pass(25 * time.Second)
			return w.settle(ctx, outcomes)
		})
		if err != nil {
			t.Fatal(err)
		}
		if len(w.settled) != want || w.low() != uint64(want) {
			t.Errorf("after pass %d, %d are settled, want %d; low is %d", pass, len(w.settled), want, w.low())
		}
	}
	w.checkCarriedOnce(many...)
}

// People see every attempt with its fate.
func TestTransactions(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	stuckByFee(w)
	w.monitor()
	command := chaintest.Command("a").Command
	states := func() (all []chain.TransactionState) {
		transactions, err := w.engine().Transactions(t.Context(), w.signer, command)
		if err != nil {
			t.Fatal(err)
		}
		for _, x := range transactions {
			all = append(all, x.State)
		}
		return all
	}
	if got := fmt.Sprint(states()); got != "[open open]" {
		t.Errorf("before it is mined: %s", got)
	}
	w.finish()
	if got := fmt.Sprint(states()); got != "[replaced mined]" {
		t.Errorf("when it is final: %s", got)
	}
	if none, err := w.engine().Transactions(t.Context(), w.signer, custody.Digest{1}); err != nil || none != nil {
		t.Errorf("an unknown command has %v, %v", none, err)
	}
}

// A key that was used before its first command starts at its next nonce.
func TestKeyWithHistory(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.chain.UseKey(w.signer)
	w.mine(finality)
	w.submit(commands("a")...)
	if nonce := w.rows()[0].Nonce; nonce != 1 {
		t.Fatalf("the first command has nonce %d", nonce)
	}
	w.finish()
	w.checkCarriedOnce(commands("a")...)
}
