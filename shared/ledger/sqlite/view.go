package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"waybill/shared/custody"
	"waybill/shared/ledger"
)

// one fills the record from the first row that a condition gives.
func (r reader) one(ctx context.Context, record ledger.Record, condition string, args ...any) (bool, error) {
	m := mapped(record)
	err := m.Load(record, r.q.QueryRowContext(ctx, m.all+" "+condition, args...).Scan)
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("read %s: %w", record.Table(), err)
	}
	return true, nil
}

// Organization gives a member of the network. If its id joined more than once, the newest counts.
func (r reader) Organization(ctx context.Context, id custody.OrganizationID) (custody.Organization, bool, error) {
	var o ledger.Organization
	found, err := r.one(ctx, &o, "WHERE id = ? ORDER BY number DESC LIMIT 1", string(id))
	return o.Organization, found, err
}

// Asset gives an asset as it is now.
func (r reader) Asset(ctx context.Context, id custody.AssetID) (custody.Asset, bool, error) {
	var a ledger.Asset
	found, err := r.one(ctx, &a, "WHERE id = ?", string(id))
	return a.Asset, found, err
}

// Handover gives an offer.
func (r reader) Handover(ctx context.Context, id string) (custody.Handover, bool, error) {
	var h ledger.Handover
	found, err := r.one(ctx, &h, "WHERE id = ?", id)
	return h.Handover, found, err
}

// Bundle gives a bundle.
func (r reader) Bundle(ctx context.Context, id string) (custody.Bundle, bool, error) {
	var b ledger.Bundle
	found, err := r.one(ctx, &b, "WHERE id = ?", id)
	return b.Bundle, found, err
}

// Certificate gives a certificate.
func (r reader) Certificate(ctx context.Context, id string) (custody.Certificate, bool, error) {
	var c ledger.Certificate
	found, err := r.one(ctx, &c, "WHERE id = ?", id)
	return c.Certificate, found, err
}

// Recall gives an organisation's recall of an asset.
func (r reader) Recall(ctx context.Context, asset custody.AssetID, by custody.OrganizationID) (custody.Recall, bool, error) {
	var n ledger.RecallNotice
	found, err := r.one(ctx, &n, "WHERE asset = ? AND organization = ?", string(asset), string(by))
	return n.Recall, found, err
}

// RecallByID gives a recall by the operation that opened it last.
func (r reader) RecallByID(ctx context.Context, id string) (custody.Recall, bool, error) {
	var n ledger.RecallNotice
	found, err := r.one(ctx, &n, "WHERE id = ? LIMIT 1", id)
	return n.Recall, found, err
}

// PastEvent gives what was carried out of an accepted command.
func (r reader) PastEvent(ctx context.Context, command custody.Digest) (custody.PastEvent, bool, error) {
	event, found, err := r.Recorded(ctx, command)
	if err != nil || !found {
		return custody.PastEvent{}, false, err
	}
	body := ledger.Payload{Command: command}
	if found, err := r.Get(ctx, &body); err != nil || !found {
		return custody.PastEvent{}, false, err
	}
	past := custody.PastEvent{Organization: event.Organization, Kind: event.Kind, Payload: body.Body}
	err = r.each(ctx, func(scan func(...any) error) error {
		var id custody.AssetID
		err := scan(&id)
		past.Assets = append(past.Assets, id)
		return err
	}, "SELECT DISTINCT asset FROM event_asset WHERE seq = ? ORDER BY asset", int64(event.Seq))
	return past, err == nil, err
}
