package ledgertest

import (
	"fmt"
	"time"

	"waybill/shared/custody"
)

// The organisations of the story.
const (
	Mine        custody.OrganizationID = "copper-mine"
	Fab         custody.OrganizationID = "northern-silicon"
	Distributor custody.OrganizationID = "east-distribution"
	Retailer    custody.OrganizationID = "corner-shop"
)

// The assets of the story.
const (
	CopperLot  = "https://id.gs1.org/01/09506000134352/10/copper"
	WaferLot   = "https://id.gs1.org/01/09506000134369/10/wafers"
	Pallet     = "https://id.gs1.org/00/095060001343520000"
	Tray       = "https://id.gs1.org/00/095060001343520017"
	Board      = "https://id.gs1.org/01/09506000134376/21/board"
	Conformity = "https://example.com/certificates/conformity"
)

// Chip names a chip of the story.
func Chip(n int) string { return fmt.Sprintf("https://id.gs1.org/01/09506000134383/21/chip%d", n) }

// Chips is how many chips are made of the wafers.
const Chips = 4

// PlayStory plays how copper becomes wafers, wafers become chips, chips go on a tray, the tray on a pallet, the pallet to
// a distributor and on to a retailer, who makes a board of a chip. It needs 30 blocks, some of them empty.
func PlayStory(c *Chain) {
	for i, o := range []custody.OrganizationID{Mine, Fab, Distributor, Retailer} {
		c.Do("operator", "join-"+string(o), &custody.RegisterOrganization{ID: string(o), Name: "The " + string(o), Key: &custody.Address{byte(i + 1)}})
	}
	until := Genesis.AddDate(1, 0, 0)
	c.Do(Mine, "copper", &custody.RegisterAsset{ID: CopperLot, Type: "lot", Quantity: quantity(100), Unit: "KGM", Description: "cathode copper"})
	c.Do(Mine, "certify", &custody.IssueCertificate{ID: Conformity, Type: "origin", Subjects: []string{CopperLot}, ValidUntil: &until, Document: "doc-origin", Claims: map[string]string{"country": "FI"}})
	c.Do(Mine, "footprint", &custody.IssueCertificate{Type: "carbon-footprint", Subjects: []string{CopperLot}, Claims: map[string]string{"kgCO2e": "12.5"}})
	c.MineEmpty(3)
	c.hand(Mine, Fab, CopperLot, true)
	c.Do(Fab, "wafers", &custody.Transform{
		Inputs:  []custody.TransformInput{{Asset: CopperLot, Quantity: quantity(40)}},
		Outputs: []custody.TransformOutput{{ID: WaferLot, Type: "lot", Quantity: quantity(25), Unit: "NIU"}},
		Context: custody.Context{ReadPoint: "https://id.gs1.org/414/9506000134352/254/1", EventTime: &until},
	})
	saw := &custody.Transform{Inputs: []custody.TransformInput{{Asset: WaferLot, Quantity: quantity(25)}}}
	var chips []string
	for i := range Chips {
		saw.Outputs = append(saw.Outputs, custody.TransformOutput{ID: Chip(i), Type: "item"})
		chips = append(chips, Chip(i))
	}
	c.Do(Fab, "saw", saw)
	c.Do(Fab, "tray", &custody.RegisterAsset{ID: Tray, Type: "unit"})
	c.Do(Fab, "pallet", &custody.RegisterAsset{ID: Pallet, Type: "unit"})
	trayful := c.Do(Fab, "fill", &custody.Aggregate{Parent: Tray, Children: chips})
	load := c.Do(Fab, "load", &custody.Aggregate{Parent: Pallet, Children: []string{Tray}})
	rejected := c.Do(Fab, "offer-late", &custody.OfferHandover{Asset: Pallet, To: string(Retailer)})
	c.Do(Retailer, "reject", &custody.AnswerHandover{Handover: rejected, Answer: custody.AnswerReject, Reason: "not ordered"})
	c.hand(Fab, Distributor, Pallet, true)
	c.hand(Distributor, Retailer, Pallet, false)
	c.Do(Retailer, "unload", &custody.Disaggregate{Bundle: load})
	c.Do(Retailer, "empty", &custody.Disaggregate{Bundle: trayful})
	c.Do(Retailer, "solder", &custody.Transform{
		Inputs: []custody.TransformInput{{Asset: Chip(0)}, {Asset: Chip(1)}}, Outputs: []custody.TransformOutput{{ID: Board, Type: "item"}},
	})
	c.Do(Retailer, "document", &custody.RecordDocument{Document: "doc-board", ManifestHash: custody.Digest{7}, Asset: Board})
	c.Do(Retailer, "seen", &custody.RecordEvent{Type: "ObjectEvent", Assets: []string{Board}, Reason: "an observation", Event: []byte(`{"action":"OBSERVE"}`)})
	c.Do(Mine, "revoke", &custody.RevokeCertificate{Certificate: Conformity, Reason: "withdrawn"})
}

// hand offers and accepts.
func (c *Chain) hand(from, to custody.OrganizationID, asset string, withOwnership bool) {
	key := "to-" + string(to)
	offer := c.Do(from, key, &custody.OfferHandover{Asset: asset, To: string(to), WithOwnership: withOwnership})
	c.Do(to, "from-"+string(from), &custody.AnswerHandover{Handover: offer, Answer: custody.AnswerAccept, Context: custody.Context{BizLocation: "https://id.gs1.org/414/9506000134352"}})
}

func quantity(n int64) *custody.Quantity {
	q := custody.Quantity(n * 1000)
	return &q
}

// Later is after every event of the story.
var Later = Genesis.Add(24 * time.Hour)
