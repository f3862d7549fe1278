package operationstest

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"maps"
	"reflect"
	"sync/atomic"
	"testing"
	"time"

	"golang.org/x/sync/errgroup"

	"waybill/shared/custody"
	"waybill/shared/operations"
	"waybill/shared/problem"
)

const miner custody.OrganizationID = "northern-silicon"

var begin = time.Date(2026, 3, 9, 8, 0, 0, 123456700, time.UTC)

// Run tests that what open gives is a store as the port promises. Each test opens an empty one; the store takes the
// time of changes from now.
func Run(t *testing.T, open func(t *testing.T, now func() time.Time) operations.Store) {
	for name, test := range map[string]func(*testing.T, *fixture){
		"a row is created once":                           createdOnce,
		"a row belongs to its organisation":               ownRowsOnly,
		"open operations exclude each other by claims":    claims,
		"a refused operation claims nothing":              refusedClaimsNothing,
		"an operation only moves forward":                 forward,
		"late news fills in what was missing":             fillsIn,
		"an operation that is not there cannot move":      unknown,
		"waiting operations come oldest first":            waiting,
		"a message is set aside once":                     setAside,
		"of many at once with one id, one creates":        manyWithOneID,
		"of many at once with one claim, one is accepted": manyWithOneClaim,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := &fixture{T: t}
			f.Store = open(t, func() time.Time { return begin.Add(time.Duration(f.elapsed.Load())) })
			test(t, f)
		})
	}
}

// A fixture is a store whose clock the test moves.
type fixture struct {
	*testing.T
	operations.Store
	elapsed atomic.Int64
}

// Sample gives an accepted operation that is told from others by its key.
func Sample(key string, claims ...string) operations.Operation {
	id := custody.OperationID(miner, key)
	return operations.Operation{
		ID: id, Organization: miner, Kind: custody.KindRegisterAsset,
		Command: sha256.Sum256([]byte(id)), BodyHash: sha256.Sum256([]byte(key)),
		Payload: []byte(`{"id":"https://id.gs1.org/01/04012345000016/21/W-1"}`), Instruction: []byte(`{"function":"register"}`),
		Signer: custody.Address{1, 2, 3}, Claims: claims, Status: operations.Accepted, AcceptedAt: begin, UpdatedAt: begin,
	}
}

func (f *fixture) create(o operations.Operation) operations.Operation {
	f.Helper()
	stored, created, err := f.Create(f.Context(), o)
	if err != nil || !created {
		f.Fatalf("create %s: created %v, %v", o.ID, created, err)
	}
	return stored
}

func (f *fixture) advance(o operations.Operation, news operations.Outcome) operations.Operation {
	f.Helper()
	if err := f.Advance(f.Context(), o.Organization, o.ID, news); err != nil {
		f.Fatal(err)
	}
	return f.get(o)
}

func (f *fixture) get(o operations.Operation) operations.Operation {
	f.Helper()
	stored, found, err := f.Get(f.Context(), o.Organization, o.ID)
	if err != nil || !found {
		f.Fatalf("get %s: found %v, %v", o.ID, found, err)
	}
	return stored
}

func (f *fixture) claimant(claim, want string) {
	f.Helper()
	if got, err := f.Claimant(f.Context(), claim); err != nil || got != want {
		f.Fatalf("%s is claimed by %q, %v; want %q", claim, got, err, want)
	}
}

func createdOnce(t *testing.T, f *fixture) {
	want := Sample("key", "a", "b")
	if got := f.create(want); !reflect.DeepEqual(got, want) {
		t.Fatalf("created\n%+v, want\n%+v", got, want)
	}
	other := Sample("key", "c")
	other.Payload = []byte("{}")
	got, created, err := f.Create(t.Context(), other)
	if err != nil || created || !reflect.DeepEqual(got, want) {
		t.Fatalf("created again: %v, %v\n%+v, want the first row\n%+v", created, err, got, want)
	}
	f.claimant("c", "")
	got, found, err := f.ByCommand(t.Context(), want.Command)
	if err != nil || !found || !reflect.DeepEqual(got, want) {
		t.Fatalf("by command: %v, %v, %+v", found, err, got)
	}
	if _, found, err := f.ByCommand(t.Context(), custody.Digest{1}); found || err != nil {
		t.Fatalf("a command that nobody gave: %v, %v", found, err)
	}
}

