package operationstest

import (
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
		{operations.Outcome{Status: operations.Recorded, Transaction: custody.Digest{8}, Block: 13}, operations.Failed},
		{operations.Outcome{Status: operations.Confirmed, Transaction: custody.Digest{8}, Block: 13}, operations.Failed},
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

func waiting(t *testing.T, f *fixture) {
	var all []operations.Operation
	for i := range 5 {
		o := Sample(fmt.Sprint(i))
		o.AcceptedAt = begin.Add(-time.Duration(i) * time.Minute)
		o.UpdatedAt = o.AcceptedAt
		all = append(all, f.create(o))
	}
	f.advance(all[4], operations.Outcome{Status: operations.Submitted})
	for _, try := range []struct {
		states []operations.Status
		before time.Time
		limit  int
		want   []operations.Operation
	}{
		{[]operations.Status{operations.Accepted}, begin, 10, []operations.Operation{all[3], all[2], all[1]}},
		{[]operations.Status{operations.Accepted}, begin.Add(1), 2, []operations.Operation{all[3], all[2]}},
		{[]operations.Status{operations.Submitted, operations.Confirmed}, begin.Add(1), 10, all[4:]},
		{nil, begin.Add(time.Hour), 10, nil},
	} {
		got, err := f.Waiting(t.Context(), try.states, try.before, try.limit)
		if err != nil {
			t.Fatal(err)
		}
		if fmt.Sprint(ids(got)) != fmt.Sprint(ids(try.want)) {
			t.Errorf("%v before %s: %v, want %v", try.states, try.before, ids(got), ids(try.want))
		}
	}
	counts, err := f.Counts(t.Context())
	if err != nil || !maps.Equal(counts, map[operations.Status]int{operations.Accepted: 4, operations.Submitted: 1}) {
		t.Errorf("counts are %v, %v", counts, err)
	}
}

func ids(all []operations.Operation) (ids []string) {
	for _, o := range all {
		ids = append(ids, o.ID)
	}
	return ids
}
