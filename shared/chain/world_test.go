package chain_test

import (
	"context"
	"errors"
	"time"

	"waybill/shared/chain"
	"waybill/shared/chain/chaintest"
	"waybill/shared/custody"
)

// finality is how deep blocks of the chain in memory are final.
const finality = 2

var (
	errKilled  = errors.New("killed")
	errTimeout = errors.New("timeout")
)

// tb is what a world needs of a test, be it an ordinary one or one of rapid.
type tb interface {
	Helper()
	Context() context.Context
	Errorf(format string, args ...any)
	Fatal(args ...any)
	Fatalf(format string, args ...any)
}

// A world is one signer on a chain in memory, and everybody who hears of outcomes.
type world struct {
	tb
	journal *chaintest.Journal
	chain   *chaintest.Chain
	keys    chaintest.Keys
	signer  custody.Address
	key     chain.Key
	clock   time.Time
	policy  chain.Policy
	settled map[custody.Digest]chain.Outcome
}

func newWorld(t tb) *world {
	keys, addresses := chaintest.NewKeys("signer")
	return &world{
		tb: t, journal: chaintest.NewJournal(), chain: chaintest.NewChain(finality), keys: keys, signer: addresses[0],
		key:   chain.Key{Chain: chaintest.ChainID, Signer: addresses[0]},
		clock: time.Date(2026, 11, 20, 8, 0, 0, 0, time.UTC), settled: map[custody.Digest]chain.Outcome{},
	}
}

// engine gives an engine as a new process would have it.
func (w *world) engine() *chain.Engine {
	e := chaintest.NewEngine(w.journal, w.chain, w.keys, func() time.Time { return w.clock })
	e.Policy = w.policy
	return e
}

// settle keeps outcomes; a second one of a command must be equal.
func (w *world) settle(_ context.Context, outcomes []chain.Outcome) error {
	for _, o := range outcomes {
		if before, ok := w.settled[o.Command]; ok && before != o {
			w.Errorf("%s was settled as %+v and then as %+v", o.Operation, before, o)
		}
		w.settled[o.Command] = o
	}
	return nil
}

func (w *world) pass(d time.Duration) { w.clock = w.clock.Add(d) }

func (w *world) mine(blocks int) {
	for range blocks {
		w.chain.Mine(100)
	}
}

func (w *world) submit(requests ...chain.Request) {
	w.Helper()
	if err := w.engine().Submit(w.Context(), w.signer, requests); err != nil {
		w.Fatal(err)
	}
}

func (w *world) monitor() {
	w.Helper()
	if err := w.engine().Monitor(w.Context(), w.signer, w.settle); err != nil {
		w.Fatal(err)
	}
}

// finish lets time pass, blocks come and passes run until nothing is left to do.
func (w *world) finish() {
	w.Helper()
	for range 60 {
		w.pass(time.Minute)
		w.monitor()
		w.mine(1)
		signers, err := w.engine().Signers(w.Context())
		if err != nil {
			w.Fatal(err)
		}
		if len(signers) == 0 {
			return
		}
	}
	w.Fatal("there is still something to do")
}

// checkCarriedOnce checks that the commands are in the chain once and that everybody heard of it.
func (w *world) checkCarriedOnce(requests ...chain.Request) {
	w.Helper()
	carried := w.chain.Carried()
	for _, r := range requests {
		if carried[r.Command] != 1 {
			w.Errorf("%s was carried out %d times", r.Operation, carried[r.Command])
		}
		if o, ok := w.settled[r.Command]; !ok || !o.Succeeded || o.Operation != r.Operation {
			w.Errorf("%s was settled as %+v", r.Operation, o)
		}
	}
}

func (w *world) rows() []*chain.Row {
	w.Helper()
	rows, err := w.journal.Rows(w.Context(), w.key, 0, 1000)
	if err != nil {
		w.Fatal(err)
	}
	return rows
}

// low is the first nonce that is not done.
func (w *world) low() uint64 {
	w.Helper()
	head, err := w.journal.Head(w.Context(), w.key)
	if err != nil {
		w.Fatal(err)
	}
	return head.Low
}

func (w *world) row(nonce uint64) *chain.Row {
	w.Helper()
	rows := w.rows()
	if nonce >= uint64(len(rows)) {
		w.Fatalf("there is no row %d", nonce)
	}
	return rows[nonce]
}

// killAt gives a hook that lets a process die at the n-th time it comes to the point; dead reports whether it did.
func killAt(point string, n int) (hook chaintest.Hook, dead func() bool) {
	isDead := false
	return func(p string) error {
		if p == point {
			n--
		}
		if p == point && n == 0 {
			isDead = true
		}
		if isDead {
			return errKilled
		}
		return nil
	}, func() bool { return isDead }
}

func commands(names ...string) (all []chain.Request) {
	for _, name := range names {
		all = append(all, chaintest.Command(name))
	}
	return all
}
