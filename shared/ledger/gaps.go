package ledger

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"waybill/shared/custody"
	"waybill/shared/problem"
)

// A Gap is something that should have happened and did not, or that happened and is not explained.
type Gap struct {
	Kind         GapKind                `json:"kind"`
	Asset        custody.AssetID        `json:"asset,omitempty"`
	Organization custody.OrganizationID `json:"organization,omitempty"` // whose turn it is, or who did it
	Reference    string                 `json:"reference"`              // handover, bundle, or operation
	Since        time.Time              `json:"since"`                  // block's time
	Age          int64                  `json:"ageSeconds"`
	Detail       string                 `json:"detail"`
}

// A GapKind says what is missing.
type GapKind string

// The kinds of gaps.
const (
	GapOfferUnanswered GapKind = "offer-unanswered"     // handed over and neither received nor refused
	GapChildWithout    GapKind = "child-without-parent" // packed in a bundle that is open no more
	GapChildMoved      GapKind = "child-moved"          // its parent has another holder, or counts it and does not have it
	GapContentsUnknown GapKind = "contents-unknown"     // packed on chain, and nobody here knows with what
	GapUnexplained     GapKind = "unexplained"          // what is on chain and accepted commands do not explain, version gaps among it
	GapAnchorBeyondLog GapKind = "anchor-beyond-log"    // anchored, and the ledger does not have so many rows
)

// A GapQuery narrows a gap report.
type GapQuery struct {
	Organization custody.OrganizationID // whose turn it is; everybody's if empty
	OlderThan    time.Duration          // of offers: younger ones are business as usual
	Limit        int                    // at most MaxPage; DefaultPage if 0
}

// A GapReport lists gaps, the oldest first.
type GapReport struct {
	At        time.Time `json:"at"`
	Gaps      []Gap     `json:"gaps"`
	Truncated bool      `json:"truncated,omitempty"` // there are more than were asked for
}

// Gaps looks for gaps over the whole ledger, with one statement for each kind.
func (q Queries) Gaps(ctx context.Context, query GapQuery) (GapReport, error) {
	limit := cmp.Or(query.Limit, DefaultPage)
	if limit < 0 || limit > MaxPage {
		return GapReport{}, problem.InvalidField.At("query:limit", fmt.Sprintf("it must be from 1 to %d", MaxPage))
	}
	now := q.Now().UTC()
	gaps, err := q.Store.Gaps(ctx, query.Organization, now.Add(-query.OlderThan), now, limit+1)
	if err != nil {
		return GapReport{}, fmt.Errorf("look for gaps: %w", err)
	}
	slices.SortStableFunc(gaps, func(a, b Gap) int { return cmp.Or(a.Since.Compare(b.Since), cmp.Compare(a.Reference, b.Reference)) })
	report := GapReport{At: now, Gaps: gaps}
	if len(gaps) > limit {
		report.Gaps, report.Truncated = gaps[:limit], true
	}
	for i := range report.Gaps {
		report.Gaps[i].Age = max(int64(now.Sub(report.Gaps[i].Since)/time.Second), 0)
	}
	return report, nil
}
