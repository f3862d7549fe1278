package sim

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"waybill/handlers/recordonchain"
	"waybill/shared/azfunc"
	"waybill/shared/bus"
	"waybill/shared/operations"
)

// A queue has sessions: first in, first out, and whoever has the lock of a session gets its messages. Locks run out
// soon, so that two consumers of one session are common.
type queue struct {
	sessions []*session // in the order in which they appeared
}

type session struct {
	name     string
	messages []*message
	token    int // of the last lock
	until    int // when it runs out
}

type message struct {
	azfunc.Message
	deliveries int
}

// A delivery is what a consumer holds.
type delivery struct {
	*session
	token    int
	messages []*message
}

func (q *queue) send(name string, m azfunc.Message) {
	m.Session = name
	for _, s := range q.sessions {
		if s.name == name {
			s.messages = append(s.messages, &message{Message: m})
			return
		}
	}
	q.sessions = append(q.sessions, &session{name: name, messages: []*message{{Message: m}}})
}

func (q *queue) empty() bool {
	return !slices.ContainsFunc(q.sessions, func(s *session) bool { return len(s.messages) > 0 })
}

// deliver locks a random session that has messages and no lock; false if there is none.
func (w *world) deliver() (delivery, bool) {
	var open []*session
	for _, s := range w.queue.sessions {
		if len(s.messages) > 0 && s.until <= w.tick {
			open = append(open, s)
		}
	}
	if len(open) == 0 {
		return delivery{}, false
	}
	s := open[w.random.IntN(len(open))]
	s.token++
	s.until = w.tick + minLock + w.random.IntN(maxLock-minLock)
	d := delivery{session: s, token: s.token}
	for _, m := range slices.Clone(s.messages) {
		if m.deliveries++; m.deliveries > maxDeliver { // a dead letter: for the sweeper to notice
			s.messages = slices.DeleteFunc(s.messages, func(other *message) bool { return other == m })
		} else if d.messages = append(d.messages, m); len(d.messages) == w.pace.batch {
			break
		}
	}
	return d, true
}

// settle removes the messages, or gives them back.
func (w *world) settle(d delivery, complete bool) error {
	if d.session.token != d.token || d.until <= w.tick {
		return bus.ErrLockLost
	}
	d.until = w.tick
	if complete {
		d.session.messages = slices.DeleteFunc(d.session.messages, func(m *message) bool { return slices.Contains(d.messages, m) })
	}
	return nil
}

// consume is the host: it hands one delivery to RecordOnChain and settles it.
func (w *world) consume(ctx context.Context) {
	d, ok := w.deliver()
	if !ok {
		return
	}
	w.point("bus.receive", "")
	batch := make([]azfunc.Message, len(d.messages))
	for i, m := range d.messages {
		batch[i] = m.Message
		batch[i].DeliveryCount = m.deliveries
	}
	err := w.record.Messages(ctx, batch)
	if err != nil && !w.happens(abandonRate) {
		return // the host is gone; the lock runs out
	}
	// A lock that was lost, like an answer, leaves the messages where they are: they come again.
	_ = w.write("bus.complete", func() error { return w.settle(d, err == nil) })
}

// An outbox puts accepted operations on the queue, as the handler's does.
type outbox struct{ *world }

var _ operations.Outbox = outbox{}

// Dispatch sends the operation's task.
func (o outbox) Dispatch(_ context.Context, op operations.Operation) error {
	body, err := json.Marshal(recordonchain.Task{Organization: op.Organization, Operation: op.ID})
	if err != nil {
		return fmt.Errorf("encode the task of %s: %w", op.ID, err)
	}
	return o.write("bus.send", func() error {
		o.queue.send(op.Signer.Hex(), azfunc.Message{ID: op.ID, Body: body})
		return nil
	})
}
