package sqlite

import (
	"context"
	"math"
	"time"

	"waybill/shared/custody"
	"waybill/shared/ledger"
	"waybill/shared/sqlrow"
)

// AssetsAt gives assets by the rows that registered them.
func (r reader) AssetsAt(ctx context.Context, seqs []uint64) ([]ledger.Asset, error) {
	found := make([]ledger.Asset, 0, len(seqs))
	m := mapped(&ledger.Asset{})
	err := r.each(ctx, func(scan func(...any) error) error {
		var a ledger.Asset
		err := m.Load(&a, scan)
		found = append(found, a)
		return err
	}, m.all+" WHERE seq IN (SELECT value FROM json_each(?)) ORDER BY seq", sqlrow.List(seqs))
	return found, err
}

// Holdings gives what a recall adds up. Most of what came of something old is used up, and left out here already.
func (r reader) Holdings(ctx context.Context, seqs []uint64) ([]ledger.Holding, error) {
	found := make([]ledger.Holding, 0, len(seqs))
	err := r.each(ctx, func(scan func(...any) error) error {
		var h ledger.Holding
		err := scan(&h.Seq, &h.Kind, &h.Holder, &h.Quantity, &h.Amount, &h.Mass)
		found = append(found, h)
		return err
	}, "SELECT a.seq, kind, holder, quantity, amount, mass FROM json_each(?) of CROSS JOIN asset a ON a.seq = of.value WHERE status NOT IN ('consumed', 'decommissioned')", sqlrow.List(seqs))
	return found, err
}

// Edges gives one step of the genealogy. CROSS JOIN keeps SQLite from sorting the list first: it looks up one number
// after the other, in one index and no table.
func (r reader) Edges(ctx context.Context, of []uint64, direction string) ([]ledger.Edge, error) {
	query := "SELECT output, input, quantity, share, basis FROM json_each(?) of CROSS JOIN edge e ON e.output = of.value"
	if direction == ledger.Downstream {
		query = "SELECT output, input, quantity, share, basis FROM json_each(?) of CROSS JOIN edge e ON e.input = of.value"
	}
	var found []ledger.Edge
	err := r.each(ctx, func(scan func(...any) error) error {
		var e ledger.Edge
		err := scan(&e.Output, &e.Input, &e.Quantity, &e.Share, &e.Basis)
		found = append(found, e)
		return err
	}, query, sqlrow.List(of))
	return found, err
}

// Packings gives what was packed at a moment.
func (r reader) Packings(ctx context.Context, of []uint64, direction string, at time.Time) ([]ledger.Packing, error) {
	column := "parent"
	if direction == ledger.Downstream {
		column = "child"
	}
	moment := int64(math.MaxInt64)
	if !at.IsZero() {
		moment = sqlrow.Micros(at)
	}
	return records[ledger.Packing](ctx, r, "WHERE "+column+" IN (SELECT value FROM json_each(?)) AND packed <= ? AND (released = 0 OR released > ?)", sqlrow.List(of), moment, moment)
}

// CertificateChanges gives the history of the assets' certificates.
func (r reader) CertificateChanges(ctx context.Context, ids []custody.AssetID) ([]ledger.CertificateChange, error) {
	return records[ledger.CertificateChange](ctx, r, "WHERE certificate IN (SELECT certificate FROM certificate_subject WHERE asset IN (SELECT value FROM json_each(?))) ORDER BY certificate, seq", sqlrow.List(ids))
}

// Recalls gives the open recalls of the assets.
func (r reader) Recalls(ctx context.Context, ids []custody.AssetID) ([]ledger.RecallNotice, error) {
	return records[ledger.RecallNotice](ctx, r, "WHERE open = 1 AND asset IN (SELECT value FROM json_each(?)) ORDER BY asset, organization", sqlrow.List(ids))
}
