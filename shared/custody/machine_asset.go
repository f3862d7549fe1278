package custody

// A Holding is what the contract keeps of an asset, in one storage slot.
type Holding struct {
	Owner, Custodian, Pending, Maker uint32 // numbers of organisations; Pending is whom it is offered to
	Status                           HoldingStatus
	Kind                             Kind
	Version                          uint32
	Deadline                         uint64 // of the open offer, in Unix seconds, 0 for none
	Measure                          Measure
	Quantity                         Quantity // what is left of a lot
	Contents                         Commitment
}

// HoldingStatus is where an asset is in its life, as the contract knows it; the values are the contract's.
type HoldingStatus uint8

// The states. Consumed and Decommissioned are final.
const (
	HoldingActive               HoldingStatus = 1
	HoldingOffered              HoldingStatus = 2
	HoldingOfferedWithOwnership HoldingStatus = 3
	HoldingConsumed             HoldingStatus = 4
	HoldingDecommissioned       HoldingStatus = 5
	HoldingOwnershipOffered     HoldingStatus = 6
)

// Holding gives what is kept of an asset; the zero Holding if it was never registered.
func (m *Machine) Holding(asset Digest) Holding { return m.assets[asset] }

// store keeps a changed asset.
func (m *Machine) store(asset Digest, h Holding) {
	h.Version++
	change(m, m.assets, asset, h)
}

// at gives an asset that has the expected version.
func (m *Machine) at(asset Digest, expectedVersion uint32) (Holding, *Refusal) {
	h := m.assets[asset]
	if h.Status == 0 {
		return h, refuse(UnknownAsset)
	}
	if h.Version != expectedVersion {
		return h, refuse(StaleVersion)
	}
	return h, nil
}

// active gives an asset that the actor holds and has not offered.
func (m *Machine) active(asset Digest, expectedVersion, actor uint32) (Holding, *Refusal) {
	h, refusal := m.at(asset, expectedVersion)
	switch {
	case refusal != nil:
		return h, refusal
	case h.Custodian != actor:
		return h, refuse(NotCustodian)
	case h.Status != HoldingActive:
		return h, refuse(NotActive)
	}
	return h, nil
}

// own gives an asset that the actor holds and owns.
func (m *Machine) own(asset Digest, expectedVersion, actor uint32) (Holding, *Refusal) {
	h, refusal := m.active(asset, expectedVersion, actor)
	if refusal == nil && h.Owner != actor {
		return h, refuse(NotOwner)
	}
	return h, refusal
}

func (m *Machine) register(actor uint32, o Output) *Refusal {
	if o.Type == 0 {
		return refuse(InvalidKind)
	}
	if !fitsKind(o.Type, o.Quantity, o.Measure) {
		return refuse(InvalidQuantity)
	}
	if m.assets[o.Asset].Status != 0 {
		return refuse(AssetExists)
	}
	change(m, m.assets, o.Asset, Holding{
		Owner: actor, Custodian: actor, Maker: actor, Status: HoldingActive, Kind: o.Type, Version: 1, Measure: o.Measure, Quantity: o.Quantity,
	})
	return nil
}

func (m *Machine) registerAll(actor uint32, assets []Output) *Refusal {
	for _, o := range assets {
		if refusal := m.register(actor, o); refusal != nil {
			return refusal
		}
	}
	return nil
}

// fitsKind reports whether an amount suits a kind: a lot has a quantity, anything else neither quantity nor measure.
func fitsKind(k Kind, q Quantity, measure Measure) bool {
	if k == KindLot {
		return q != 0
	}
	return q == 0 && measure == ""
}

func (m *Machine) decommission(actor uint32, i *Decommission) *Refusal {
	h, refusal := m.own(i.Asset, i.ExpectedVersion, actor)
	if refusal != nil {
		return refusal
	}
	if h.Kind == KindUnit && !h.Contents.IsZero() {
		return refuse(AlreadyPacked)
	}
	h.Status, h.Quantity, h.Measure = HoldingDecommissioned, 0, ""
	m.store(i.Asset, h)
	return nil
}

// isPast reports whether a deadline is over.
func isPast(deadline, now uint64) bool { return deadline != 0 && now > deadline }
