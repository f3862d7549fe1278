package ledger

import (
	"waybill/shared/custody"
)

func (p *projection) assetRegistered(o occurrence, e custody.AssetRegistered) error {
	a := Asset{Operation: o.operation(), Transaction: o.Transaction, Asset: custody.Asset{
		ID: custody.AssetID(nameOnChain(e.Asset)), Key: e.Asset, Kind: e.Type, Status: custody.StatusActive,
		Holder: o.actor, Owner: o.actor, Quantity: e.Quantity, Version: e.Version,
	}}
	role := RoleSubject
	switch c := o.command.(type) {
	case *custody.RegisterAsset:
		p.describe(&a, c.ID, c.Unit, c.Description, c.Attributes)
	case *custody.Transform:
		role = RoleOutput
		for _, out := range c.Outputs {
			p.describe(&a, out.ID, out.Unit, out.Description, out.Attributes)
		}
	}
	if o.command != nil && a.ID == custody.AssetID(nameOnChain(e.Asset)) {
		if err := p.mismatch(o, "the asset on chain is none that was accepted"); err != nil {
			return err
		}
	}
	if err := p.put(&a); err != nil {
		return err
	}
	return p.about(o, a.ID, role)
}

// describe gives the asset its name and what was said of it, if the id is the one behind its key.
func (p *projection) describe(a *Asset, id, unit, description string, attributes map[string]string) {
	if parsed, key := p.keyOf(id); key == a.Key {
		a.ID, a.Unit, a.Description, a.Attributes = parsed, unit, description, attributes
	}
}

func (p *projection) inputConsumed(o occurrence, e custody.InputConsumed) error {
	a, err := p.asset(e.Asset)
	if err != nil {
		return err
	}
	if c, ok := o.command.(*custody.Transform); ok && !p.isInput(c, e) {
		if err := p.mismatch(o, "the input on chain is none that was accepted"); err != nil {
			return err
		}
	}
	a.Version = e.Version
	a.Quantity = e.Remaining
	if e.Remaining == 0 {
		a.Status = custody.StatusConsumed
	}
	if err := p.put(&a); err != nil {
		return err
	}
	if err := p.put(&Consumption{Transformation: o.operation(), Asset: a.ID, Quantity: e.Quantity}); err != nil {
		return err
	}
	return p.about(o, a.ID, RoleInput)
}

// isInput reports whether the command names the input with this quantity.
func (p *projection) isInput(c *custody.Transform, e custody.InputConsumed) bool {
	for _, in := range c.Inputs {
		if _, key := p.keyOf(in.Asset); key == e.Asset {
			return in.Quantity == nil && e.Quantity == 0 || in.Quantity != nil && *in.Quantity == e.Quantity
		}
	}
	return false
}
