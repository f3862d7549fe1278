package ledger

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"waybill/shared/custody"
)

// Contents are what was in a unit at a moment.
type Contents struct {
	Asset     custody.AssetID `json:"asset"`
	At        time.Time       `json:"at"`
	Contents  []Content       `json:"contents"`            // outer units before what is in them
	Truncated bool            `json:"truncated,omitempty"` // there was more than the limit of assets
}

// A Content is one asset that was in another. Times are those of blocks.
type Content struct {
	ID       custody.AssetID `json:"id"`
	Type     string          `json:"type"`
	Parent   custody.AssetID `json:"parent"` // what it was in
	Bundle   string          `json:"bundle"`
	Packed   time.Time       `json:"packed"`
	Released *time.Time      `json:"released,omitempty"` // absent while it is in there
}

// Contents gives what was in a unit at a moment, and in the units in it, by what was on chain then.
func (q Queries) Contents(ctx context.Context, id custody.AssetID, at time.Time) (Contents, error) {
	asset, err := q.asset(ctx, id)
	if err != nil {
		return Contents{}, err
	}
	c := Contents{Asset: asset.ID, At: at, Contents: []Content{}}
	most := cmp.Or(q.MaxNodes, MaxTraceNodes)
	names := map[uint64]custody.AssetID{asset.Seq: asset.ID}
	for level := []uint64{asset.Seq}; len(level) > 0; {
		packings, err := q.Store.Packings(ctx, level, Upstream, at)
		if err != nil {
			return Contents{}, fmt.Errorf("read what was in %s: %w", id, err)
		}
		slices.SortFunc(packings, func(a, b Packing) int { return cmp.Or(cmp.Compare(a.Parent, b.Parent), cmp.Compare(a.Child, b.Child)) })
		level = nil
		var stays []Packing
		for _, p := range packings {
			if _, met := names[p.Child]; met {
				continue
			}
			if len(names) >= most {
				c.Truncated = true
				break
			}
			names[p.Child] = ""
			level, stays = append(level, p.Child), append(stays, p)
		}
		if c.Contents, err = q.name(ctx, c.Contents, stays, level, names); err != nil {
			return Contents{}, fmt.Errorf("read what was in %s: %w", id, err)
		}
	}
	return c, nil
}

// name adds the stays of one level with the names of their assets.
func (q Queries) name(ctx context.Context, contents []Content, stays []Packing, level []uint64, names map[uint64]custody.AssetID) ([]Content, error) {
	assets, err := q.Store.AssetsAt(ctx, level)
	if err != nil {
		return nil, err
	}
	kinds := make(map[uint64]custody.Kind, len(assets))
	for _, a := range assets {
		names[a.Seq], kinds[a.Seq] = a.ID, a.Kind
	}
	for _, p := range stays {
		c := Content{ID: names[p.Child], Type: kinds[p.Child].String(), Parent: names[p.Parent], Bundle: p.Bundle, Packed: p.Packed}
		if !p.Released.IsZero() {
			c.Released = &p.Released
		}
		contents = append(contents, c)
	}
	return contents, nil
}
