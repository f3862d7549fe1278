package faults_test

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"maps"
	random "math/rand/v2"
	"path/filepath"
	"strings"
	"testing"

	"github.com/anishathalye/porcupine"

	"waybill/internal/azurite"
	"waybill/shared/chain"
	"waybill/shared/chain/azuretable"
	"waybill/shared/chain/chaintest"
	"waybill/shared/chain/sqlite"
	"waybill/shared/custody"
)

// signer is whose nonces the workers give out.
var signer = chain.Key{Chain: 1337, Signer: custody.Address{0xaa}}

// What a worker does with a journal.
type (
	readHead struct{}
	readOne  struct{ command custody.Digest }
	write    struct {
		from     string // the version it has read
		to       chain.Head
		commands []custody.Digest
	}
)

// What it sees.
type (
	nonce   struct{ number, found uint64 } // found is 1 or 0
	written struct {
		verdict verdict
		version string
	}
	verdict string
)

const (
	won      verdict = "won"
	conflict verdict = "conflict"
	unknown  verdict = "unknown" // the answer was lost
)

// unread is the version of a head that was written by somebody who did not learn it; the next who reads it does.
const unread = "?"

// A sequence is a journal as one worker alone would see it.
type sequence struct {
	head   chain.Head
	nonces map[custody.Digest]uint64
}

// journalModel is what a journal promises. A commit whose answer was lost may have been written or not.
var journalModel = (&porcupine.NondeterministicModel{
	Init: func() []any { return []any{sequence{}} },
	Step: func(state, input, output any) []any { return state.(sequence).step(input, output) },
	Equal: func(a, b any) bool {
		x, y := a.(sequence), b.(sequence)
		return x.head == y.head && maps.Equal(x.nonces, y.nonces)
	},
}).ToModel()

func (s sequence) step(input, output any) []any {
	switch in := input.(type) {
	case readHead:
		head := s.head
		if head.Version == unread {
			head.Version = output.(chain.Head).Version
		}
		if head != output.(chain.Head) {
			return nil
		}
		return []any{sequence{head, s.nonces}}
	case readOne:
		number, found := s.nonces[in.command]
		saw := output.(nonce)
		if found != (saw.found == 1) || found && number != saw.number {
			return nil
		}
		return []any{s}
	case write:
		out := output.(written)
		fits := s.head.Version == in.from && !s.hasAny(in.commands)
		switch {
		case out.verdict == conflict && !fits:
			return []any{s}
		case out.verdict == won && fits:
			return []any{s.after(in, out.version)}
		case out.verdict == unknown && fits:
			return []any{s, s.after(in, unread)}
		case out.verdict == unknown:
			return []any{s}
		}
	}
	return nil
}

func (s sequence) hasAny(commands []custody.Digest) bool {
	for _, c := range commands {
		if _, has := s.nonces[c]; has {
			return true
		}
	}
	return false
}

func (s sequence) after(w write, version string) sequence {
	next := sequence{w.to, maps.Clone(s.nonces)}
	if next.nonces == nil {
		next.nonces = map[custody.Digest]uint64{}
	}
	for i, c := range w.commands {
		next.nonces[c] = s.head.Next + uint64(i)
	}
	next.head.Version = version
	return next
}

// errLost is the answer that never came.
var errLost = errors.New("the answer was lost")

// A lossy journal loses one commit in eight before its effect and one in eight answers.
type lossy struct{ chain.Journal }

// Commit commits or does not, and tells or does not.
func (l lossy) Commit(ctx context.Context, key chain.Key, change chain.Change) error {
	if random.N(8) == 0 {
		return errLost
	}
	err := l.Journal.Commit(ctx, key, change)
	if err == nil && random.N(8) == 0 {
		return errLost
	}
	return err
}

// allocate is one worker: it reads the head and appends commands that others want too, or moves Low, and looks where a
// command is.
func allocate(t *testing.T, h *history, worker int, j chain.Journal, turns int) {
	for turn := range turns {
		var head chain.Head
		var failed error
		h.record(worker, readHead{}, func() any {
			head, failed = j.Head(t.Context(), signer)
			return head
		})
		if failed != nil {
			t.Error(failed)
			return
		}
		w := write{from: head.Version, to: head}
		var rows []*chain.Row
		if turn%3 != 2 || head.Low == head.Next {
			for i := range 1 + random.Uint64N(3) {
				r := chaintest.Command(fmt.Sprint(worker%4, "/", turn, "/", i)) // every command has two workers
				rows = append(rows, &chain.Row{
					Nonce: head.Next + i, State: chain.Signed, Organization: r.Organization, Operation: r.Operation,
					Command: r.Command, Raw: []byte{byte(worker)}, Attempts: []chain.Attempt{{Kind: chain.Carry}},
				})
				w.commands = append(w.commands, r.Command)
			}
			w.to.Next += uint64(len(rows))
		} else {
			w.to.Low++
		}
		h.record(worker, w, func() any {
			to := w.to
			err := j.Commit(t.Context(), signer, chain.Change{Head: &to, Insert: rows})
			switch {
			case err == nil:
				return written{won, to.Version}
			case errors.Is(err, chain.ErrConflict):
				return written{verdict: conflict}
			case !errors.Is(err, errLost):
				t.Error(err)
			}
			return written{verdict: unknown}
		})
		wanted := chaintest.Command(fmt.Sprint(random.N(4), "/", turn, "/", 0)).Command
		h.record(worker, readOne{wanted}, func() any {
			nonces, err := j.Nonces(t.Context(), signer, []custody.Digest{wanted})
			if err != nil {
				t.Error(err)
			}
			number, found := nonces[wanted]
			if !found {
				return nonce{}
			}
			return nonce{number, 1}
		})
	}
}

