package azuretable

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"testing"
	"time"

	"waybill/shared/custody"
	"waybill/shared/operations"
	"waybill/shared/tables"
)

// errDead is what a process is told that has died: it asks nothing any more.
var errDead = errors.New("this process has died")

// A cut is a table of which one request goes wrong.
type cut struct {
	watched
	at, now int    // which request, and how many there were
	how     string // died before or after it, lost its answer, or was late: a rival goes first
	rival   func()
}

// ask is a request.
func (c *cut) ask(do func() error) error {
	c.now++
	if c.now > c.at && (c.how == "died before" || c.how == "died after") {
		return errDead
	}
	if c.now != c.at {
		return do()
	}
	switch c.how {
	case "died before":
		return errDead
	case "rival first":
		c.rival()
	}
	if err := do(); c.how == "rival first" {
		return err
	}
	return errLost
}

// Get asks.
func (c *cut) Get(ctx context.Context, partition, row string) (e tables.Entity, found bool, err error) {
	err = c.ask(func() (err error) {
		e, found, err = c.watched.Get(ctx, partition, row)
		return err
	})
	return e, found, err
}

// Put asks.
func (c *cut) Put(ctx context.Context, e tables.Entity) error {
	return c.ask(func() error { return c.watched.Put(ctx, e) })
}

// Commit asks.
func (c *cut) Commit(ctx context.Context, writes ...tables.Write) (etags []string, err error) {
	err = c.ask(func() (err error) {
		etags, err = c.watched.Commit(ctx, writes...)
		return err
	})
	return etags, err
}

// At every request of Create, of every kind of operation and with every kind of rival: the process dies before or after it,
// its answer is lost, or a rival goes first, from its first request to its last. One of the two is accepted at once if
// anybody is alive, and in calm weather both are.
func TestEveryRequestCut(t *testing.T) {
	t.Parallel()
	drain, removal := custody.SignerClaim(signers[0]), custody.SignerClaim(signers[1])
	for name, claims := range map[string][2][]string{
		"the same claims":         {{"x", "y"}, {"y", "x"}},
		"no claims":               {nil, nil},
		"a drain of its signer":   {{"x"}, {drain, "z"}},
		"a drain and no claims":   {nil, {drain}},
		"it drains the rival's":   {{removal, "z"}, {"x"}},
		"both drain each other's": {{removal}, {drain}},
		"both drain the same":     {{removal}, {removal}},
	} {
		for _, how := range []string{"died before", "died after", "answer lost", "rival first"} {
			for _, order := range [][2]string{{"op-1", "op-2"}, {"op-2", "op-1"}, {"op-1", "op-1"}} {
				requests := 1
				for at := 1; at <= requests; at++ {
					n, err := performCut(order, claims, how, at)
					if err != nil {
						t.Fatalf("%s, %v, %s at request %d: %v", name, order, how, at, err)
					}
					if n >= at { // it came to this one, so there may be a next
						requests = at + 1
					}
				}
				if requests < 3 {
					t.Errorf("%s, %v, %s: only %d requests were cut", name, order, how, requests)
				}
			}
		}
	}
}

