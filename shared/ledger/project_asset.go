package ledger

import (
	"waybill/shared/custody"
)

func (p *projection) assetRegistered(o occurrence, e custody.AssetRegistered) error {
	a := Asset{Seq: o.Seq, Amount: e.Quantity, Portion: Whole, Time: o.BlockTime, Operation: o.operation(), Transaction: o.Transaction, Asset: custody.Asset{
		ID: custody.AssetID(nameOnChain(e.Asset)), Key: e.Asset, Kind: e.Type, Status: custody.StatusActive,
		Holder: o.actor, Owner: o.actor, Maker: o.actor, Quantity: e.Quantity, Unit: string(custody.MeasureOf(e.Measure)), Version: e.Version,
	}}
	role := RoleSubject
	switch c := o.command.(type) {
	case *custody.RegisterAsset:
		p.describe(&a, custody.TransformOutput{ID: c.ID, Unit: c.Unit, Description: c.Description, Attributes: c.Attributes})
	case *custody.Transform:
		role = RoleOutput
		for _, out := range c.Outputs {
			p.describe(&a, out)
		}
	}
	if o.command != nil && a.ID == custody.AssetID(nameOnChain(e.Asset)) {
		if err := p.mismatch(o, "the asset on chain is none that was accepted"); err != nil {
			return err
		}
	}
	a.Mass = declaredMass(a.Quantity, a.Unit, a.Attributes)
	if err := p.made(o, &a); err != nil {
		return err
	}
	p.putAsset(a)
	return p.about(o, a.ID, role)
}

// describe gives the asset its name and what was said of it, if the id is the one behind its key and the unit is the one
// on chain.
func (p *projection) describe(a *Asset, said custody.TransformOutput) {
	if id, key := p.keyOf(said.ID); key == a.Key && said.Unit == a.Unit {
		a.ID, a.Description, a.Attributes = id, said.Description, said.Attributes
	}
}

func (p *projection) inputConsumed(o occurrence, e custody.InputConsumed) error {
	a, err := p.asset(e.Asset)
	if err != nil {
		return err
	}
	if o.command != nil && !p.isInput(o.command, e) {
		if err := p.mismatch(o, "the input on chain is none that was accepted"); err != nil {
			return err
		}
	}
	if err := p.follows(o, a, e.Version); err != nil {
		return err
	}
	p.consume(o, a, e.Quantity)
	a.Version, a.Quantity = e.Version, e.Remaining
	if e.Remaining == 0 {
		a.Status = custody.StatusConsumed
	}
	p.putAsset(a)
	return p.about(o, a.ID, RoleInput)
}

// isInput reports whether the command names the input with this quantity.
func (p *projection) isInput(c custody.Command, e custody.InputConsumed) bool {
	var inputs []custody.TransformInput
	switch c := c.(type) {
	case *custody.Transform:
		inputs = c.Inputs
	case *custody.ConsumeAsset:
		inputs = []custody.TransformInput{{Asset: c.Asset, Quantity: c.Quantity}}
	}
	for _, in := range inputs {
		if _, key := p.keyOf(in.Asset); key == e.Asset {
			return in.Quantity == nil && e.Quantity == 0 || in.Quantity != nil && *in.Quantity == e.Quantity
		}
	}
	return false
}
