package ledgertest

import (
	"context"
	"slices"
	"strings"
	"testing"

	"waybill/shared/custody"
	"waybill/shared/ledger"
)

// A played ledger is at hand for what a test does after the story.
type played struct {
	*testing.T
	Store
	*Chain
	open func(*testing.T) Store
}

func play(t *testing.T, open func(*testing.T) Store) played {
	t.Helper()
	s, c := told(t, open)
	return played{t, s, c, open}
}

func (p played) asset(id string) custody.Asset {
	p.Helper()
	Project(p.T, p.Store, p.Chain)
	a, found, err := p.Store.Asset(p.Context(), custody.AssetID(id))
	if err != nil || !found {
		p.Fatalf("%s: %v, %v", id, found, err)
	}
	return a
}

// pass hands an asset over with its ownership.
func (p played) pass(from, to custody.OrganizationID, asset string) {
	offer := p.Do(from, "offer "+asset, &custody.OfferHandover{Asset: asset, To: string(to), WithOwnership: true})
	p.Do(to, "accept "+asset, &custody.AnswerHandover{Handover: offer, Answer: custody.AnswerAccept})
}

// mismatches gives why rows are not what was accepted.
func (p played) mismatches() (reasons []string) {
	p.Helper()
	Project(p.T, p.Store, p.Chain)
	err := p.Snapshot(p.Context(), func(a ledger.Archive) error {
		return a.Records(p.Context(), &ledger.Mismatch{}, func(r ledger.Record) error {
			reasons = append(reasons, r.(*ledger.Mismatch).Reason)
			return nil
		})
	})
	if err != nil {
		p.Fatal(err)
	}
	return reasons
}

// mustVerify replays the log and finds the tables as they are.
func (p played) mustVerify() {
	p.Helper()
	Project(p.T, p.Store, p.Chain)
	verifier := &ledger.Verifier{Store: p.Store, Secret: Secret, Scratch: func(context.Context) (ledger.Scratch, func() error, error) {
		return p.open(p.T), func() error { return nil }, nil
	}}
	if report, err := verifier.Verify(p.Context()); err != nil || !report.Verified {
		p.Errorf("verification: %q, %v", report.Problems, err)
	}
}

// A child that leaves is free while the others travel on, and unpacking skips it, whatever has become of it.
func oneChildLeavesItsBundle(t *testing.T, open func(*testing.T) Store) {
	p := play(t, open)
	var chips []string
	for i := range 4 {
		chips = append(chips, Chip(60+i))
		p.Do(Fab, "chip"+chips[i], &custody.RegisterAsset{ID: chips[i], Type: "item"})
	}
	const crate = "https://example.com/crate"
	p.Do(Fab, "crate", &custody.RegisterAsset{ID: crate, Type: "unit"})
	bundle := p.Do(Fab, "fill crate", &custody.Aggregate{Parent: crate, Children: chips})
	p.pass(Fab, Distributor, crate)
	p.Do(Distributor, "take one", &custody.ReleaseChild{Bundle: bundle, Asset: chips[2]})
	if one, other := p.asset(chips[2]), p.asset(chips[3]); one.Bundle != "" || one.Status != custody.StatusActive || one.Version != 2 ||
		one.Holder != Distributor || one.Owner != Distributor || other.Bundle != bundle || other.Status != custody.StatusBundled || other.Version != 1 {
		t.Errorf("one is %+v, another one %+v", one, other)
	}
	if b, _, err := p.Bundle(t.Context(), bundle); err != nil || !b.Open || p.asset(crate).Contents != bundle {
		t.Errorf("the bundle is %+v, %v", b, err)
	}
	p.pass(Distributor, Retailer, crate)
	p.Do(Distributor, "use it", &custody.ConsumeAsset{Asset: chips[2], Reason: "tested to death"})
	if one, other := p.asset(chips[2]), p.asset(chips[3]); one.Holder != Distributor || one.Status != custody.StatusConsumed || other.Holder != Retailer {
		t.Errorf("one is %+v, another one %+v", one, other)
	}
	p.Do(Retailer, "unpack crate", &custody.Disaggregate{Bundle: bundle})
	if one, other := p.asset(chips[2]), p.asset(chips[3]); one.Holder != Distributor || one.Version != 3 || other.Bundle != "" || other.Holder != Retailer || other.Version != 2 {
		t.Errorf("unpacked, one is %+v, another one %+v", one, other)
	}
	if b, _, err := p.Bundle(t.Context(), bundle); err != nil || b.Open {
		t.Errorf("unpacked, the bundle is %+v, %v", b, err)
	}
	if reasons := p.mismatches(); len(reasons) != 0 {
		t.Errorf("noted %q", reasons)
	}
	p.mustVerify()

	// A child on chain that is not the one that was accepted is noted.
	again := p.Do(Retailer, "fill again", &custody.Aggregate{Parent: crate, Children: []string{chips[0], chips[1]}})
	_, head := p.accept(Retailer, "take the first", &custody.ReleaseChild{Bundle: again, Asset: chips[0]})
	p.Mine(custody.ChildReleased{EventHead: head, Parent: Secret.AssetKey(crate), Child: Secret.AssetKey(chips[1]), Version: p.bump(chips[1])})
	if reasons := p.mismatches(); len(reasons) != 1 || !strings.Contains(reasons[0], "child on chain") {
		t.Errorf("noted %q", reasons)
	}
}

