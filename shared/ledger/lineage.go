package ledger

import (
	"context"
	"time"

	"waybill/shared/custody"
)

// Directions in the genealogy.
const (
	Upstream   = "upstream"   // what it was made of, and what is in it
	Downstream = "downstream" // what was made of it, and what it is in
)

// Lineage reads the genealogy of many assets at once: one statement for a level, whatever its size. Numbers are Seqs.
type Lineage interface {
	// Assets gives those of the assets that are registered, in the order of their ids.
	Assets(ctx context.Context, ids []custody.AssetID) ([]Asset, error)
	// AssetsAt gives assets in the order of their numbers.
	AssetsAt(ctx context.Context, seqs []uint64) ([]Asset, error)
	// Holdings gives of many assets, but for those that are used up, the little that a recall adds up; in any order.
	Holdings(ctx context.Context, seqs []uint64) ([]Holding, error)
	// Edges gives what the assets were made of, or what was made of them, in any order.
	Edges(ctx context.Context, of []uint64, direction string) ([]Edge, error)
	// Packings gives what was in the assets at a moment, or what they were in, in any order. Zero is now.
	Packings(ctx context.Context, of []uint64, direction string, at time.Time) ([]Packing, error)
	// Certificates gives the certificates of the assets, ordered by asset, then id.
	Certificates(ctx context.Context, ids []custody.AssetID) ([]AssetCertificate, error)
	// CertificateChanges gives the history of the assets' certificates, ordered by certificate, then row.
	CertificateChanges(ctx context.Context, ids []custody.AssetID) ([]CertificateChange, error)
	// Recalls gives the open recalls of the assets, ordered by asset, then organisation.
	Recalls(ctx context.Context, ids []custody.AssetID) ([]RecallNotice, error)
	// Documents gives the documents of the assets, ordered by asset, then id.
	Documents(ctx context.Context, ids []custody.AssetID) ([]AssetDocument, error)
}

// A Holding is the little of an asset that a recall adds up.
type Holding struct {
	Seq      uint64
	Kind     custody.Kind
	Holder   custody.OrganizationID
	Quantity custody.Quantity // what is left of a lot
	Amount   custody.Quantity // what there was of it
	Mass     Mass             // of all there was, 0 if nobody can say
}

// mass gives the mass of what is left.
func (h Holding) mass() Mass { return partOf(h.Mass, h.Quantity, h.Amount) }

// An AssetCertificate is a certificate of one asset.
type AssetCertificate struct {
	Asset custody.AssetID
	Certificate
}
