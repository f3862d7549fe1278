package devhost

import (
	"strings"
	"sync"
	"time"
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
	q.add(strings.ToLower(queue), body, now)
	q.notify()
}

func (q *storageQueues) add(queue string, body []byte, now time.Time) {
	q.queues[queue] = append(q.queues[queue], &queueItem{id: newGUID(), body: body, insertedAt: now, visibleAt: now})
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
		q.add(queue+poisonSuffix, item.body, visibleAt)
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