// Ownership that is offered alone is a handover like any other: the asset stays, and what is packed in it follows.
func ownershipPassesAlone(t *testing.T, open func(*testing.T) Store) {
	p := play(t, open)
	bundle := p.Do(Retailer, "pack", &custody.Aggregate{Parent: Tray, Children: []string{Chip(2)}})
	offer := p.Do(Distributor, "sell", &custody.OfferOwnership{Asset: Tray, To: string(Fab)})
	if a := p.asset(Tray); a.Status != custody.StatusOffered || a.Handover != offer || a.Owner != Distributor || a.Contents != bundle {
		t.Errorf("offered, it is %+v", a)
	}
	if h, found, err := p.Handover(t.Context(), offer); err != nil || !found || !h.OwnershipOnly || !h.WithOwnership || h.From != Distributor || h.To != Fab || h.State != custody.HandoverPending {
		t.Errorf("the handover is %+v, %v, %v", h, found, err)
	}
	p.Do(Fab, "buy", &custody.AnswerHandover{Handover: offer, Answer: custody.AnswerAccept})
	if a, child := p.asset(Tray), p.asset(Chip(2)); a.Holder != Retailer || a.Owner != Fab || a.Handover != "" || child.Owner != Fab || child.Holder != Retailer {
		t.Errorf("sold, they are %+v and %+v", a, child)
	}
	late := p.Do(Fab, "sell again", &custody.OfferOwnership{Asset: Tray, To: string(Mine)})
	p.Do(Retailer, "too late", &custody.AnswerHandover{Handover: late, Answer: custody.AnswerExpire})
	if a := p.asset(Tray); a.Status != custody.StatusActive || a.Owner != Fab {
		t.Errorf("after an offer that expired it is %+v", a)
	}
	if h, _, err := p.Handover(t.Context(), late); err != nil || h.State != custody.HandoverExpired {
		t.Errorf("the expired handover is %+v, %v", h, err)
	}
	if reasons := p.mismatches(); len(reasons) != 0 {
		t.Errorf("noted %q", reasons)
	}
	p.mustVerify()

	_, head := p.accept(Fab, "sell to one", &custody.OfferOwnership{Asset: Tray, To: string(Mine)})
	p.Mine(custody.OwnershipOffered{EventHead: head, Asset: Secret.AssetKey(Tray), To: 3, Version: p.bump(Tray)})
	if reasons := p.mismatches(); len(reasons) != 1 || !strings.Contains(reasons[0], "the offer on chain") {
		t.Errorf("noted %q", reasons)
	}
}

