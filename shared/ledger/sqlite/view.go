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
	err := m.load(record, r.q.QueryRowContext(ctx, m.all+" "+condition, args...).Scan)
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
