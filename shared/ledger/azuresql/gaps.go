package azuresql

import (
	"context"
	"encoding/hex"
	"fmt"
	"time"

	"waybill/shared/custody"
	"waybill/shared/ledger"
	"waybill/shared/sqlrow"
)

// packedIn joins a stay in a bundle with the bundle, what was packed and what it was packed in.
const packedIn = " FROM [waybill].[packing] AS p JOIN [waybill].[bundle] AS b ON b.[id] = p.[bundle]" +
	" JOIN [waybill].[asset] AS c ON c.[seq] = p.[child] JOIN [waybill].[asset] AS u ON u.[seq] = p.[parent]"

// upTo ends a statement: the third parameter bounds the number of rows.
const upTo = " OFFSET 0 ROWS FETCH NEXT @p3 ROWS ONLY"

// gaps has a statement for each kind of gap: asset, organisation, reference (text, or a digest), since in microseconds,
// detail. @p1 is the organisation, @p2 the moment before which offers count, @p3 the limit, @p4 now. Those about children
// read all that is packed.
var gaps = []struct {
	kind  ledger.GapKind
	query string
}{
	{
		ledger.GapOfferUnanswered,
		"SELECT [asset], [to], [id], [offered], CONCAT([from], N' offered it and ', [to], N' has not answered'," +
			" CASE WHEN [deadline] BETWEEN 1 AND @p4 THEN N'; the deadline has passed' ELSE N'' END)" +
			" FROM [waybill].[handover] WHERE [state] = N'pending' AND [offered] < @p2 AND (@p1 = N'' OR [to] = @p1) ORDER BY [offered]" + upTo,
	},
	{
		ledger.GapChildWithout,
		"SELECT c.[id], c.[holder], p.[bundle], p.[packed], CONCAT(N'it was packed in ', u.[id], N', which was unpacked without it')" + packedIn +
			" WHERE p.[released] = 0 AND b.[open] = 0 AND (@p1 = N'' OR c.[holder] = @p1) ORDER BY p.[packed]" + upTo,
	},
	{
		ledger.GapChildMoved,
		"SELECT c.[id], c.[holder], p.[bundle], p.[packed], CONCAT(N'it was packed in ', u.[id], N', which ', u.[holder], N' holds')" + packedIn +
			" WHERE p.[released] = 0 AND b.[open] = 1 AND (c.[holder] <> u.[holder] OR c.[bundle] <> p.[bundle] OR c.[status] <> N'bundled')" +
			" AND (@p1 = N'' OR c.[holder] = @p1) ORDER BY p.[packed]" + upTo,
	},
	{
		ledger.GapContentsUnknown,
		"SELECT b.[parent], b.[packed_by], b.[id], b.[packed], N'it was packed on chain, and what is in it is not known here'" +
			" FROM [waybill].[bundle] AS b JOIN [waybill].[asset] AS u ON u.[id_sha256] = b.[parent_sha256]" +
			" WHERE b.[open] = 1 AND b.[children] = N'' AND (@p1 = N'' OR b.[packed_by] = @p1) ORDER BY b.[packed]" + upTo,
	},
	{
		ledger.GapUnexplained,
		"SELECT N'', r.[organization], CASE r.[operation] WHEN N'' THEN CONCAT(N'row ', r.[seq]) ELSE r.[operation] END," +
			" r.[block_time] * 1000000, CONCAT(r.[event], N': ', m.[reason])" +
			" FROM [waybill].[mismatch] AS m JOIN [waybill].[log_row] AS r ON r.[seq] = m.[seq] WHERE @p1 = N'' OR r.[organization] = @p1 ORDER BY m.[seq]" + upTo,
	},
	{
		ledger.GapAnchorBeyondLog,
		"SELECT N'', N'', a.[transaction], COALESCE((SELECT MAX(e.[time]) FROM [waybill].[event] AS e WHERE e.[transaction] = a.[transaction]), 0)," +
			" CONCAT(N'a tree of ', a.[size], N' rows is anchored, and the ledger has fewer')" +
			" FROM [waybill].[anchor] AS a WHERE a.[actor] = 0 AND a.[size] > (SELECT COALESCE(MAX([seq]) + 1, 0) FROM [waybill].[log_row]) AND @p1 = N'' ORDER BY a.[size]" + upTo,
	},
}

// Gaps gives the oldest gaps of each kind.
func (r reader) Gaps(ctx context.Context, organization custody.OrganizationID, before, now time.Time, limit int) ([]ledger.Gap, error) {
	found := []ledger.Gap{}
	if limit <= 0 {
		return found, nil // the server refuses to fetch no rows
	}
	for _, g := range gaps {
		err := r.each(ctx, func(scan func(...any) error) error {
			gap, since, reference := ledger.Gap{Kind: g.kind}, int64(0), any(nil)
			err := scan(&gap.Asset, &gap.Organization, &reference, &since, &gap.Detail)
			switch v := reference.(type) {
			case []byte:
				gap.Reference = "0x" + hex.EncodeToString(v)
			case string:
				gap.Reference = v
			}
			gap.Since = sqlrow.FromMicros(since)
			found = append(found, gap)
			return err
		}, g.query, string(organization), sqlrow.Micros(before), int64(limit), sqlrow.Micros(now))
		if err != nil {
			return nil, fmt.Errorf("look for %s: %w", g.kind, err)
		}
	}
	return found, nil
}
