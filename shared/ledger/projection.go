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

	names  map[uint32]custody.OrganizationID // of organisations that were looked up; every event names one
	ids    map[string]identity               // as commands spell them; a transformation asks for its own again and again
	making making                            // the transformation whose events are coming
	last   happening                         // the command of the row before
	held   held
}

// A happening is a command in the transaction that carried it out.
type happening struct {
	command, transaction custody.Digest
	seq                  uint64 // its first row
	ours                 bool   // it is not foreign
}

// An identity is an asset's canonical id and its name on chain.
type identity struct {
	id  custody.AssetID
	key custody.Digest
}

func newProjection(ctx context.Context, tables TableTx, secret custody.Secret) *projection {
	return &projection{ctx: ctx, tables: tables, secret: secret, names: map[uint32]custody.OrganizationID{}, ids: map[string]identity{}, held: held{assets: map[custody.Digest]*heldAsset{}}}
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

// replay lets the tables follow a row of the log.
func (p *projection) replay(row Row, command custody.Command) error {
	event, err := decodeEvent(row.Fields)
	if err != nil {
		return fmt.Errorf("%s: %w", row.name(), err)
	}
	return p.apply(row, event, command)
}

// apply lets the tables follow one row, which says what the event says. The command is nil if it is foreign.
func (p *projection) apply(row Row, event custody.Event, command custody.Command) (err error) {
	o := occurrence{Row: row, event: event, command: command}
	if o.actor, err = p.organization(event.Head().Actor); err != nil {
		return fmt.Errorf("%s: %w", row.name(), err)
	}
	if o.first, err = p.first(o); err != nil {
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
	case custody.KeyAdded:
		return p.keyAdded(o, e)
	case custody.KeyRemoved:
		return p.keyRemoved(o, e)
	case custody.KeyRotated:
		return p.keyRotated(e)
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
	case custody.CustodyHandedOver:
		return p.custodyHandedOver(o, e)
	case custody.OwnershipOffered:
		return p.ownershipOffered(o, e)
	case custody.OwnershipTransferred:
		return p.ownershipTransferred(o, e)
	case custody.ChildSkipped:
		return p.childSkipped(o, e)
	case custody.AssetDecommissioned:
		return p.assetDecommissioned(o, e)
	case custody.RecallOpened:
		return p.recallOpened(o, e)
	case custody.RecallClosed:
		return p.recallClosed(o, e)
	case custody.CertificateSuspended:
		return p.certificateCounts(o, e.Certificate, e.Version, CertificateSuspended)
	case custody.CertificateReinstated:
		return p.certificateCounts(o, e.Certificate, e.Version, CertificateActive)
	case custody.ErrorDeclared:
		return p.errorDeclared(o, e)
	case custody.OrganizationStatusChanged:
		return p.organizationStatusChanged(e)
	case custody.Transformed:
		p.making = making{} // its inputs and outputs have said everything
	case custody.MassBalanced:
		return p.massBalanced(o, e)
	}
	return nil
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
		SigningKeys: []custody.SigningKey{{Address: e.Key}},
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

// keyOf gives the key of an id as a command spells it; zero if it is no id at all.
func (p *projection) keyOf(id string) (custody.AssetID, custody.Digest) {
	known, found := p.ids[id]
	if !found {
		if parsed, err := custody.ParseAssetID(id, ""); err == nil {
			known = identity{parsed, p.secret.AssetKey(string(parsed))}
		}
		p.ids[id] = known
	}
	return known.id, known.key
}

// follows keeps note if a version is not the one after the asset's last: the contract counts without gaps.
func (p *projection) follows(o occurrence, a Asset, version uint32) error {
	if version == a.Version+1 {
		return nil
	}
	return p.mismatch(o, fmt.Sprintf("version gap: %s is at version %d after version %d", a.ID, version, a.Version))
}
