package tracebench

import (
	"fmt"
	"slices"

	"waybill/shared/custody"
)

// A world does what the contract would and checks nothing.
type world struct {
	Scale
	yield   func(act) bool
	stopped bool
	slots   map[string]*slot // of what is not used up
	done    int              // commands
	inShop  []string         // boxes
}

type slot struct {
	key      custody.Digest
	version  uint32
	quantity custody.Quantity
}

func (w *world) do(by custody.OrganizationID, command custody.Command, events func(custody.EventHead) []custody.Event) {
	if w.stopped {
		return
	}
	w.stopped = !w.yield(act{by: by, number: numberOf(by), operation: w.operation(by), command: command, events: events})
	w.done++
}

// operation gives the id of an organisation's next command.
func (w *world) operation(by custody.OrganizationID) string {
	return custody.OperationID(by, fmt.Sprint(w.done))
}

// numberOf gives an organisation's number on chain; the operator's is 0.
func numberOf(o custody.OrganizationID) uint32 { return uint32(slices.Index(organizations, o) + 1) }

// join lets the organisations in.
func (w *world) join() {
	for i, o := range organizations {
		c := &custody.RegisterOrganization{ID: string(o), Name: string(o), Key: &custody.Address{byte(i + 1)}}
		w.do("operator", c, func(h custody.EventHead) []custody.Event {
			return []custody.Event{custody.OrganizationJoined{EventHead: h, Organization: uint32(i + 1), Key: *c.Key, IdentityHash: Secret.IdentityHash(c)}}
		})
	}
}

func (w *world) register(by custody.OrganizationID, o custody.TransformOutput) {
	c := &custody.RegisterAsset{ID: o.ID, Type: o.Type, Quantity: o.Quantity, Unit: o.Unit, Attributes: o.Attributes}
	w.do(by, c, func(h custody.EventHead) []custody.Event { return []custody.Event{w.begin(h, o)} })
}

// begin gives the event that brings an asset about.
func (w *world) begin(h custody.EventHead, o custody.TransformOutput) custody.Event {
	s := &slot{key: Secret.AssetKey(o.ID), version: 1}
	if o.Quantity != nil {
		s.quantity = *o.Quantity
	}
	w.slots[o.ID] = s
	kind, _ := custody.ParseKind(o.Type)
	e := custody.AssetRegistered{EventHead: h, Asset: s.key, Type: kind, Quantity: s.quantity, Version: 1}
	copy(e.Measure[:], o.Unit)
	return e
}

func (w *world) bump(id string) (custody.Digest, uint32) {
	s := w.slots[id]
	s.version++
	return s.key, s.version
}

func (w *world) certify(by custody.OrganizationID, certificate, id string) {
	c := &custody.IssueCertificate{ID: certificate, Type: "origin", Subjects: []string{id}, Claims: map[string]string{"recycledShare": "0.2"}}
	w.do(by, c, func(h custody.EventHead) []custody.Event {
		return []custody.Event{custody.CertificateIssued{EventHead: h, Certificate: Secret.AssetKey(c.ID), Type: custody.CertificateOrigin}}
	})
}

// A part is what a transformation uses of an asset: thousandths of a lot, 0 for an item.
type part struct {
	id       string
	quantity custody.Quantity
}

func (w *world) transform(by custody.OrganizationID, inputs []part, outputs ...custody.TransformOutput) {
	c := &custody.Transform{Outputs: outputs}
	for _, in := range inputs {
		input := custody.TransformInput{Asset: in.id}
		if in.quantity > 0 {
			input.Quantity = &in.quantity
		}
		c.Inputs = append(c.Inputs, input)
	}
	w.do(by, c, func(h custody.EventHead) (events []custody.Event) {
		for _, in := range inputs {
			key, version := w.bump(in.id)
			s := w.slots[in.id]
			s.quantity -= in.quantity
			if s.quantity == 0 {
				delete(w.slots, in.id)
			}
			events = append(events, custody.InputConsumed{EventHead: h, Asset: key, Quantity: in.quantity, Remaining: s.quantity, Version: version})
		}
		for _, out := range outputs {
			events = append(events, w.begin(h, out))
		}
		return append(events, custody.Transformed{EventHead: h, Inputs: uint32(len(inputs)), Outputs: uint32(len(outputs))})
	})
}

// hand offers and accepts.
func (w *world) hand(from, to custody.OrganizationID, id string) {
	offer := w.operation(from)
	w.do(from, &custody.OfferHandover{Asset: id, To: string(to), WithOwnership: true}, func(h custody.EventHead) []custody.Event {
		key, version := w.bump(id)
		return []custody.Event{custody.CustodyOffered{EventHead: h, Asset: key, To: numberOf(to), WithOwnership: true, Version: version}}
	})
	w.do(to, &custody.AnswerHandover{Handover: offer, Answer: custody.AnswerAccept}, func(h custody.EventHead) []custody.Event {
		key, version := w.bump(id)
		return []custody.Event{custody.CustodyAccepted{EventHead: h, Asset: key, From: numberOf(from), WithOwnership: true, Version: version}}
	})
}

// ship packs assets in a unit, hands it over and unpacks it there.
func (w *world) ship(from, to custody.OrganizationID, unit string, children []string) {
	bundle := w.operation(from)
	w.do(from, &custody.Aggregate{Parent: unit, Children: children}, func(h custody.EventHead) []custody.Event {
		leaves := make([]custody.BundledAsset, len(children))
		for i, id := range children {
			leaves[i] = custody.BundledAsset{Asset: custody.AssetID(id), Key: w.slots[id].key, Version: w.slots[id].version}
		}
		key, version := w.bump(unit)
		return []custody.Event{custody.Aggregated{EventHead: h, Parent: key, ChildrenRoot: custody.BundleRoot(leaves), Count: uint32(len(children)), Version: version}}
	})
	w.hand(from, to, unit)
	w.do(to, &custody.Disaggregate{Bundle: bundle}, func(h custody.EventHead) (events []custody.Event) {
		parent := w.slots[unit].key
		for _, id := range children {
			key, version := w.bump(id)
			events = append(events, custody.ChildReleased{EventHead: h, Parent: parent, Child: key, Version: version})
		}
		_, version := w.bump(unit)
		return append(events, custody.Disaggregated{EventHead: h, Parent: parent, Version: version})
	})
}

// items are used up as a whole.
func items(ids []string) []part {
	parts := make([]part, len(ids))
	for i, id := range ids {
		parts[i].id = id
	}
	return parts
}

// supply gives what is used of a material that was bought for a lot of wafers.
func supply(m material, wafers string) part { return part{lot(m.kind, m.name+wafers), m.used} }

// lotOf gives a lot of so many whole units.
func lotOf(id string, amount int64, unit string) custody.TransformOutput {
	q := custody.Quantity(amount * 1000)
	return custody.TransformOutput{ID: id, Type: "lot", Quantity: &q, Unit: unit}
}
