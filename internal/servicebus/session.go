package servicebus

import (
	"maps"
	"slices"

	"waybill/internal/servicebus/amqp"
	"waybill/internal/servicebus/entity"
)

const incomingWindow = 5000

// A session carries the links of a client, AMQP 1.0 part 2 section 2.5. It has nothing to do with sessions of messages.
type session struct {
	conn    *conn
	channel uint16
	links   map[uint32]*link // by handle; both ends use the client's

	incomingID uint32 // the number of the client's next transfer
	window     uint32 // how many more it may send
	outgoingID uint32 // the number of our next transfer
	peerWindow uint32 // how many more it takes
	held       []func()

	deliveries uint32 // the next delivery id
	unsettled  map[uint32]*delivery
}

// A delivery waits for the client's disposition.
type delivery struct {
	link  *link
	token entity.Token
}

func (s *session) handle(body amqp.Performative, payload []byte) {
	switch p := body.(type) {
	case *amqp.Attach:
		s.attach(p)
	case *amqp.Flow:
		s.flow(p)
	case *amqp.Transfer:
		s.transfer(p, payload)
	case *amqp.Disposition:
		if p.Role == amqp.RoleReceiver {
			s.disposition(p)
		}
	case *amqp.Detach:
		if l := s.links[p.Handle]; l != nil {
			l.detached()
		}
	case *amqp.End:
		s.conn.endSession(s.channel)
		s.conn.put(s.channel, &amqp.End{}, nil)
	default:
		s.conn.fail("amqp:not-allowed", "The frame has no place in a session.")
	}
}

func (s *session) put(body amqp.Performative) { s.conn.put(s.channel, body, nil) }

// inOrder puts a frame behind those that wait for the client's window.
func (s *session) inOrder(put func()) {
	if len(s.held) == 0 {
		put()
		return
	}
	if s.held = append(s.held, put); len(s.held) > heldMax {
		_ = s.conn.nc.Close() // read ends it
	}
}

func (s *session) flow(p *amqp.Flow) {
	next := uint32(0)
	if p.NextIncomingID != nil {
		next = *p.NextIncomingID
	}
	s.peerWindow = next + p.IncomingWindow - s.outgoingID
	for len(s.held) > 0 && s.peerWindow > 0 {
		put := s.held[0]
		s.held = s.held[1:]
		put()
	}
	if p.Handle != nil {
		if l := s.links[*p.Handle]; l != nil {
			l.flow(p)
		}
	} else if p.Echo {
		s.sendFlow(nil, false)
	}
	s.conn.server.changedAll(s)
}

// changedAll has the queues of all receivers of the session looked at.
func (s *Server) changedAll(of *session) {
	for _, l := range of.links {
		if l.node != nil && l.kind == receiving {
			s.changed = append(s.changed, l.node.queue)
		}
	}
}

// sendFlow tells the state of the session, and of a link if there is one.
func (s *session) sendFlow(l *link, drain bool) {
	p := &amqp.Flow{
		NextIncomingID: &s.incomingID, IncomingWindow: s.window, NextOutgoingID: s.outgoingID, OutgoingWindow: incomingWindow,
		Drain: drain,
	}
	if l != nil {
		handle, count, credit := l.handle, l.count, l.credit
		p.Handle, p.DeliveryCount, p.LinkCredit = &handle, &count, &credit
	}
	s.put(p)
}

// send transfers a message in as many frames as it takes. Its delivery counts at once, its frames wait for the client's
// window.
func (s *session) send(l *link, tag []byte, settled bool, message []byte) uint32 {
	id := s.deliveries
	s.deliveries++
	l.count++
	l.credit--
	room := int(s.conn.peerFrame) - 64 // a transfer without its payload has less
	for first := true; first || len(message) > 0; first = false {
		part := message[:min(room, len(message))]
		message = message[len(part):]
		p := &amqp.Transfer{Handle: l.handle, Settled: settled, More: len(message) > 0}
		if first {
			p.DeliveryID, p.DeliveryTag = &id, tag
		}
		s.sendPart(p, part)
	}
	return id
}

func (s *session) sendPart(p *amqp.Transfer, part []byte) {
	put := func() {
		s.outgoingID++
		s.peerWindow--
		s.conn.put(s.channel, p, part)
	}
	if s.peerWindow == 0 {
		s.held = append(s.held, put)
		return
	}
	s.inOrder(put)
}

// blocked tells that the client takes no message now.
func (s *session) blocked() bool {
	if len(s.conn.out) > outLimit {
		s.conn.full = true
	}
	return s.peerWindow == 0 || len(s.held) > 0 || s.conn.full || s.conn.closing || s.conn.ended
}

// disposition settles what the client names, in the order of delivery.
func (s *session) disposition(p *amqp.Disposition) {
	state, err := amqp.ParseState(p.State)
	if err != nil {
		s.conn.fail("amqp:decode-error", err.Error())
		return
	}
	if state.Outcome == amqp.None && !p.Settled {
		return
	}
	ids := []uint32{p.First}
	if p.Last != p.First {
		ids = slices.SortedFunc(maps.Keys(s.unsettled), func(a, b uint32) int { return int(int32(a - b)) })
	}
	for _, id := range ids {
		if d := s.unsettled[id]; d != nil && id-p.First <= p.Last-p.First {
			delete(s.unsettled, id)
			d.link.settle(id, d.token, state, p.Settled)
		}
	}
}
