package ledgertest

import (
	"context"
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"

	"waybill/shared/custody"
	"waybill/shared/ledger"
)

// Further assets, which the retailer brings together with what is in the story.
const (
	Tin    = "https://id.gs1.org/01/09506000134352/10/tin"
	Paint  = "https://id.gs1.org/01/09506000134352/10/paint"
	Case   = "https://id.gs1.org/01/09506000134376/21/case"
	Radio  = "https://id.gs1.org/01/09506000134376/21/radio"
	Gadget = "https://id.gs1.org/01/09506000134376/21/gadget"
	Gift   = "https://id.gs1.org/01/09506000134376/21/gift"
)

// brew plays how a chip and tin become a radio, that and a case a gadget, and that and paint a gift: first with masses,
// then with items alone, then with nothing in common.
func (c *Chain) brew() {
	radio := []custody.TransformInput{{Asset: Chip(2)}, {Asset: Tin, Quantity: quantity(250)}}
	c.Do(Retailer, "tin", &custody.RegisterAsset{ID: Tin, Type: "lot", Quantity: quantity(1000), Unit: "GRM", Attributes: map[string]string{
		ledger.FigureCO2e: "0.02", ledger.FigurePer: "GRM", ledger.FigureRecycled: "0.5",
	}})
	c.Do(Retailer, "paint", &custody.RegisterAsset{ID: Paint, Type: "lot", Quantity: quantity(10), Unit: "LTR"})
	c.Do(Retailer, "case", &custody.RegisterAsset{ID: Case, Type: "item"})
	c.Do(Retailer, "radio", &custody.Transform{Inputs: radio, Outputs: []custody.TransformOutput{{ID: Radio, Type: "item"}}})
	c.Do(Retailer, "gadget", &custody.Transform{
		Inputs: []custody.TransformInput{{Asset: Radio}, {Asset: Case}}, Outputs: []custody.TransformOutput{{ID: Gadget, Type: "item", Attributes: map[string]string{ledger.NetWeight: "8"}}},
	})
	c.Do(Retailer, "gift", &custody.Transform{
		Inputs: []custody.TransformInput{{Asset: Gadget}, {Asset: Paint, Quantity: quantity(1)}}, Outputs: []custody.TransformOutput{{ID: Gift, Type: "item"}},
	})
}

// A recall finds everything that a lot went into, with its holder and the share of the mass, and says by what the share
// was measured on the weakest step.
func recallSumsTheShares(t *testing.T, open func(*testing.T) Store) {
	s, c := told(t, open)
	c.brew()
	Project(t, s, c)
	q := ledger.Queries{Store: s, Now: func() time.Time { return Later }}
	recall, err := q.Recall(t.Context(), CopperLot, 0)
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	for _, a := range recall.Assets {
		lines = append(lines, fmt.Sprintf("%s %s %s by %s, %s of %s", a.ID[strings.LastIndex(string(a.ID), "/")+1:], a.Holder, a.Share, a.Basis, a.AffectedMass, a.Mass))
	}
	want := []string{
		"copper northern-silicon 100 % by mass, 60 of 60",
		"chip3 corner-shop 100 % by mass, 10 of 10",
		"board corner-shop 100 % by mass, 20 of 20",
		"gift corner-shop 24.39 % by count, 0 of 0", // 10 / 10.25 of the radio, half of the gadget, half of the gift
	}
	if !reflect.DeepEqual(lines, want) {
		t.Errorf("the recall lists\n%s", strings.Join(lines, "\n"))
	}
	if recall.Affected != 10 || recall.Existing != 4 || recall.Unlisted != 0 || recall.Truncated {
		t.Errorf("the recall says %+v", recall)
	}
	if len(recall.Holders) != 2 || recall.Holders[0] != (ledger.Affection{Holder: Retailer, Assets: 3, Mass: 30e6, Unknown: 1, Basis: ledger.ByCount}) {
		t.Errorf("the holders are %+v", recall.Holders)
	}

	if short, err := q.Recall(t.Context(), CopperLot, 1); err != nil || len(short.Assets) != 1 || short.Unlisted != 3 || short.Existing != 4 {
		t.Errorf("a short list is %+v, %v", short, err)
	}
	q.MaxNodes = 3
	if cut, err := q.Recall(t.Context(), CopperLot, 0); err != nil || !cut.Truncated || cut.Affected != 3 {
		t.Errorf("with room for three assets it is %+v, %v", cut, err)
	}
	if node, err := q.Trace(t.Context(), CopperLot, ledger.Downstream, 0); err != nil || strings.Count(outline(node, 0), "\n") != 3 || !strings.Contains(outline(node, 0), "(more)") {
		t.Errorf("a trace with room for three assets is %v\n%s", err, outline(node, 0))
	}
	q.MaxNodes = 0
	c.Do(Retailer, "pack", &custody.Aggregate{Parent: Tray, Children: []string{Chip(3)}})
	Project(t, s, c)
	if tray, err := q.Recall(t.Context(), Tray, 0); err != nil || tray.Affected != 2 || len(tray.Assets) != 2 || tray.Assets[1].PackedIn+tray.Assets[0].PackedIn == "" {
		t.Errorf("a recall of a unit is %+v, %v", tray, err)
	}
	for _, limit := range []int{-1, ledger.MaxRecallListed + 1} {
		if _, err := q.Recall(t.Context(), CopperLot, limit); err == nil {
			t.Errorf("a list of %d was made", limit)
		}
	}
}

