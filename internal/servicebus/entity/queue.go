package entity

import (
	"container/heap"
	"slices"
	"time"
)

// A Config says how a queue behaves, in the words of Microsoft.ServiceBus/namespaces/queues.
type Config struct {
	RequiresSession    bool
	DuplicateWindow    time.Duration // duplicateDetectionHistoryTimeWindow; 0 for no detection
	LockDuration       time.Duration
	MaxDeliveryCount   int           // 0 for no limit
	DefaultTTL         time.Duration // also the longest; 0 for none
	DeadLetterOnExpiry bool
	Token              func() Token // makes lock tokens, all different
	Journal            func(Change) // is told of every durable change; nil for nobody
}

// A Queue is the state of one queue and of its dead-letter queue.
type Queue struct {
	config   Config
	dead     *Queue // nil if this is a dead-letter queue
	last     int64  // sequence number
	messages map[int64]*entry
	locks    map[Token]*entry
	ready    lane // without sessions
	sessions map[string]*session
	timers   timers
	history  map[string]time.Time
	lost     []Holder
}

// New makes an empty queue.
func New(config Config) *Queue {
	q := newQueue(config)
	journal := config.Journal
	if journal != nil {
		config.Journal = func(c Change) { c.Dead = true; journal(c) }
	}
	config.RequiresSession, config.DuplicateWindow, config.MaxDeliveryCount, config.DefaultTTL = false, 0, 0, 0
	q.dead = newQueue(config)
	return q
}

func newQueue(config Config) *Queue {
	if config.Journal == nil {
		config.Journal = func(Change) {}
	}
	return &Queue{
		config: config, messages: map[int64]*entry{}, locks: map[Token]*entry{}, sessions: map[string]*session{},
		history: map[string]time.Time{},
	}
}

// DeadLetters gives the dead-letter queue, which has neither sessions nor a limit of deliveries, nor does anything
// expire there; nil if the queue is one.
func (q *Queue) DeadLetters() *Queue { return q.dead }

// RequiresSession tells whether the queue's messages are received by session only.
func (q *Queue) RequiresSession() bool { return q.config.RequiresSession }

// Advance lets happen what is due, here and among the dead letters.
func (q *Queue) Advance(now time.Time) {
	q.timers.run(now)
	if q.dead != nil {
		q.dead.timers.run(now)
	}
}

// Next tells when something falls due, if nothing else happens before.
func (q *Queue) Next() (at time.Time, ok bool) {
	at, ok = q.timers.next()
	if q.dead != nil {
		if dead, has := q.dead.timers.next(); has && (!ok || dead.Before(at)) {
			return dead, true
		}
	}
	return at, ok
}

// Len counts the messages: active, locked, deferred and scheduled.
func (q *Queue) Len() int { return len(q.messages) }

// Send takes a message and gives its sequence number. A message whose DueAt is in the future is scheduled. A duplicate is
// dropped: it gets no number and no error.
func (q *Queue) Send(now time.Time, m Message) (sequence int64, err error) {
	q.Advance(now)
	if q.config.RequiresSession && !m.HasSession {
		return 0, ErrNoSession
	}
	detects := q.config.DuplicateWindow > 0 && m.ID != ""
	if _, known := q.history[m.ID]; detects && known {
		return 0, nil
	}
	if limit := q.config.DefaultTTL; limit > 0 && (m.TTL <= 0 || m.TTL > limit) {
		m.TTL = limit
	}
	q.last++
	m.Sequence, m.First, m.EnqueuedAt, m.State, m.Deliveries = q.last, q.last, now, Active, 0
	if m.DueAt.After(now) {
		m.State = Scheduled
	} else {
		m.DueAt = time.Time{}
	}
	q.put(now, m)
	if detects {
		// After the message: a journal that ends between the two must not take its repetition for a duplicate.
		q.remember(m.ID, now)
		q.config.Journal(Change{Kind: Sent, ID: m.ID, At: now})
	}
	return m.Sequence, nil
}

func (q *Queue) remember(id string, at time.Time) {
	q.history[id] = at
	q.timers.add(at.Add(q.config.DuplicateWindow), func(time.Time) { delete(q.history, id) })
}

