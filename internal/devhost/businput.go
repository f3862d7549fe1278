package devhost

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"waybill/internal/devhost/protocol"
	"waybill/shared/bus"
)

// timeToLive is the default of a Service Bus queue.
const timeToLive = 14 * 24 * time.Hour

// busInput gives the value and the metadata of a delivery, in the forms that cardinality and dataType ask for.
func busInput(f *function, messages []bus.Received) (any, *protocol.BindingData, error) {
	d := newMetadata(f)
	if !f.trigger.many() {
		describeMessage(d, messages[0])
		describeReceiver(d, f.trigger)
		body := messages[0].Body
		if f.trigger.DataType == protocol.DataTypeBinary {
			return body, d, nil
		}
		text := strings.ToValidUTF8(string(body), "\ufffd")
		d.Apply(text)
		return text, d, nil
	}
	describeBatch(d, messages)
	describeReceiver(d, f.trigger)
	switch f.trigger.DataType {
	case protocol.DataTypeBinary:
		return batch(messages, func(m bus.Received) any { return m.Body }), d, nil
	case "string":
		return batch(messages, func(m bus.Received) any { return strings.ToValidUTF8(string(m.Body), "\ufffd") }), d, nil
	}
	for _, m := range messages {
		if !json.Valid(m.Body) {
			return nil, nil, fmt.Errorf("message %s is not JSON, and cardinality many without dataType asks for it", m.ID)
		}
	}
	return batch(messages, func(m bus.Received) any { return json.RawMessage(m.Body) }), d, nil
}

func batch(messages []bus.Received, part func(bus.Received) any) []any {
	out := make([]any, len(messages))
	for i, m := range messages {
		out[i] = part(m)
	}
	return out
}

// properties are the metadata of one message, in the order of the extension. Values are nil where the message has
// none.
func properties(m bus.Received) []protocol.Binding {
	expires := m.EnqueuedAt.Add(timeToLive)
	application := applicationProperties(m)
	return []protocol.Binding{
		{Name: "DeliveryCount", Value: m.DeliveryCount},
		{Name: "DeadLetterSource", Value: given(deadLetterSource(m))},
		{Name: "LockToken", Value: m.LockToken},
		{Name: "ExpiresAtUtc", Value: protocol.DateTime(expires.UTC())},
		{Name: "ExpiresAt", Value: protocol.DateTimeOffset(expires.UTC())},
		{Name: "EnqueuedTimeUtc", Value: protocol.DateTime(m.EnqueuedAt.UTC())},
		{Name: "EnqueuedTime", Value: protocol.DateTimeOffset(m.EnqueuedAt.UTC())},
		{Name: "MessageId", Value: m.ID},
		{Name: "SequenceNumber", Value: m.SequenceNumber},
		{Name: "ApplicationProperties", Value: application},
		{Name: "UserProperties", Value: application},
		{Name: "SessionId", Value: given(m.Session)},
	}
}

func describeMessage(d *protocol.BindingData, m bus.Received) {
	for _, p := range properties(m) {
		d.Set(p.Name, p.Value)
	}
}

// describeBatch gives each property as an array under a name that ends with Array.
func describeBatch(d *protocol.BindingData, messages []bus.Received) {
	for i, p := range properties(messages[0]) {
		d.Set(p.Name+"Array", batch(messages, func(m bus.Received) any { return plain(properties(m)[i].Value) }))
	}
}

// plain is the form of a metadata value inside an array.
func plain(v any) any {
	switch x := v.(type) {
	case protocol.DateTime:
		return time.Time(x).Format("2006-01-02T15:04:05.9999999Z")
	case protocol.DateTimeOffset:
		return time.Time(x).Format("2006-01-02T15:04:05.9999999-07:00")
	case protocol.Object:
		return json.RawMessage(x)
	}
	return v
}

// describeReceiver adds the objects of the client library that the real host serialises too. Their content is no
// contract.
func describeReceiver(d *protocol.BindingData, b binding) {
	names := []string{"MessageReceiver", "MessageActions", "ReceiveActions", "Client"}
	if b.IsSessionsEnabled {
		names = []string{"MessageSession", "SessionActions", "ReceiveActions", "Client"}
	}
	for _, name := range names {
		d.Set(name, protocol.Object("{}"))
	}
}

func applicationProperties(m bus.Received) protocol.Object {
	all := map[string]string{}
	for name, value := range m.Properties {
		all[name] = value
	}
	if m.DeadLetter != "" {
		all["DeadLetterReason"] = m.DeadLetter
	}
	return protocol.NewMap(all)
}

func deadLetterSource(m bus.Received) string {
	if m.DeadLetter == "" {
		return ""
	}
	return strings.TrimSuffix(m.Queue, bus.DeadLetterSuffix)
}

// given is nil for an empty text.
func given(s string) any {
	if s == "" {
		return nil
	}
	return s
}
