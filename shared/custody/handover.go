package custody

import (
	"fmt"

	"waybill/shared/problem"
)

func (r ruling) offerHandover(c *OfferHandover) (Decision, error) {
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
	a, err := r.held("/asset", c.Asset)
	if err != nil {
		return Decision{}, err
	}
	if a.Status == StatusOffered {
		return Decision{}, problem.AlreadyOffered.At("/asset", fmt.Sprintf("%s is offered in %s; cancel that first", a.ID, a.Handover))
	}
	if c.WithOwnership && a.Owner != r.caller {
		return Decision{}, problem.Forbidden.At("/withOwnership", fmt.Sprintf("only its owner can pass on the ownership of %s; leave this out to offer custody alone", a.ID))
	}
	return Decision{
		Instruction: &Offer{Asset: a.Key, ExpectedVersion: a.Version, To: to.Number, WithOwnership: c.WithOwnership, Deadline: deadline},
		Claims:      []string{string(a.ID), handoverClaim(r.operation)},
	}, nil
}

func (r ruling) receiver(id string) (Organization, error) {
	to, err := ParseOrganizationID(id, "/to")
	if err != nil {
		return Organization{}, err
	}
	if to == r.caller {
		return Organization{}, problem.InvalidField.At("/to", "an asset cannot be offered to whoever offers it; name another organisation")
	}
	return r.member(to, func(detail string) error { return problem.UnknownOrg.At("/to", detail) })
}

func (r ruling) answerHandover(c *AnswerHandover) (Decision, error) {
	if err := checkContext(c.Context); err != nil {
		return Decision{}, err
	}
	if err := checkText("/reason", c.Reason); err != nil {
		return Decision{}, err
	}
	h, found, err := r.view.Handover(r.ctx, c.Handover)
	if err != nil {
		return Decision{}, fmt.Errorf("look up handover %s: %w", c.Handover, err)
	}
	if !found {
		return Decision{}, problem.NotFound.At("/handover", fmt.Sprintf("there is no handover %q", c.Handover))
	}
	if err := r.mayAnswer(h, c.Answer); err != nil {
		return Decision{}, err
	}
	r.scene.handover = &h
	a, err := r.asset("/handover", string(h.Asset))
	if err != nil {
		return Decision{}, err
	}
	return Decision{
		Instruction: answerInstruction(c.Answer, a),
		Claims:      []string{string(a.ID), handoverClaim(h.ID)},
	}, nil
}

// mayAnswer checks that the handover is open and that this answer is for the caller to give.
func (r ruling) mayAnswer(h Handover, answer Answer) error {
	party, role := h.To, "receiver"
	switch answer {
	case AnswerAccept, AnswerReject:
	case AnswerCancel:
		party, role = h.From, "giver"
	case AnswerExpire:
		party = r.caller // anybody may
		if h.Deadline.IsZero() {
			return problem.NotAvailable.At("/answer", fmt.Sprintf("%s has no deadline and never expires; its giver can cancel it", h.ID))
		}
	default:
		return problem.InvalidField.At("/answer", fmt.Sprintf("it must be accept, reject, cancel or expire, not %q", answer))
	}
	if party != r.caller {
		return problem.WrongParty.At("/answer", fmt.Sprintf("only the %s can %s this handover", role, answer))
	}
	if h.State != HandoverPending {
		return problem.NotPending.At("/handover", fmt.Sprintf("%s is %s already", h.ID, h.State))
	}
	return nil
}

func answerInstruction(answer Answer, a Asset) Instruction {
	switch answer {
	case AnswerAccept:
		return &Accept{Asset: a.Key, ExpectedVersion: a.Version}
	case AnswerExpire:
		return &Expire{Asset: a.Key, ExpectedVersion: a.Version}
	case AnswerReject:
		return &Reject{Asset: a.Key, ExpectedVersion: a.Version}
	default:
		return &Cancel{Asset: a.Key, ExpectedVersion: a.Version}
	}
}
