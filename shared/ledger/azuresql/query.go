package azuresql

import (
	"context"
	"fmt"
	"strings"

	"waybill/shared/custody"
	"waybill/shared/ledger"
	"waybill/shared/sqlrow"
)

// Conditions and statements of the queries; @p1 is a list where it is one.
const (
	assetsByID      = " WHERE [id_sha256] IN (" + digests + ") ORDER BY [id]"
	documentsOf     = " WHERE [asset_sha256] IN (" + digests + ") ORDER BY [asset], [document]"
	recordedCommand = " WHERE [command] = @p1 AND [transaction] = (SELECT [transaction] FROM [waybill].[payload] WHERE [command] = @p1)"
	eventAssets     = "SELECT [seq], [asset], [role] FROM [waybill].[event_asset] WHERE [seq] IN (" + numbers + ") ORDER BY [seq], [role], [asset]"
)

// certificatesOf reads the certificates of assets.
func certificatesOf() string {
	return "SELECT " + mapped(&ledger.Certificate{}).qualified("c") + ", s.[asset] FROM [waybill].[certificate_subject] AS s" +
		" JOIN [waybill].[certificate] AS c ON c.[key] = s.[certificate] WHERE s.[asset_sha256] IN (" + digests + ") ORDER BY s.[asset], c.[id]"
}

// declarationsOf reads what is said against events by whoever caused them.
func declarationsOf() string {
	return "SELECT " + mapped(&ledger.ErrorDeclaration{}).qualified("d") + ", e.[seq]," +
		" (SELECT TOP (1) c.[operation] FROM [waybill].[event] AS c WHERE c.[command] = d.[corrective] AND c.[event_hash] = d.[correction] AND c.[organization] = d.[organization] ORDER BY c.[seq])" +
		" FROM [waybill].[event] AS e JOIN [waybill].[error_declaration] AS d ON d.[erroneous] = e.[event_hash] AND d.[organization] = e.[organization]" +
		" WHERE e.[seq] IN (" + numbers + ") ORDER BY d.[seq]" // the newest is the last to be told
}

// records gives the records of a table that meet the condition.
func records[T any, R interface {
	*T
	ledger.Record
}](ctx context.Context, r reader, condition string, args ...any,
) ([]T, error) {
	var found []T
	m := mapped(R(new(T)))
	err := r.each(ctx, func(scan func(...any) error) error {
		var one T
		err := m.load(R(&one), scan)
		found = append(found, one)
		return err
	}, m.all+condition, args...)
	return found, err
}

// Assets gives those of the assets that are registered.
func (r reader) Assets(ctx context.Context, ids []custody.AssetID) ([]ledger.Asset, error) {
	return records[ledger.Asset](ctx, r, assetsByID, digestList(ids))
}

// Certificates gives the certificates of the assets.
func (r reader) Certificates(ctx context.Context, ids []custody.AssetID) ([]ledger.AssetCertificate, error) {
	var found []ledger.AssetCertificate
	m := mapped(&ledger.Certificate{})
	err := r.each(ctx, func(scan func(...any) error) error {
		var c ledger.AssetCertificate
		err := m.load(&c.Certificate, func(into ...any) error { return scan(append(into, &c.Asset)...) })
		found = append(found, c)
		return err
	}, certificatesOf(), digestList(ids))
	return found, err
}

// Documents gives the documents of the assets.
func (r reader) Documents(ctx context.Context, ids []custody.AssetID) ([]ledger.AssetDocument, error) {
	return records[ledger.AssetDocument](ctx, r, documentsOf, digestList(ids))
}

// Recorded gives the event of a command; only one transaction counts as having carried it out.
func (r reader) Recorded(ctx context.Context, command custody.Digest) (ledger.RecordedEvent, bool, error) {
	var e ledger.RecordedEvent
	found, err := r.one(ctx, &e, recordedCommand, command[:])
	return e, found, err
}

