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
	"Aggregated":         {custody.KindAggregate},
	"ChildReleased":      {custody.KindDisaggregate},
	"Disaggregated":      {custody.KindDisaggregate},
	"InputConsumed":      {custody.KindTransform},
	"Transformed":        {custody.KindTransform},
	"CertificateIssued":  {custody.KindIssueCertificate},
	"CertificateRevoked": {custody.KindRevokeCertificate},
	"EventRecorded":      {custody.KindRecordDocument, custody.KindRecordEvent},
	"Anchored":           {custody.KindAnchorDigest},
}

// An explanation is what is known here of the command behind an event.
type explanation struct {
	CommandRecord
	command custody.Command // nil if foreign
	foreign string          // why the event is not one of ours
}

// explain looks up the command of an event. What was accepted counts only if the event's hash commits to it.
func explain(ctx context.Context, commands Commands, secret custody.Secret, e custody.Event) (explanation, error) {
	head := e.Head()
	record, found, err := commands.Command(ctx, head.Command)
	if err != nil {
		return explanation{}, fmt.Errorf("look up command %s: %w", head.Command, err)
	}
	if !found {
		return explanation{foreign: "the command is not known here"}, nil
	}
	if secret.EventHash(head.Command, record.Payload) != head.EventHash {
		return explanation{foreign: "the event hash does not commit to what was accepted as " + record.Operation}, nil
	}
	command, err := custody.DecodeCommand(record.Kind, record.Payload)
	if err != nil {
		return explanation{foreign: fmt.Sprintf("what was accepted as %s cannot be read: %v", record.Operation, err)}, nil
	}
	if !slices.Contains(kindsOf[e.EventName()], record.Kind) {
		return explanation{foreign: fmt.Sprintf("what was accepted as %s is a %s, which causes no %s", record.Operation, record.Kind, e.EventName())}, nil
	}
	return explanation{CommandRecord: record, command: command}, nil
}

// signedBy checks that the organisation whose command was accepted is the one that signed, and that the command was not
// carried out before. The administrator signs for the operator, and only for it.
func (p *projection) signedBy(x explanation, row Row) (explanation, error) {
	if x.foreign != "" {
		return x, nil
	}
	event, err := decodeEvent(row.Fields)
	if err != nil {
		return explanation{}, err
	}
	signer, err := p.organization(event.Head().Actor)
	if err != nil {
		return explanation{}, err
	}
	if signer != x.Organization {
		return explanation{foreign: fmt.Sprintf("%s signed what was accepted from %s as %s", signer, x.Organization, x.Operation)}, nil
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

// firstOf gives the transaction that carried out a command of ours.
func (p *projection) firstOf(command custody.Digest) (custody.Digest, bool, error) {
	done := Payload{Command: command}
	found, err := p.get(&done)
	return done.Transaction, found, err
}