func ownRowsOnly(t *testing.T, f *fixture) {
	o := f.create(Sample("key"))
	for _, who := range []custody.OrganizationID{"somebody-else", "", miner + "x"} {
		if _, found, err := f.Get(t.Context(), who, o.ID); found || err != nil {
			t.Errorf("%q gets it: %v, %v", who, found, err)
		}
		if err := f.Advance(t.Context(), who, o.ID, operations.Outcome{Status: operations.Failed}); err == nil {
			t.Errorf("%q moves it", who)
		}
	}
	if got := f.get(o); got.Status != operations.Accepted {
		t.Errorf("it was moved to %s", got.Status)
	}
}

func claims(t *testing.T, f *fixture) {
	first := f.create(Sample("1", "a", "b", "a"))
	second := Sample("2", "c", "b")
	_, created, err := f.Create(t.Context(), second)
	var claimed *operations.ClaimedError
	if created || !errors.As(err, &claimed) || *claimed != (operations.ClaimedError{Claim: "b", Operation: first.ID}) {
		t.Fatalf("created %v, %v; want b to be claimed by %s", created, err, first.ID)
	}
	f.claimant("c", "")
	if _, found, _ := f.Get(t.Context(), miner, second.ID); found {
		t.Fatal("the operation that was not created is there")
	}
	f.advance(first, operations.Outcome{Status: operations.Confirmed})
	f.claimant("a", first.ID)
	f.advance(first, operations.Outcome{Status: operations.Recorded})
	f.claimant("a", "")
	f.create(second)
	f.advance(first, operations.Outcome{Status: operations.Failed})
	f.claimant("b", second.ID)
}

func refusedClaimsNothing(t *testing.T, f *fixture) {
	o := Sample("key", "a")
	o.Status, o.Problem = operations.Refused, problem.UnknownAsset.At("/asset", "register it first")
	f.create(o)
	f.claimant("a", "")
	if got := f.get(o); !reflect.DeepEqual(got.Problem, o.Problem) {
		t.Errorf("the problem became %+v", got.Problem)
	}
}

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
		if changed != (got.UpdatedAt.After(before.UpdatedAt)) {
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

func setAside(t *testing.T, f *fixture) {
	for _, m := range []operations.SetAside{
		{Queue: "commands", MessageID: "1", Body: []byte("{"), Reason: "not JSON", At: begin},
		{Queue: "commands", MessageID: "1", Body: []byte("{"), Reason: "not JSON", At: begin.Add(time.Hour)},
		{Queue: "commands", MessageID: "1", Reason: "empty"},
	} {
		if err := f.SetAside(t.Context(), m); err != nil {
			t.Fatal(err)
		}
	}
}

// together runs eight at once and counts which of them created something.
func together(t *testing.T, do func(i int) (bool, error)) int32 {
	var all errgroup.Group
	var created atomic.Int32
	for i := range 8 {
		all.Go(func() error {
			ok, err := do(i)
			if ok {
				created.Add(1)
			}
			return err
		})
	}
	if err := all.Wait(); err != nil {
		t.Fatal(err)
	}
	return created.Load()
}

func manyWithOneID(t *testing.T, f *fixture) {
	n := together(t, func(int) (bool, error) {
		_, created, err := f.Create(t.Context(), Sample("key", "a"))
		return created, err
	})
	if n != 1 {
		t.Errorf("%d created it", n)
	}
}

func manyWithOneClaim(t *testing.T, f *fixture) {
	n := together(t, func(i int) (bool, error) {
		_, created, err := f.Create(t.Context(), Sample(fmt.Sprint(i), "a"))
		if claimed := (*operations.ClaimedError)(nil); errors.As(err, &claimed) {
			return false, nil
		}
		return created, err
	})
	if n != 1 {
		t.Errorf("%d have the claim", n)
	}
}
