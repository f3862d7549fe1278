package servicebus

import (
	"errors"
	"time"

	"waybill/internal/servicebus/amqp"
	"waybill/internal/servicebus/entity"
)

// Limits of one request.
const (
	maxPeek   = 4096    // messages
	peekBytes = 4 << 20 // of an answer
)

// A management is one request to a queue's $management, described by Microsoft in "AMQP 1.0 in Azure Service Bus:
// request-response-based operations".
type management struct {
	node *node
	conn *conn
	now  time.Time
	body amqp.Map
	link string // the receiver that the client says the request belongs to
}

var operations = map[string]func(management) answer{
	"com.microsoft:renew-lock":                 management.renewLocks,
	"com.microsoft:peek-message":               management.peek,
	"com.microsoft:schedule-message":           management.schedule,
	"com.microsoft:cancel-scheduled-message":   management.cancelScheduled,
	"com.microsoft:receive-by-sequence-number": management.receiveDeferred,
	"com.microsoft:update-disposition":         management.updateDisposition,
	"com.microsoft:renew-session-lock":         management.renewSession,
	"com.microsoft:get-session-state":          management.sessionState,
	"com.microsoft:set-session-state":          management.setSessionState,
	"com.microsoft:get-message-sessions":       management.sessions,
}

func (l *link) manage(request *amqp.Message) answer {
	s := l.server()
	operation, _ := request.Application.Get("operation")
	do := operations[amqp.Text(operation)]
	if do == nil {
		return answer{code: 501, condition: "amqp:not-implemented", text: "The operation '" + amqp.Text(operation) + "' is not known."}
	}
	value, _ := request.Value()
	body, ok := value.(amqp.Map)
	if !ok {
		return invalid("The body is not a map.")
	}
	associated, _ := request.Application.Get("associated-link-name")
	s.changed = append(s.changed, l.node.queue)
	return do(management{node: l.node, conn: l.session.conn, now: s.now(), body: body, link: amqp.Text(associated)})
}

func invalid(text string) answer {
	return answer{code: 400, condition: "amqp:invalid-field", text: text}
}

func done(body amqp.Map) answer { return answer{code: 200, text: "OK", body: body} }

// failed gives the answer for an error of the queue.
func failed(err error) answer {
	switch {
	case errors.Is(err, entity.ErrLockLost):
		return answer{code: 410, condition: lockLost, text: "The lock supplied is invalid. Either the lock expired, or the message has already been removed from the queue."}
	case errors.Is(err, entity.ErrSessionLost):
		return answer{code: 410, condition: sessionLost, text: "The session lock has expired or is held by another receiver."}
	case errors.Is(err, entity.ErrNotFound):
		return answer{code: 404, condition: "com.microsoft:message-not-found", text: "The message with the sequence number was not found."}
	}
	return answer{code: 500, condition: "amqp:internal-error", text: err.Error()}
}

func (m management) text(key string) string {
	v, _ := m.body.Get(key)
	return amqp.Text(v)
}

func (m management) integer(key string) (int64, bool) {
	v, _ := m.body.Get(key)
	return amqp.Integer(v)
}

func (m management) integers(key string) ([]int64, bool) {
	v, _ := m.body.Get(key)
	items, ok := amqp.Items(v)
	var all []int64
	for _, item := range items {
		n, isInteger := amqp.Integer(item)
		ok = ok && isInteger
		all = append(all, n)
	}
	return all, ok && len(all) > 0
}

func (m management) tokens() ([]entity.Token, bool) {
	v, _ := m.body.Get("lock-tokens")
	items, ok := amqp.Items(v)
	var all []entity.Token
	for _, item := range items {
		id, isUUID := item.(amqp.UUID)
		ok = ok && isUUID
		all = append(all, entity.Token(id))
	}
	return all, ok && len(all) > 0
}

func (m management) renewLocks() answer {
	tokens, ok := m.tokens()
	if !ok {
		return invalid("lock-tokens is not an array of uuids.")
	}
	var until []time.Time
	for _, token := range tokens {
		t, err := m.node.state.Renew(m.now, token)
		if err != nil {
			return failed(err)
		}
		until = append(until, t)
	}
	return done(amqp.Map{{Key: "expirations", Value: amqp.Timestamps(until...)}})
}

func (m management) peek() answer {
	from, ok := m.integer("from-sequence-number")
	count, okCount := m.integer("message-count")
	if !ok || !okCount || count < 1 {
		return invalid("from-sequence-number or message-count is missing.")
	}
	var session *string
	if v, ok := m.body.Get("session-id"); ok {
		if id, ok := v.(string); ok {
			session = &id
		}
	}
	messages, size := amqp.List{}, 0
	for _, found := range m.node.state.Peek(m.now, from, int(min(count, maxPeek)), session) {
		encoded := m.node.render(found, time.Time{}, nil)
		if size += len(encoded); size > peekBytes && len(messages) > 0 {
			break
		}
		messages = append(messages, amqp.Map{{Key: "message", Value: encoded}})
	}
	if len(messages) == 0 {
		return answer{code: 204, text: "No content"}
	}
	return done(amqp.Map{{Key: "messages", Value: messages}})
}

