package operationstest

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"golang.org/x/sync/errgroup"

	"waybill/shared/operations"
)

// neverAbandoned holds however old an operation is, what it claims, whether it was refused a claim, and whether many are
// created beside the removal; each of these is accepted, and counts.
func neverAbandoned(t *testing.T, f *fixture) {
	open, bare, done := f.create(Sample("open", "a")), f.create(Sample("bare")), f.create(Sample("done", "b"))
	f.advance(done, operations.Outcome{Status: operations.Recorded})
	claimed := (*operations.ClaimedError)(nil)
	if _, _, err := f.Create(t.Context(), Sample("too late", "c", "a")); !errors.As(err, &claimed) {
		t.Fatalf("a claim was not kept: %v", err)
	}
	f.elapsed.Store(int64(24 * time.Hour)) // those below are created with a time that is long past
	var all errgroup.Group
	var created []operations.Operation
	for i := range 4 {
		o := Sample(fmt.Sprint("beside ", i), fmt.Sprint("d", i))
		created = append(created, o)
		all.Go(func() error {
			_, _, err := f.Create(t.Context(), o)
			return err
		})
		all.Go(func() error {
			_, err := f.RemoveAbandoned(t.Context(), 10)
			return err
		})
	}
	if err := all.Wait(); err != nil {
		t.Fatal(err)
	}
	for _, limit := range []int{0, 1, 10} {
		if n, err := f.RemoveAbandoned(t.Context(), limit); n != 0 || err != nil {
			t.Fatalf("%d were removed, %v", n, err)
		}
	}
	for _, o := range append(created, open, bare, done) {
		f.get(o)
	}
	for i, o := range created {
		f.claimant(fmt.Sprint("d", i), o.ID)
	}
	f.claimant("a", open.ID)
	f.claimant("c", "")
	counts, err := f.Counts(t.Context())
	if err != nil || counts[operations.Accepted] != len(created)+2 || counts[operations.Recorded] != 1 {
		t.Fatalf("there are %v, %v", counts, err)
	}
}
