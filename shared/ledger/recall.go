package ledger

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"time"

	"waybill/shared/custody"
	"waybill/shared/problem"
)

// Limits of a recall.
const (
	MaxRecallAssets     = 500_000 // that are followed
	DefaultRecallListed = 1000    // that are listed
	MaxRecallListed     = 10_000
)

// A Recall says what came of an asset, who has it now, and how much of it is in there.
type Recall struct {
	Asset     custody.AssetID `json:"asset"`
	Affected  int             `json:"affected"`            // assets that came of it, itself among them
	Existing  int             `json:"existing"`            // those that are not used up
	Truncated bool            `json:"truncated,omitempty"` // there are more: the limit of assets to follow was reached
	Holders   []Affection     `json:"holders"`             // who has what exists, most assets first
	Assets    []Affected      `json:"assets"`              // what exists, greatest share first
	Unlisted  int             `json:"unlisted,omitempty"`  // what exists beyond those listed
}

// An Affection is what one organisation has of a recalled asset.
type Affection struct {
	Holder  custody.OrganizationID `json:"holder"`
	Assets  int                    `json:"assets"`
	Mass    Mass                   `json:"massKilograms"`  // of the recalled asset in them, as far as masses are known
	Unknown int                    `json:"withoutMass"`    // of Assets, those whose mass nobody can say
	Basis   Basis                  `json:"basis,omitzero"` // the weakest that a share in them was measured by
}

// An Affected is an asset with something of a recalled one in it.
type Affected struct {
	ID           custody.AssetID        `json:"id"`
	Type         string                 `json:"type"`
	Description  string                 `json:"description,omitempty"`
	Status       custody.Status         `json:"status"`
	Holder       custody.OrganizationID `json:"holder"`
	Owner        custody.OrganizationID `json:"owner"`
	Quantity     *custody.Quantity      `json:"quantity,omitempty"` // what is left of a lot
	Unit         string                 `json:"unit,omitempty"`
	Share        Share                  `json:"share"`                   // of its mass that came from the recalled asset
	Basis        Basis                  `json:"basis"`                   // the weakest that a share on the way was measured by
	Mass         Mass                   `json:"massKilograms,omitempty"` // of what is left of it
	AffectedMass Mass                   `json:"affectedKilograms,omitempty"`
	PackedIn     string                 `json:"packedIn,omitempty"` // the bundle
}

// Recall follows an asset, and what it holds if it is a unit, to everything that was made of it. The share of a product
// is summed over all ways from the recalled asset to it:
//
//	share(recalled) = 1
//	share(product)  = sum over its inputs of share(input) * share of the input in the product
//
// where the inputs' shares in one product are by mass, else by quantity, else by count, as apportion says. It reads one
// statement for each level. At most listed assets are listed (DefaultRecallListed if 0); the sums are over all.
func (q Queries) Recall(ctx context.Context, id custody.AssetID, listed int) (Recall, error) {
	if listed = cmp.Or(listed, DefaultRecallListed); listed < 0 || listed > MaxRecallListed {
		return Recall{}, problem.InvalidField.At("query:limit", fmt.Sprintf("it must be from 1 to %d", MaxRecallListed))
	}
	asset, err := q.asset(ctx, id)
	if err != nil {
		return Recall{}, err
	}
	r := spread{ctx: ctx, store: q.Store, most: cmp.Or(q.MaxNodes, MaxRecallAssets), parts: map[uint64]part{asset.Seq: {Whole, ByMass}}}
	if err := r.contents(asset); err != nil {
		return Recall{}, fmt.Errorf("recall %s: %w", id, err)
	}
	if err := r.follow(); err != nil {
		return Recall{}, fmt.Errorf("recall %s: %w", id, err)
	}
	recall, err := r.sum(listed)
	recall.Asset = asset.ID
	if err != nil {
		return Recall{}, fmt.Errorf("recall %s: %w", id, err)
	}
	return recall, nil
}

// A part is how much of the recalled asset is in another one.
type part struct {
	share Share
	basis Basis
}

type spread struct {
	ctx       context.Context
	store     Lineage
	most      int
	parts     map[uint64]part // by Seq; an asset is in it once it was met
	truncated bool
}

