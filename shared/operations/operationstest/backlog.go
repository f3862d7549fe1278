package operationstest

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"testing"

	"golang.org/x/sync/errgroup"

	"waybill/shared/custody"
	"waybill/shared/operations"
	"waybill/shared/problem"
)

// backlogs are counted by organisation and signer, up when an operation is created and down when it is done, once each.
func backlogs(t *testing.T, f *fixture) {
	f.backlogs()
	var all []operations.Operation
	var creating errgroup.Group
	for i := range 6 {
		o := Sample(fmt.Sprint(i), fmt.Sprint("asset-", i))
		o.Signer = custody.Address{byte(i % 2)}
		all = append(all, o)
		creating.Go(func() error {
			_, _, err := f.Create(t.Context(), o)
			return err
		})
	}
	if err := creating.Wait(); err != nil {
		t.Fatal(err)
	}
	even, odd := operations.Backlog{Organization: miner, Open: 3}, operations.Backlog{Organization: miner, Signer: custody.Address{1}, Open: 3}
	f.backlogs(even, odd)
	if _, created, err := f.Create(t.Context(), all[0]); created || err != nil {
		t.Fatalf("created again: %v, %v", created, err)
	}
	if _, _, err := f.Create(t.Context(), Sample("claimed", "asset-0")); err == nil {
		t.Fatal("a claim was not kept")
	}
	refused := Sample("refused")
	refused.Status, refused.Problem = operations.Refused, problem.UnknownAsset
	f.create(refused)
	f.backlogs(even, odd)

	for _, status := range []operations.Status{operations.Submitted, operations.Confirmed} {
		f.advance(all[1], operations.Outcome{Status: status})
		f.backlogs(even, odd)
	}
	for _, o := range []operations.Operation{all[1], all[3], all[5], all[1]} {
		f.advance(o, operations.Outcome{Status: operations.Recorded})
	}
	f.advance(all[0], operations.Outcome{Status: operations.Failed})
	even.Open = 2
	f.backlogs(even)
}

// drainingSigner takes no new operation, and one that is there already is given as always.
func drainingSigner(t *testing.T, f *fixture) {
	before := f.create(Sample("before", "a"))
	removal := Sample("removal", "signers:"+string(miner), custody.SignerClaim(before.Signer))
	removal.Signer = custody.Address{9}
	f.create(removal)
	late := Sample("late", "b")
	_, created, err := f.Create(t.Context(), late)
	var claimed *operations.ClaimedError
	if created || !errors.As(err, &claimed) || *claimed != (operations.ClaimedError{Claim: custody.SignerClaim(before.Signer), Operation: removal.ID}) {
		t.Fatalf("created %v, %v; want the signer to be claimed by %s", created, err, removal.ID)
	}
	f.claimant("b", "")
	if _, created, err := f.Create(t.Context(), before); created || err != nil {
		t.Fatalf("the one before: created %v, %v", created, err)
	}
	f.advance(removal, operations.Outcome{Status: operations.Failed})
	f.create(late)
}

// backlogs compares those that are not empty.
func (f *fixture) backlogs(want ...operations.Backlog) {
	f.Helper()
	got, err := f.Backlogs(f.Context())
	if err != nil {
		f.Fatal(err)
	}
	got = slices.DeleteFunc(got, func(b operations.Backlog) bool { return b.Open == 0 })
	slices.SortFunc(got, func(a, b operations.Backlog) int { return cmp.Compare(a.Signer[0], b.Signer[0]) })
	if !slices.Equal(got, want) {
		f.Fatalf("the backlogs are %+v, want %+v", got, want)
	}
}
