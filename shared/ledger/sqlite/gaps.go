package sqlite

import (
	"context"
	"fmt"
	"time"

	"waybill/shared/custody"
	"waybill/shared/ledger"
	"waybill/shared/sqlrow"
)

// gaps has a statement for each kind of gap: asset, organisation, reference, since in microseconds, detail. ?1 is the
// organisation, ?2 the moment before which offers count, ?3 the limit, ?4 now. Those about children read all that is packed.
var gaps = []struct {
	kind  ledger.GapKind
	query string
}{
	{ledger.GapOfferUnanswered, `
		SELECT asset, "to", id, offered, "from" || ' offered it and ' || "to" || ' has not answered' ||
			CASE WHEN deadline BETWEEN 1 AND ?4 THEN '; the deadline has passed' ELSE '' END
		FROM handover WHERE state = 'pending' AND offered < ?2 AND (?1 = '' OR "to" = ?1) ORDER BY offered LIMIT ?3`},
	{ledger.GapChildWithout, `
		SELECT c.id, c.holder, p.bundle, p.packed, 'it was packed in ' || u.id || ', which was unpacked without it'
		FROM packing p JOIN bundle b ON b.id = p.bundle JOIN asset c ON c.seq = p.child JOIN asset u ON u.seq = p.parent
		WHERE p.released = 0 AND b.open = 0 AND (?1 = '' OR c.holder = ?1) ORDER BY p.packed LIMIT ?3`},
	{ledger.GapChildMoved, `
		SELECT c.id, c.holder, p.bundle, p.packed, 'it was packed in ' || u.id || ', which ' || u.holder || ' holds'
		FROM packing p JOIN bundle b ON b.id = p.bundle JOIN asset c ON c.seq = p.child JOIN asset u ON u.seq = p.parent
		WHERE p.released = 0 AND b.open = 1 AND (c.holder <> u.holder OR c.bundle <> p.bundle OR c.status <> 'bundled')
			AND (?1 = '' OR c.holder = ?1) ORDER BY p.packed LIMIT ?3`},
	{ledger.GapContentsUnknown, `
		SELECT b.parent, b.packed_by, b.id, b.packed, 'it was packed on chain, and what is in it is not known here'
		FROM bundle b JOIN asset u ON u.id = b.parent WHERE b.open = 1 AND b.children = '' AND (?1 = '' OR b.packed_by = ?1) ORDER BY b.packed LIMIT ?3`},
	{ledger.GapUnexplained, `
		SELECT '', r.organization, CASE r.operation WHEN '' THEN 'row ' || r.seq ELSE r.operation END, r.block_time * 1000000, r.event || ': ' || m.reason
		FROM mismatch m JOIN log_row r ON r.seq = m.seq WHERE ?1 = '' OR r.organization = ?1 ORDER BY m.seq LIMIT ?3`},
	{ledger.GapAnchorBeyondLog, `
		SELECT '', '', '0x' || lower(hex(a."transaction")), coalesce((SELECT e.time FROM event e WHERE e."transaction" = a."transaction"), 0),
			'a tree of ' || a.size || ' rows is anchored, and the ledger has fewer'
		FROM anchor a WHERE a.actor = 0 AND a.size > (SELECT coalesce(max(seq) + 1, 0) FROM log_row) AND ?1 = '' ORDER BY a.size LIMIT ?3`},
}

// Gaps gives the oldest gaps of each kind.
func (r reader) Gaps(ctx context.Context, organization custody.OrganizationID, before, now time.Time, limit int) ([]ledger.Gap, error) {
	found := []ledger.Gap{}
	for _, g := range gaps {
		err := r.each(ctx, func(scan func(...any) error) error {
			gap, since := ledger.Gap{Kind: g.kind}, int64(0)
			err := scan(&gap.Asset, &gap.Organization, &gap.Reference, &since, &gap.Detail)
			gap.Since = sqlrow.FromMicros(since)
			found = append(found, gap)
			return err
		}, g.query, string(organization), sqlrow.Micros(before), limit, sqlrow.Micros(now))
		if err != nil {
			return nil, fmt.Errorf("look for %s: %w", g.kind, err)
		}
	}
	return found, nil
}
