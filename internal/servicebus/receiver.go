package servicebus

import (
	"errors"
	"time"

	"waybill/internal/servicebus/amqp"
	"waybill/internal/servicebus/entity"
)

// attachReceiver attaches a receiver of messages. One of sessions must have a session before it is answered.
func (l *link) attachReceiver() {
	s := l.server()
	l.settled = l.attach.SenderSettleMode == amqp.SenderSettled
	wanted, sessions := amqp.Map(nil).Get(sessionFilter)
	if l.attach.Source != nil {
		wanted, sessions = l.attach.Source.Filter.Get(sessionFilter)
	}
	switch {
	case sessions && !l.node.state.RequiresSession():
		l.refuse(&amqp.Error{Condition: notAllowed, Description: "A sessionful message receiver cannot be created on an entity that does not require sessions."})
		return
	case !sessions && l.node.state.RequiresSession():
		l.refuse(&amqp.Error{Condition: notAllowed, Description: "It is not possible for an entity that requires sessions to create a non-sessionful message receiver."})
		return
	case !sessions:
		l.accept(l.attach.Source, l.attach.Target, nil)
		l.node.join(l)
		s.changed = append(s.changed, l.node.queue)
		return
	}
	s.holders++
	l.holder = s.holders
	if d, ok := wanted.(amqp.Described); ok {
		wanted = d.Value
	}
	if id, ok := wanted.(string); ok {
		until, err := l.node.state.AcceptSession(s.now(), id, l.holder)
		if errors.Is(err, entity.ErrSessionHeld) {
			l.holder = 0
			l.refuse(&amqp.Error{Condition: "com.microsoft:session-cannot-be-locked", Description: "The requested session '" + id + "' cannot be accepted. It may be locked by another receiver."})
			return
		}
		l.granted(id, until)
		return
	}
	wait := acceptTimeout
	if v, ok := l.attach.Properties.Get("com.microsoft:timeout"); ok {
		if ms, ok := amqp.Integer(v); ok && ms >= 0 && ms <= int64(time.Hour/time.Millisecond) {
			wait = time.Duration(ms) * time.Millisecond
		}
	}
	// A refusal that comes when the client stops waiting comes too late for it.
	l.deadline, l.waiting = time.Now().Add(wait-min(wait/10, 250*time.Millisecond)), true
	l.node.queue.waiting = append(l.node.queue.waiting, l)
	s.changed = append(s.changed, l.node.queue)
	s.poke()
}

// granted answers the attach of a receiver that has its session now. The filter tells which it is.
func (l *link) granted(id string, until time.Time) {
	l.sessionID, l.waiting = id, false
	source := &amqp.Source{Address: l.attach.Source.Address}
	for _, e := range l.attach.Source.Filter {
		if amqp.Text(e.Key) == sessionFilter {
			e.Value = amqp.Described{Descriptor: sessionFilterCode, Value: id}
		}
		source.Filter = append(source.Filter, e)
	}
	l.accept(source, l.attach.Target, amqp.Map{{Key: amqp.Symbol("com.microsoft:locked-until-utc"), Value: ticks(until)}})
	l.node.join(l)
	l.server().changed = append(l.server().changed, l.node.queue)
}

// sessionFilterCode is the descriptor of the session filter.
const sessionFilterCode uint64 = 0x137000000c

// ticks counts as .NET does: 100 ns each since the year 1.
func ticks(t time.Time) int64 { return t.UnixNano()/100 + 621355968000000000 }

// settle does with a delivery what the client says and answers it, if it waits for an answer.
func (l *link) settle(id uint32, token entity.Token, state amqp.State, settled bool) {
	s := l.server()
	condition, failed := s.faults.failSettlement()
	answer := amqp.RejectedState(&amqp.Error{Condition: condition, Description: "The settlement fails as it was told to."})
	if !failed {
		answer = amqp.AcceptedState()
		if err := l.node.settleAs(s.now(), token, state); err != nil {
			answer = amqp.RejectedState(&amqp.Error{
				Condition: lockLost, Description: "The lock supplied is invalid. Either the lock expired, or the message has already been removed from the queue.",
			})
		}
		s.changed = append(s.changed, l.node.queue)
	}
	if s.faults.loseSettlement() {
		l.session.conn.end()
		return
	}
	if !settled {
		l.session.put(&amqp.Disposition{Role: amqp.RoleSender, First: id, Last: id, Settled: true, State: answer})
	}
}

// settleAs applies an outcome to a locked message.
func (n *node) settleAs(now time.Time, token entity.Token, state amqp.State) error {
	switch state.Outcome {
	case amqp.Accepted:
		return n.state.Complete(now, token)
	case amqp.Released:
		return n.state.Release(now, token)
	case amqp.Rejected:
		var info amqp.Map
		if state.Error != nil {
			info = state.Error.Info
		}
		reason, _ := info.Get(deadLetterReason)
		text, _ := info.Get(deadLetterText)
		return n.deadLetter(now, token, amqp.Text(reason), amqp.Text(text), info)
	case amqp.Modified:
		if state.UndeliverableHere {
			return n.putAside(now, token, state.Annotations)
		}
		return n.abandon(now, token, state.Annotations)
	}
	return n.abandon(now, token, nil)
}

func (n *node) abandon(now time.Time, token entity.Token, properties amqp.Map) error {
	payload, err := n.modified(now, token, properties)
	if err != nil {
		return err
	}
	return n.state.Abandon(now, token, payload)
}

func (n *node) putAside(now time.Time, token entity.Token, properties amqp.Map) error {
	payload, err := n.modified(now, token, properties)
	if err != nil {
		return err
	}
	return n.state.Defer(now, token, payload)
}

func (n *node) deadLetter(now time.Time, token entity.Token, reason, text string, properties amqp.Map) error {
	payload, err := n.modified(now, token, properties)
	if err != nil {
		return err
	}
	return n.state.DeadLetter(now, token, reason, text, payload)
}

// modified gives the payload of a locked message with application properties added or replaced.
func (n *node) modified(now time.Time, token entity.Token, properties amqp.Map) ([]byte, error) {
	d, err := n.state.Locked(now, token)
	if err != nil {
		return nil, err
	}
	return withProperties(d.Payload, properties)
}
