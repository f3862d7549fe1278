package sqlite

import (
	"context"
	"fmt"

	"waybill/shared/custody"
	"waybill/shared/ledger"
	"waybill/shared/sqlrow"
)

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
		err := m.Load(R(&one), scan)
		found = append(found, one)
		return err
	}, m.all+" "+condition, args...)
	return found, err
}

// Assets gives those of the assets that are registered.
func (r reader) Assets(ctx context.Context, ids []custody.AssetID) ([]ledger.Asset, error) {
	return records[ledger.Asset](ctx, r, "WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id", sqlrow.List(ids))
}

// Certificates gives the certificates of the assets.
func (r reader) Certificates(ctx context.Context, ids []custody.AssetID) ([]ledger.AssetCertificate, error) {
	var found []ledger.AssetCertificate
	m := mapped(&ledger.Certificate{})
	err := r.each(ctx, func(scan func(...any) error) error {
		var c ledger.AssetCertificate
		err := m.Load(&c.Certificate, func(into ...any) error { return scan(append(into, &c.Asset)...) })
		found = append(found, c)
		return err
	}, "SELECT "+m.qualified("c")+", s.asset FROM certificate_subject s JOIN certificate c ON c.key = s.certificate WHERE s.asset IN (SELECT value FROM json_each(?)) ORDER BY s.asset, c.id", sqlrow.List(ids))
	return found, err
}

// Documents gives the documents of the assets.
func (r reader) Documents(ctx context.Context, ids []custody.AssetID) ([]ledger.AssetDocument, error) {
	return records[ledger.AssetDocument](ctx, r, "WHERE asset IN (SELECT value FROM json_each(?)) ORDER BY asset, document", sqlrow.List(ids))
}

// Recorded gives the event of a command; only one transaction counts as having carried it out.
func (r reader) Recorded(ctx context.Context, command custody.Digest) (ledger.RecordedEvent, bool, error) {
	var e ledger.RecordedEvent
	found, err := r.one(ctx, &e, `WHERE command = ?1 AND "transaction" = (SELECT "transaction" FROM payload WHERE command = ?1)`, command[:])
	return e, found, err
}

// Events gives events with their assets and payloads, in two statements for any number of them.
func (r reader) Events(ctx context.Context, q ledger.EventQuery, first uint64, limit int) ([]ledger.EventView, error) {
	m := mapped(&ledger.RecordedEvent{})
	query := "SELECT " + m.qualified("e") + ", p.body FROM event e LEFT JOIN payload p ON p.command = e.command AND p.\"transaction\" = e.\"transaction\" WHERE e.seq >= ?"
	args := []any{int64(first)}
	narrow := func(condition string, values ...any) {
		query += " AND " + condition
		args = append(args, values...)
	}
	if q.Asset != "" {
		narrow("e.seq IN (SELECT seq FROM event_asset WHERE asset = ?)", string(q.Asset))
	}
	if q.Type != "" {
		narrow("? IN (e.kind, e.type)", q.Type)
	}
	if q.Organization != "" {
		narrow("e.organization = ?", string(q.Organization))
	}
	if !q.From.IsZero() {
		narrow("e.time >= ?", sqlrow.Micros(q.From))
	}
	if !q.To.IsZero() {
		narrow("e.time < ?", sqlrow.Micros(q.To))
	}
	events, at := []ledger.EventView{}, map[uint64]int{}
	err := r.each(ctx, func(scan func(...any) error) error {
		var e ledger.RecordedEvent
		var payload []byte
		if err := m.Load(&e, func(into ...any) error { return scan(append(into, &payload)...) }); err != nil {
			return err
		}
		at[e.Seq] = len(events)
		events = append(events, e.View(payload))
		return nil
	}, query+" ORDER BY e.seq LIMIT ?", append(args, limit)...)
	if err != nil {
		return nil, fmt.Errorf("read events: %w", err)
	}
	if err := r.eventAssets(ctx, events, at); err != nil {
		return nil, fmt.Errorf("read the assets of events: %w", err)
	}
	return events, r.declarations(ctx, events, at)
}

func (r reader) eventAssets(ctx context.Context, events []ledger.EventView, at map[uint64]int) error {
	seqs := make([]uint64, len(events))
	for i, e := range events {
		seqs[i] = e.Seq
	}
	return r.each(ctx, func(scan func(...any) error) error {
		var seq uint64
		var a ledger.AssetRole
		if err := scan(&seq, &a.Asset, &a.Role); err != nil {
			return err
		}
		e := &events[at[seq]]
		e.Assets = append(e.Assets, a)
		return nil
	}, "SELECT seq, asset, role FROM event_asset WHERE seq IN (SELECT value FROM json_each(?)) ORDER BY seq, role, asset", sqlrow.List(seqs))
}

// declarations tells of the events that whoever caused them declares wrong. The hash of what stands in their place has to
// be that of the command which the declaration names.
func (r reader) declarations(ctx context.Context, events []ledger.EventView, at map[uint64]int) error {
	seqs := make([]uint64, len(events))
	for i, e := range events {
		seqs[i] = e.Seq
	}
	m := mapped(&ledger.ErrorDeclaration{})
	err := r.each(ctx, func(scan func(...any) error) error {
		var seq uint64
		var d ledger.ErrorDeclaration
		var corrective *string
		if err := m.Load(&d, func(into ...any) error { return scan(append(into, &seq, &corrective)...) }); err != nil {
			return err
		}
		v := ledger.DeclarationView{Time: d.Time, Reason: d.Reason.String(), DeclaredWith: d.Operation}
		if corrective != nil {
			v.Correctives = []string{*corrective}
		}
		events[at[seq]].ErrorDeclaration = &v
		return nil
	}, "SELECT "+m.qualified("d")+`, e.seq,
			(SELECT c.operation FROM event c WHERE c.command = d.corrective AND c.event_hash = d.correction AND c.organization = d.organization LIMIT 1)
		FROM event e JOIN error_declaration d ON d.erroneous = e.event_hash AND d.organization = e.organization
		WHERE e.seq IN (SELECT value FROM json_each(?)) ORDER BY d.seq`, sqlrow.List(seqs)) // the newest is the last to be told
	if err != nil {
		return fmt.Errorf("read error declarations: %w", err)
	}
	return nil
}

// InboxCounts gives the number of announced events that wait for their block and of those in quarantine.
func (r reader) InboxCounts(ctx context.Context) (waiting, quarantined int, err error) {
	err = r.q.QueryRowContext(ctx, "SELECT count(*) FILTER (WHERE quarantined = 0), count(*) FILTER (WHERE quarantined = 1) FROM inbox").Scan(&waiting, &quarantined)
	return waiting, quarantined, err
}
