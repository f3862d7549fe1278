package azfunc

import (
	"bytes"
	"encoding/json"
	"fmt"
	"unicode/utf8"
)

// An envelope is the body of every invocation that is not proxied. A value in it that is neither an object nor bytes
// is JSON text inside a JSON string. Only what a step gets to see is decoded.
type envelope struct {
	Data struct { // by name of the binding
		Request json.RawMessage `json:"req"`
		Message json.RawMessage `json:"msg"`
		Timer   json.RawMessage `json:"timer"`
	}
	Metadata struct {
		MessageID             json.RawMessage `json:"MessageId"`
		SessionID             json.RawMessage `json:"SessionId"`
		DeliveryCount         json.RawMessage
		ApplicationProperties json.RawMessage

		MessageIDs json.RawMessage `json:"MessageIdArray"`
		SessionIDs json.RawMessage `json:"SessionIdArray"`
		Deliveries json.RawMessage `json:"DeliveryCountArray"`
		Properties json.RawMessage `json:"ApplicationPropertiesArray"`
	}
}

func decodeEnvelope(body []byte) (envelope, error) {
	var e envelope
	if err := json.Unmarshal(body, &e); err != nil {
		return envelope{}, fmt.Errorf("decode the invocation: %w", err)
	}
	return e, nil
}

// decode reads the value of a binding.
func decode(binding string, value json.RawMessage, v any) error {
	if len(value) == 0 {
		return fmt.Errorf("decode the invocation: Data.%s is missing", binding)
	}
	if err := json.Unmarshal(value, v); err != nil {
		return fmt.Errorf("decode the invocation: Data.%s: %w", binding, err)
	}
	return nil
}

// unwrap takes the JSON text out of the JSON string that the host puts around it; plain JSON stays as it is.
func unwrap(raw json.RawMessage) json.RawMessage {
	if len(raw) < 2 || raw[0] != '"' {
		return raw
	}
	if quoted := raw[1 : len(raw)-1]; bytes.IndexByte(quoted, '\\') < 0 {
		return quoted
	}
	var inner string
	if json.Unmarshal(raw, &inner) != nil {
		return raw
	}
	return json.RawMessage(inner)
}

// text reads a string: "\"m-1\"" as the host sends it, or "m-1" as its documentation shows it. Anything else is "".
func text(raw json.RawMessage) string {
	if s, ok := bytes.CutPrefix(raw, []byte(`"\"`)); ok { // the usual case, with nothing else to unescape
		if s, ok = bytes.CutSuffix(s, []byte(`\""`)); ok && bytes.IndexByte(s, '\\') < 0 && utf8.Valid(s) {
			return string(s)
		}
	}
	var s string
	if json.Unmarshal(unwrap(raw), &s) == nil {
		return s
	}
	s = ""
	_ = json.Unmarshal(raw, &s)
	return s
}
