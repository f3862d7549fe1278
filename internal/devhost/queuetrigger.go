package devhost

import (
	"context"
	"strings"
	"time"

	"waybill/internal/devhost/protocol"
)

// A storageTrigger brings the messages of one storage queue to one function.
type storageTrigger struct {
	host     *Host
	function *function
	slots    chan struct{}
}

func newStorageTrigger(h *Host, f *function) *storageTrigger {
	return &storageTrigger{h, f, make(chan struct{}, or(h.config.Extensions.Queues.BatchSize, defaultQueueBatch))}
}

func (t *storageTrigger) run(ctx context.Context) {
	for {
		select {
		case t.slots <- struct{}{}:
		case <-ctx.Done():
			return
		}
		now := time.Now()
		item, ok, next, changed := t.host.queues.take(t.function.trigger.QueueName, now)
		if ok && t.host.begin() {
			go t.process(item)
			continue
		}
		<-t.slots
		var visible <-chan time.Time
		if !next.IsZero() {
			visible = time.After(next.Sub(now))
		}
		select {
		case <-changed:
		case <-visible:
		case <-ctx.Done():
			return
		}
	}
}

func (t *storageTrigger) process(item queueItem) {
	defer t.host.end()
	defer func() { <-t.slots }()
	queue := t.function.trigger.QueueName
	value, metadata := queueInput(t.function, item)
	err := t.host.adversary.twice(func() error {
		_, err := t.host.invoke(t.host.lifetime, t.function, newGUID(), value, metadata)
		return err
	})
	if err != nil {
		max := or(t.host.config.Extensions.Queues.MaxDequeueCount, defaultMaxDequeue)
		t.host.queues.failed(queue, item, time.Now().Add(t.host.config.visibilityTimeout), max)
		return
	}
	t.host.queues.done(queue, item)
}

// queueLease is how long a message that is being worked on stays invisible.
const queueLease = 10 * time.Minute

func queueInput(f *function, item queueItem) (any, *protocol.BindingData) {
	d := newMetadata(f)
	d.Set("DequeueCount", item.dequeued)
	d.Set("Id", item.id)
	d.Set("PopReceipt", newGUID())
	d.Set("ExpirationTime", protocol.DateTimeOffset(item.insertedAt.UTC().Add(7*24*time.Hour)))
	d.Set("InsertionTime", protocol.DateTimeOffset(item.insertedAt.UTC()))
	d.Set("NextVisibleTime", protocol.DateTimeOffset(time.Now().UTC().Add(queueLease)))
	if f.trigger.DataType == protocol.DataTypeBinary {
		return item.body, d
	}
	text := strings.ToValidUTF8(string(item.body), "\ufffd")
	d.Apply(text)
	return text, d
}