// The unit of a lot is the measure that the chain has, and a balance is the one that was claimed.
func lotsAreMeasured(t *testing.T, open func(*testing.T) Store) {
	p := play(t, open)
	const ore, bar, slag = "https://example.com/ore", "https://example.com/bar", "https://example.com/slag"
	p.Do(Mine, "ore", &custody.RegisterAsset{ID: ore, Type: "lot", Quantity: quantity(10), Unit: "KGM"})
	smelt := &custody.Transform{
		Inputs:  []custody.TransformInput{{Asset: ore, Quantity: quantity(6)}},
		Outputs: []custody.TransformOutput{{ID: bar, Type: "lot", Quantity: quantity(5), Unit: "KGM"}},
		Balance: &custody.TransformBalance{Loss: *quantity(1), Unit: "KGM", Model: "segregated"},
	}
	p.Do(Mine, "smelt", smelt)
	p.Do(Mine, "spill", &custody.ConsumeAsset{Asset: ore, Quantity: quantity(4), Reason: "spilt"})
	if a, b := p.asset(ore), p.asset(bar); a.Unit != "KGM" || a.Quantity != 0 || a.Status != custody.StatusConsumed || b.Unit != "KGM" || b.Quantity != 5000 {
		t.Errorf("the ore is %+v, the bar %+v", a, b)
	}
	if reasons := p.mismatches(); len(reasons) != 0 {
		t.Errorf("noted %q", reasons)
	}
	p.mustVerify()

	_, other := p.accept(Mine, "other unit", &custody.RegisterAsset{ID: slag, Type: "lot", Quantity: quantity(1), Unit: "KGM"})
	p.Mine(custody.AssetRegistered{EventHead: other, Asset: Secret.AssetKey(slag), Type: custody.KindLot, Quantity: 1000, Version: 1, Measure: [3]byte{'T', 'N', 'E'}})
	_, spilt := p.accept(Mine, "other quantity", &custody.ConsumeAsset{Asset: bar, Quantity: quantity(1), Reason: "spilt"})
	p.Mine(custody.InputConsumed{EventHead: spilt, Asset: Secret.AssetKey(bar), Quantity: 2000, Remaining: 3000, Version: p.bump(bar)})
	_, unclaimed := p.accept(Mine, "other balance", &custody.Transform{Inputs: smelt.Inputs})
	p.Mine(custody.MassBalanced{EventHead: unclaimed, Model: uint8(custody.Segregated), Measure: [3]byte{'K', 'G', 'M'}, Loss: 1000})
	want := []string{"the asset on chain is none that was accepted", "the input on chain is none that was accepted", "the balance on chain is not the one that was accepted"}
	if reasons := p.mismatches(); !slices.Equal(reasons, want) {
		t.Errorf("noted %q", reasons)
	}
}

// A handover that both sides signed is the receiver's doing, whoever passed it on; in the ledger the operation is that of
// who did.
func signedHandoversAreTheReceivers(t *testing.T, open func(*testing.T) Store) {
	p := play(t, open)
	operation := p.Do(Mine, "relay", &custody.RelayHandover{Assets: []string{Board, Chip(2)}, From: string(Retailer), To: string(Fab)})
	for _, id := range []string{Board, Chip(2)} {
		if a := p.asset(id); a.Holder != Fab || a.Owner == Fab || a.Status != custody.StatusActive {
			t.Errorf("%s became %+v", id, a)
		}
	}
	if reasons := p.mismatches(); len(reasons) != 0 {
		t.Errorf("noted %q", reasons)
	}
	if _, found, err := (ledger.Queries{Store: p.Store}).Recorded(t.Context(), Secret.CommandID(operation)); err != nil || !found {
		t.Errorf("it is recorded: %v, %v", found, err)
	}
	p.mustVerify()

	for key, e := range map[string]custody.CustodyHandedOver{
		"another asset":    {Asset: Secret.AssetKey(Chip(3)), Version: p.bump(Chip(3))},
		"another receiver": {EventHead: custody.EventHead{Actor: 3}, Asset: Secret.AssetKey(Board), Version: p.bump(Board)},
	} {
		_, head := p.accept(Mine, key, &custody.RelayHandover{Assets: []string{Board}, From: string(Fab), To: string(Retailer)})
		if head.Actor = 4; e.Actor != 0 {
			head.Actor = e.Actor
		}
		e.EventHead = head
		before := len(p.mismatches())
		p.Mine(e)
		if reasons := p.mismatches(); len(reasons) != before+1 {
			t.Errorf("%s is noted as %q", key, reasons)
		}
	}
}
