package operations_test

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"pgregory.net/rapid"

	"waybill/shared/custody"
	"waybill/shared/operations"
	"waybill/shared/problem"
)

var morning = time.Date(2026, 3, 9, 8, 0, 0, 0, time.UTC)

// An organisation may send a burst, then as many commands as the rate says; how long it has to wait stands in the
// refusal. Another one is not affected.
func TestRate(t *testing.T) {
	t.Parallel()
	a, now := operations.NewAdmission(operations.Limits{Rate: 0.5, Burst: 3}), morning
	taken := func(who custody.OrganizationID) (n int) {
		for a.Admit(who, now) == nil {
			n++
		}
		return n
	}
	if n := taken(miner); n != 3 {
		t.Errorf("a burst of %d", n)
	}
	if err := a.Admit(miner, now); !errors.Is(err, problem.Throttled) || problem.From(err).RetryAfter != 2 {
		t.Errorf("refused with %v, again after %d s", err, problem.From(err).RetryAfter)
	}
	if n := taken(maker); n != 3 {
		t.Errorf("the other one sent %d", n)
	}
	for range 5 {
		now = now.Add(2 * time.Second)
		if n := taken(miner); n != 1 {
			t.Errorf("%d after two seconds", n)
		}
	}
	now = now.Add(time.Hour)
	if n := taken(miner); n != 3 {
		t.Errorf("%d after an hour", n)
	}
	now = now.Add(-time.Hour)
	if n := taken(miner); n != 0 {
		t.Errorf("%d when the clock was set back", n)
	}
}

// Without limits everything is taken, and nobody counts.
func TestNoLimits(t *testing.T) {
	t.Parallel()
	a := operations.NewAdmission(operations.Limits{})
	for range 10_000 {
		if err := a.Admit(miner, morning); err != nil {
			t.Fatal(err)
		}
	}
	if a.Stale(morning) {
		t.Error("the store is asked for nothing")
	}
}

// Alone, an organisation may have the whole backlog. One that comes later finds its share free; as the first one's
// operations are done, it is the first that waits until both have the same.
func TestSharesOfTheBacklog(t *testing.T) {
	t.Parallel()
	a := operations.NewAdmission(operations.Limits{Backlog: 100})
	open := map[custody.OrganizationID]int{}
	fill := func(who custody.OrganizationID) int {
		for a.Admit(who, morning) == nil {
			open[who]++
		}
		return open[who]
	}
	if n := fill(miner); n != 100 {
		t.Errorf("alone it has %d", n)
	}
	if n := fill(maker); n != 50 {
		t.Errorf("the second one has %d", n)
	}
	for range 60 { // of the first one's are done, one by one, and both try for more
		open[miner]--
		a.Observe([]operations.Backlog{{Organization: miner, Open: open[miner]}, {Organization: maker, Open: open[maker]}}, morning)
		fill(miner)
		fill(maker)
	}
	if open[miner] != 50 || open[maker] != 50 {
		t.Errorf("in the end they have %v", open)
	}
}

// Whatever is asked for and done in whatever order: who has less than its share is taken, while there is room everybody
// is, and what is open stays within the shares of those who came one after the other.
func TestNobodyIsStarved(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		backlog := rapid.IntRange(1, 40).Draw(t, "backlog")
		a := operations.NewAdmission(operations.Limits{Backlog: backlog})
		open, total := map[custody.OrganizationID]int{}, 0
		for range rapid.IntRange(1, 300).Draw(t, "steps") {
			who := custody.OrganizationID(fmt.Sprint("org-", rapid.IntRange(0, 4).Draw(t, "who")))
			if rapid.Bool().Draw(t, "done") && open[who] > 0 {
				open[who]--
				total--
				var all []operations.Backlog
				for o, n := range open {
					all = append(all, operations.Backlog{Organization: o, Open: n})
				}
				a.Observe(all, morning)
				continue
			}
			competing := 0
			for o, n := range open {
				if n > 0 && o != who {
					competing++
				}
			}
			must := total < backlog || open[who] < backlog/(competing+1)
			err := a.Admit(who, morning)
			if must && err != nil {
				t.Fatalf("with %v open of %d, %s is refused: %v", open, backlog, who, err)
			}
			if err == nil {
				open[who]++
				total++
			}
			most := 0
			for k := 1; k <= 5; k++ {
				most += max(backlog/k, 1)
			}
			if total > most {
				t.Fatalf("%v are open; the backlog is %d", open, backlog)
			}
		}
	})
}

// Over the limits a new command is refused with the time to wait and leaves no trace; what was accepted before is
// repeated all the same, and the operator is never limited.
func TestTheDeskKeepsTheLimits(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.Admission = operations.NewAdmission(operations.Limits{Backlog: 2})
	first := o.accept("1", register("urn:x:1"))
	o.accept("2", register("urn:x:2"))
	err := o.refused(problem.Throttled, "3", register("urn:x:3"))
	if p := problem.From(err); p.RetryAfter < 1 || p.Status != 429 {
		t.Errorf("%+v", p)
	}
	if again := o.accept("1", register("urn:x:1")); again.ID != first.ID {
		t.Error("the repetition made another operation")
	}
	join := &custody.RegisterOrganization{ID: "harbour-freight", Name: "Harbour Freight"}
	if _, err := o.Accept(t.Context(), operations.Operator, "join", join); err != nil {
		t.Errorf("the operator: %v", err)
	}
	o.done(first, operations.Recorded)
	o.now = o.now.Add(time.Second)
	o.accept("3", register("urn:x:3"))
	if counts, err := o.store.Counts(t.Context()); err != nil || counts[operations.Accepted] != 3 {
		t.Errorf("there are %v, %v", counts, err)
	}
}