func (m management) schedule() answer {
	v, _ := m.body.Get("messages")
	items, ok := amqp.Items(v)
	if !ok || len(items) == 0 {
		return invalid("messages is not a list.")
	}
	var all []entity.Message
	for _, item := range items {
		entry, _ := item.(amqp.Map)
		v, _ := entry.Get("message")
		encoded, ok := v.([]byte)
		if !ok {
			return invalid("A message is missing.")
		}
		message, err := incoming(encoded)
		if err != nil {
			return invalid(err.Error())
		}
		if m.node.state.RequiresSession() && !message.HasSession {
			return answer{code: 400, condition: notAllowed, text: "The SessionId was not set on a message."}
		}
		all = append(all, message)
	}
	if m.node != m.node.queue.main {
		return answer{code: 400, condition: notAllowed, text: "Messages cannot be sent to a dead-letter queue."}
	}
	var numbers []int64
	for _, message := range all {
		n, err := m.node.state.Send(m.now, message)
		if err != nil {
			return failed(err)
		}
		numbers = append(numbers, n)
	}
	return done(amqp.Map{{Key: "sequence-numbers", Value: amqp.Longs(numbers...)}})
}

func (m management) cancelScheduled() answer {
	numbers, ok := m.integers("sequence-numbers")
	if !ok {
		return invalid("sequence-numbers is not an array of longs.")
	}
	if err := m.node.state.CancelScheduled(m.now, numbers...); err != nil {
		return failed(err)
	}
	return done(nil)
}

func (m management) receiveDeferred() answer {
	numbers, ok := m.integers("sequence-numbers")
	if !ok {
		return invalid("sequence-numbers is not an array of longs.")
	}
	mode, _ := m.integer("receiver-settle-mode")
	id := m.text("session-id")
	holder := entity.Holder(0)
	if m.node.state.RequiresSession() {
		id, holder = m.holder()
	}
	deliveries, err := m.node.state.ReceiveDeferred(m.now, holder, id, mode == 0, numbers...)
	if err != nil {
		return failed(err)
	}
	messages := amqp.List{}
	for _, d := range deliveries {
		entry := amqp.Map{{Key: "message", Value: m.node.render(d.Message, d.LockedUntil, &d.Token)}}
		messages = append(messages, entry.Set("lock-token", amqp.UUID(d.Token)))
	}
	return done(amqp.Map{{Key: "messages", Value: messages}})
}

func (m management) updateDisposition() answer {
	tokens, ok := m.tokens()
	if !ok {
		return invalid("lock-tokens is not an array of uuids.")
	}
	v, _ := m.body.Get("properties-to-modify")
	properties, _ := v.(amqp.Map)
	reason, text := m.text("deadletter-reason"), m.text("deadletter-description")
	end := map[string]func(entity.Token) error{
		"completed": func(t entity.Token) error { return m.node.state.Complete(m.now, t) },
		"abandoned": func(t entity.Token) error { return m.node.abandon(m.now, t, properties) },
		"defered":   func(t entity.Token) error { return m.node.putAside(m.now, t, properties) },
		"suspended": func(t entity.Token) error { return m.node.deadLetter(m.now, t, reason, text, properties) },
	}[m.text("disposition-status")]
	if end == nil {
		return invalid("disposition-status is not known.")
	}
	faults := &m.conn.server.faults
	if condition, fails := faults.failSettlement(); fails {
		return answer{code: 410, condition: condition, text: "The settlement fails as it was told to."}
	}
	for _, token := range tokens {
		if err := end(token); err != nil {
			return failed(err)
		}
	}
	if faults.loseSettlement() {
		m.conn.end()
	}
	return done(nil)
}

// holder finds the session that the client's receiver holds.
func (m management) holder() (string, entity.Holder) {
	wanted, named := m.body.Get("session-id")
	for _, l := range m.node.receivers {
		if l.session.conn != m.conn || l.holder == 0 {
			continue
		}
		if named && amqp.Text(wanted) == l.sessionID || !named && l.attach.Name == m.link {
			return l.sessionID, l.holder
		}
	}
	return "", 0
}

func (m management) renewSession() answer {
	id, holder := m.holder()
	until, err := m.node.state.RenewSession(m.now, id, holder)
	if err != nil {
		return failed(err)
	}
	return done(amqp.Map{{Key: "expiration", Value: until}})
}

func (m management) sessionState() answer {
	id, holder := m.holder()
	state, err := m.node.state.SessionState(m.now, id, holder)
	if err != nil {
		return failed(err)
	}
	var value any
	if state != nil {
		value = state
	}
	return done(amqp.Map{{Key: "session-state", Value: value}})
}

func (m management) setSessionState() answer {
	id, holder := m.holder()
	v, _ := m.body.Get("session-state")
	state, _ := v.([]byte)
	if len(state) == 0 { // as the SDK sends nil, which clears the state
		state = nil
	}
	if err := m.node.state.SetSessionState(m.now, id, holder, state); err != nil {
		return failed(err)
	}
	return done(nil)
}

func (m management) sessions() answer {
	skip, _ := m.integer("skip")
	top, ok := m.integer("top")
	if !ok || top < 1 || skip < 0 {
		return invalid("skip or top is missing.")
	}
	ids := m.node.state.Sessions(m.now)
	ids = ids[min(int(min(skip, int64(len(ids)))), len(ids)):]
	ids = ids[:min(top, int64(len(ids)))]
	if len(ids) == 0 {
		return answer{code: 204, text: "No content"}
	}
	return done(amqp.Map{{Key: "skip", Value: int32(skip)}, {Key: "sessions-ids", Value: amqp.Strings(ids...)}})
}
