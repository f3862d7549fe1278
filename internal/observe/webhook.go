package observe

import (
	"context"
	"encoding/json"
	"sync"
	"time"

	"go.opentelemetry.io/otel/attribute"

	"waybill/shared/custody"
	"waybill/shared/ledger"
	"waybill/shared/operations"
)

// Inbox gives the webhook's inbox under observation: each event that was announced. Which operation an event belongs to
// says its command id. If this process has not met it, the store is asked, after the webhook has been answered.
func (o *Observer) Inbox(inbox ledger.Intake, store operations.Store) ledger.Intake {
	if o.telemetry.On() {
		o.lookups = newLookups(o, store)
	}
	return &intake{inbox, o}
}

type intake struct {
	ledger.Intake
	observer *Observer
}

// Receive implements ledger.Intake.
func (i *intake) Receive(ctx context.Context, items []ledger.InboxItem) (int, error) {
	began := time.Now()
	added, err := i.Intake.Receive(ctx, items)
	if err != nil {
		return added, err
	}
	i.observer.counts.batches.Add(1)
	i.observer.counts.announced.Add(int64(len(items)))
	if i.observer.lookups == nil {
		return added, nil
	}
	for _, item := range items {
		d := deed{name: "announce", began: began, ended: time.Now(), attributes: []attribute.KeyValue{
			attribute.Int64("waybill.block", int64(item.Block)), //nolint:gosec // a block's number
			attribute.String("waybill.transaction", item.Transaction.Hex()),
		}}
		i.observer.lookups.add(ctx, item, d)
	}
	return added, nil
}

// commandOf reads the command id from an event of ours. Nothing here is believed: a wrong one puts a span into a wrong
// trace.
func commandOf(item ledger.InboxItem) custody.Digest {
	var event struct {
		Data struct {
			Command custody.Digest `json:"commandId"`
		} `json:"data"`
	}
	_ = json.Unmarshal(item.Raw, &event)
	return event.Data.Command
}

// lookedUp bounds what waits to be looked up, and lookupPatience one look.
const (
	lookedUp       = 1024
	lookupPatience = 5 * time.Second
)

// lookups find operations by command ids aside from what is being done.
type lookups struct {
	observer *Observer
	store    operations.Store
	waiting  chan lookup
	stop     context.CancelFunc
	done     sync.WaitGroup
}

type lookup struct {
	ctx  context.Context //nolint:containedctx // of the invocation, without its end
	item ledger.InboxItem
	deed deed
}

func newLookups(o *Observer, store operations.Store) *lookups {
	ctx, stop := context.WithCancel(context.Background())
	l := &lookups{observer: o, store: store, waiting: make(chan lookup, lookedUp), stop: stop}
	l.done.Go(func() { l.run(ctx) })
	return l
}

// add makes the deed's span now or later; if too many wait, never.
func (l *lookups) add(ctx context.Context, item ledger.InboxItem, d deed) {
	if operation := l.observer.known.operation(item.Transaction); operation != "" {
		l.observer.add(ctx, operation, d)
		return
	}
	select {
	case l.waiting <- lookup{context.WithoutCancel(ctx), item, d}:
	default:
	}
}

func (l *lookups) run(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case next := <-l.waiting:
			if operation := l.find(ctx, commandOf(next.item)); operation != "" {
				l.observer.add(next.ctx, operation, next.deed) //nolint:contextcheck // of the invocation that it belongs to
			}
		}
	}
}

func (l *lookups) find(ctx context.Context, command custody.Digest) string {
	if operation := l.observer.known.operation(command); operation != "" || command.IsZero() {
		return operation
	}
	ctx, cancel := context.WithTimeout(ctx, lookupPatience)
	defer cancel()
	o, found, err := l.store.ByCommand(ctx, command)
	if err != nil || !found {
		return ""
	}
	l.observer.known.add(command, o.ID)
	return o.ID
}

func (l *lookups) close() {
	l.stop()
	l.done.Wait()
}
