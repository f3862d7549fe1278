package entity

import (
	"slices"
	"time"
)

// A Kind tells what changed.
type Kind byte

// A Put message replaces the one of the same number. Number raises the last number given, which a queue has also when the
// message of that number is gone.
const (
	Put    Kind = 1 // Message
	Remove Kind = 2 // Message.Sequence
	Sent   Kind = 3 // ID was sent At, for duplicate detection
	Noted  Kind = 4 // session ID has State
	Number Kind = 5 // Message.Sequence is the last one
)

// A Change is one durable change of a queue. Locks and sessions held are not durable.
type Change struct {
	Kind    Kind
	Dead    bool // it is the dead-letter queue's
	Message Message
	ID      string
	At      time.Time
	State   []byte
}

// Apply repeats a change that the journal of a queue was told before. It is for a queue that nobody uses yet, and does
// not reach the journal.
func (q *Queue) Apply(c Change) {
	if c.Dead && q.dead != nil {
		c.Dead = false
		q.dead.Apply(c)
		return
	}
	switch c.Kind {
	case Put:
		q.insert(c.Message)
	case Remove:
		if e := q.messages[c.Message.Sequence]; e != nil {
			q.forget(e)
		}
	case Sent:
		if q.config.DuplicateWindow > 0 {
			q.remember(c.ID, c.At)
		}
	case Noted:
		q.session(c.ID).state = c.State
		q.tidy(c.ID)
	case Number:
		q.last = max(q.last, c.Message.Sequence)
	}
}

// Changes gives the changes that lead from an empty queue to this one, without locks and held sessions.
func (q *Queue) Changes() []Change {
	all := []Change{{Kind: Number, Message: Message{Sequence: q.last}}}
	for id, at := range q.history {
		all = append(all, Change{Kind: Sent, ID: id, At: at})
	}
	for id, s := range q.sessions {
		if s.state != nil {
			all = append(all, Change{Kind: Noted, ID: id, State: s.state})
		}
	}
	for _, e := range q.messages {
		m := e.Message
		if e.locked() {
			m.Deliveries-- // the delivery under way is not durable
		}
		all = append(all, Change{Kind: Put, Message: m})
	}
	slices.SortFunc(all, func(a, b Change) int {
		if a.Kind != b.Kind {
			return int(a.Kind) - int(b.Kind)
		}
		return int(a.Message.Sequence - b.Message.Sequence)
	})
	if q.dead != nil {
		for _, c := range q.dead.Changes() {
			c.Dead = true
			all = append(all, c)
		}
	}
	return all
}
