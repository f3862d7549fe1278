package chain_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"waybill/shared/chain"
	"waybill/shared/chain/chaintest"
	"waybill/shared/custody"
)

func (w *world) cancel(name string) error {
	return w.engine().Cancel(w.Context(), w.signer, chaintest.Command(name))
}

func (w *world) bump(name string) error {
	return w.engine().Bump(w.Context(), w.signer, chaintest.Command(name).Command)
}

// checkFate checks that the command has one outcome, which is what happened on chain: carried out, or cancelled.
func (w *world) checkFate(name string) (cancelled bool) {
	w.Helper()
	command := chaintest.Command(name).Command
	o, told := w.settled[command]
	carried := w.chain.Carried()[command]
	if !told || carried > 1 || o.Succeeded != (carried == 1) || !o.Succeeded && !strings.Contains(o.Reason, "cancelled") {
		w.Errorf("%s was carried out %d times and settled as %+v", name, carried, o)
	}
	return carried == 0
}

// A command that is not mined is cancelled by a transaction that pays more for its nonce; those behind it go on.
func TestCancel(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.submit(commands("a", "b", "c")...)
	for range 3 { // however often a person asks
		if err := w.cancel("b"); err != nil {
			t.Fatal(err)
		}
	}
	if r := w.row(1); len(r.Attempts) != 2 || r.Last().Kind != chain.Cancel || r.Last().Fee.Cap <= r.Attempts[0].Fee.Cap {
		t.Errorf("the row is %+v", r)
	}
	w.finish()
	w.checkCarriedOnce(commands("a", "c")...)
	if !w.checkFate("b") {
		t.Error("b was carried out")
	}
	w.submit(commands("b")...)
	w.finish()
	w.checkFate("b")
}

// The command's own transaction may still be the one that is mined, if a block took it before the cancellation came.
func TestTheOutcomeDecidesAboutACancellation(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.submit(commands("a")...)
	late := chaintest.Watch(w.engine(), func(point string) error {
		if point == "send.before" {
			w.mine(1)
		}
		return nil
	})
	if err := late.Cancel(t.Context(), w.signer, chaintest.Command("a")); err != nil {
		t.Fatal(err)
	}
	w.finish()
	if w.checkFate("a") {
		t.Error("a was not carried out")
	}
}

// A command that has no nonce yet gets one that is used for nothing, so that whoever submits it later does nothing.
func TestCancelBeforeSubmission(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.submit(commands("a")...)
	if err := w.cancel("b"); err != nil {
		t.Fatal(err)
	}
	w.submit(commands("b", "c")...)
	w.finish()
	w.checkCarriedOnce(commands("a", "c")...)
	if !w.checkFate("b") || len(w.rows()) != 3 {
		t.Errorf("b was carried out, or there are %d rows", len(w.rows()))
	}
}

// A submission that overtakes the cancellation is what is cancelled.
func TestCancelAndSubmitAtOnce(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	raced := false
	racing := chaintest.Watch(w.engine(), func(point string) error {
		if strings.HasPrefix(point, "commit.submit") && !raced {
			raced = true
			w.submit(commands("a")...)
		}
		return nil
	})
	if err := racing.Cancel(t.Context(), w.signer, chaintest.Command("a")); err != nil {
		t.Fatal(err)
	}
	if r := w.row(0); len(w.rows()) != 1 || len(r.Attempts) != 2 || r.Last().Kind != chain.Cancel {
		t.Errorf("%d rows, the first %+v", len(w.rows()), r)
	}
	w.finish()
	w.checkFate("a")
}

// What is in a block, or done, cannot be changed any more, and says so.
func TestTooLateToIntervene(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	if err := w.bump("a"); !errors.Is(err, chain.ErrUnsent) {
		t.Errorf("a command without a transaction: %v", err)
	}
	w.submit(commands("a")...)
	w.mine(1)
	for _, err := range []error{w.cancel("a"), w.bump("a")} {
		if !errors.Is(err, chain.ErrMined) {
			t.Errorf("mined: %v", err)
		}
	}
	w.mine(finality)
	for _, err := range []error{w.cancel("a"), w.bump("a")} {
		if !errors.Is(err, chain.ErrSettled) {
			t.Errorf("final: %v", err)
		}
	}
	w.finish()
	for _, err := range []error{w.cancel("a"), w.bump("a")} {
		if !errors.Is(err, chain.ErrSettled) {
			t.Errorf("done: %v", err)
		}
	}
	if r := w.row(0); len(r.Attempts) != 1 {
		t.Errorf("the row is %+v", r)
	}
	w.checkCarriedOnce(commands("a")...)
}

