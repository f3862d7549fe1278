package story

import (
	"context"

	"waybill/shared/custody"
)

// A model is a ledger in memory that believes every command: with it a story is judged by the rules of custody before
// it is played.
type model struct {
	organizations map[custody.OrganizationID]custody.Organization
	assets        map[custody.AssetID]custody.Asset
	handovers     map[string]custody.Handover
	bundles       map[string]custody.Bundle
	certificates  map[string]custody.Certificate
}

func newModel() *model {
	return &model{
		organizations: map[custody.OrganizationID]custody.Organization{},
		assets:        map[custody.AssetID]custody.Asset{},
		handovers:     map[string]custody.Handover{},
		bundles:       map[string]custody.Bundle{},
		certificates:  map[string]custody.Certificate{},
	}
}

// secret keys a model's names; nothing leaves the model, so it need not be secret.
var secret = custody.Secret("a story is judged in memory only..")

// do does what the command says; the rules have allowed it.
func (m *model) do(by custody.OrganizationID, operation string, c custody.Command) {
	switch c := c.(type) {
	case *custody.RegisterOrganization:
		id := custody.OrganizationID(c.ID)
		m.organizations[id] = custody.Organization{ID: id, Number: uint32(len(m.organizations) + 1), Name: c.Name, Active: true}
	case *custody.RegisterAsset:
		m.create(by, c.ID, c.Type, c.Quantity, c.Unit)
	case *custody.OfferHandover:
		m.change(c.Asset, func(a *custody.Asset) { a.Status, a.Handover = custody.StatusOffered, operation })
		m.handovers[operation] = custody.Handover{
			ID: operation, Asset: assetID(c.Asset), From: by, To: custody.OrganizationID(c.To),
			WithOwnership: c.WithOwnership, State: custody.HandoverPending,
		}
	case *custody.AnswerHandover:
		m.answer(c)
	case *custody.Aggregate:
		m.pack(by, operation, c)
	case *custody.Disaggregate:
		m.unpack(c.Bundle)
	case *custody.Transform:
		for _, in := range c.Inputs {
			m.consume(in)
		}
		for _, out := range c.Outputs {
			m.create(by, out.ID, out.Type, out.Quantity, out.Unit)
		}
	case *custody.IssueCertificate:
		id := c.ID
		if id == "" {
			id = operation
		}
		m.certificates[id] = custody.Certificate{ID: id, Issuer: by}
	case *custody.RevokeCertificate:
		certificate := m.certificates[c.Certificate]
		certificate.Revoked = true
		m.certificates[c.Certificate] = certificate
	}
}

func (m *model) create(by custody.OrganizationID, id, kind string, q *custody.Quantity, unit string) {
	a := custody.Asset{ID: assetID(id), Status: custody.StatusActive, Holder: by, Owner: by, Unit: unit, Version: 1}
	a.Key = secret.AssetKey(string(a.ID))
	a.Kind, _ = custody.ParseKind(kind)
	if q != nil {
		a.Quantity = *q
	}
	m.assets[a.ID] = a
}

func (m *model) change(id string, f func(*custody.Asset)) {
	a := m.assets[assetID(id)]
	f(&a)
	a.Version++
	m.assets[a.ID] = a
}

func (m *model) answer(c *custody.AnswerHandover) {
	h := m.handovers[c.Handover]
	m.change(string(h.Asset), func(a *custody.Asset) { a.Status, a.Handover = custody.StatusActive, "" })
	h.State = custody.HandoverRejected
	if c.Answer == custody.AnswerAccept {
		h.State = custody.HandoverAccepted
		m.give(h.Asset, h)
	}
	m.handovers[h.ID] = h
}

// give hands an asset and everything packed in it to the receiver.
func (m *model) give(id custody.AssetID, h custody.Handover) {
	a := m.assets[id]
	a.Holder = h.To
	if h.WithOwnership {
		a.Owner = h.To
	}
	m.assets[id] = a
	for _, packed := range m.bundles[a.Contents].Children {
		m.give(packed.Asset, h)
	}
}

func (m *model) pack(by custody.OrganizationID, operation string, c *custody.Aggregate) {
	bundle := custody.Bundle{ID: operation, Parent: assetID(c.Parent), PackedBy: by, Owner: m.assets[assetID(c.Parent)].Owner, Open: true}
	for _, id := range c.Children {
		a := m.assets[assetID(id)]
		bundle.Children = append(bundle.Children, custody.BundledAsset{Asset: a.ID, Key: a.Key, Version: a.Version})
		a.Status, a.Bundle = custody.StatusBundled, operation
		m.assets[a.ID] = a
	}
	m.change(c.Parent, func(a *custody.Asset) { a.Contents = operation })
	bundle.Root = custody.BundleRoot(bundle.Children)
	m.bundles[operation] = bundle
}

func (m *model) unpack(id string) {
	bundle := m.bundles[id]
	for _, packed := range bundle.Children {
		m.change(string(packed.Asset), func(a *custody.Asset) { a.Status, a.Bundle = custody.StatusActive, "" })
	}
	m.change(string(bundle.Parent), func(a *custody.Asset) { a.Contents = "" })
	bundle.Open = false
	m.bundles[id] = bundle
}

func (m *model) consume(in custody.TransformInput) {
	m.change(in.Asset, func(a *custody.Asset) {
		if in.Quantity != nil {
			a.Quantity -= *in.Quantity
		}
		if a.Quantity == 0 {
			a.Status = custody.StatusConsumed
		}
	})
}

// assetID gives the canonical id; Decide has refused those that have none.
func assetID(uri string) custody.AssetID {
	id, err := custody.ParseAssetID(uri, "")
	if err != nil {
		return custody.AssetID(uri)
	}
	return id
}

// Organization looks one up.
func (m *model) Organization(_ context.Context, id custody.OrganizationID) (custody.Organization, bool, error) {
	o, found := m.organizations[id]
	return o, found, nil
}

// Asset looks one up.
func (m *model) Asset(_ context.Context, id custody.AssetID) (custody.Asset, bool, error) {
	a, found := m.assets[id]
	return a, found, nil
}

// Handover looks one up.
func (m *model) Handover(_ context.Context, id string) (custody.Handover, bool, error) {
	h, found := m.handovers[id]
	return h, found, nil
}

// Bundle looks one up.
func (m *model) Bundle(_ context.Context, id string) (custody.Bundle, bool, error) {
	b, found := m.bundles[id]
	return b, found, nil
}

// Certificate looks one up.
func (m *model) Certificate(_ context.Context, id string) (custody.Certificate, bool, error) {
	c, found := m.certificates[id]
	return c, found, nil
}

// Recall gives none: no story tells of recalls.
func (*model) Recall(context.Context, custody.AssetID, custody.OrganizationID) (custody.Recall, bool, error) {
	return custody.Recall{}, false, nil
}

// RecallByID gives none.
func (*model) RecallByID(context.Context, string) (custody.Recall, bool, error) {
	return custody.Recall{}, false, nil
}

// PastEvent gives none: no story tells of errors.
func (*model) PastEvent(context.Context, custody.Digest) (custody.PastEvent, bool, error) {
	return custody.PastEvent{}, false, nil
}