// What was in a unit is told for any moment, with the units in it.
func contentsAreToldForAnyMoment(t *testing.T, open func(*testing.T) Store) {
	s, _ := told(t, open)
	q := ledger.Queries{Store: s, Now: func() time.Time { return Later }}
	for name, test := range map[string]struct {
		at   time.Time
		want int
	}{
		"before it was packed": {Genesis, 0},
		"while it travelled":   {Genesis.Add(40 * time.Second), 1 + Chips},
		"after it was emptied": {Later, 0},
	} {
		contents, err := q.Contents(t.Context(), Pallet, test.at)
		if err != nil || len(contents.Contents) != test.want {
			t.Errorf("%s it held %+v, %v", name, contents.Contents, err)
			continue
		}
		for i, c := range contents.Contents {
			parent := custody.AssetID(Tray)
			if i == 0 {
				parent = Pallet
			}
			if c.Parent != parent || c.Released == nil || !c.Packed.Before(test.at) || !c.Released.After(test.at) {
				t.Errorf("%s one of its contents was %+v", name, c)
			}
		}
	}
}

// A trace says how each certificate stands now and stood when it was relied on, and lists at its root those that do not
// count any more.
func traceTellsWhatDoesNotCountAnyMore(t *testing.T, open func(*testing.T) Store) {
	s, _ := told(t, open)
	for name, test := range map[string]struct {
		now    time.Time
		status ledger.CertificateStatus
	}{"now": {Later, ledger.CertificateRevoked}, "in ten years": {Later.AddDate(10, 0, 0), ledger.CertificateRevoked}} {
		q := ledger.Queries{Store: s, Now: func() time.Time { return test.now }}
		board, err := q.Trace(t.Context(), Board, ledger.Upstream, 0)
		if err != nil {
			t.Fatal(err)
		}
		want := []ledger.Warning{{Asset: CopperLot, Organization: Mine, Status: test.status, Certificate: Conformity, Type: "origin", AtEvent: ledger.CertificateActive}}
		if !reflect.DeepEqual(board.Warnings, want) {
			t.Errorf("%s the board's trace warns of %+v", name, board.Warnings)
		}
	}
	q := ledger.Queries{Store: s, Now: func() time.Time { return Later }}
	if copper, err := q.Trace(t.Context(), CopperLot, ledger.Upstream, 0); err != nil || len(copper.Warnings) != 1 || copper.Warnings[0].AtEvent != "" {
		t.Errorf("the copper alone, which is used for nothing here, is %+v, %v", copper, err)
	}
}

