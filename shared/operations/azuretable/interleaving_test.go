package azuretable

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"waybill/shared/custody"
	"waybill/shared/operations"
	"waybill/shared/tables"
)

// mostRequests is far more than any run needs.
const mostRequests = 20_000

var dawn = time.Date(2026, 3, 9, 8, 0, 0, 0, time.UTC)

// An observer looks at all rows after every write and remembers what was wrong first.
type observer struct {
	*memory
	before map[string]operations.Operation // accepted, by id
	wrong  error
}

func (o *observer) accuse(format string, args ...any) {
	if o.wrong == nil {
		o.wrong = fmt.Errorf(format, args...)
	}
}

// accepted gives the operations that are in the table.
func (o *observer) accepted() map[string]operations.Operation {
	all := map[string]operations.Operation{}
	for partition, rows := range o.rows {
		if !strings.HasPrefix(partition, "o") {
			continue
		}
		for key, e := range rows {
			if key[0] != 'r' {
				continue
			}
			r, body, err := recordOf(e)
			if err == nil {
				body, err = storeOn(o.memory).readRest(context.Background(), r, body)
			}
			if err == nil {
				err = r.setBody(body)
			}
			if err != nil {
				o.accuse("a row is broken: %w", err)
			} else if !r.pending {
				all[r.ID] = r.Operation
			}
		}
	}
	return all
}

// index checks that the order of pending attempts has those that there are.
func (o *observer) index() {
	var kept, want []string
	for partition, rows := range o.rows {
		for key, e := range rows {
			switch {
			case partition[0] == 'o' && key[0] == 'p':
				kept = append(kept, partition+key)
			case partition[0] == 'o' && key[0] == 'r' && e.Properties["Pending"] == true:
				want = append(want, partition+pendingKey(dawn, e.Text("Operation")))
			}
		}
	}
	slices.Sort(kept)
	slices.Sort(want)
	if !slices.Equal(kept, want) {
		o.accuse("in the order of pending attempts are %q, not %q", kept, want)
	}
}

// look checks what must hold at every moment, after writes that may have to do with it.
func (o *observer) look(writes ...tables.Write) {
	if !slices.ContainsFunc(writes, func(w tables.Write) bool { return strings.HasPrefix(w.Entity.RowKey, "r") }) {
		return
	}
	o.index()
	now := o.accepted()
	claimed := map[string]string{}
	for id, op := range now {
		if op.Status.Done() {
			continue
		}
		for _, claim := range slices.Compact(slices.Sorted(slices.Values(op.Claims))) {
			if other := claimed[claim]; other != "" {
				o.accuse("%s and %s are open and both claim %s", id, other, claim)
			}
			claimed[claim] = id
		}
		if _, known := o.before[id]; known {
			continue
		}
		for other, drain := range o.before {
			if other != id && !drain.Status.Done() && slices.Contains(drain.Claims, custody.SignerClaim(op.Signer)) {
				o.accuse("%s was accepted with a signer that %s drains", id, other)
			}
		}
	}
	for id, op := range o.before {
		if after, there := now[id]; !there || after.Status.Rank() < op.Status.Rank() {
			o.accuse("%s was %s and is %q", id, op.Status, after.Status)
		}
	}
	o.before = now
}

// An outcome is what the calls of Create for one id were told.
type outcome struct{ calls, created, refused int }

// A play is what tasks do to a table.
type play struct {
	*world
	*observer
	all  map[string]operations.Operation
	told map[string]*outcome
}

var signers = []custody.Address{{1}, {2}}

// cast draws a few operations that are in each other's way: some drain a signer of others, some have the same claims in
// another order.
func (p *play) cast() {
	claims := []string{"x", "y", "z"}
	for n, most := 0, 3+p.chance.IntN(3); len(p.all) < most; n++ {
		id := fmt.Sprint("op-", n)
		if shardOf(id) > 1 {
			continue // so few shards that they meet in them
		}
		o := operations.Operation{
			ID: id, Organization: "mine", Kind: custody.KindRegisterAsset, Command: custody.Digest([]byte(fmt.Sprintf("%-32s", id))),
			Payload: []byte("{}"), Signer: signers[p.chance.IntN(2)], Status: operations.Accepted, AcceptedAt: dawn, UpdatedAt: dawn,
		}
		switch p.chance.IntN(4) {
		case 0:
			drained := p.chance.IntN(2)
			o.Signer, o.Claims = signers[1-drained], []string{custody.SignerClaim(signers[drained])}
			if p.chance.IntN(2) == 0 {
				o.Claims = append(o.Claims, "signers:mine")
			}
		case 1:
		default:
			p.chance.Shuffle(len(claims), func(i, j int) { claims[i], claims[j] = claims[j], claims[i] })
			o.Claims = slices.Clone(claims[:1+p.chance.IntN(len(claims))])
		}
		p.all[id], p.told[id] = o, &outcome{}
	}
}

