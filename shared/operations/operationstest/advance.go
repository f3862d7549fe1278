package operationstest

import (
	"errors"
	"fmt"
	"maps"
	"reflect"
	"testing"
	"time"

	"waybill/shared/custody"
	"waybill/shared/operations"
	"waybill/shared/problem"
)

func forward(t *testing.T, f *fixture) {
	o := f.create(Sample("key"))
	tx := custody.Digest{7}
	why := problem.ContractRefused.With("the version is not the expected one")
	for i, step := range []struct {
		news operations.Outcome
		want operations.Status
	}{
		{operations.Outcome{Status: operations.Accepted}, operations.Accepted},
		{operations.Outcome{Status: operations.Submitted, Transaction: tx}, operations.Submitted},
		{operations.Outcome{Status: operations.Accepted}, operations.Submitted},
		{operations.Outcome{Status: operations.Failed, Transaction: tx, Block: 12, Problem: why}, operations.Failed},
		{operations.Outcome{Status: operations.Submitted, Transaction: custody.Digest{8}, Block: 13}, operations.Failed},
		{operations.Outcome{Status: operations.Failed, Transaction: custody.Digest{8}, Block: 13}, operations.Failed},
	} {
		before := f.get(o)
		f.elapsed.Add(int64(time.Minute))
		got := f.advance(o, step.news)
		if got.Status != step.want {
			t.Fatalf("step %d: %s, want %s", i, got.Status, step.want)
		}
		changed := before.Status != got.Status
		if changed != got.UpdatedAt.After(before.UpdatedAt) {
			t.Errorf("step %d: last changed at %s, before at %s", i, got.UpdatedAt, before.UpdatedAt)
		}
	}
	got := f.get(o)
	if got.Transaction != tx || got.Block != 12 || !reflect.DeepEqual(got.Problem, why) {
		t.Errorf("it ended as %+v", got)
	}
	if !got.AcceptedAt.Equal(begin) || string(got.Payload) != string(o.Payload) {
		t.Errorf("what was accepted has changed: %+v", got)
	}
}

func contradiction(t *testing.T, f *fixture) {
	for i, test := range []struct{ is, news operations.Status }{
		{operations.Failed, operations.Confirmed},
		{operations.Failed, operations.Recorded},
		{operations.Confirmed, operations.Failed},
		{operations.Recorded, operations.Failed},
		{operations.Recorded, operations.Refused},
	} {
		o := f.advance(f.create(Sample(fmt.Sprint(i), "a")), operations.Outcome{Status: test.is, Transaction: custody.Digest{7}, Block: 12})
		err := f.Advance(t.Context(), miner, o.ID, operations.Outcome{Status: test.news, Transaction: custody.Digest{8}, Block: 13})
		if !errors.Is(err, operations.ErrContradiction) {
			t.Errorf("%s after %s: %v", test.news, test.is, err)
		}
		if got := f.get(o); !reflect.DeepEqual(got, o) {
			t.Errorf("%s after %s left %+v of %+v", test.news, test.is, got, o)
		}
		if err := f.Advance(t.Context(), miner, o.ID, operations.Outcome{Status: operations.Recorded}); test.is == operations.Confirmed && err != nil {
			t.Errorf("it goes on its way: %v", err)
		}
	}
}

func fillsIn(t *testing.T, f *fixture) {
	o := f.create(Sample("key"))
	f.advance(o, operations.Outcome{Status: operations.Recorded})
	tx := custody.Digest{7}
	got := f.advance(o, operations.Outcome{Status: operations.Submitted, Transaction: tx})
	if got.Status != operations.Recorded || got.Transaction != tx || got.Block != 0 {
		t.Errorf("after the transaction became known: %+v", got)
	}
	if got = f.advance(o, operations.Outcome{Status: operations.Confirmed, Transaction: custody.Digest{8}, Block: 8}); got.Block != 0 {
		t.Errorf("it has the block of another transaction: %+v", got)
	}
	got = f.advance(o, operations.Outcome{Status: operations.Confirmed, Transaction: tx, Block: 9})
	if got.Status != operations.Recorded || got.Block != 9 {
		t.Errorf("after the block became known: %+v", got)
	}
}

func unknown(t *testing.T, f *fixture) {
	if err := f.Advance(t.Context(), miner, "op-none", operations.Outcome{Status: operations.Failed}); err == nil {
		t.Error("it moved")
	}
}

