package custody

import (
	"fmt"

	"waybill/shared/problem"
)

// A scene is what a ruling has looked at: enough of the ledger to ask a [Machine] what the contract would say.
type scene struct {
	numbers      map[OrganizationID]uint32
	assets       []Asset
	handover     *Handover
	bundle       *Bundle
	certificates []Certificate
	recall       *Recall // the caller's, of the only asset
}

// unnumbered is where numbers begin that stand for organisations whose number the ruling did not look up. The rules only
// compare them.
const unnumbered = 1 << 31

func (s *scene) number(id OrganizationID) uint32 {
	if id == "" {
		return 0
	}
	if _, known := s.numbers[id]; !known {
		s.numbers[id] = unnumbered + uint32(len(s.numbers))
	}
	return s.numbers[id]
}

// foresee asks the machine whether the contract would carry out the instruction. The rules before it explain better; what
// they let through and the contract would refuse is refused here, and costs nobody a transaction. Time stands still at
// 0, where no deadline is past.
func (r ruling) foresee(i Instruction) error {
	switch i.(type) {
	case *JoinOrganization, *Anchor, *AddKey, *RemoveKey, *Expire, *HandOver:
		return nil // they are not about what the ledger shows of goods, or about time
	}
	refusal := r.scene.machine(r.caller).Apply(Call{Sender: sceneKey, Instruction: i})
	if refusal == nil {
		return nil
	}
	return problem.NotAvailable.With(fmt.Sprintf("the contract would refuse %s with %s; look at the history of what it is about and try again", i.Function(), refusal.Rule))
}

// sceneKey stands for the caller's key.
var sceneKey = Address{1}

// machine gives a machine that holds what the scene shows.
func (s *scene) machine(caller OrganizationID) *Machine {
	m := NewMachine(Address{2})
	for _, a := range s.assets {
		m.assets[a.Key] = s.holding(a)
	}
	for _, c := range s.certificates {
		state := CertificateState{Issuer: s.number(c.Issuer), Type: c.Type, Status: CertificateStatusIssued, Version: c.Version}
		switch {
		case c.Revoked:
			state.Status = CertificateStatusRevoked
		case c.Suspended:
			state.Status = CertificateStatusSuspended
		}
		m.certificates[c.Key] = state
	}
	if s.recall != nil {
		for _, a := range s.assets {
			m.recalls[recallKey{a.Key, s.number(s.recall.Organization)}] = RecallState{Open: s.recall.Open, Version: s.recall.Version}
		}
	}
	m.keys[sceneKey] = keyState{organization: s.number(caller)}
	for _, number := range s.numbers { // after all have one
		m.organizations[number] = &organizationState{active: true}
	}
	return m
}

func (s *scene) holding(a Asset) Holding {
	h := Holding{
		Owner: s.number(a.Owner), Custodian: s.number(a.Holder), Maker: s.number(a.Maker), Status: HoldingActive, Kind: a.Kind,
		Version: a.Version, Quantity: a.Quantity, Measure: Measure(a.Unit),
	}
	switch a.Status {
	case StatusConsumed:
		h.Status = HoldingConsumed
	case StatusDecommissioned:
		h.Status = HoldingDecommissioned
	case StatusOffered:
		h.Status = HoldingOffered
		if s.handover != nil && s.handover.Asset == a.ID {
			h.Pending = s.number(s.handover.To)
			switch {
			case s.handover.OwnershipOnly:
				h.Status = HoldingOwnershipOffered
			case s.handover.WithOwnership:
				h.Status = HoldingOfferedWithOwnership
			}
		}
	case StatusBundled: // the child's slot is as it was when it was packed
		if s.bundle != nil && s.bundle.ID == a.Bundle {
			h.Custodian, h.Owner = s.number(s.bundle.PackedBy), s.number(s.bundle.Owner)
		}
	case StatusActive:
	}
	if s.bundle != nil && s.bundle.Parent == a.ID {
		h.Contents = commitment(s.bundle.Root, s.number(s.bundle.PackedBy), s.number(s.bundle.Owner))
	} else if a.Contents != "" {
		h.Contents = Commitment{1} // something
	}
	return h
}
