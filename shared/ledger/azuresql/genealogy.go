package azuresql

import (
	"context"
	"math"
	"time"

	"waybill/shared/custody"
	"waybill/shared/ledger"
	"waybill/shared/sqlrow"
)

// Conditions and statements of the genealogy; @p1 is a list of numbers or of digests.
const (
	assetsAt      = " WHERE [seq] IN (" + numbers + ") ORDER BY [seq]"
	holdings      = "SELECT [seq], [kind], [holder], [quantity], [amount], [mass] FROM [waybill].[asset] WHERE [seq] IN (" + numbers + ") AND [status] NOT IN (N'consumed', N'decommissioned')"
	edges         = "SELECT [output], [input], [quantity], [share], [basis] FROM [waybill].[edge] WHERE "
	edgesUp       = edges + "[output] IN (" + numbers + ")"
	edgesDown     = edges + "[input] IN (" + numbers + ")"
	atThatMoment  = " AND [packed] <= @p2 AND ([released] = 0 OR [released] > @p2)"
	packingsUp    = " WHERE [parent] IN (" + numbers + ")" + atThatMoment
	packingsDown  = " WHERE [child] IN (" + numbers + ")" + atThatMoment
	changesOf     = " WHERE [certificate] IN (SELECT [certificate] FROM [waybill].[certificate_subject] WHERE [asset_sha256] IN (" + digests + ")) ORDER BY [certificate], [seq]"
	openRecallsOf = " WHERE [open] = 1 AND [asset_sha256] IN (" + digests + ") ORDER BY [asset], [organization]"
)

// AssetsAt gives assets by the rows that registered them.
func (r reader) AssetsAt(ctx context.Context, seqs []uint64) ([]ledger.Asset, error) {
	return records[ledger.Asset](ctx, r, assetsAt, sqlrow.List(seqs))
}

// Holdings gives what a recall adds up. Most of what came of something old is used up, and left out here already.
func (r reader) Holdings(ctx context.Context, seqs []uint64) ([]ledger.Holding, error) {
	found := make([]ledger.Holding, 0, len(seqs))
	err := r.each(ctx, func(scan func(...any) error) error {
		var h ledger.Holding
		err := scan(&h.Seq, &h.Kind, &h.Holder, &h.Quantity, &h.Amount, &h.Mass)
		found = append(found, h)
		return err
	}, holdings, sqlrow.List(seqs))
	return found, err
}

// Edges gives one step of the genealogy.
func (r reader) Edges(ctx context.Context, of []uint64, direction string) ([]ledger.Edge, error) {
	query := edgesUp
	if direction == ledger.Downstream {
		query = edgesDown
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
	condition := packingsUp
	if direction == ledger.Downstream {
		condition = packingsDown
	}
	moment := int64(math.MaxInt64)
	if !at.IsZero() {
		moment = sqlrow.Micros(at)
	}
	return records[ledger.Packing](ctx, r, condition, sqlrow.List(of), moment)
}

// CertificateChanges gives the history of the assets' certificates.
func (r reader) CertificateChanges(ctx context.Context, ids []custody.AssetID) ([]ledger.CertificateChange, error) {
	return records[ledger.CertificateChange](ctx, r, changesOf, digestList(ids))
}

// Recalls gives the open recalls of the assets.
func (r reader) Recalls(ctx context.Context, ids []custody.AssetID) ([]ledger.RecallNotice, error) {
	return records[ledger.RecallNotice](ctx, r, openRecallsOf, digestList(ids))
}
