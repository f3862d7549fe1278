package azfunc

import (
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
)

// messages reads what a queue trigger got: one message, or the messages of a batch.
func (e envelope) messages(batch bool) ([]Message, error) {
	value := e.Data.Message
	if len(value) == 0 {
		return nil, fmt.Errorf("decode the invocation: Data.%s is missing", messageBinding)
	}
	if batch {
		return e.batch(value)
	}
	m := Message{Body: messageBody(value), ID: text(e.Metadata.MessageID), Session: text(e.Metadata.SessionID)}
	_ = json.Unmarshal(unwrap(e.Metadata.DeliveryCount), &m.DeliveryCount) // stays 0 if the host does not say
	_ = json.Unmarshal(unwrap(e.Metadata.ApplicationProperties), &m.Properties)
	return []Message{m}, nil
}

func (e envelope) batch(value json.RawMessage) ([]Message, error) {
	var bodies []json.RawMessage
	if json.Unmarshal(unwrap(value), &bodies) != nil || bodies == nil {
		bodies = []json.RawMessage{value} // started by hand, with the text of one message
	}
	n := len(bodies)
	ids, err1 := column[string]("MessageIdArray", e.Metadata.MessageIDs, n)
	sessions, err2 := column[string]("SessionIdArray", e.Metadata.SessionIDs, n)
	counts, err3 := column[int]("DeliveryCountArray", e.Metadata.Deliveries, n)
	properties, err4 := column[map[string]json.RawMessage]("ApplicationPropertiesArray", e.Metadata.Properties, n)
	if err := errors.Join(err1, err2, err3, err4); err != nil {
		return nil, err
	}
	messages := make([]Message, n)
	for i, body := range bodies {
		messages[i] = Message{messageBody(body), ids[i], sessions[i], counts[i], properties[i]}
	}
	return messages, nil
}

// column reads a metadata array, which has one value per message, null where there is none; zero values if the host
// does not send it. Another length is an error: better no message than one with another's session.
func column[T any](name string, raw json.RawMessage, messages int) ([]T, error) {
	if len(raw) == 0 {
		return make([]T, messages), nil
	}
	var values []T
	if err := json.Unmarshal(unwrap(raw), &values); err != nil {
		return nil, fmt.Errorf("decode the invocation: Metadata.%s: %w", name, err)
	}
	if len(values) != messages {
		return nil, fmt.Errorf("decode the invocation: Metadata.%s has %d values for %d messages", name, len(values), messages)
	}
	return values, nil
}

// messageBody gives the exact bytes, which arrive in base64. It also takes text, for whoever starts the function by
// hand or forgot dataType: base64 has neither quotes nor braces, so JSON is never mistaken for it.
func messageBody(raw json.RawMessage) []byte {
	if len(raw) < 2 || raw[0] != '"' {
		if string(raw) == "null" {
			return nil
		}
		return raw
	}
	quoted := raw[1 : len(raw)-1]
	body := make([]byte, base64.StdEncoding.DecodedLen(len(quoted)))
	if n, err := base64.StdEncoding.Decode(body, quoted); err == nil {
		return body[:n]
	}
	inner := unwrap(raw)
	var s string
	if json.Unmarshal(inner, &s) == nil {
		return []byte(s)
	}
	return inner
}
