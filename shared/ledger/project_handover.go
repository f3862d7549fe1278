package ledger

import (
	"time"

	"waybill/shared/custody"
)

func (p *projection) custodyOffered(o occurrence, e custody.CustodyOffered) error {
	to, err := p.organization(e.To)
	if err != nil {
		return err
	}
	if c, ok := o.command.(*custody.OfferHandover); ok {
		_, key := p.keyOf(c.Asset)
		if key != e.Asset || custody.OrganizationID(c.To) != to || c.WithOwnership != e.WithOwnership {
			if err := p.mismatch(o, "the offer on chain is not the one that was accepted"); err != nil {
				return err
			}
		}
	}
	return p.offered(o, e.Asset, e.Version, e.Deadline, custody.Handover{To: to, WithOwnership: e.WithOwnership})
}

// offered keeps an offer, and marks the asset: nothing else can happen to it before the offer has an answer.
func (p *projection) offered(o occurrence, key custody.Digest, version uint32, deadline uint64, offer custody.Handover) error {
	a, err := p.asset(key)
	if err != nil {
		return err
	}
	offer.ID, offer.Asset, offer.From, offer.State = o.operation(), a.ID, o.actor, custody.HandoverPending
	if deadline != 0 {
		offer.Deadline = time.Unix(int64(deadline), 0).UTC()
	}
	if err := p.put(&Handover{Handover: offer, Offered: o.BlockTime, Transaction: o.Transaction}); err != nil {
		return err
	}
	if err := p.follows(o, a, version); err != nil {
		return err
	}
	a.Version, a.Status, a.Handover = version, custody.StatusOffered, offer.ID
	p.putAsset(a)
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
	p.putAsset(a)
	return p.contentsFollow(a, e.WithOwnership)
}

func (p *projection) custodyClosed(o occurrence, e custody.CustodyClosed) error {
	state := custody.HandoverCancelled
	switch e.Outcome {
	case custody.ClosedRejected:
		state = custody.HandoverRejected
	case custody.ClosedExpired:
		state = custody.HandoverExpired
	}
	a, err := p.answered(o, e.Asset, e.Version, state)
	if err != nil {
		return err
	}
	p.putAsset(a)
	return nil
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
		h.State, h.Answered = state, o.BlockTime
		if err := p.put(&h); err != nil {
			return Asset{}, err
		}
	}
	if err := p.follows(o, a, version); err != nil {
		return Asset{}, err
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
		if child.Bundle != b.ID || child.Version != c.Version {
			continue // it was taken out before, or moved by its holder for itself
		}
		child.Holder = parent.Holder
		if withOwnership {
			child.Owner = parent.Owner
		}
		p.putAsset(child)
		if err := p.contentsFollow(child, withOwnership); err != nil {
			return err
		}
	}
	return nil
}
