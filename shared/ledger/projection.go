package ledger

import (
	"context"
	"fmt"

	"waybill/shared/custody"
)

// A projection lets the tables follow from the log. The same code serves the projector and the replay of a
// verification, so it may depend on nothing but rows, payloads and the tables themselves.
type projection struct {
	ctx    context.Context
	tables TableTx
	secret custody.Secret

	names map[uint32]custody.OrganizationID // of organisations that were looked up; every event names one
}

func newProjection(ctx context.Context, tables TableTx, secret custody.Secret) *projection {
	return &projection{ctx: ctx, tables: tables, secret: secret, names: map[uint32]custody.OrganizationID{}}
}

// An occurrence is one event of the contract with what is known of its cause.
type occurrence struct {
	Row
	event   custody.Event
	command custody.Command // nil if foreign
	actor   custody.OrganizationID
	first   uint64 // row of the command's first event
}

// operation names the operation that caused it. A foreign one goes by its transaction: whoever calls the contract past
// Waybill may use one command id as often as he likes.
func (o occurrence) operation() string {
	if o.Operation == "" {
		return nameOnChain(o.Transaction)
	}
	return o.Operation
}

// nameOnChain stands for what only the chain has a name for.
func nameOnChain(key custody.Digest) string { return "key:" + key.Hex() }

// apply lets the tables follow one row. The row's command is nil if it is foreign.
func (p *projection) apply(row Row, command custody.Command) error {
	event, err := decodeEvent(row.Fields)
	if err != nil {
		return fmt.Errorf("%s: %w", row.name(), err)
	}
	o := occurrence{Row: row, event: event, command: command}
	if o.actor, err = p.organization(event.Head().Actor); err != nil {
		return fmt.Errorf("%s: %w", row.name(), err)
	}
	if o.first, err = p.record(o); err != nil {
		return fmt.Errorf("%s: %w", row.name(), err)
	}
	if row.Foreign != "" {
		if err := p.mismatch(o, row.Foreign); err != nil {
			return fmt.Errorf("%s: %w", row.name(), err)
		}
	}
	if err := p.follow(o); err != nil {
		return fmt.Errorf("%s: %w", row.name(), err)
	}
	return nil
}

func (p *projection) follow(o occurrence) error {
	switch e := o.event.(type) {
	case custody.OrganizationJoined:
		return p.organizationJoined(o, e)
	case custody.AssetRegistered:
		return p.assetRegistered(o, e)
	case custody.CustodyOffered:
		return p.custodyOffered(o, e)
	case custody.CustodyAccepted:
		return p.custodyAccepted(o, e)
	case custody.CustodyClosed:
		return p.custodyClosed(o, e)
	case custody.Aggregated:
		return p.aggregated(o, e)
	case custody.ChildReleased:
		return p.childReleased(o, e)
	case custody.Disaggregated:
		return p.disaggregated(o, e)
	case custody.InputConsumed:
		return p.inputConsumed(o, e)
	case custody.CertificateIssued:
		return p.certificateIssued(o, e)
	case custody.CertificateRevoked:
		return p.certificateRevoked(o, e)
	case custody.EventRecorded:
		return p.eventRecorded(o)
	case custody.Anchored:
		return p.put(&Anchor{Actor: e.Actor, Size: e.Size, Root: e.Root, Transaction: o.Transaction})
	}
	return nil // Transformed says nothing that its inputs and outputs have not said
}

func (p *projection) get(r Record) (bool, error) {
	found, err := p.tables.Get(p.ctx, r)
	if err != nil {
		return false, fmt.Errorf("read %s: %w", r.Table(), err)
	}
	return found, nil
}

func (p *projection) put(r Record) error {
	if err := p.tables.Put(p.ctx, r); err != nil {
		return fmt.Errorf("write %s: %w", r.Table(), err)
	}
	return nil
}

// mismatch keeps what the chain says and the accepted commands do not explain.
func (p *projection) mismatch(o occurrence, reason string) error {
	return p.put(&Mismatch{Seq: o.Seq, Reason: reason})
}

// organization gives the organisation with a number on chain.
func (p *projection) organization(number uint32) (custody.OrganizationID, error) {
	if number == 0 {
		return Administrator, nil
	}
	if id, known := p.names[number]; known {
		return id, nil
	}
	o := Organization{Organization: custody.Organization{Number: number}}
	found, err := p.get(&o)
	if err != nil {
		return "", err
	}
	if !found {
		return custody.OrganizationID(fmt.Sprintf("number:%d", number)), nil
	}
	p.names[number] = o.ID
	return o.ID, nil
}

// organizationJoined believes a name only if it is the one that the identity hash commits to.
func (p *projection) organizationJoined(o occurrence, e custody.OrganizationJoined) error {
	joined := Organization{Transaction: o.Transaction, Organization: custody.Organization{
		ID: custody.OrganizationID(nameOnChain(e.IdentityHash)), Number: e.Organization, Key: e.Key, Active: true,
	}}
	c, ok := o.command.(*custody.RegisterOrganization)
	switch {
	case !ok:
	case p.secret.IdentityHash(c) != e.IdentityHash || c.Key == nil || *c.Key != e.Key:
		if err := p.mismatch(o, "the organisation on chain is not the one that was accepted"); err != nil {
			return err
		}
	default:
		joined.ID, joined.Name, joined.GLN = custody.OrganizationID(c.ID), c.Name, c.GLN
	}
	return p.put(&joined)
}

// asset gives an asset that the contract has a slot for. The log is complete, so it was registered in it.
func (p *projection) asset(key custody.Digest) (Asset, error) {
	a := Asset{Asset: custody.Asset{Key: key}}
	found, err := p.get(&a)
	if err == nil && !found {
		err = fmt.Errorf("asset %s was never registered", key)
	}
	return a, err
}

// keyOf gives the key of an id as a command spells it; zero if it is no id at all.
func (p *projection) keyOf(id string) (custody.AssetID, custody.Digest) {
	parsed, err := custody.ParseAssetID(id, "")
	if err != nil {
		return "", custody.Digest{}
	}
	return parsed, p.secret.AssetKey(string(parsed))
}
