package operationstest

import (
	"errors"
	"fmt"
	"reflect"
	"sync/atomic"
	"testing"

	"golang.org/x/sync/errgroup"

	"waybill/shared/custody"
	"waybill/shared/operations"
	"waybill/shared/problem"
)

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
	f.advance(first, operations.Outcome{Status: operations.Recorded})
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

func eachForItself(t *testing.T, f *fixture) {
	n := together(t, func(i int) (bool, error) {
		claim := "wanted by many"
		if i%2 == 0 {
			claim = fmt.Sprint("wanted by ", i)
		}
		o, created, err := f.Create(t.Context(), Sample(fmt.Sprint(i), claim))
		if claimed := (*operations.ClaimedError)(nil); i%2 != 0 && errors.As(err, &claimed) {
			return false, nil
		}
		if _, found, getErr := f.Get(t.Context(), miner, o.ID); !found || getErr != nil {
			return false, fmt.Errorf("%d is told it was created, and it is not there: %w", i, getErr)
		}
		return created, err
	})
	if n != 5 {
		t.Errorf("%d were created, want the four that nobody else kept from it and one of the others", n)
	}
}
