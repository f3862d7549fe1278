package ledger

import (
	"context"
	"fmt"
	"slices"

	"waybill/shared/custody"
)

// kindsOf says which commands cause an event of the contract.
var kindsOf = map[string][]custody.CommandKind{
	"OrganizationJoined": {custody.KindRegisterOrganization},
	"AssetRegistered":    {custody.KindRegisterAsset, custody.KindTransform},
	"CustodyOffered":     {custody.KindOfferHandover},
	"CustodyAccepted":    {custody.KindAnswerHandover},
	"CustodyClosed":      {custody.KindAnswerHandover},
	"OwnershipOffered":   {custody.KindOfferOwnership},
	"CustodyHandedOver":  {custody.KindRelayHandover},
	"Aggregated":         {custody.KindAggregate},
	"ChildReleased":      {custody.KindDisaggregate, custody.KindReleaseChild},
	"ChildSkipped":       {custody.KindDisaggregate},
	"Disaggregated":      {custody.KindDisaggregate},
	"InputConsumed":      {custody.KindTransform, custody.KindConsumeAsset},
	"Transformed":        {custody.KindTransform},
	"MassBalanced":       {custody.KindTransform},
	"CertificateIssued":  {custody.KindIssueCertificate},
	"CertificateRevoked": {custody.KindRevokeCertificate},
	"EventRecorded":      {custody.KindRecordDocument, custody.KindRecordEvent},
	"Anchored":           {custody.KindAnchorDigest},
	"KeyAdded":           {custody.KindAddSigner},
	"KeyRemoved":         {custody.KindRemoveSigner},

	"CertificateSuspended":  {custody.KindSuspendCertificate},
	"CertificateReinstated": {custody.KindReinstateCertificate},
	"RecallOpened":          {custody.KindStartRecall},
	"RecallClosed":          {custody.KindEndRecall},
	"AssetDecommissioned":   {custody.KindDecommissionAsset},
	"ErrorDeclared":         {custody.KindDeclareEventError},

	"OwnershipTransferred": {custody.KindAnswerHandover},
}

// An explanation is what is known here of the command behind an event.
type explanation struct {
	CommandRecord
	command custody.Command // nil if foreign
	foreign string          // why the event is not one of ours
}

// explain looks up the command of an event. What was accepted counts only if the event's hash commits to it.
func explain(ctx context.Context, commands Commands, secret custody.Secret, head custody.EventHead) (explanation, error) {
	record, found, err := commands.Command(ctx, head.Command)
	if err != nil {
		return explanation{}, fmt.Errorf("look up command %s: %w", head.Command, err)
	}
	if !found {
		return explanation{foreign: unknown}, nil
	}
	if secret.EventHash(head.Command, record.Payload) != head.EventHash {
		return explanation{foreign: "the event hash does not commit to what was accepted as " + record.Operation}, nil
	}
	command, err := custody.DecodeCommand(record.Kind, record.Payload)
	if err != nil {
		return explanation{foreign: fmt.Sprintf("what was accepted as %s cannot be read: %v", record.Operation, err)}, nil
	}
	return explanation{CommandRecord: record, command: command}, nil
}

// unknown is the reason why an event is foreign whose command nobody here accepted.
const unknown = "the command is not known here"

// causing gives the explanation if its command can cause the event. What the administrators did, with keys that are
// their own, needs none.
func (x explanation) causing(e custody.Event) explanation {
	if _, ok := e.(custody.AdministrationEvent); ok && (x.foreign == unknown || e.Head().EventHash.IsZero()) {
		return explanation{}
	}
	if x.foreign == "" && !slices.Contains(kindsOf[e.EventName()], x.Kind) {
		return explanation{foreign: fmt.Sprintf("what was accepted as %s is a %s, which causes no %s", x.Operation, x.Kind, e.EventName())}
	}
	return x
}

// signedBy checks that the organisation whose command was accepted is the one that signed, and that the command was not
// carried out before. The administrator signs for the operator, and only for it.
func (p *projection) signedBy(x explanation, actor uint32, row Row) (explanation, error) {
	if x.foreign != "" || x.command == nil {
		return x, nil
	}
	signer, err := p.organization(actor)
	if err != nil {
		return explanation{}, err
	}
	if signer != x.actor() {
		return explanation{foreign: fmt.Sprintf("%s signed what was accepted from %s as %s", signer, x.Organization, x.Operation)}, nil
	}
	if p.last.command == row.Command && p.last.transaction == row.Transaction && p.last.ours {
		return x, nil // the event before was of the same command
	}
	first, found, err := p.firstOf(row.Command)
	if err != nil {
		return explanation{}, err
	}
	if found && first != row.Transaction {
		return explanation{foreign: fmt.Sprintf("%s was carried out before, in transaction %s", x.Operation, first)}, nil
	}
	return x, nil
}

// actor is the organisation that acts by the command: who gave it, but for a handover that both sides have signed and
// anybody passes on. That is the receiver's.
func (x explanation) actor() custody.OrganizationID {
	if c, ok := x.command.(*custody.RelayHandover); ok {
		return custody.OrganizationID(c.To)
	}
	return x.Organization
}

// firstOf gives the transaction that carried out a command of ours.
func (p *projection) firstOf(command custody.Digest) (custody.Digest, bool, error) {
	done := Payload{Command: command}
	found, err := p.get(&done)
	return done.Transaction, found, err
}
