package azfunc

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
)

// messages reads what a queue trigger got: one message, or the messages of a batch.
func (e envelope) messages(batch bool) ([]Message, error) {
	value, err := e.value(messageBinding)
	if err != nil {
		return nil, err
	}
	bodies, suffix, read := []json.RawMessage{value}, "", text
	if batch {
		suffix, read = "Array", plain
		var elements []json.RawMessage
		if json.Unmarshal(unwrap(value), &elements) == nil && elements != nil {
			bodies = elements
		} // else somebody started the function by hand, with one text
	}
	var columns [4][]json.RawMessage
	for i, name := range [...]string{"MessageId", "SessionId", "DeliveryCount", "ApplicationProperties"} {
		if columns[i], err = e.column(name+suffix, batch, len(bodies)); err != nil {
			return nil, err
		}
	}
	messages := make([]Message, len(bodies))
	for i, body := range bodies {
		m := &messages[i]
		m.Body, m.ID, m.Session = messageBody(body), read(columns[0][i]), read(columns[1][i])
		_ = json.Unmarshal(unwrap(columns[2][i]), &m.DeliveryCount) // left at 0 if the host does not say
		_ = json.Unmarshal(unwrap(columns[3][i]), &m.Properties)
	}
	return messages, nil
}

// column is one metadata value per message, nil where the host gives none.
func (e envelope) column(name string, batch bool, messages int) ([]json.RawMessage, error) {
	raw, ok := e.Metadata[name]
	if !batch {
		return []json.RawMessage{raw}, nil
	}
	if !ok {
		return make([]json.RawMessage, messages), nil
	}
	var values []json.RawMessage
	if err := json.Unmarshal(unwrap(raw), &values); err != nil {
		return nil, fmt.Errorf("decode the invocation: Metadata.%s: %w", name, err)
	}
	if len(values) != messages { // better no message than one with another's session
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
