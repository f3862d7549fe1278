package custody

import (
	"fmt"
	"time"

	"waybill/shared/problem"
)

// KindOfferOwnership names [OfferOwnership].
const KindOfferOwnership CommandKind = "OfferOwnership"

// OfferOwnership offers the ownership of an asset that the caller owns, whoever holds it; it stays where it is. The offer
// is a handover like any other and is answered as one.
type OfferOwnership struct {
	Asset    string     `json:"asset"`
	To       string     `json:"to"`
	Deadline *time.Time `json:"deadline,omitempty"`
	Context
}

// Kind of OfferOwnership.
func (*OfferOwnership) Kind() CommandKind { return KindOfferOwnership }

func (r ruling) offerOwnership(c *OfferOwnership) (Decision, error) {
	if err := checkContext(c.Context); err != nil {
		return Decision{}, err
	}
	deadline, err := unixSeconds("/deadline", c.Deadline)
	if err != nil {
		return Decision{}, err
	}
	to, err := r.receiver(c.To)
	if err != nil {
		return Decision{}, err
	}
	a, err := r.owned("/asset", c.Asset)
	if err != nil {
		return Decision{}, err
	}
	return Decision{
		Instruction: &TransferOwnership{Asset: a.Key, ExpectedVersion: a.Version, To: to.Number, Deadline: deadline},
		Claims:      []string{string(a.ID), handoverClaim(r.operation)},
	}, nil
}

// owned gives an asset of the caller's that nothing is under way with, whoever holds it.
func (r ruling) owned(field, id string) (Asset, error) {
	a, err := r.asset(field, id)
	switch {
	case err != nil:
		return Asset{}, err
	case a.Owner != r.caller:
		return Asset{}, problem.Forbidden.At(field, fmt.Sprintf("%s belongs to %s, and only its owner can pass on the ownership", a.ID, a.Owner))
	case a.Status == StatusBundled:
		return Asset{}, problem.NotAvailable.At(field, fmt.Sprintf("%s is packed in %s, and a bundle has one owner; offer the unit or unpack it first", a.ID, a.Bundle))
	case a.Status == StatusOffered:
		return Asset{}, problem.AlreadyOffered.At(field, fmt.Sprintf("%s is offered in %s; that has to end first", a.ID, a.Handover))
	case a.Status != StatusActive:
		return Asset{}, problem.NotAvailable.At(field, fmt.Sprintf("%s is %s", a.ID, a.Status))
	}
	return a, nil
}