func manyMoves(t *testing.T, f *fixture) {
	first, second, failed := f.create(Sample("1", "a")), f.create(Sample("2", "b", "c")), f.create(Sample("3"))
	f.advance(failed, operations.Outcome{Status: operations.Failed})
	move := func(o operations.Operation, status operations.Status) operations.Move {
		return operations.Move{Organization: o.Organization, Operation: o.ID, Outcome: operations.Outcome{Status: status, Transaction: custody.Digest{7}, Block: 12}}
	}
	foreign := move(first, operations.Failed)
	foreign.Organization = "somebody-else"
	moves := []operations.Move{
		move(first, operations.Submitted), move(failed, operations.Recorded), foreign, move(first, operations.Confirmed),
		move(operations.Operation{ID: "op-none", Organization: miner}, operations.Failed), move(second, operations.Recorded), move(second, operations.Failed),
	}
	for range 2 {
		err := f.AdvanceAll(t.Context(), moves)
		refused, ok := errors.AsType[operations.MoveErrors](err)
		if !ok || len(refused) != 4 || !errors.Is(err, operations.ErrContradiction) {
			t.Fatalf("refused are %v", err)
		}
		for i, want := range []int{1, 2, 4, 6} {
			contradicts := want == 1 || want == 6
			if refused[i].Move != moves[want] || errors.Is(&refused[i], operations.ErrContradiction) != contradicts {
				t.Errorf("refused is %v, want move %d", &refused[i], want)
			}
		}
		for o, want := range map[string]operations.Status{first.ID: operations.Confirmed, second.ID: operations.Recorded, failed.ID: operations.Failed} {
			if got, _, err := f.Get(t.Context(), miner, o); err != nil || got.Status != want {
				t.Errorf("%s is %s, %v; want %s", o, got.Status, err, want)
			}
		}
		f.claimant("a", first.ID)
		f.claimant("b", "")
		f.claimant("c", "")
	}
	for _, moves := range [][]operations.Move{nil, moves[:1]} {
		if err := f.AdvanceAll(t.Context(), moves); err != nil {
			t.Errorf("nothing is refused of %v, and yet: %v", moves, err)
		}
	}
}

func waiting(t *testing.T, f *fixture) {
	var all []operations.Operation
	for i := range 5 {
		o := Sample(fmt.Sprint(i))
		o.AcceptedAt = begin.Add(-time.Duration(i) * time.Minute)
		o.UpdatedAt = o.AcceptedAt
		all = append(all, f.create(o))
	}
	f.advance(all[4], operations.Outcome{Status: operations.Submitted})
	twin := all[3]
	twin.ID, twin.Command = twin.ID+"+", custody.Digest{9}
	twin = f.create(twin)
	for _, try := range []struct {
		states []operations.Status
		behind operations.Operation
		before time.Time
		limit  int
		want   []operations.Operation
	}{
		{[]operations.Status{operations.Accepted}, operations.Operation{}, begin, 10, []operations.Operation{all[3], twin, all[2], all[1]}},
		{[]operations.Status{operations.Accepted}, operations.Operation{}, begin.Add(1), 2, []operations.Operation{all[3], twin}},
		{[]operations.Status{operations.Accepted}, all[3], begin.Add(1), 2, []operations.Operation{twin, all[2]}},
		{[]operations.Status{operations.Accepted}, twin, begin, 10, []operations.Operation{all[2], all[1]}},
		{[]operations.Status{operations.Submitted, operations.Confirmed}, operations.Operation{}, begin.Add(1), 10, all[4:]},
		{nil, operations.Operation{}, begin.Add(time.Hour), 10, nil},
	} {
		got, err := f.Waiting(t.Context(), try.states, try.behind, try.before, try.limit)
		if err != nil {
			t.Fatal(err)
		}
		if fmt.Sprint(ids(got)) != fmt.Sprint(ids(try.want)) {
			t.Errorf("%v before %s: %v, want %v", try.states, try.before, ids(got), ids(try.want))
		}
	}
	counts, err := f.Counts(t.Context())
	if err != nil || !maps.Equal(counts, map[operations.Status]int{operations.Accepted: 5, operations.Submitted: 1}) {
		t.Errorf("counts are %v, %v", counts, err)
	}
}

func ids(all []operations.Operation) (ids []string) {
	for _, o := range all {
		ids = append(ids, o.ID)
	}
	return ids
}
