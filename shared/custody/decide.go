package custody

import (
	"context"
	"fmt"

	"waybill/shared/problem"
)

// operator is the organisation that runs the system. It lets others join and leaves digests; it holds no goods.
const operator OrganizationID = "operator"

// Decide holds a command of an organisation against the view. It gives the decision, or a *problem.Problem that names
// the field at fault; any other error comes from the view. With a problem comes a decision that has only Claims: an
// open operation that holds one of them may be the reason, because the view does not know its outcome yet.
//
// There is no clock here: whether a handover's deadline has passed is for the contract to say.
func Decide(ctx context.Context, view View, secret Secret, caller OrganizationID, operation string, c Command) (Decision, error) {
	r := ruling{
		ctx: ctx, view: view, secret: secret, caller: caller, operation: operation,
		scene: &scene{numbers: map[OrganizationID]uint32{}},
	}
	member, err := r.admit(c)
	if err == nil {
		r.signers = member.Signers()
		var decision Decision
		if decision, err = r.rule(c); err == nil {
			err = r.foresee(decision.Instruction)
		}
		if err == nil {
			if decision.Signers == nil {
				decision.Signers = r.signers
			}
			return decision, nil
		}
	}
	claims := append(ClaimsOf(c), organizationClaim(string(caller)))
	switch c.(type) {
	case *AddSigner, *RemoveSigner:
		claims = append(claims, signersClaim(caller))
	}
	return Decision{Claims: claims}, err
}

// A ruling is one application of the rules.
type ruling struct {
	ctx       context.Context
	view      View
	secret    Secret
	caller    OrganizationID
	operation string
	signers   []Address // the caller's keys on chain; none for the operator
	scene     *scene    // what was looked at
}

// admit checks that the caller may ask for this kind of command at all, and gives its organisation; the zero one for the
// operator, who is no member.
func (r ruling) admit(c Command) (Organization, error) {
	switch c.(type) {
	case *RegisterOrganization, *AnchorDigest:
		if r.caller != operator {
			return Organization{}, problem.Forbidden.With("only the operator of the system may do this")
		}
		return Organization{}, nil
	}
	return r.member(r.caller, func(detail string) error {
		return problem.Forbidden.With("the caller's organisation cannot act: " + detail)
	})
}

func (r ruling) rule(c Command) (Decision, error) {
	switch c := c.(type) {
	case *RegisterOrganization:
		return r.registerOrganization(c)
	case *RegisterAsset:
		return r.registerAsset(c)
	case *OfferHandover:
		return r.offerHandover(c)
	case *AnswerHandover:
		return r.answerHandover(c)
	case *Aggregate:
		return r.aggregate(c)
	case *Disaggregate:
		return r.disaggregate(c)
	case *Transform:
		return r.transform(c)
	case *IssueCertificate:
		return r.issueCertificate(c)
	case *RevokeCertificate:
		return r.revokeCertificate(c)
	case *RecordDocument:
		return r.recordDocument(c)
	case *RecordEvent:
		return r.recordEvent(c)
	case *AnchorDigest:
		return r.anchorDigest(c)
	case *AddSigner:
		return r.addSigner()
	case *RemoveSigner:
		return r.removeSigner(c)
	case *StartRecall:
		return r.startRecall(c)
	case *EndRecall:
		return r.endRecall(c)
	case *SuspendCertificate:
		return r.suspendCertificate(c)
	case *ReinstateCertificate:
		return r.reinstateCertificate(c)
	case *DeclareEventError:
		return r.declareError(c)
	case *DecommissionAsset:
		return r.decommissionAsset(c)
	case *RelayHandover:
		return r.relayHandover(c)
	case *OfferOwnership:
		return r.offerOwnership(c)
	case *ReleaseChild:
		return r.releaseChild(c)
	case *ConsumeAsset:
		return r.consumeAsset(c)
	}
	return Decision{}, problem.InvalidField.At("/kind", fmt.Sprintf("there is no rule for %q", c.Kind()))
}

// member gives an active organisation of the network, or what refuse makes of the reason why there is none.
func (r ruling) member(id OrganizationID, refuse func(detail string) error) (Organization, error) {
	o, found, err := r.view.Organization(r.ctx, id)
	switch {
	case err != nil:
		return Organization{}, fmt.Errorf("look up organisation %s: %w", id, err)
	case !found:
		return Organization{}, refuse(fmt.Sprintf("%q has not joined the network", id))
	case !o.Active:
		return Organization{}, refuse(fmt.Sprintf("%q is not active in the network", id))
	}
	r.scene.numbers[id] = o.Number
	return o, nil
}

// asset gives a registered asset.
func (r ruling) asset(field, id string) (Asset, error) {
	parsed, err := ParseAssetID(id, field)
	if err != nil {
		return Asset{}, err
	}
	a, found, err := r.view.Asset(r.ctx, parsed)
	if err != nil {
		return Asset{}, fmt.Errorf("look up asset %s: %w", parsed, err)
	}
	if !found {
		return Asset{}, problem.UnknownAsset.At(field, fmt.Sprintf("%s is not registered; correct the id or register it first", parsed))
	}
	r.scene.assets = append(r.scene.assets, a)
	return a, nil
}

// held gives an asset that the caller has in its hands, offered or not.
func (r ruling) held(field, id string) (Asset, error) {
	a, err := r.asset(field, id)
	switch {
	case err != nil:
		return Asset{}, err
	case a.Status == StatusBundled:
		return Asset{}, problem.NotAvailable.At(field, fmt.Sprintf("%s is packed in %s; unpack that first", a.ID, a.Bundle))
	case a.Holder != r.caller:
		return Asset{}, problem.NotHolder.At(field, fmt.Sprintf("%s is not held by %s", a.ID, r.caller))
	case a.Status == StatusConsumed:
		return Asset{}, problem.NotAvailable.At(field, fmt.Sprintf("%s is used up", a.ID))
	case a.Status == StatusDecommissioned:
		return Asset{}, problem.NotAvailable.At(field, fmt.Sprintf("%s is decommissioned; register what replaces it under an id of its own", a.ID))
	}
	return a, nil
}

// available gives an asset that the caller has in its hands and has not offered to anybody.
func (r ruling) available(field, id string) (Asset, error) {
	a, err := r.held(field, id)
	if err == nil && a.Status == StatusOffered {
		return Asset{}, problem.NotAvailable.At(field, fmt.Sprintf("%s is offered in %s; cancel that first", a.ID, a.Handover))
	}
	return a, err
}
