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
	case "rival first", "swept first":
		c.rival()
	}
	if err := do(); c.rival != nil {
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

// List asks.
func (c *cut) List(ctx context.Context, r tables.Range, limit int, use func(tables.Entity) error) error {
	return c.ask(func() error { return c.watched.List(ctx, r, limit, use) })
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
// its answer is lost, a rival goes first, from its first request to its last, or a sweep that takes it for dead. One of the
// two is accepted at once if anybody is alive, a sweep leaves nothing of what is not, and in calm weather both are.
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
		for _, how := range []string{"died before", "died after", "answer lost", "rival first", "swept first"} {
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

// A creator dies at any of its requests, with nobody who wants what it claims. A sweep removes all that it has left but the
// reference from the command, and neither before the attempt is old nor if it was accepted. The sweep itself dies at any of
// its requests, loses an answer, or comes beside somebody who accepts the attempt or who takes its claims: what is accepted
// stays so, and the next sweep removes the rest.
func TestWhatNobodyMeetsIsRemoved(t *testing.T) {
	t.Parallel()
	left := 0
	for first, accepted := 1, false; !accepted; first++ {
		for _, how := range []string{"uncut", "died before", "died after", "answer lost", "helped first", "rival first"} {
			for at, requests := 1, 1; at <= requests && at < 100; at++ {
				p := &play{world: newWorld(0, false), all: map[string]operations.Operation{}, told: map[string]*outcome{"op-1": {}, "op-2": {}}}
				p.observer = &observer{memory: p.world.memory}
				o := operations.Operation{
					ID: "op-1", Organization: "mine", Command: custody.Digest{1}, Payload: []byte("{}"), Signer: signers[0],
					Claims: []string{"x", "y"}, Status: operations.Accepted, AcceptedAt: dawn, UpdatedAt: dawn,
				}
				rival := o
				if how == "uncut" {
					o.Payload = make([]byte, 2*bodyPart)
				}
				rival.ID, rival.Command, rival.Payload = "op-2", custody.Digest{2}, []byte("{}")
				calm := watched{p.world.memory, p.look}
				_, _, err := storeOn(&cut{watched: calm, at: first, how: "died after"}).Create(t.Context(), o)
				accepted = len(p.before) == 1
				if n, err := storeOn(calm).RemoveAbandoned(t.Context(), 10); n != 0 || err != nil {
					t.Fatalf("before it is old, %d are removed, %v", n, err)
				}
				if !accepted && err != nil {
					left++
				}
				c := &cut{watched: calm, at: at, how: how}
				switch how {
				case "uncut":
					c.at = 0
				case "helped first":
					c.rival = func() { _ = p.create(storeOn(calm), o) }
				case "rival first":
					c.rival = func() { _ = p.create(storeOn(calm), rival) }
				}
				if c.rival != nil {
					c.how = "rival first"
				}
				if err := p.sweep(storeOn(c)); err != nil && !errors.Is(err, errLost) && !errors.Is(err, errDead) {
					t.Fatal(err)
				}
				if c.now >= at && how != "uncut" {
					requests = at + 1
				}
				p.tidy()
				p.compare(storeOn(calm))
				if partition := claimPartition("x"); how == "uncut" && !accepted && len(p.world.rows[partition])+len(p.world.rows[claimPartition("y")]) > 0 {
					t.Errorf("after request %d of Create its claims are left", first)
				}
				if p.wrong != nil {
					t.Fatalf("request %d of Create, and %s at request %d of the sweep: %v", first, how, at, p.wrong)
				}
			}
		}
	}
	if left == 0 {
		t.Error("nothing was ever left")
	}
}

// However many operations there are, a sweep that finds nothing asks once in each shard; and it removes no more at once
// than it is told, oldest first in each.
func TestASweepIsBounded(t *testing.T) {
	t.Parallel()
	calm := watched{newMemory(), func(...tables.Write) {}}
	s := storeOn(calm)
	create := func(service service, i int, claims ...string) error {
		at := dawn.Add(time.Duration(i) * time.Second)
		_, _, err := storeOn(service).Create(t.Context(), operations.Operation{
			ID: fmt.Sprint("op-", i), Organization: "mine", Claims: claims, Status: operations.Accepted, AcceptedAt: at, UpdatedAt: at,
		})
		return err
	}
	for i := range 200 {
		if err := create(calm, i, fmt.Sprint("claim-", i)); err != nil {
			t.Fatal(err)
		}
	}
	sweep := func(limit int) (int, int) {
		c := &cut{watched: calm}
		s := storeOn(c)
		s.Now = func() time.Time { return dawn.Add(time.Hour) }
		n, err := s.RemoveAbandoned(t.Context(), limit)
		if err != nil {
			t.Fatal(err)
		}
		return n, c.now
	}
	if n, requests := sweep(10); n != 0 || requests != shards {
		t.Errorf("%d were removed with %d requests", n, requests)
	}
	for i := range 25 {
		if err := create(&cut{watched: calm, at: 1, how: "died after"}, 1000+i, "one more"); !errors.Is(err, errLost) {
			t.Fatal(err)
		}
	}
	for _, want := range []int{10, 10, 5, 0} {
		if n, _ := sweep(10); n != want {
			t.Errorf("%d were removed, not %d", n, want)
		}
	}
	if counts, err := s.Counts(t.Context()); err != nil || counts[operations.Accepted] != 200 {
		t.Errorf("of 200 there are %v, %v", counts, err)
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
	c := &cut{watched: calm, at: at, how: how}
	switch how {
	case "rival first":
		c.rival = second
	case "swept first":
		c.rival = p.tidy
	}
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
	p.tidy()
	p.calm(slices.Sorted(maps.Keys(p.all)))
	return c.now, p.wrong
}