// selectEvents makes the statement for a question, with its parameters.
func selectEvents(q ledger.EventQuery, first uint64, limit int) (string, []any) {
	var b strings.Builder
	b.WriteString("SELECT " + mapped(&ledger.RecordedEvent{}).qualified("e") + ", p.[body] FROM [waybill].[event] AS e" +
		" LEFT JOIN [waybill].[payload] AS p ON p.[command] = e.[command] AND p.[transaction] = e.[transaction] WHERE e.[seq] >= @p1")
	args := []any{int64(first)}
	narrow := func(condition string, value any) {
		args = append(args, value)
		fmt.Fprintf(&b, " AND "+condition, len(args))
	}
	if q.Asset != "" {
		narrow("e.[seq] IN (SELECT [seq] FROM [waybill].[event_asset] WHERE [asset_sha256] = @p%d)", digest(q.Asset))
	}
	if q.Type != "" {
		narrow("@p%d IN (e.[kind], e.[type])", q.Type)
	}
	if q.Organization != "" {
		narrow("e.[organization] = @p%d", string(q.Organization))
	}
	if !q.From.IsZero() {
		narrow("e.[time] >= @p%d", sqlrow.Micros(q.From))
	}
	if !q.To.IsZero() {
		narrow("e.[time] < @p%d", sqlrow.Micros(q.To))
	}
	args = append(args, int64(limit))
	fmt.Fprintf(&b, " ORDER BY e.[seq] OFFSET 0 ROWS FETCH NEXT @p%d ROWS ONLY", len(args))
	return b.String(), args
}

// Events gives events with their assets and payloads, in three statements for any number of them.
func (r reader) Events(ctx context.Context, q ledger.EventQuery, first uint64, limit int) ([]ledger.EventView, error) {
	if limit <= 0 {
		return []ledger.EventView{}, nil // the server refuses to fetch no rows
	}
	m := mapped(&ledger.RecordedEvent{})
	query, args := selectEvents(q, first, limit)
	events, at := []ledger.EventView{}, map[uint64]int{}
	err := r.each(ctx, func(scan func(...any) error) error {
		var e ledger.RecordedEvent
		var payload []byte
		if err := m.load(&e, func(into ...any) error { return scan(append(into, &payload)...) }); err != nil {
			return err
		}
		at[e.Seq] = len(events)
		events = append(events, e.View(payload))
		return nil
	}, query, args...)
	if err != nil {
		return nil, fmt.Errorf("read events: %w", err)
	}
	seqs := make([]uint64, len(events))
	for i, e := range events {
		seqs[i] = e.Seq
	}
	if err := r.eventAssets(ctx, events, at, seqs); err != nil {
		return nil, fmt.Errorf("read the assets of events: %w", err)
	}
	if err := r.declarations(ctx, events, at, seqs); err != nil {
		return nil, fmt.Errorf("read error declarations: %w", err)
	}
	return events, nil
}

func (r reader) eventAssets(ctx context.Context, events []ledger.EventView, at map[uint64]int, seqs []uint64) error {
	return r.each(ctx, func(scan func(...any) error) error {
		var seq uint64
		var a ledger.AssetRole
		if err := scan(&seq, &a.Asset, &a.Role); err != nil {
			return err
		}
		e := &events[at[seq]]
		e.Assets = append(e.Assets, a)
		return nil
	}, eventAssets, sqlrow.List(seqs))
}

// declarations tells of the events that whoever caused them declares wrong. The hash of what stands in their place has to
// be that of the command which the declaration names.
func (r reader) declarations(ctx context.Context, events []ledger.EventView, at map[uint64]int, seqs []uint64) error {
	m := mapped(&ledger.ErrorDeclaration{})
	return r.each(ctx, func(scan func(...any) error) error {
		var seq uint64
		var d ledger.ErrorDeclaration
		var corrective *string
		if err := m.load(&d, func(into ...any) error { return scan(append(into, &seq, &corrective)...) }); err != nil {
			return err
		}
		v := ledger.DeclarationView{Time: d.Time, Reason: d.Reason.String(), DeclaredWith: d.Operation}
		if corrective != nil {
			v.Correctives = []string{*corrective}
		}
		events[at[seq]].ErrorDeclaration = &v
		return nil
	}, declarationsOf(), sqlrow.List(seqs))
}