// Carbon and recycled content are rolled up along what an asset was made of; what has no figure is told.
func footprintsAreRolledUp(t *testing.T, open func(*testing.T) Store) {
	s, c := told(t, open)
	c.brew()
	Project(t, s, c)
	q := ledger.Queries{Store: s, Now: func() time.Time { return Later }}
	of := func(id custody.AssetID) *ledger.Footprint {
		t.Helper()
		n, err := q.Trace(t.Context(), id, ledger.Upstream, 0)
		if err != nil {
			t.Fatal(err)
		}
		return n.Footprint
	}
	// The copper's certificate says 12.5 kg for the lot; 40 of 100 kg went into four chips, two of which are in the board.
	if f := of(Board); f.CO2e == nil || *f.CO2e != 2_500_000 || f.CO2eSource != ledger.SourceInputs || f.CO2eUnknown != 0 || f.Recycled != nil || f.RecycledUnknown != ledger.Whole {
		t.Errorf("the board's footprint is %+v", f)
	}
	// A chip of 1.25 kg CO2e and 250 g of tin of 0.02 each; of its mass, 2.44 % are known to be recycled by half.
	f := of(Radio)
	if f.CO2e == nil || *f.CO2e != 6_250_000 || f.CO2eUnknown > 2 || f.Recycled == nil || f.Recycled.String() != "1.21 %" || f.RecycledUnknown.String() != "97.56 %" {
		t.Errorf("the radio's footprint is %+v", f)
	}
	// Of the case nothing is known.
	if f := of(Gadget); f.CO2e == nil || *f.CO2e != 6_250_000 || f.CO2eUnknown.String() != "50 %" {
		t.Errorf("the gadget's footprint is %+v", f)
	}
	// An own figure comes first, and the certificate's before the maker's.
	c.Do(Retailer, "declare", &custody.IssueCertificate{Type: "carbon-footprint", Subjects: []string{Gift}, Claims: map[string]string{ledger.FigureCO2e: "9.2", ledger.FigurePer: "piece"}})
	c.Do(Retailer, "nonsense", &custody.IssueCertificate{Type: "carbon-footprint", Subjects: []string{Gadget}, Claims: map[string]string{ledger.FigureCO2e: "very little", ledger.FigureRecycled: "2"}})
	Project(t, s, c)
	if f := of(Gift); f.CO2e == nil || *f.CO2e != 9_200_000 || f.CO2eSource != ledger.SourceCertificate || f.CO2eUnknown != 0 {
		t.Errorf("the gift's footprint is %+v", f)
	}
	if f := of(Gadget); f.CO2eSource != ledger.SourceInputs {
		t.Errorf("nonsense made the gadget's footprint %+v", f)
	}
}

// Gaps are told with their age: an offer that nobody answers, contents that nobody knows, an anchor of more rows than
// there are, and what no accepted command explains.
func gapsAreTold(t *testing.T, open func(*testing.T) Store) {
	s, c := told(t, open)
	q := ledger.Queries{Store: s, Now: func() time.Time { return Later }}
	find := func(query ledger.GapQuery) (kinds []ledger.GapKind) {
		t.Helper()
		report, err := q.Gaps(t.Context(), query)
		if err != nil {
			t.Fatal(err)
		}
		for _, g := range report.Gaps {
			kinds = append(kinds, g.Kind)
			if g.Reference == "" || g.Detail == "" || g.Since.IsZero() || g.Age != int64(Later.Sub(g.Since)/time.Second) {
				t.Errorf("a gap is %+v", g)
			}
		}
		return kinds
	}
	if kinds := find(ledger.GapQuery{}); len(kinds) != 0 {
		t.Errorf("the story has gaps: %v", kinds)
	}
	c.Do(Retailer, "offer", &custody.OfferHandover{Asset: Board, To: string(Mine)})
	c.Do("operator", "anchor", &custody.AnchorDigest{Root: custody.Digest{1}, Size: 1 << 40})
	c.Mine(custody.Aggregated{EventHead: custody.EventHead{Command: custody.Digest{9}, Actor: 4}, Parent: Secret.AssetKey(Tray), ChildrenRoot: custody.Digest{1}, Count: 3, Version: c.bump(Tray)})
	Project(t, s, c)
	want := []ledger.GapKind{ledger.GapOfferUnanswered, ledger.GapAnchorBeyondLog, ledger.GapContentsUnknown, ledger.GapUnexplained}
	if kinds := find(ledger.GapQuery{}); !sameKinds(kinds, want) {
		t.Errorf("the gaps are %v", kinds)
	}
	if kinds := find(ledger.GapQuery{Organization: Mine}); !sameKinds(kinds, want[:1]) {
		t.Errorf("the mine's gaps are %v", kinds)
	}
	if kinds := find(ledger.GapQuery{Organization: Mine, OlderThan: 48 * time.Hour}); len(kinds) != 0 {
		t.Errorf("gaps of two days are %v", kinds)
	}
	if report, err := q.Gaps(t.Context(), ledger.GapQuery{Limit: 2}); err != nil || len(report.Gaps) != 2 || !report.Truncated {
		t.Errorf("two gaps are %+v, %v", report, err)
	}
}

