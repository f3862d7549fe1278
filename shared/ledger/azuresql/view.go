package azuresql

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"waybill/shared/custody"
	"waybill/shared/ledger"
)

// Conditions of the custody view's questions.
const (
	organizationByID = " WHERE [id] = @p1 ORDER BY [number] DESC"
	byID             = " WHERE [id] = @p1"
	assetByID        = " WHERE [id_sha256] = @p1"
	recallOf         = " WHERE [asset_sha256] = @p1 AND [organization] = @p2"
	assetsOfEvent    = "SELECT DISTINCT [asset] FROM [waybill].[event_asset] WHERE [seq] = @p1 ORDER BY [asset]"
)

// one fills the record from the first row that a condition gives.
func (r reader) one(ctx context.Context, record ledger.Record, condition string, args ...any) (bool, error) {
	m := mapped(record)
	err := m.load(record, r.q.QueryRowContext(ctx, m.all+condition, args...).Scan)
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("read %s: %w", record.Table(), err)
	}
	return true, nil
}

// The ids below are compared once more where they are no digests: the server takes N'a ' for N'a', and to the commands
// these would be two things.

// Organization gives a member of the network. If its id joined more than once, the newest counts.
func (r reader) Organization(ctx context.Context, id custody.OrganizationID) (custody.Organization, bool, error) {
	var o ledger.Organization
	found, err := r.one(ctx, &o, organizationByID, string(id))
	if !found || o.ID != id {
		return custody.Organization{}, false, err
	}
	return o.Organization, true, err
}

// Asset gives an asset as it is now.
func (r reader) Asset(ctx context.Context, id custody.AssetID) (custody.Asset, bool, error) {
	var a ledger.Asset
	found, err := r.one(ctx, &a, assetByID, digest(id))
	return a.Asset, found, err
}

// Handover gives an offer.
func (r reader) Handover(ctx context.Context, id string) (custody.Handover, bool, error) {
	var h ledger.Handover
	found, err := r.one(ctx, &h, byID, id)
	if !found || h.ID != id {
		return custody.Handover{}, false, err
	}
	return h.Handover, true, err
}

// Bundle gives a bundle.
func (r reader) Bundle(ctx context.Context, id string) (custody.Bundle, bool, error) {
	var b ledger.Bundle
	found, err := r.one(ctx, &b, byID, id)
	if !found || b.ID != id {
		return custody.Bundle{}, false, err
	}
	return b.Bundle, true, err
}

// Certificate gives a certificate.
func (r reader) Certificate(ctx context.Context, id string) (custody.Certificate, bool, error) {
	var c ledger.Certificate
	found, err := r.one(ctx, &c, byID, id)
	if !found || c.ID != id {
		return custody.Certificate{}, false, err
	}
	return c.Certificate, true, err
}

// Recall gives an organisation's recall of an asset.
func (r reader) Recall(ctx context.Context, asset custody.AssetID, by custody.OrganizationID) (custody.Recall, bool, error) {
	var n ledger.RecallNotice
	found, err := r.one(ctx, &n, recallOf, digest(asset), string(by))
	if !found || n.Organization != by {
		return custody.Recall{}, false, err
	}
	return n.Recall, true, err
}

// RecallByID gives a recall by the operation that opened it last.
func (r reader) RecallByID(ctx context.Context, id string) (custody.Recall, bool, error) {
	var n ledger.RecallNotice
	found, err := r.one(ctx, &n, byID, id)
	if !found || n.ID != id {
		return custody.Recall{}, false, err
	}
	return n.Recall, true, err
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
	}, assetsOfEvent, int64(event.Seq))
	return past, err == nil, err
}
