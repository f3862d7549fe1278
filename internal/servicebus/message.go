package servicebus

import (
	"fmt"
	"time"

	"waybill/internal/servicebus/amqp"
	"waybill/internal/servicebus/entity"
)

// Names that Service Bus gives to annotations and properties.
const (
	annotationSequence  amqp.Symbol = "x-opt-sequence-number"
	annotationFirst     amqp.Symbol = "x-opt-enqueue-sequence-number"
	annotationEnqueued  amqp.Symbol = "x-opt-enqueued-time"
	annotationLocked    amqp.Symbol = "x-opt-locked-until"
	annotationState     amqp.Symbol = "x-opt-message-state"
	annotationSource    amqp.Symbol = "x-opt-deadletter-source"
	annotationScheduled amqp.Symbol = "x-opt-scheduled-enqueue-time"
	annotationLockToken amqp.Symbol = "x-opt-lock-token"
	deadLetterReason                = "DeadLetterReason"
	deadLetterText                  = "DeadLetterErrorDescription"
)

// brokerAnnotations are the broker's to give: a sender's are dropped.
var brokerAnnotations = []amqp.Symbol{annotationSequence, annotationFirst, annotationEnqueued, annotationLocked, annotationState, annotationSource}

// incoming makes a queue's message of an encoded one.
func incoming(encoded []byte) (entity.Message, error) {
	m, err := amqp.ParseMessage(encoded)
	if err != nil {
		return entity.Message{}, err
	}
	out := entity.Message{TTL: m.TTL}
	if id := m.Properties.MessageID(); id != nil {
		out.ID = fmt.Sprint(id)
	}
	out.Session, out.HasSession = m.Properties.GroupID()
	if v, ok := m.Annotations.Get(string(annotationScheduled)); ok {
		out.DueAt, _ = v.(time.Time)
	}
	for _, name := range brokerAnnotations {
		m.Annotations = m.Annotations.Delete(string(name))
	}
	m.HasHeader, m.DeliveryAnnotations = false, nil
	out.Payload = m.Append(nil)
	return out, nil
}

// withProperties adds application properties to a payload, or replaces them.
func withProperties(payload []byte, properties amqp.Map) ([]byte, error) {
	if len(properties) == 0 {
		return payload, nil
	}
	m, err := amqp.ParseMessage(payload)
	if err != nil {
		return nil, err
	}
	for _, e := range properties {
		m.Application = m.Application.Set(amqp.Text(e.Key), e.Value)
	}
	return m.Append(nil), nil
}

// render encodes a message for its receiver. Locked is zero for one without a lock; with a token, that of a deferred
// message, it is told beside the message, as there is no delivery tag.
func (n *node) render(m entity.Message, locked time.Time, token *entity.Token) []byte {
	out, err := amqp.ParseMessage(m.Payload)
	if err != nil { // it was parsed when it came
		out = &amqp.Message{Body: amqp.ValueBody(nil)}
	}
	out.HasHeader, out.TTL = true, m.TTL
	out.DeliveryCount = uint32(max(m.Deliveries-1, 0))
	out.Annotations = out.Annotations.Set(annotationSequence, m.Sequence)
	out.Annotations = out.Annotations.Set(annotationFirst, m.First)
	out.Annotations = out.Annotations.Set(annotationEnqueued, m.EnqueuedAt)
	out.Annotations = out.Annotations.Set(annotationState, int32(m.State))
	if !locked.IsZero() {
		out.Annotations = out.Annotations.Set(annotationLocked, locked)
	}
	if token != nil {
		out.DeliveryAnnotations = amqp.Map{{Key: annotationLockToken, Value: amqp.UUID(*token)}}
	}
	if n == n.queue.dead {
		out.Annotations = out.Annotations.Set(annotationSource, n.queue.options.Name)
	}
	if m.Reason != "" {
		out.Application = out.Application.Set(deadLetterReason, m.Reason)
		out.Application = out.Application.Set(deadLetterText, m.Text)
	}
	return out.Append(nil)
}

// tagOf writes a lock token as a delivery tag: a GUID in the byte order of .NET, the first three fields little-endian.
func tagOf(t entity.Token) []byte {
	t[0], t[1], t[2], t[3] = t[3], t[2], t[1], t[0]
	t[4], t[5] = t[5], t[4]
	t[6], t[7] = t[7], t[6]
	return t[:]
}