func sameKinds(got, want []ledger.GapKind) bool {
	count := map[ledger.GapKind]int{}
	for _, k := range got {
		count[k]++
	}
	for _, k := range want {
		count[k]--
	}
	for _, n := range count {
		if n != 0 {
			return false
		}
	}
	return true
}

// A version that is skipped on chain is a gap: something happened to the asset that is not in the log.
func versionGapsAreTold(t *testing.T, open func(*testing.T) Store) {
	s, c := told(t, open)
	c.bump(Board)
	c.Do(Retailer, "offer", &custody.OfferHandover{Asset: Board, To: string(Mine)})
	Project(t, s, c)
	report, err := ledger.Queries{Store: s, Now: func() time.Time { return Later }}.Gaps(t.Context(), ledger.GapQuery{Organization: Retailer})
	if err != nil || len(report.Gaps) != 1 || !strings.Contains(report.Gaps[0].Detail, "version gap: "+Board+" is at version 3 after version 1") {
		t.Errorf("the gaps are %+v, %v", report.Gaps, err)
	}
}

// Tables that an older program filled are made to follow from the log again, once, and end as if this one had filled
// them.
func anOlderProjectionIsRebuilt(t *testing.T, open func(*testing.T) Store) {
	s, c := told(t, open)
	c.brew()
	Project(t, s, c)
	want := StateOf(t, s)
	if rebuilt, err := ledger.Rebuild(t.Context(), s, Secret); err != nil || rebuilt {
		t.Fatalf("what is up to date was rebuilt: %v, %v", rebuilt, err)
	}
	clearTo := func(version int) {
		t.Helper()
		if err := s.Write(t.Context(), func(tx ledger.Tx) error { return tx.Clear(t.Context(), version) }); err != nil {
			t.Fatal(err)
		}
	}
	clearTo(ledger.ProjectionVersion - 1)
	if got := StateOf(t, s); got == want {
		t.Fatal("the tables were not emptied")
	}
	if rebuilt, err := ledger.Rebuild(t.Context(), s, Secret); err != nil || !rebuilt {
		t.Fatalf("rebuilt: %v, %v", rebuilt, err)
	}
	if got := StateOf(t, s); got != want {
		t.Errorf("the rebuilt state is\n%s", got)
	}
	verifier := &ledger.Verifier{Store: s, Secret: Secret, Scratch: func(context.Context) (ledger.Scratch, func() error, error) {
		return open(t), func() error { return nil }, nil
	}}
	if report, err := verifier.Verify(t.Context()); err != nil || !report.Verified {
		t.Errorf("after the rebuild: %q, %v", report.Problems, err)
	}
	if progress := Project(t, s, c); progress.Events != 0 {
		t.Errorf("after the rebuild %d events were projected again", progress.Events)
	}
	clearTo(ledger.ProjectionVersion + 1)
	if _, err := ledger.Rebuild(t.Context(), s, Secret); err == nil {
		t.Error("tables of a newer program were taken")
	}
}