// What a process has left that died long ago is not accepted any more: neither when somebody meets its claim, whoever comes
// first, nor when its own request is repeated, which is decided anew.
func TestWhatIsAbandonedStaysSo(t *testing.T) {
	t.Parallel()
	for _, id := range []string{"op-0", "op-1", "op-2"} {
		m := newMemory()
		look := func(...tables.Write) {}
		o := operations.Operation{ID: "op-1", Organization: "mine", Payload: []byte("old"), Claims: []string{"x"}, Status: operations.Accepted, AcceptedAt: dawn, UpdatedAt: dawn}
		dying := storeOn(&cut{watched: watched{m, look}, at: 2, how: "died after"})
		if _, _, err := dying.Create(t.Context(), o); !errors.Is(err, errLost) {
			t.Fatal(err)
		}
		s := storeOn(watched{m, look})
		s.Now = func() time.Time { return dawn.Add(time.Hour) }
		o.ID, o.Payload, o.AcceptedAt = id, []byte("new"), s.Now()
		if _, created, err := s.Create(t.Context(), o); err != nil || !created {
			t.Errorf("%s: created %v, %v", id, created, err)
		}
		got, found, err := s.Get(t.Context(), "mine", "op-1")
		if err != nil || found != (id == "op-1") || found && string(got.Payload) != "new" {
			t.Errorf("after %s there is %v %q, %v", id, found, got.Payload, err)
		}
		if holder, err := s.Claimant(t.Context(), "x"); err != nil || holder != id {
			t.Errorf("%s: x is claimed by %q, %v", id, holder, err)
		}
	}
}

// Whoever reads an attempt of which a part is missing reads again, but not without a pause.
func TestAMissingPartIsWaitedFor(t *testing.T) {
	t.Parallel()
	m, ctx := newMemory(), t.Context()
	o := operations.Operation{ID: "op-1", Organization: "mine", Payload: make([]byte, bodyPart+1), Claims: []string{"x"}, AcceptedAt: dawn, UpdatedAt: dawn}
	dying := storeOn(&cut{watched: watched{m, func(...tables.Write) {}}, at: 1, how: "died after"})
	if _, _, err := dying.Create(ctx, o); !errors.Is(err, errLost) {
		t.Fatal(err)
	}
	partition := partitionOf(shardOf(o.ID))
	part := m.rows[partition][restKey(o.ID, 0)]
	delete(m.rows[partition], part.RowKey)
	var pauses []int
	s := newStore(m, 1, func(_ context.Context, conflicts int) error {
		if pauses = append(pauses, conflicts); conflicts == 3 {
			m.store(part)
		}
		if conflicts > mostConflicts {
			return errEndless
		}
		return nil
	})
	if r, found, err := s.read(ctx, o.ID); err != nil || !found || len(r.Payload) != len(o.Payload) || !slices.Equal(pauses, []int{0, 1, 2, 3}) {
		t.Errorf("found %v, %v after pauses %v", found, err, pauses)
	}
}

// performCut lets two create their operations, the second within the first if it is to go first, and after it otherwise.
// It gives how many requests the first has made, counted to the one after the cut if it died.
func performCut(ids [2]string, claims [2][]string, how string, at int) (int, error) {
	p := &play{world: newWorld(0, false), all: map[string]operations.Operation{}, told: map[string]*outcome{}}
	p.observer = &observer{memory: p.world.memory}
	var both [2]operations.Operation
	for i := range both {
		both[i] = operations.Operation{
			ID: ids[i], Organization: "mine", Kind: custody.KindRegisterAsset, Command: custody.Digest([]byte(fmt.Sprintf("%-32s", ids[i]))),
			Payload: []byte("{}"), Signer: signers[i], Claims: claims[i], Status: operations.Accepted, AcceptedAt: dawn, UpdatedAt: dawn,
		}
		if i == 1 && ids[0] == ids[1] {
			both[1] = both[0]
		}
		p.all[ids[i]], p.told[ids[i]] = both[i], &outcome{}
	}
	calm := watched{p.world.memory, p.look}
	second := func() { _ = p.create(storeOn(calm), both[1]) }
	c := &cut{watched: calm, at: at, how: how, rival: second}
	_, _, err := storeOn(c).Create(context.Background(), both[0])
	if err != nil && !isClaimed(err) && !errors.Is(err, errLost) && !errors.Is(err, errDead) {
		return c.now, err
	}
	if how != "rival first" {
		second()
	}
	if len(p.before) == 0 {
		p.accuse("nobody was accepted")
	}
	p.calm(slices.Sorted(maps.Keys(p.all)))
	return c.now, p.wrong
}
