package ledger

import (
	"waybill/shared/custody"
)

// A making is a transformation while its events are read: the contract tells all inputs, then all outputs, then that
// it is done.
type making struct {
	command, transaction custody.Digest
	inputs               []consumed

	// Found when the first output comes.
	shares   []Share // of the inputs, in their order
	basis    Basis
	total    Mass                     // of the inputs, 0 if it is not known
	portions map[custody.Digest]Share // of the outputs, as far as the command that says so is known
}

// A consumed is one input.
type consumed struct {
	asset    uint64 // its Seq
	quantity custody.Quantity
	measure  measure
}

// consume notes an input.
func (p *projection) consume(o occurrence, a Asset, quantity custody.Quantity) {
	if p.making.command != o.Command || p.making.transaction != o.Transaction {
		p.making = making{command: o.Command, transaction: o.Transaction}
	}
	p.making.shares = nil
	for i := range p.making.inputs {
		if in := &p.making.inputs[i]; in.asset == a.Seq { // whoever calls the contract past Waybill may name one twice
			in.quantity += quantity
			in.measure = measured(a, in.quantity)
			return
		}
	}
	p.making.inputs = append(p.making.inputs, consumed{asset: a.Seq, quantity: quantity, measure: measured(a, quantity)})
}

// measured says how much of an asset a quantity of it is.
func measured(a Asset, quantity custody.Quantity) measure {
	return measure{mass: partOf(a.Mass, quantity, a.Amount), quantity: quantity, unit: a.Unit}
}

// made links an output to all inputs, and says what part of them it is and what went into it.
func (p *projection) made(o occurrence, a *Asset) error {
	m := &p.making
	if m.command != o.Command || m.transaction != o.Transaction || len(m.inputs) == 0 {
		return nil
	}
	if m.shares == nil {
		m.weigh()
		m.portions = p.portions(o)
	}
	if a.Portion = m.portions[a.Key]; a.Mass == 0 && a.Portion > 0 && m.total > 0 {
		a.Mass, a.MassDerived = m.total.times(uint64(a.Portion), uint64(Whole)), true
	}
	for i, in := range m.inputs {
		edge := Edge{Output: a.Seq, Input: in.asset, Quantity: in.quantity, Share: m.shares[i], Basis: m.basis}
		if err := p.put(&edge); err != nil {
			return err
		}
	}
	return nil
}

// weigh divides the outputs' mass among the inputs.
func (m *making) weigh() {
	parts := make([]measure, len(m.inputs))
	m.total = 0
	for i, in := range m.inputs {
		parts[i] = in.measure
		m.total = min(m.total+in.measure.mass, maxMass)
	}
	if m.shares, m.basis = apportion(parts); m.basis != ByMass {
		m.total = 0
	}
}

// portions divides what comes out among the outputs, by their keys.
func (p *projection) portions(o occurrence) map[custody.Digest]Share {
	c, ok := o.command.(*custody.Transform)
	if !ok {
		return nil
	}
	parts := make([]measure, len(c.Outputs))
	for i, out := range c.Outputs {
		parts[i] = measureOf(out)
	}
	shares, _ := apportion(parts)
	portions := make(map[custody.Digest]Share, len(parts))
	for i, out := range c.Outputs {
		_, key := p.keyOf(out.ID)
		portions[key] = shares[i]
	}
	return portions
}

// massBalanced notes a balance that is not the one that was accepted. The contract has checked that it balances.
func (p *projection) massBalanced(o occurrence, e custody.MassBalanced) error {
	c, ok := o.command.(*custody.Transform)
	if !ok {
		return nil
	}
	said := c.Balance
	if said != nil && said.Model == custody.Model(e.Model).String() && said.Unit == string(custody.MeasureOf(e.Measure)) && said.Loss == e.Loss {
		return nil
	}
	return p.mismatch(o, "the balance on chain is not the one that was accepted")
}

func measureOf(out custody.TransformOutput) measure {
	m := measure{unit: out.Unit}
	if out.Quantity != nil {
		m.quantity = *out.Quantity
	}
	m.mass = declaredMass(m.quantity, out.Unit, out.Attributes)
	return m
}

// NetWeight is the attribute that says what an asset weighs as a whole, in kilograms.
const NetWeight = "netWeight"

// declaredMass gives the mass that the unit or the attributes say, 0 if neither does.
func declaredMass(q custody.Quantity, unit string, attributes map[string]string) Mass {
	if m := massOf(q, unit); m > 0 {
		return m
	}
	m, err := ParseMass(attributes[NetWeight])
	if err != nil {
		return 0 // it says nothing that can be counted
	}
	return m
}
