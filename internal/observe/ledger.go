package observe

import (
	"context"
	"time"

	"go.opentelemetry.io/otel/attribute"
	"golang.org/x/mod/sumdb/tlog"

	"waybill/shared/ledger"
)

// Ledger gives the projector's store under observation: each event that became a row.
func (o *Observer) Ledger(log ledger.Log) ledger.Log {
	if !o.telemetry.On() {
		return log
	}
	return &ledgerLog{log, o}
}

type ledgerLog struct {
	ledger.Log
	observer *Observer
}

// Write implements ledger.Writer. Spans are made once the rows are durable; those of a transaction that was undone never
// were.
func (l *ledgerLog) Write(ctx context.Context, do func(ledger.Tx) error) error {
	began := time.Now()
	var rows []ledger.Row
	err := l.Log.Write(ctx, func(tx ledger.Tx) error {
		rows = nil // it may be tried more than once
		return do(appends{tx, &rows})
	})
	if err != nil {
		return err
	}
	for _, r := range rows {
		l.observer.add(ctx, r.Operation, deed{name: "record " + r.Event, began: began, attributes: []attribute.KeyValue{
			attribute.String("waybill.event", r.Event), attribute.Int64("waybill.row", int64(r.Seq)), //nolint:gosec // a count
			attribute.Int64("waybill.block", int64(r.Block)), //nolint:gosec // a block's number
			attribute.String("waybill.transaction", r.Transaction.Hex()),
		}})
	}
	return nil
}

// appends notes what is appended.
type appends struct {
	ledger.Tx
	rows *[]ledger.Row
}

// Append implements ledger.Tx.
func (a appends) Append(ctx context.Context, rows []ledger.Row, firstHash int64, hashes []tlog.Hash) error {
	err := a.Tx.Append(ctx, rows, firstHash, hashes)
	if err == nil {
		*a.rows = append(*a.rows, rows...)
	}
	return err
}

// A Projector moves the ledger forward.
type Projector interface {
	Run(ctx context.Context, maxBlocks int) (ledger.Progress, error)
}

// Projector gives the projector under observation: how much it did, and what no webhook had announced.
func (o *Observer) Projector(p Projector) Projector { return projector{p, o} }

type projector struct {
	Projector
	observer *Observer
}

// Run implements Projector.
func (p projector) Run(ctx context.Context, maxBlocks int) (ledger.Progress, error) {
	progress, err := p.Projector.Run(ctx, maxBlocks)
	p.observer.counts.projected.Add(int64(progress.Events))
	p.observer.counts.unannounced.Add(int64(progress.WebhookMissed))
	p.observer.counts.quarantined.Add(int64(progress.Quarantined))
	return progress, err
}