// What the node has lost is there again at once, and the first in line pays what is asked for today, before Monitor
// thinks it is time.
func TestBumpAtOnce(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.submit(commands("a", "b", "c")...)
	w.chain.Drop(func() bool { return true })
	w.pass(time.Second)
	if err := w.bump("b"); err != nil {
		t.Fatal(err)
	}
	if w.chain.Pooled() != 2 || len(w.row(0).Attempts) != 1 || w.row(1).Sends != 2 || w.row(2).Sends != 1 {
		t.Errorf("the node has %d, the rows are %+v, %+v, %+v", w.chain.Pooled(), w.row(0), w.row(1), w.row(2))
	}
	w.chain.SetMarket(chain.Market{BaseFee: 1000, Tip: 5})
	if err := w.bump("b"); err != nil {
		t.Fatal(err)
	}
	if r := w.row(0); len(r.Attempts) != 2 || r.Last().Kind != chain.Carry || r.Last().Fee.Cap < 1000 || len(w.row(1).Attempts) != 1 {
		t.Errorf("the rows are %+v and %+v", r, w.row(1))
	}
	if err := w.bump("b"); err != nil || len(w.row(0).Attempts) != 2 {
		t.Errorf("a fee that is enough was raised: %+v, %v", w.row(0), err)
	}
	w.finish()
	w.checkCarriedOnce(commands("a", "b", "c")...)
}

// A process that dies at any call of a person's intervention leaves nothing with the node that is not in the journal,
// and each command has one fate.
func TestDeathDuringAnIntervention(t *testing.T) {
	t.Parallel()
	for name, try := range map[string]func(*chain.Engine, *world) error{
		"cancel":                func(e *chain.Engine, w *world) error { return e.Cancel(t.Context(), w.signer, chaintest.Command("a")) },
		"cancel what is behind": func(e *chain.Engine, w *world) error { return e.Cancel(t.Context(), w.signer, chaintest.Command("b")) },
		"cancel what is new":    func(e *chain.Engine, w *world) error { return e.Cancel(t.Context(), w.signer, chaintest.Command("c")) },
		"bump": func(e *chain.Engine, w *world) error {
			return e.Bump(t.Context(), w.signer, chaintest.Command("b").Command)
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for n, alive := 1, false; !alive; n++ {
				w := newWorld(t)
				stuckByFee(w)
				calls := 0
				doomed := chaintest.Watch(w.engine(), func(string) error {
					if calls++; calls >= n {
						return errKilled
					}
					return nil
				})
				_ = try(doomed, w)
				alive = calls < n
				if alive && name != "bump" {
					if rows := w.rows(); rows[min(len(rows)-1, map[string]int{"cancel": 0, "cancel what is behind": 1, "cancel what is new": 2}[name])].Last().Kind != chain.Cancel {
						t.Error("nothing was cancelled")
					}
				}
				w.submit(commands("a", "b", "c")...)
				w.finish()
				for _, command := range []string{"a", "b", "c"} {
					w.checkFate(command)
				}
			}
		})
	}
}

// A survey tells how far the line has come, how old its oldest is, and how much it took.
func TestSurvey(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.policy.Window = 3
	begun := w.clock
	w.submit(commands("a", "b", "c", "d", "e")...)
	w.chain.Mine(1)
	w.pass(time.Minute)
	w.monitor()
	survey, err := w.engine().Survey(t.Context(), []custody.Address{w.signer, {0xee}})
	if err != nil {
		t.Fatal(err)
	}
	want := chain.Standing{Signer: w.signer, Next: 5, InFlight: 5, Unsent: 1, Unfinal: 1, OldestPending: begun, Resends: 2}
	if survey.Newest != 1 || survey.Final != 0 || len(survey.Standings) != 2 || survey.Standings[0] != want {
		t.Errorf("got %+v\nwant %+v", survey, want)
	}
	if idle := survey.Standings[1]; idle != (chain.Standing{Signer: custody.Address{0xee}}) {
		t.Errorf("a key that never signed: %+v", idle)
	}
	w.chain.SetMarket(chain.Market{BaseFee: 1000, Tip: 5})
	if err := w.bump("b"); err != nil {
		t.Fatal(err)
	}
	if survey, err = w.engine().Survey(t.Context(), []custody.Address{w.signer}); err != nil || survey.Standings[0].Bumps != 1 {
		t.Errorf("%+v, %v", survey, err)
	}
	w.finish()
	if survey, err = w.engine().Survey(t.Context(), []custody.Address{w.signer}); err != nil || survey.Standings[0] != (chain.Standing{Signer: w.signer, Next: 5}) {
		t.Errorf("%+v, %v", survey, err)
	}
}
