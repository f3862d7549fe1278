package ledger

import (
	"time"

	"waybill/shared/custody"
)

func (p *projection) custodyOffered(o occurrence, e custody.CustodyOffered) error {
	a, err := p.asset(e.Asset)
	if err != nil {
		return err
	}
	to, err := p.organization(e.To)
	if err != nil {
		return err
	}
	h := Handover{Transaction: o.Transaction, Handover: custody.Handover{
		ID: o.operation(), Asset: a.ID, From: o.actor, To: to, WithOwnership: e.WithOwnership, State: custody.HandoverPending,
	}}
	if e.Deadline != 0 {
		h.Deadline = time.Unix(int64(e.Deadline), 0).UTC()
	}
	if c, ok := o.command.(*custody.OfferHandover); ok {
		_, key := p.keyOf(c.Asset)
		if key != e.Asset || custody.OrganizationID(c.To) != to || c.WithOwnership != e.WithOwnership {
			if err := p.mismatch(o, "the offer on chain is not the one that was accepted"); err != nil {
				return err
			}
		}
	}
	if err := p.put(&h); err != nil {
		return err
	}
	a.Version, a.Status, a.Handover = e.Version, custody.StatusOffered, h.ID
	if err := p.put(&a); err != nil {
		return err
	}
	return p.about(o, a.ID, RoleSubject)
}

func (p *projection) custodyAccepted(o occurrence, e custody.CustodyAccepted) error {
	a, err := p.answered(o, e.Asset, e.Version, custody.HandoverAccepted)
	if err != nil {
		return err
	}
	a.Holder = o.actor
	if e.WithOwnership {
		a.Owner = o.actor
	}
	if err := p.put(&a); err != nil {
		return err
	}
	return p.contentsFollow(a, e.WithOwnership)
}

func (p *projection) custodyClosed(o occurrence, e custody.CustodyClosed) error {
	state := custody.HandoverCancelled
	if e.Outcome == custody.ClosedRejected {
		state = custody.HandoverRejected
	}
	a, err := p.answered(o, e.Asset, e.Version, state)
	if err != nil {
		return err
	}
	return p.put(&a)
}

// answered ends the asset's open handover and gives the asset, which is free again.
func (p *projection) answered(o occurrence, key custody.Digest, version uint32, state custody.HandoverState) (Asset, error) {
	a, err := p.asset(key)
	if err != nil {
		return Asset{}, err
	}
	h := Handover{Handover: custody.Handover{ID: a.Handover}}
	found, err := p.get(&h)
	if err != nil {
		return Asset{}, err
	}
	if found {
		h.State = state
		if err := p.put(&h); err != nil {
			return Asset{}, err
		}
	}
	a.Version, a.Status, a.Handover = version, custody.StatusActive, ""
	return a, p.about(o, a.ID, RoleSubject)
}

// contentsFollow gives everything that is packed in a unit the unit's holder, and its owner if ownership went along.
// The children's slots on chain, and so their versions, stay as they are until they are unpacked.
func (p *projection) contentsFollow(parent Asset, withOwnership bool) error {
	if parent.Contents == "" {
		return nil
	}
	b, err := p.bundle(parent.Contents)
	if err != nil {
		return err
	}
	for _, c := range b.Children {
		child, err := p.asset(c.Key)
		if err != nil {
			return err
		}
		child.Holder = parent.Holder
		if withOwnership {
			child.Owner = parent.Owner
		}
		if err := p.put(&child); err != nil {
			return err
		}
		if err := p.contentsFollow(child, withOwnership); err != nil {
			return err
		}
	}
	return nil
}
