package ledger

import (
	"waybill/shared/custody"
)

// first gives the row of the command's first event. The events of one command come together.
func (p *projection) first(o occurrence) (uint64, error) {
	if p.last.command == o.Command && p.last.transaction == o.Transaction {
		p.last.ours = o.command != nil
		return p.last.seq, nil
	}
	seq, err := p.record(o)
	p.last = happening{o.Command, o.Transaction, seq, o.command != nil}
	return seq, err
}

// record keeps the command behind an event of the contract, once, and gives the row of its first event.
func (p *projection) record(o occurrence) (uint64, error) {
	r := RecordedEvent{Command: o.Command, Transaction: o.Transaction}
	if found, err := p.get(&r); err != nil || found {
		return r.Seq, err
	}
	r = RecordedEvent{
		Seq: o.Seq, Command: o.Command, Operation: o.operation(), Organization: o.actor, Kind: o.Kind, Type: eventType(o),
		Time: o.BlockTime, Transaction: o.Transaction, Block: o.Block, Foreign: o.Foreign, EventHash: o.event.Head().EventHash,
	}
	if o.Kind == "" {
		r.Kind = custody.CommandKind(o.Event)
	}
	if c := contextOf(o.command); c != nil {
		r.ReadPoint, r.BizLocation, r.Source = c.ReadPoint, c.BizLocation, c.Source
		if c.EventTime != nil {
			r.EventTime = c.EventTime.UTC()
		}
	}
	return r.Seq, p.put(&r)
}

// about links an asset, and the documents that the command names, to its event.
func (p *projection) about(o occurrence, asset custody.AssetID, role Role) error {
	if err := p.put(&EventAsset{Seq: o.first, Asset: asset, Role: role}); err != nil {
		return err
	}
	c := contextOf(o.command)
	if c == nil {
		return nil
	}
	for _, document := range c.Documents {
		if err := p.put(&AssetDocument{Asset: asset, Document: document}); err != nil {
			return err
		}
	}
	return nil
}

// eventRecorded follows a command that left nothing but its event hash.
func (p *projection) eventRecorded(o occurrence) error {
	switch c := o.command.(type) {
	case *custody.RecordDocument:
		document := Document{ID: c.Document, ManifestHash: c.ManifestHash, Organization: o.actor, Transaction: o.Transaction}
		if err := p.put(&document); err != nil {
			return err
		}
		id, _ := p.keyOf(c.Asset)
		if id == "" {
			return nil
		}
		if err := p.put(&AssetDocument{Asset: id, Document: c.Document}); err != nil {
			return err
		}
		return p.about(o, id, RoleSubject)
	case *custody.RecordEvent:
		for _, asset := range c.Assets {
			if id, _ := p.keyOf(asset); id != "" {
				if err := p.about(o, id, RoleSubject); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// eventType gives the event type of EPCIS 2.0 (section 7.4) that the command is.
func eventType(o occurrence) string {
	switch c := o.command.(type) {
	case *custody.RecordEvent:
		return c.Type
	case *custody.RegisterAsset, *custody.ConsumeAsset, *custody.DecommissionAsset,
		*custody.OfferHandover, *custody.OfferOwnership, *custody.AnswerHandover, *custody.RelayHandover,
		*custody.IssueCertificate, *custody.SuspendCertificate, *custody.ReinstateCertificate, *custody.RevokeCertificate,
		*custody.StartRecall, *custody.EndRecall:
		return "ObjectEvent"
	case *custody.Aggregate, *custody.Disaggregate, *custody.ReleaseChild:
		return "AggregationEvent"
	case *custody.Transform:
		return "TransformationEvent"
	}
	return ""
}

// contextOf gives what a command says of its circumstances, nil if it has no place for that.
func contextOf(c custody.Command) *custody.Context {
	switch c := c.(type) {
	case *custody.RegisterAsset:
		return &c.Context
	case *custody.OfferHandover:
		return &c.Context
	case *custody.AnswerHandover:
		return &c.Context
	case *custody.Aggregate:
		return &c.Context
	case *custody.Disaggregate:
		return &c.Context
	case *custody.Transform:
		return &c.Context
	case *custody.IssueCertificate:
		return &c.Context
	case *custody.RevokeCertificate:
		return &c.Context
	case *custody.RecordDocument:
		return &c.Context
	case *custody.RecordEvent:
		return &c.Context
	case *custody.SuspendCertificate:
		return &c.Context
	case *custody.ReinstateCertificate:
		return &c.Context
	case *custody.StartRecall:
		return &c.Context
	case *custody.EndRecall:
		return &c.Context
	case *custody.DecommissionAsset:
		return &c.Context
	case *custody.DeclareEventError:
		return &c.Context
	case *custody.OfferOwnership:
		return &c.Context
	case *custody.RelayHandover:
		return &c.Context
	case *custody.ReleaseChild:
		return &c.Context
	case *custody.ConsumeAsset:
		return &c.Context
	}
	return nil
}
