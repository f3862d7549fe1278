package devhost

import (
	"context"
	"strings"
	"sync"
	"time"

	"waybill/internal/devhost/protocol"
)

// poisonSuffix makes the name of the queue where messages end that failed too often.
const poisonSuffix = "-poison"

// storageQueues stand in for Azure Storage queues. They live in memory and end with the host.
type storageQueues struct {
	mu      sync.Mutex
	queues  map[string][]*queueItem
	changed chan struct{} // closed and replaced when a message comes or goes back
}

type queueItem struct {
	id         string
	body       []byte
	dequeued   int
	insertedAt time.Time
	visibleAt  time.Time
	taken      bool
}

func newStorageQueues() *storageQueues {
	return &storageQueues{queues: map[string][]*queueItem{}, changed: make(chan struct{})}
}

func (q *storageQueues) put(queue string, body []byte, now time.Time) {
	q.mu.Lock()
	defer q.mu.Unlock()
	queue = strings.ToLower(queue)
	q.queues[queue] = append(q.queues[queue], &queueItem{id: newGUID(), body: body, insertedAt: now, visibleAt: now})
	q.notify()
}

// take gives the first message that is visible. If there is none, it says when the next one will be, or the zero time,
// and gives a channel that is closed when something changes.
func (q *storageQueues) take(queue string, now time.Time) (item queueItem, ok bool, next time.Time, changed <-chan struct{}) {
	q.mu.Lock()
	defer q.mu.Unlock()
	for _, i := range q.queues[strings.ToLower(queue)] {
		switch {
		case i.taken:
		case !i.visibleAt.After(now):
			i.taken = true
			i.dequeued++
			return *i, true, time.Time{}, nil
		case next.IsZero() || i.visibleAt.Before(next):
			next = i.visibleAt
		}
	}
	return queueItem{}, false, next, q.changed
}

// done deletes a message.
func (q *storageQueues) done(queue string, item queueItem) {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.remove(strings.ToLower(queue), item.id)
}

// failed makes a message visible again at the given time; after maxDequeue attempts it moves to the poison queue.
func (q *storageQueues) failed(queue string, item queueItem, visibleAt time.Time, maxDequeue int) {
	q.mu.Lock()
	defer q.mu.Unlock()
	queue = strings.ToLower(queue)
	if item.dequeued >= maxDequeue {
		q.remove(queue, item.id)
		poison := queue + poisonSuffix
		q.queues[poison] = append(q.queues[poison], &queueItem{id: newGUID(), body: item.body, insertedAt: visibleAt, visibleAt: visibleAt})
	}
	for _, i := range q.queues[queue] {
		if i.id == item.id {
			i.taken, i.visibleAt = false, visibleAt
		}
	}
	q.notify()
}

func (q *storageQueues) remove(queue, id string) {
	items := q.queues[queue]
	for n, i := range items {
		if i.id == id {
			q.queues[queue] = append(items[:n:n], items[n+1:]...)
			return
		}
	}
}

func (q *storageQueues) bodies(queue string) [][]byte {
	q.mu.Lock()
	defer q.mu.Unlock()
	var out [][]byte
	for _, i := range q.queues[strings.ToLower(queue)] {
		out = append(out, i.body)
	}
	return out
}

func (q *storageQueues) notify() {
	close(q.changed)
	q.changed = make(chan struct{})
}

// Enqueue puts a message on a storage queue.
func (h *Host) Enqueue(queue string, body []byte) { h.queues.put(queue, body, time.Now()) }

// Enqueued gives the messages that are on a storage queue, those under way among them.
func (h *Host) Enqueued(queue string) [][]byte { return h.queues.bodies(queue) }

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
		_, err := t.host.invoke(t.host.lifetime, t.function, value, metadata)
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