// contents recalls with a unit all that is in it now.
func (r *spread) contents(asset Asset) error {
	if asset.Kind != custody.KindUnit {
		return nil
	}
	for level := []uint64{asset.Seq}; len(level) > 0; {
		packings, err := r.store.Packings(r.ctx, level, Upstream, time.Time{})
		if err != nil {
			return fmt.Errorf("read packings: %w", err)
		}
		level = nil
		for _, p := range packings {
			if _, met := r.parts[p.Child]; !met && r.room() {
				r.parts[p.Child] = part{Whole, ByMass}
				level = append(level, p.Child)
			}
		}
	}
	return nil
}

// room reports whether one more asset may be followed, and marks the recall if not.
func (r *spread) room() bool {
	r.truncated = r.truncated || len(r.parts) >= r.most
	return len(r.parts) < r.most
}

// follow walks down level by level; then, product by product in the order of their numbers, it sums the shares: every
// input has a lower number than what was made of it.
func (r *spread) follow() error {
	var edges []Edge
	for level := slices.Sorted(maps.Keys(r.parts)); len(level) > 0; {
		found, err := r.store.Edges(r.ctx, level, Downstream)
		if err != nil {
			return fmt.Errorf("read edges: %w", err)
		}
		level = nil
		for _, e := range found {
			if _, met := r.parts[e.Output]; !met {
				if !r.room() {
					continue
				}
				r.parts[e.Output] = part{}
				level = append(level, e.Output)
			}
			edges = append(edges, e)
		}
	}
	slices.SortFunc(edges, func(a, b Edge) int { return cmp.Compare(a.Output, b.Output) })
	for _, e := range edges {
		in, out := r.parts[e.Input], r.parts[e.Output]
		out.share, out.basis = min(out.share+in.share.Of(e.Share), Whole), max(out.basis, in.basis, e.Basis)
		r.parts[e.Output] = out
	}
	return nil
}

// sum adds up who holds what exists, and describes the assets with the greatest shares.
func (r *spread) sum(listed int) (Recall, error) {
	recall := Recall{Affected: len(r.parts), Truncated: r.truncated, Assets: []Affected{}}
	holdings, err := r.store.Holdings(r.ctx, slices.Sorted(maps.Keys(r.parts)))
	if err != nil {
		return recall, fmt.Errorf("read holdings: %w", err)
	}
	recall.Existing = len(holdings)
	recall.Holders = r.holders(holdings)
	slices.SortFunc(holdings, func(a, b Holding) int {
		return cmp.Or(cmp.Compare(r.parts[b.Seq].share, r.parts[a.Seq].share), cmp.Compare(a.Seq, b.Seq))
	})
	recall.Unlisted = max(len(holdings)-listed, 0)
	seqs := make([]uint64, min(len(holdings), listed))
	for i := range seqs {
		seqs[i] = holdings[i].Seq
	}
	assets, err := r.store.AssetsAt(r.ctx, seqs)
	if err != nil {
		return recall, fmt.Errorf("read assets: %w", err)
	}
	for _, a := range assets {
		recall.Assets = append(recall.Assets, affected(a, r.parts[a.Seq]))
	}
	slices.SortStableFunc(recall.Assets, func(a, b Affected) int { return cmp.Compare(b.Share, a.Share) })
	return recall, nil
}

func (r *spread) holders(holdings []Holding) []Affection {
	by := map[custody.OrganizationID]*Affection{}
	for _, h := range holdings {
		a, part := by[h.Holder], r.parts[h.Seq]
		if a == nil {
			a = &Affection{Holder: h.Holder}
			by[h.Holder] = a
		}
		a.Assets++
		a.Basis = max(a.Basis, part.basis)
		if mass := h.mass(); mass > 0 {
			a.Mass = min(a.Mass+mass.times(uint64(part.share), uint64(Whole)), maxMass)
		} else {
			a.Unknown++
		}
	}
	holders := make([]Affection, 0, len(by))
	for _, a := range by {
		holders = append(holders, *a)
	}
	slices.SortFunc(holders, func(a, b Affection) int {
		return cmp.Or(cmp.Compare(b.Assets, a.Assets), cmp.Compare(a.Holder, b.Holder))
	})
	return holders
}

func affected(a Asset, p part) Affected {
	mass := partOf(a.Mass, a.Quantity, a.Amount)
	out := Affected{
		ID: a.ID, Type: a.Kind.String(), Description: a.Description, Status: a.Status, Holder: a.Holder, Owner: a.Owner, Unit: a.Unit,
		Share: p.share, Basis: p.basis, Mass: mass, AffectedMass: mass.times(uint64(p.share), uint64(Whole)), PackedIn: a.Bundle,
	}
	if a.Kind == custody.KindLot {
		out.Quantity = &a.Quantity
	}
	return out
}
