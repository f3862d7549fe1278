package ledgertest

import (
	"strings"
	"testing"

	"waybill/shared/custody"
	"waybill/shared/ledger"
)

// While a unit travels, what is in it, and in that, has the unit's holder and owner; versions on chain stay, for nothing
// there was touched.
func contentsFollowTheirUnit(t *testing.T, open func(*testing.T) Store) {
	c := NewChain()
	PlayStory(c)
	s := started(t, open)
	asset := func(id string) custody.Asset {
		t.Helper()
		a, _, err := s.Asset(t.Context(), custody.AssetID(id))
		if err != nil {
			t.Fatal(err)
		}
		return a
	}
	step := func() {
		t.Helper()
		if progress, err := NewProjector(s, c).Run(t.Context(), 1); err != nil || progress.To != progress.From+1 {
			t.Fatalf("one block: %+v, %v", progress, err)
		}
	}
	for _, journey := range []struct{ holder, owner custody.OrganizationID }{{Distributor, Distributor}, {Retailer, Distributor}} {
		for asset(Pallet).Holder != journey.holder {
			step()
		}
		for _, id := range []string{Tray, Chip(0), Chip(Chips - 1)} {
			a := asset(id)
			version := uint32(1)
			if id == Tray {
				version = 2 // packing touched it as a parent
			}
			if a.Holder != journey.holder || a.Owner != journey.owner || a.Status != custody.StatusBundled || a.Version != version {
				t.Errorf("with the pallet at %s, %s is %+v", journey.holder, id, a)
			}
		}
	}
}

// A bundle's contents are taken from what was accepted only if the chain has the root of just that, and only if it was
// there to be packed.
func packingIsBelievedOnlyIfItAgrees(t *testing.T, open func(*testing.T) Store) {
	s, c := told(t, open)
	good := custody.BundleRoot([]custody.BundledAsset{{Key: Secret.AssetKey(Chip(2)), Version: 2}})
	consumed := custody.BundleRoot([]custody.BundledAsset{{Key: Secret.AssetKey(Chip(0)), Version: 3}})
	for i, test := range []struct {
		child, onChain string // parent on chain
		root           custody.Digest
		reason         string
	}{
		{Chip(2), Tray, custody.Digest{1}, "root"},
		{Chip(0), Tray, consumed, "not there to be packed"},
		{"https://example.com/nothing", Tray, good, "not there to be packed"},
		{Chip(2), Pallet, good, "parent"},
		{Chip(2), Tray, good, ""},
	} {
		_, head := c.accept(Retailer, "pack-"+test.reason+test.child, &custody.Aggregate{Parent: Tray, Children: []string{test.child}})
		c.Mine(custody.Aggregated{EventHead: head, Parent: Secret.AssetKey(test.onChain), ChildrenRoot: test.root, Count: 1, Version: c.bump(test.onChain)})
		Project(t, s, c)
		var reasons []string
		err := s.Snapshot(t.Context(), func(a ledger.Archive) error {
			return a.Records(t.Context(), &ledger.Mismatch{}, func(r ledger.Record) error {
				reasons = append(reasons, r.(*ledger.Mismatch).Reason)
				return nil
			})
		})
		if err != nil {
			t.Fatal(err)
		}
		if test.reason != "" && (len(reasons) != i+1 || !strings.Contains(reasons[i], test.reason)) {
			t.Errorf("packing %d left %q", i, reasons)
		}
		chip, _, err := s.Asset(t.Context(), custody.AssetID(Chip(2)))
		if err != nil || (chip.Status == custody.StatusBundled) != (test.reason == "") {
			t.Errorf("after packing %d the chip is %+v, %v", i, chip, err)
		}
	}
}
