package ledger

import "waybill/shared/custody"

// custodyHandedOver follows a handover that both parties signed: there was no offer to answer.
func (p *projection) custodyHandedOver(o occurrence, e custody.CustodyHandedOver) error {
	a, err := p.asset(e.Asset)
	if err != nil {
		return err
	}
	if c, ok := o.command.(*custody.RelayHandover); ok && !p.handsOver(c, e) {
		if err := p.mismatch(o, "the handover on chain is not the one that was accepted"); err != nil {
			return err
		}
	}
	if err := p.follows(o, a, e.Version); err != nil {
		return err
	}
	a.Version, a.Status, a.Handover, a.Holder = e.Version, custody.StatusActive, "", o.actor
	if e.WithOwnership {
		a.Owner = o.actor
	}
	p.putAsset(a)
	if err := p.contentsFollow(a, e.WithOwnership); err != nil {
		return err
	}
	return p.about(o, a.ID, RoleSubject)
}

// handsOver reports whether the command names the asset and hands over just that of it. Who gives it, the asset's own
// events have said.
func (p *projection) handsOver(c *custody.RelayHandover, e custody.CustodyHandedOver) bool {
	for _, id := range c.Assets {
		if _, key := p.keyOf(id); key == e.Asset {
			return c.WithOwnership == e.WithOwnership
		}
	}
	return false
}

func (p *projection) ownershipOffered(o occurrence, e custody.OwnershipOffered) error {
	to, err := p.organization(e.To)
	if err != nil {
		return err
	}
	if c, ok := o.command.(*custody.OfferOwnership); ok {
		if _, key := p.keyOf(c.Asset); key != e.Asset || custody.OrganizationID(c.To) != to {
			if err := p.mismatch(o, "the offer on chain is not the one that was accepted"); err != nil {
				return err
			}
		}
	}
	return p.offered(o, e.Asset, e.Version, e.Deadline, custody.Handover{To: to, WithOwnership: true, OwnershipOnly: true})
}

// ownershipTransferred ends the offer. Whatever is packed in the asset changes its owner with it.
func (p *projection) ownershipTransferred(o occurrence, e custody.OwnershipTransferred) error {
	a, err := p.answered(o, e.Asset, e.Version, custody.HandoverAccepted)
	if err != nil {
		return err
	}
	a.Owner = o.actor
	p.putAsset(a)
	return p.contentsFollow(a, true)
}

func (p *projection) assetDecommissioned(o occurrence, e custody.AssetDecommissioned) error {
	a, err := p.asset(e.Asset)
	if err != nil {
		return err
	}
	if err := p.follows(o, a, e.Version); err != nil {
		return err
	}
	if c, ok := o.command.(*custody.DecommissionAsset); ok {
		if _, key := p.keyOf(c.Asset); key != e.Asset {
			if err := p.mismatch(o, "the asset that was decommissioned is not the one that was accepted"); err != nil {
				return err
			}
		}
	}
	a.Version, a.Status, a.Quantity = e.Version, custody.StatusDecommissioned, 0
	p.putAsset(a)
	return p.about(o, a.ID, RoleSubject)
}

// organizationStatusChanged says whether an organisation may act.
func (p *projection) organizationStatusChanged(e custody.OrganizationStatusChanged) error {
	o := Organization{Organization: custody.Organization{Number: e.Organization}}
	found, err := p.get(&o)
	if err != nil || !found {
		return err
	}
	o.Active = e.Status == organizationActive
	return p.put(&o)
}

// organizationActive is the contract's number for an organisation that may act.
const organizationActive = 1