// create is a call of Create, and what it was told.
func (p *play) create(s *Store, o operations.Operation) error {
	told := p.told[o.ID]
	told.calls++
	stored, created, err := s.Create(context.Background(), o)
	claimed := (*operations.ClaimedError)(nil)
	switch {
	case errors.As(err, &claimed):
		told.refused++
		if holder, ok := p.before[claimed.Operation]; !ok || claimed.Operation == o.ID {
			p.accuse("%s was told that %s has %s, which is %q", o.ID, claimed.Operation, claimed.Claim, holder.Status)
		}
	case errors.Is(err, errLost):
	case err != nil:
		p.accuse("create %s: %w", o.ID, err)
	default:
		if created {
			told.created++
		}
		if _, there := p.before[o.ID]; !there || stored.ID != o.ID {
			p.accuse("%s was told to be there and is not", o.ID)
		}
	}
	return err
}

// perform runs tasks at the same time: every operation is created once or twice, some are moved on, and then, when
// everything has calmed down, all is repeated and done.
func perform(seed uint64, bad bool, blind func(tables.Write) bool) error {
	p := &play{world: newWorld(seed, bad), all: map[string]operations.Operation{}, told: map[string]*outcome{}}
	p.world.blind = blind
	p.observer = &observer{memory: p.world.memory}
	p.world.watch = p.look
	p.cast()
	ids := slices.Sorted(maps.Keys(p.all))
	for _, id := range ids {
		for range 1 + p.chance.IntN(2) {
			p.start(func(s *Store) { _ = p.create(s, p.all[id]) })
		}
		if to := p.chance.IntN(4); to < 2 {
			p.start(func(s *Store) {
				news := operations.Outcome{Status: []operations.Status{operations.Recorded, operations.Submitted}[to]}
				for range 3 {
					_ = s.Advance(context.Background(), "mine", id, news) // it may not be there yet
				}
			})
		}
	}
	if seed%3 == 0 {
		p.start(func(s *Store) {
			for range 3 {
				if err := p.sweep(s); err != nil && !errors.Is(err, errLost) {
					p.accuse("remove what is abandoned: %w", err)
				}
			}
		})
	}
	if err := p.world.run(mostRequests); err != nil {
		return err
	}
	if seed%2 == 0 {
		p.tidy()
	}
	if len(p.before) == 0 && !bad {
		p.accuse("nothing was accepted")
	}
	for _, id := range ids {
		told, row := p.told[id], p.before[id]
		if told.created > 1 || told.refused == told.calls && row.ID != "" {
			p.accuse("%s is %q, and its creators were told %+v", id, row.Status, *told)
		}
	}
	p.calm(ids)
	return p.wrong
}

// sweep removes what is abandoned. It comes so late that every attempt is, also one whose creator is only slow.
func (p *play) sweep(s *Store) error {
	s.Now = func() time.Time { return dawn.Add(time.Hour) }
	_, err := s.RemoveAbandoned(context.Background(), 10)
	return err
}

// tidy sweeps with nobody in the way: no attempt is left, nor a part of one.
func (p *play) tidy() {
	bad := p.bad
	p.bad = false
	defer func() { p.bad = bad }()
	if err := p.sweep(storeOn(watched{p.world.memory, p.look})); err != nil {
		p.accuse("remove what is abandoned in calm weather: %w", err)
	}
	for partition, rows := range p.world.rows {
		for key, e := range rows {
			id, _, isPart := strings.Cut(key[1:], ".")
			_, whole := rows["r"+id]
			if partition[0] == 'o' && (key[0] == 'p' || key[0] == 'b' && isPart && !whole || key[0] == 'r' && e.Properties["Pending"] == true) {
				p.accuse("%s of %s is left", key, partition)
			}
		}
	}
}

// calm repeats everything with nobody in the way and nothing going wrong, and holds the counts against the rows.
func (p *play) calm(ids []string) {
	p.bad = false
	s := storeOn(watched{p.world.memory, p.look})
	for range len(ids) {
		for _, id := range ids {
			if err := p.create(s, p.all[id]); err != nil && !isClaimed(err) {
				p.accuse("in calm weather: %w", err)
			}
		}
		p.compare(s)
		for _, id := range slices.Sorted(maps.Keys(p.before)) {
			if err := s.Advance(context.Background(), "mine", id, operations.Outcome{Status: operations.Recorded}); err != nil {
				p.accuse("in calm weather: %w", err)
			}
		}
	}
	p.compare(s)
	for _, id := range ids {
		if o := p.before[id]; o.Status != operations.Recorded {
			p.accuse("in the end %s is %q", id, o.Status)
		}
	}
}