// put adds a message, or replaces one of the same number that has no lock.
func (q *Queue) put(now time.Time, m Message) {
	q.config.Journal(Change{Kind: Put, Message: m})
	q.insert(m)
	q.Advance(now) // it may be due or have expired already
}

func (q *Queue) insert(m Message) {
	if old := q.messages[m.Sequence]; old != nil {
		q.forget(old)
	}
	q.last = max(q.last, m.Sequence)
	e := &entry{Message: m, place: -1}
	q.messages[m.Sequence] = e
	switch m.State {
	case Scheduled:
		e.due = q.timers.add(m.DueAt, func(now time.Time) { q.activate(now, e) })
		return
	case Active:
		q.wait(e)
	case Deferred:
	}
	q.watchExpiry(e)
}

// wait puts a message where receivers look.
func (q *Queue) wait(e *entry) { heap.Push(q.laneOf(e), e) }

func (q *Queue) laneOf(e *entry) *lane {
	if !q.config.RequiresSession {
		return &q.ready
	}
	return &q.session(e.Session).ready
}

// forget takes a message out of everything that knows it.
func (q *Queue) forget(e *entry) {
	q.timers.stop(e.lock)
	q.timers.stop(e.expiry)
	q.timers.stop(e.due)
	delete(q.locks, e.token)
	delete(q.messages, e.Sequence)
	if e.place >= 0 {
		heap.Remove(q.laneOf(e), e.place)
	}
	q.tidy(e.Session)
}

func (q *Queue) remove(e *entry) {
	q.forget(e)
	q.config.Journal(Change{Kind: Remove, Message: Message{Sequence: e.Sequence}})
}

func (q *Queue) activate(now time.Time, e *entry) {
	m := e.Message
	q.last++
	m.Sequence, m.State, m.EnqueuedAt, m.DueAt = q.last, Active, now, time.Time{}
	q.put(now, m) // before the other is removed, for the same reason as in bury
	q.remove(e)
}

// watchExpiry lets the message expire. One that is locked when its time comes expires when it comes back.
func (q *Queue) watchExpiry(e *entry) {
	at := e.Expires()
	if at.IsZero() || q.dead == nil {
		return
	}
	e.expiry = q.timers.add(at, func(now time.Time) {
		if !e.locked() {
			q.expire(now, e)
		}
	})
}

func (q *Queue) expire(now time.Time, e *entry) {
	if q.config.DeadLetterOnExpiry {
		q.bury(now, e, TTLExpired, "The message expired and was dead lettered.", e.Payload)
		return
	}
	q.remove(e)
}

// bury makes a dead letter of a message. It keeps its number and its count.
func (q *Queue) bury(now time.Time, e *entry, reason, text string, payload []byte) {
	m := e.Message
	m.Reason, m.Text, m.Payload, m.State = reason, text, payload, Active
	// The dead letter is noted before the message is removed: a journal that ends between the two has it twice, not never.
	q.dead.put(now, m)
	q.remove(e)
}

// CancelScheduled removes scheduled messages, all or none. ErrNotFound if one of them is not scheduled, any more.
func (q *Queue) CancelScheduled(now time.Time, sequences ...int64) error {
	q.Advance(now)
	for _, s := range sequences {
		if e := q.messages[s]; e == nil || e.State != Scheduled {
			return ErrNotFound
		}
	}
	for _, s := range sequences {
		if e := q.messages[s]; e != nil {
			q.remove(e)
		}
	}
	return nil
}

// Peek gives up to count messages from a sequence number on, in order, whatever their state and without a lock; with
// session, of this session only.
func (q *Queue) Peek(now time.Time, from int64, count int, session *string) []Message {
	q.Advance(now)
	var numbers []int64
	for s, e := range q.messages {
		if s >= from && (session == nil || e.HasSession && e.Session == *session) {
			numbers = append(numbers, s)
		}
	}
	slices.Sort(numbers)
	var found []Message
	for _, s := range numbers[:min(count, len(numbers))] {
		found = append(found, q.messages[s].Message)
	}
	return found
}
