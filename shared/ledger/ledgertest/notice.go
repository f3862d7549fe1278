package ledgertest

import (
	"slices"
	"strings"
	"testing"
	"time"

	"waybill/shared/custody"
	"waybill/shared/ledger"
)

// A recall has the id of the operation that opened it last, is told with everything that was made of the asset, and can be
// looked up by its id, and by asset and organisation.
func recallsComeAndGo(t *testing.T, open func(*testing.T) Store) {
	p := play(t, open)
	q := ledger.Queries{Store: p.Store, Now: func() time.Time { return Later }}
	warned := func() (by []custody.OrganizationID) {
		t.Helper()
		Project(t, p.Store, p.Chain)
		board, err := q.Trace(t.Context(), Board, ledger.Upstream, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, w := range board.Warnings {
			if w.Status == ledger.Recalled && w.Asset == CopperLot {
				by = append(by, w.Organization)
			}
		}
		return by
	}
	first := p.Do(Mine, "recall", &custody.StartRecall{Asset: CopperLot, Reason: "too much lead"})
	if by := warned(); !slices.Equal(by, []custody.OrganizationID{Mine}) {
		t.Errorf("the board's trace tells of recalls by %v", by)
	}
	want := custody.Recall{ID: first, Asset: CopperLot, Organization: Mine, Open: true, Version: 1}
	if r, found, err := p.RecallByID(t.Context(), first); err != nil || !found || r != want {
		t.Errorf("by its id the recall is %+v, %v, %v", r, found, err)
	}
	if notices, err := p.Recalls(t.Context(), []custody.AssetID{CopperLot, Board}); err != nil || len(notices) != 1 || notices[0].Reason != "too much lead" || notices[0].Opened.IsZero() {
		t.Errorf("the open recalls are %+v, %v", notices, err)
	}
	p.Do(Mine, "end", &custody.EndRecall{Recall: first})
	if by := warned(); len(by) != 0 {
		t.Errorf("after its end the board's trace tells of recalls by %v", by)
	}
	want.Open, want.Version = false, 2
	if r, found, err := p.Recall(t.Context(), CopperLot, Mine); err != nil || !found || r != want {
		t.Errorf("after its end the recall is %+v, %v, %v", r, found, err)
	}
	second := p.Do(Mine, "recall again", &custody.StartRecall{Asset: CopperLot, Reason: "still"})
	Project(t, p.Store, p.Chain)
	want.ID, want.Open, want.Version = second, true, 3
	if r, found, err := p.Recall(t.Context(), CopperLot, Mine); err != nil || !found || r != want {
		t.Errorf("opened again the recall is %+v, %v, %v", r, found, err)
	}
	if _, found, err := p.RecallByID(t.Context(), first); err != nil || found {
		t.Errorf("under the old id there is one: %v, %v", found, err)
	}
	if _, found, err := p.Recall(t.Context(), CopperLot, Fab); err != nil || found {
		t.Errorf("another organisation has one: %v, %v", found, err)
	}
	if state, err := q.State(t.Context()); err != nil || !slices.Equal(state.Recalls, []ledger.RecallState{{Asset: CopperLot, Organization: Mine, Open: true}}) {
		t.Errorf("the state has the recalls %+v, %v", state.Recalls, err)
	}
	if reasons := p.mismatches(); len(reasons) != 0 {
		t.Errorf("noted %q", reasons)
	}
	p.mustVerify()

	_, head := p.accept(Mine, "other recall", &custody.StartRecall{Asset: Board, Reason: "r"})
	p.Mine(custody.RecallOpened{EventHead: head, Asset: Secret.AssetKey(Chip(2)), Version: 1})
	_, end := p.accept(Mine, "other end", &custody.EndRecall{Recall: first})
	p.Mine(custody.RecallClosed{EventHead: end, Asset: Secret.AssetKey(CopperLot), Version: 4})
	p.mustNote("recall on chain", "recall that was closed")
}

// mustNote checks what was noted.
func (p played) mustNote(want ...string) {
	p.Helper()
	reasons := p.mismatches()
	if len(reasons) != len(want) {
		p.Fatalf("noted %q", reasons)
	}
	for i, w := range want {
		if !strings.Contains(reasons[i], w) {
			p.Errorf("noted %q in place of %q", reasons[i], w)
		}
	}
}

// A certificate that is suspended is so in the view, at the version that the chain has of it, and counts again when it is
// reinstated. The trace tells how it stands now, and how it stood when the asset was used up.
func certificatesAreSuspended(t *testing.T, open func(*testing.T) Store) {
	p := play(t, open)
	footprint := custody.OperationID(Mine, "footprint")
	certificate := func() custody.Certificate {
		t.Helper()
		Project(t, p.Store, p.Chain)
		c, found, err := p.Certificate(t.Context(), footprint)
		if err != nil || !found {
			t.Fatalf("%v, %v", found, err)
		}
		return c
	}
	if c := certificate(); c.Suspended || c.Revoked || c.Version != 1 {
		t.Errorf("issued, it is %+v", c)
	}
	p.Do(Mine, "suspend", &custody.SuspendCertificate{Certificate: footprint})
	if c := certificate(); !c.Suspended || c.Version != 2 {
		t.Errorf("suspended, it is %+v", c)
	}
	q := ledger.Queries{Store: p.Store, Now: func() time.Time { return Later }}
	board, err := q.Trace(t.Context(), Board, ledger.Upstream, 0)
	if err != nil {
		t.Fatal(err)
	}
	if !slices.ContainsFunc(board.Warnings, func(w ledger.Warning) bool {
		return w.Certificate == footprint && w.Status == ledger.CertificateSuspended && w.AtEvent == ledger.CertificateActive
	}) {
		t.Errorf("the board's trace warns of %+v", board.Warnings)
	}
	p.Do(Mine, "reinstate", &custody.ReinstateCertificate{Certificate: footprint})
	if c := certificate(); c.Suspended || c.Revoked || c.Version != 3 {
		t.Errorf("reinstated, it is %+v", c)
	}
	p.Do(Mine, "suspend again", &custody.SuspendCertificate{Certificate: footprint})
	p.Do(Mine, "revoke footprint", &custody.RevokeCertificate{Certificate: footprint})
	if c := certificate(); c.Suspended || !c.Revoked || c.Version != 5 {
		t.Errorf("revoked, it is %+v", c)
	}
	if reasons := p.mismatches(); len(reasons) != 0 {
		t.Errorf("noted %q", reasons)
	}
	p.mustVerify()

	_, head := p.accept(Mine, "suspend another", &custody.SuspendCertificate{Certificate: "urn:other"})
	p.Mine(custody.CertificateSuspended{EventHead: head, Certificate: Secret.AssetKey(footprint), Version: 6})
	p.mustNote("certificate on chain")
}

// What is decommissioned is gone for good, and who made it is remembered.
func assetsAreDecommissioned(t *testing.T, open func(*testing.T) Store) {
	p := play(t, open)
	const ore = "https://example.com/ore"
	p.Do(Mine, "ore", &custody.RegisterAsset{ID: ore, Type: "lot", Quantity: quantity(10), Unit: "KGM"})
	p.Do(Mine, "scrap", &custody.DecommissionAsset{Asset: ore, Reason: "dirt"})
	if a := p.asset(ore); a.Status != custody.StatusDecommissioned || a.Quantity != 0 || a.Version != 2 || a.Maker != Mine {
		t.Errorf("it is %+v", a)
	}
	if a := p.asset(Chip(2)); a.Maker != Fab || a.Holder != Retailer {
		t.Errorf("a chip that went on is %+v", a)
	}
	if reasons := p.mismatches(); len(reasons) != 0 {
		t.Errorf("noted %q", reasons)
	}
	p.mustVerify()

	_, head := p.accept(Retailer, "scrap one", &custody.DecommissionAsset{Asset: Chip(2), Reason: "broken"})
	p.Mine(custody.AssetDecommissioned{EventHead: head, Asset: Secret.AssetKey(Chip(3)), Version: p.bump(Chip(3))})
	p.mustNote("asset that was decommissioned")
}

// An event that its own organisation declares wrong says so, in the words of EPCIS, with what stands in its place; what
// another organisation says of it does not count. It stays what it is.
func errorsAreDeclared(t *testing.T, open func(*testing.T) Store) {
	p := play(t, open)
	q := ledger.Queries{Store: p.Store, Now: func() time.Time { return Later }}
	seen := func(key, what string) string {
		return p.Do(Retailer, key, &custody.RecordEvent{Type: "ObjectEvent", Reason: what, Assets: []string{Board}, Event: []byte(`{}`)})
	}
	wrong, right := seen("wrong", "read at dock 4"), seen("right", "read at dock 5")
	event := func(operation string) ledger.EventView {
		t.Helper()
		Project(t, p.Store, p.Chain)
		page, err := q.Events(t.Context(), ledger.EventQuery{Asset: Board})
		if err != nil {
			t.Fatal(err)
		}
		at := slices.IndexFunc(page.Events, func(e ledger.EventView) bool { return e.ID == operation })
		if at < 0 {
			t.Fatalf("the board's history has no %s", operation)
		}
		return page.Events[at]
	}
	p.Do(Fab, "slander", &custody.DeclareEventError{Operation: wrong, Reason: "did_not_occur"})
	if d := event(wrong).ErrorDeclaration; d != nil {
		t.Errorf("another organisation has declared it wrong: %+v", d)
	}
	p.Do(Retailer, "declare", &custody.DeclareEventError{Operation: wrong, Reason: "did_not_occur"})
	if d := event(wrong).ErrorDeclaration; d == nil || d.Reason != "did_not_occur" || d.Correctives != nil {
		t.Errorf("it is declared wrong by %+v", d)
	}
	last := p.Do(Retailer, "declare better", &custody.DeclareEventError{Operation: wrong, Reason: "incorrect_data", CorrectiveOperation: right})
	if d := event(wrong).ErrorDeclaration; d == nil || d.Reason != "incorrect_data" || !slices.Equal(d.Correctives, []string{right}) || d.DeclaredWith != last || d.Time.IsZero() {
		t.Errorf("it is declared wrong by %+v", d)
	}
	if e := event(right); e.ErrorDeclaration != nil {
		t.Errorf("what stands in its place is wrong too: %+v", e.ErrorDeclaration)
	}
	if e := event(last); e.Kind != custody.KindDeclareEventError || len(e.Assets) != 1 {
		t.Errorf("the declaration is the event %+v", e)
	}
	past, found, err := p.PastEvent(t.Context(), Secret.CommandID(wrong))
	if err != nil || !found || past.Organization != Retailer || past.Kind != custody.KindRecordEvent || !slices.Equal(past.Assets, []custody.AssetID{Board}) ||
		Secret.EventHash(Secret.CommandID(wrong), past.Payload) != p.hashOf(wrong) {
		t.Errorf("it is remembered as %+v, %v, %v", past, found, err)
	}
	if _, found, err := p.PastEvent(t.Context(), custody.Digest{1}); err != nil || found {
		t.Errorf("an event of no command: %v, %v", found, err)
	}
	if reasons := p.mismatches(); len(reasons) != 0 {
		t.Errorf("noted %q", reasons)
	}
	p.mustVerify()

	_, head := p.accept(Retailer, "other reason", &custody.DeclareEventError{Operation: wrong, Reason: "did_not_occur"})
	p.Mine(custody.ErrorDeclared{EventHead: head, Erroneous: p.hashOf(wrong), Reason: uint8(custody.IncorrectData)})
	p.mustNote("declaration on chain")
}