// compare holds what the store says of all operations against their rows.
func (p *play) compare(s *Store) {
	ctx := context.Background()
	counts, open := map[operations.Status]int{}, map[operations.Backlog]int{}
	var ids []string
	for id, o := range p.before {
		counts[o.Status]++
		ids = append(ids, id)
		if !o.Status.Done() {
			open[operations.Backlog{Organization: o.Organization, Signer: o.Signer}]++
		}
	}
	got, err := s.Counts(ctx)
	if err != nil || !maps.Equal(got, counts) {
		p.accuse("counted are %v, %w; there are %v", got, err, counts)
	}
	backlogs, err := s.Backlogs(ctx)
	for _, b := range backlogs {
		n := b.Open
		b.Open = 0
		if open[b] != n {
			p.accuse("the backlog of %s is %d, not %d", b.Signer, n, open[b])
		}
	}
	if err != nil || len(backlogs) != len(open) {
		p.accuse("there are %d backlogs, %w, not %d", len(backlogs), err, len(open))
	}
	waiting, err := s.Waiting(ctx, statuses, operations.Operation{}, dawn.Add(24*time.Hour), 100)
	var waits []string
	for _, o := range waiting {
		waits = append(waits, o.ID)
	}
	slices.Sort(ids)
	slices.Sort(waits)
	if err != nil || !slices.Equal(ids, waits) {
		p.accuse("in order are %v, %w; there are %v", waits, err, ids)
	}
	for _, claim := range []string{"x", "y", "z", custody.SignerClaim(signers[0]), custody.SignerClaim(signers[1])} {
		want := ""
		for id, o := range p.before {
			if !o.Status.Done() && slices.Contains(o.Claims, claim) {
				want = id
			}
		}
		if got, err := s.Claimant(ctx, claim); err != nil || got != want {
			p.accuse("%s is claimed by %q, %w, not by %q", claim, got, err, want)
		}
	}
	for id, o := range p.before {
		if got, found, err := s.ByCommand(ctx, o.Command); err != nil || !found || got.ID != id {
			p.accuse("the command of %s is that of %q, %w", id, got.ID, err)
		}
	}
}

// watched is a memory whose observer looks after every write.
type watched struct {
	*memory
	look func(...tables.Write)
}

// Commit carries out a transaction.
func (w watched) Commit(ctx context.Context, writes ...tables.Write) ([]string, error) {
	defer w.look(writes...)
	return w.memory.Commit(ctx, writes...)
}

// plays is how many orders of requests are tried.
const plays = 1_000

// In whatever order the requests of rivals, drains and news come: two open operations never have a common claim, none is
// accepted with a signer that is draining, somebody is accepted, everybody is told the truth, and counts are exact.
func TestRequestsInAnyOrder(t *testing.T) {
	t.Parallel()
	for seed := range uint64(plays) {
		if err := perform(seed, false, nil); err != nil {
			t.Fatalf("play %d: %v", seed, err)
		}
	}
}

// The same holds when processes die at any request, and requests get lost, are carried out without an answer, or are
// carried out late; and nothing that was accepted is lost.
func TestRequestsInBadWeather(t *testing.T) {
	t.Parallel()
	for seed := range uint64(plays) {
		if err := perform(seed, true, nil); err != nil {
			t.Fatalf("play %d: %v", seed, err)
		}
	}
}

// A table that forgets to check a condition is found out, whichever it is: every condition is needed, and these tests
// would notice if the store lacked it.
func TestEveryConditionIsNeeded(t *testing.T) {
	t.Parallel()
	forgets := func(partition, row string) func(tables.Write) bool {
		return func(w tables.Write) bool {
			return strings.HasPrefix(w.Entity.PartitionKey, partition) && strings.HasPrefix(w.Entity.RowKey, row)
		}
	}
	for name, blind := range map[string]func(tables.Write) bool{
		"claims": forgets("c", ""), "gates": forgets("o", "g"), "rows": forgets("o", "r"), "tallies": forgets("o", "t"),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for seed := range uint64(plays) {
				if err := perform(seed, true, blind); err != nil {
					t.Logf("play %d: %v", seed, err)
					return
				}
			}
			t.Error("nothing was noticed")
		})
	}
}