// openSQLite gives what opens one file as often as wanted.
func openSQLite(t *testing.T) func() chain.Journal {
	path := filepath.Join(t.TempDir(), "journal.db")
	return func() chain.Journal {
		j, err := sqlite.Open(t.Context(), path)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = j.Close() })
		return j
	}
}

// openTable gives what opens one table as often as wanted.
func openTable(t *testing.T) func() chain.Journal {
	place := azuretable.Place{Connection: azurite.Start(t).ConnectionString(), Table: tableName()}
	return func() chain.Journal {
		j, err := azuretable.Open(t.Context(), place)
		if err != nil {
			t.Fatal(err)
		}
		return j
	}
}

// Eight workers on two journals of one store give out nonces, want the same commands, move Low and look things up, and
// some of their answers are lost: what all of them saw, one after the other could have seen.
func TestNoncesAreGivenOutOneAfterTheOther(t *testing.T) {
	t.Parallel()
	for name, open := range map[string]func(*testing.T) func() chain.Journal{"sqlite": openSQLite, "azuretable": openTable} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			store := open(t)
			journals := []chain.Journal{lossy{store()}, lossy{store()}}
			h := newHistory()
			work(func(w int) { allocate(t, h, w, journals[w%len(journals)], 24) })
			h.check(t, journalModel)
		})
	}
}

// A forgetful journal gives the first head that it saw for ever.
type forgetful struct {
	chain.Journal
	head *chain.Head
}

// Head gives the first head.
func (f forgetful) Head(ctx context.Context, key chain.Key) (chain.Head, error) {
	if f.head.Version != "" {
		return *f.head, nil
	}
	head, err := f.Journal.Head(ctx, key)
	*f.head = head
	return head, err
}

// A careless journal takes a lost answer for a conflict, so that the caller believes that nothing was written.
type careless struct{ chain.Journal }

// Commit commits and says that it did not.
func (c careless) Commit(ctx context.Context, key chain.Key, change chain.Change) error {
	if err := c.Journal.Commit(ctx, key, change); err != nil {
		return err
	}
	return chain.ErrConflict
}

// A generous journal takes every commit, whatever head it was made for.
type generous struct{ chain.Journal }

// Commit forgets what it should compare.
func (g generous) Commit(ctx context.Context, key chain.Key, change chain.Change) error {
	now, err := g.Journal.Head(ctx, key)
	if err != nil {
		return err
	}
	change.Head.Version = now.Version
	for i, r := range change.Insert {
		r.Nonce = now.Next + uint64(i)
	}
	return g.Journal.Commit(ctx, key, change)
}

// The check finds journals that break their promise, each in a way that loses or doubles transactions.
func TestBrokenJournalsAreFoundOut(t *testing.T) {
	t.Parallel()
	for name, journal := range map[string]chain.Journal{
		"forgetful": forgetful{chaintest.NewJournal(), &chain.Head{}},
		"careless":  careless{chaintest.NewJournal()},
		"generous":  generous{chaintest.NewJournal()},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := newHistory()
			if name == "generous" { // two read one head, both append
				stale := write{from: "", to: chain.Head{Next: 1}}
				for w := range 2 {
					h.record(w, stale, func() any {
						to := stale.to
						if err := journal.Commit(t.Context(), signer, chain.Change{Head: &to}); err != nil {
							t.Fatal(err)
						}
						return written{won, to.Version}
					})
				}
			} else {
				allocate(t, h, 0, journal, 4)
			}
			if porcupine.CheckOperationsTimeout(journalModel, h.all, checkWithin) != porcupine.Illegal {
				t.Error("the check finds nothing wrong")
			}
		})
	}
}

// tableName is that of no other table.
func tableName() string { return "t" + strings.ToLower(rand.Text()) }
