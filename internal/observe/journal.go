package observe

import (
	"context"
	"time"

	"go.opentelemetry.io/otel/attribute"

	"waybill/shared/chain"
)

// Journal gives the journal under observation: what was signed, and what became of it.
func (o *Observer) Journal(j chain.Journal) chain.Journal { return &journal{j, o} }

type journal struct {
	chain.Journal
	observer *Observer
}

// Rows implements chain.Journal. Whoever reads rows is about to do something about their transactions.
func (j *journal) Rows(ctx context.Context, key chain.Key, first, end uint64) ([]*chain.Row, error) {
	rows, err := j.Journal.Rows(ctx, key, first, end)
	if j.observer.telemetry.On() {
		for _, r := range rows {
			j.observer.know(r)
		}
	}
	return rows, err
}

// Commit implements chain.Journal.
func (j *journal) Commit(ctx context.Context, key chain.Key, change chain.Change) error {
	began := time.Now()
	err := j.Journal.Commit(ctx, key, change)
	if err == nil {
		j.observer.counts.journaled.Add(int64(len(change.Insert)))
	}
	if !j.observer.telemetry.On() {
		return err
	}
	for _, rows := range [][]*chain.Row{change.Insert, change.Update} {
		for _, r := range rows {
			j.observer.know(r)
			j.observer.add(ctx, r.Operation, deed{name: "journal " + string(r.State), began: began, err: err, attributes: aboutRow(key, r)})
		}
	}
	return err
}

func aboutRow(key chain.Key, r *chain.Row) []attribute.KeyValue {
	return []attribute.KeyValue{
		attribute.String("waybill.signer", key.Signer.Hex()), attribute.Int64("waybill.nonce", int64(r.Nonce)), //nolint:gosec // a nonce
		attribute.String("waybill.transaction", r.Last().Hash.Hex()), attribute.String("waybill.attempt.kind", string(r.Last().Kind)),
		attribute.Int("waybill.attempts", len(r.Attempts)), attribute.Int("waybill.sends", r.Sends),
	}
}

// know remembers whose a row's transactions and command are.
func (o *Observer) know(r *chain.Row) {
	o.known.add(r.Command, r.Operation)
	for _, a := range r.Attempts {
		o.known.add(a.Hash, r.Operation)
	}
}
