package servicebus

import (
	"time"

	"waybill/internal/servicebus/amqp"
	"waybill/internal/servicebus/entity"
)

const (
	senderCredit  = 1000
	sessionFilter = "com.microsoft:session-filter"
	acceptTimeout = time.Minute // unless the client says how long it waits for a session
)

// What a link is for, seen from the client.
type kind int

const (
	sending   kind = iota // messages to a queue
	receiving             // messages from a queue
	asking                // requests to $cbs or $management
	answered              // answers from there
)

// A link is one link of a client, to a queue or to one of the two that answer requests.
type link struct {
	session *session
	handle  uint32
	kind    kind
	node    *node // nil for $cbs
	replyTo string
	attach  *amqp.Attach
	count   uint32 // delivery count
	credit  uint32

	partial *amqp.Transfer // the first frame of a message that is not all there
	bytes   []byte

	holder    entity.Holder
	sessionID string
	deadline  time.Time // until when an attach waits for a session, by the machine's clock
	waiting   bool
	settled   bool // receive and delete
	answers   [][]byte
	drain     bool
}

func (s *session) attach(p *amqp.Attach) {
	if p.Handle >= maxLinks || s.links[p.Handle] != nil {
		s.conn.fail("amqp:session:handle-in-use", "The handle is in use or too high.")
		return
	}
	l := &link{session: s, handle: p.Handle, attach: p, count: p.InitialDeliveryCount}
	address := addressOf(p, s.conn.server)
	s.links[p.Handle] = l
	switch {
	case address.cbs || address.management:
		l.kind = asking
		if p.Role == amqp.RoleReceiver {
			l.kind = answered
		}
	case p.Role == amqp.RoleReceiver:
		l.kind = receiving
	}
	l.node = address.node
	if p.Target != nil {
		l.replyTo = p.Target.Address
	}
	if refusal := s.conn.refuse(address); refusal != nil {
		l.refuse(refusal)
		return
	}
	if l.kind == receiving {
		l.attachReceiver()
		return
	}
	l.accept(p.Source, p.Target, nil)
}

// refuse tells why the link cannot be: an attach without source and target, then the error. The settle modes must be the
// client's in a refusal, too, or it complains about them instead.
func (l *link) refuse(e *amqp.Error) {
	answer := l.answer(nil, nil, nil)
	l.session.put(answer)
	l.fail(e)
}

func (l *link) answer(source *amqp.Source, target *amqp.Target, properties amqp.Map) *amqp.Attach {
	answer := &amqp.Attach{
		Name: l.attach.Name, Handle: l.handle, Role: !l.attach.Role, Source: source, Target: target,
		SenderSettleMode: l.attach.SenderSettleMode, ReceiverSettleMode: l.attach.ReceiverSettleMode, Properties: properties,
	}
	if l.node != nil {
		answer.MaxMessageSize = uint64(l.node.queue.options.MaxMessageSize)
	} else {
		answer.MaxMessageSize = maxRequest
	}
	return answer
}

func (l *link) accept(source *amqp.Source, target *amqp.Target, properties amqp.Map) {
	l.session.put(l.answer(source, target, properties))
	if l.attach.Role == amqp.RoleSender {
		l.credit = senderCredit
		l.session.sendFlow(l, false)
	}
}

// fail ends the link with an error.
func (l *link) fail(e *amqp.Error) {
	l.session.inOrder(func() { l.session.put(&amqp.Detach{Handle: l.handle, Closed: true, Error: e}) })
	l.close()
}

// detached answers the client's detach.
func (l *link) detached() {
	if l.waiting {
		l.session.put(l.answer(nil, nil, nil))
	}
	l.session.inOrder(func() { l.session.put(&amqp.Detach{Handle: l.handle, Closed: true}) })
	l.close()
}

// close takes the link out of everything. Locks of messages stay until they run out, a session is free at once.
func (l *link) close() {
	delete(l.session.links, l.handle)
	for id, d := range l.session.unsettled {
		if d.link == l {
			delete(l.session.unsettled, id)
		}
	}
	if l.node == nil || l.kind != receiving {
		return
	}
	l.node.leave(l)
	if l.holder != 0 {
		_ = l.node.state.ReleaseSession(l.server().now(), l.sessionID, l.holder) // it may be lost already
	}
	l.server().changed = append(l.server().changed, l.node.queue)
}

func (l *link) server() *Server { return l.session.conn.server }

// flow takes the credit of a receiver.
func (l *link) flow(p *amqp.Flow) {
	if p.LinkCredit != nil && (l.kind == receiving || l.kind == answered) {
		count := l.attach.InitialDeliveryCount
		if p.DeliveryCount != nil {
			count = *p.DeliveryCount
		}
		l.credit = count + *p.LinkCredit - l.count
		if int32(l.credit) < 0 {
			l.credit = 0
		}
		l.drain = p.Drain
	}
	if l.kind == answered {
		l.sendAnswers()
	}
	if l.drain {
		if l.kind == receiving {
			l.node.deliver(l.server())
		}
		l.drained()
	}
	if p.Echo {
		l.session.inOrder(func() { l.session.sendFlow(l, false) })
	}
}

// drained uses up the credit that is left, as there is no message for it.
func (l *link) drained() {
	l.count += l.credit
	l.credit, l.drain = 0, false
	l.session.inOrder(func() { l.session.sendFlow(l, true) })
}
