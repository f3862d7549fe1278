package azfunc

import (
	"encoding/json"
	"fmt"
)

// An envelope is the body of every invocation that is not proxied. A value in it that is neither an object nor bytes
// is JSON text inside a JSON string.
type envelope struct {
	Data     map[string]json.RawMessage
	Metadata map[string]json.RawMessage
}

func decodeEnvelope(body []byte) (envelope, error) {
	var e envelope
	if err := json.Unmarshal(body, &e); err != nil {
		return envelope{}, fmt.Errorf("decode the invocation: %w", err)
	}
	return e, nil
}

// value is what the binding of that name carries.
func (e envelope) value(binding string) (json.RawMessage, error) {
	raw, ok := e.Data[binding]
	if !ok {
		return nil, fmt.Errorf("decode the invocation: Data.%s is missing", binding)
	}
	return raw, nil
}

// unwrap takes the JSON text out of the JSON string that the host puts around it; plain JSON stays as it is.
func unwrap(raw json.RawMessage) json.RawMessage {
	var inner string
	if len(raw) == 0 || raw[0] != '"' || json.Unmarshal(raw, &inner) != nil {
		return raw
	}
	return json.RawMessage(inner)
}

// text reads a string: "\"m-1\"" as the host sends it, or "m-1" as its documentation shows it.
func text(raw json.RawMessage) string {
	var s string
	if json.Unmarshal(unwrap(raw), &s) != nil {
		return plain(raw)
	}
	return s
}

// plain reads a string inside an array, which the host wraps as a whole; anything else is "".
func plain(raw json.RawMessage) string {
	var s string
	if json.Unmarshal(raw, &s) != nil {
		return ""
	}
	return s
}
