package custody

func (m *Machine) offer(c Call, actor uint32, i *Offer) *Refusal {
	h, refusal := m.active(i.Asset, i.ExpectedVersion, actor)
	if refusal != nil {
		return refusal
	}
	h.Status = HoldingOffered
	if i.WithOwnership {
		if h.Owner != actor {
			return refuse(NotOwner)
		}
		h.Status = HoldingOfferedWithOwnership
	}
	return m.open(c, i.Asset, h, actor, i.To, i.Deadline)
}

func (m *Machine) transferOwnership(c Call, actor uint32, i *TransferOwnership) *Refusal {
	h, refusal := m.at(i.Asset, i.ExpectedVersion)
	switch {
	case refusal != nil:
		return refusal
	case h.Owner != actor:
		return refuse(NotOwner)
	case h.Status != HoldingActive:
		return refuse(NotActive)
	}
	h.Status = HoldingOwnershipOffered
	return m.open(c, i.Asset, h, actor, i.To, i.Deadline)
}

func (m *Machine) open(c Call, asset Digest, h Holding, actor, to uint32, deadline uint64) *Refusal {
	if to == actor {
		return refuse(OfferToSelf)
	}
	if refusal := m.receiver(to); refusal != nil {
		return refusal
	}
	if isPast(deadline, c.Time) {
		return refuse(DeadlinePassed)
	}
	h.Pending, h.Deadline = to, deadline
	m.store(asset, h)
	return nil
}

// offered gives an asset with an open offer.
func (m *Machine) offered(asset Digest, expectedVersion uint32) (Holding, *Refusal) {
	h, refusal := m.at(asset, expectedVersion)
	if refusal != nil {
		return h, refusal
	}
	switch h.Status {
	case HoldingOffered, HoldingOfferedWithOwnership, HoldingOwnershipOffered:
		return h, nil
	default:
		return h, refuse(NotOffered)
	}
}

func (m *Machine) accept(c Call, actor uint32, i *Accept) *Refusal {
	h, refusal := m.offered(i.Asset, i.ExpectedVersion)
	switch {
	case refusal != nil:
		return refusal
	case h.Pending != actor:
		return refuse(NotPending)
	case isPast(h.Deadline, c.Time):
		return refuse(DeadlinePassed)
	}
	if h.Status != HoldingOffered {
		h.Owner = actor
	}
	if h.Status != HoldingOwnershipOffered {
		h.Custodian = actor
	}
	m.close(i.Asset, h)
	return nil
}

func (m *Machine) reject(actor uint32, i *Reject) *Refusal {
	h, refusal := m.offered(i.Asset, i.ExpectedVersion)
	if refusal == nil && h.Pending != actor {
		refusal = refuse(NotPending)
	}
	if refusal == nil {
		m.close(i.Asset, h)
	}
	return refusal
}

func (m *Machine) cancel(actor uint32, i *Cancel) *Refusal {
	h, refusal := m.offered(i.Asset, i.ExpectedVersion)
	switch {
	case refusal != nil:
		return refusal
	case h.Status == HoldingOwnershipOffered && h.Owner != actor:
		return refuse(NotOwner)
	case h.Status != HoldingOwnershipOffered && h.Custodian != actor:
		return refuse(NotCustodian)
	}
	m.close(i.Asset, h)
	return nil
}

func (m *Machine) expire(c Call, i *Expire) *Refusal {
	h, refusal := m.offered(i.Asset, i.ExpectedVersion)
	if refusal == nil && !isPast(h.Deadline, c.Time) {
		refusal = refuse(NotExpired)
	}
	if refusal == nil {
		m.close(i.Asset, h)
	}
	return refusal
}

func (m *Machine) close(asset Digest, h Holding) {
	h.Status, h.Pending, h.Deadline = HoldingActive, 0, 0
	m.store(asset, h)
}

// handOver hands assets over in one step. The sender may be anybody.
func (m *Machine) handOver(c Call, i *HandOver) *Refusal {
	if len(i.Assets) == 0 {
		return refuse(NothingHandedOver)
	}
	if refusal := m.signer(i, i.From, i.ByFrom); refusal != nil {
		return refusal
	}
	if refusal := m.signer(i, i.To, i.ByTo); refusal != nil {
		return refusal
	}
	for _, item := range i.Assets {
		h, refusal := m.active(item.Asset, item.Version, i.From)
		switch {
		case refusal != nil:
			return refusal
		case i.WithOwnership && h.Owner != i.From:
			return refuse(NotOwner)
		case i.From == i.To:
			return refuse(OfferToSelf)
		case isPast(i.Deadline, c.Time):
			return refuse(DeadlinePassed)
		}
		if i.WithOwnership {
			h.Owner = i.To
		}
		h.Custodian = i.To
		m.store(item.Asset, h)
	}
	return nil
}

// signer checks that a key of the organisation signed the handover.
func (m *Machine) signer(i *HandOver, organization uint32, by KeySignature) *Refusal {
	number := m.keys[by.Key].organization
	if number == 0 || number != organization {
		return refuse(NotKeyOf)
	}
	if refusal := m.checkActive(organization); refusal != nil {
		return refusal
	}
	if m.Signed != nil && !m.Signed(i, by) {
		return refuse(InvalidSignature)
	}
	return nil
}
