package servicebus

import (
	"errors"

	"waybill/internal/servicebus/amqp"
	"waybill/internal/servicebus/entity"
)

// maxRequest bounds a request to $cbs in bytes.
const maxRequest = 256 << 10

// transfer takes a part of a message from the client.
func (s *session) transfer(p *amqp.Transfer, payload []byte) {
	s.incomingID++
	s.window--
	if s.window <= incomingWindow/2 {
		s.window = incomingWindow
		s.sendFlow(nil, false)
	}
	l := s.links[p.Handle]
	if l == nil {
		return // it was detached while the transfer was under way
	}
	if l.kind != sending && l.kind != asking {
		l.fail(&amqp.Error{Condition: notAllowed, Description: "The link is not for sending."})
		return
	}
	if l.partial == nil {
		l.partial, l.bytes = p, nil
	}
	limit := maxRequest
	if l.node != nil {
		limit = l.node.queue.options.MaxMessageSize
	}
	if len(l.bytes)+len(payload) > limit {
		l.fail(&amqp.Error{Condition: "amqp:link:message-size-exceeded", Description: "The message is larger than the link allows."})
		return
	}
	l.bytes = append(l.bytes, payload...)
	first := l.partial
	first.Settled = first.Settled || p.Settled
	if p.More && !p.Aborted {
		return
	}
	encoded := l.bytes
	l.partial, l.bytes = nil, nil
	l.count++
	l.credit--
	if l.credit <= senderCredit/2 {
		l.credit = senderCredit
		defer s.sendFlow(l, false)
	}
	if p.Aborted {
		return
	}
	if first.DeliveryID == nil {
		s.conn.fail("amqp:not-allowed", "A message has no delivery id.")
		return
	}
	l.arrived(first, encoded)
}

// arrived deals with a whole message.
func (l *link) arrived(first *amqp.Transfer, encoded []byte) {
	s := l.server()
	var refusal *amqp.Error
	if l.kind == sending {
		if refusal = s.faults.rejectSend(); refusal == nil {
			refusal = l.enqueue(first.MessageFormat, encoded)
		}
		if s.faults.loseSend() {
			l.session.conn.end()
			return
		}
	}
	if !first.Settled {
		state := amqp.AcceptedState()
		if refusal != nil {
			state = amqp.RejectedState(refusal)
		}
		l.session.put(&amqp.Disposition{Role: amqp.RoleReceiver, First: *first.DeliveryID, Last: *first.DeliveryID, Settled: true, State: state})
	}
	if l.kind == asking {
		l.request(encoded)
	}
}

// enqueue sends a message, or all of a batch or none, to the queue.
func (l *link) enqueue(format uint32, encoded []byte) *amqp.Error {
	messages, err := unpack(format, encoded)
	if err != nil {
		return &amqp.Error{Condition: "amqp:decode-error", Description: err.Error()}
	}
	return l.node.send(l.server(), messages)
}

func (n *node) send(s *Server, messages []entity.Message) *amqp.Error {
	if n != n.queue.main {
		return &amqp.Error{Condition: notAllowed, Description: "Messages cannot be sent to a dead-letter queue."}
	}
	for _, m := range messages {
		if n.state.RequiresSession() && !m.HasSession {
			return &amqp.Error{Condition: notAllowed, Description: "The SessionId was not set on a message, and it cannot be sent to the entity. Entities that have session support enabled can only receive messages that have the SessionId set to a valid value."}
		}
	}
	for _, m := range messages {
		if _, err := n.state.Send(s.now(), m); err != nil {
			return &amqp.Error{Condition: "amqp:internal-error", Description: err.Error()}
		}
	}
	s.changed = append(s.changed, n.queue)
	return nil
}

func unpack(format uint32, encoded []byte) ([]entity.Message, error) {
	parts := [][]byte{encoded}
	if format == amqp.FormatBatch {
		batch, err := amqp.ParseMessage(encoded)
		if err != nil {
			return nil, err
		}
		if parts, err = batch.Data(); err != nil {
			return nil, err
		}
		if len(parts) == 0 {
			return nil, errors.New("the batch is empty")
		}
	}
	var messages []entity.Message
	for _, part := range parts {
		m, err := incoming(part)
		if err != nil {
			return nil, err
		}
		messages = append(messages, m)
	}
	return messages, nil
}
