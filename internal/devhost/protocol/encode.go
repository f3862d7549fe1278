// Package protocol is the custom-handler protocol of the Azure Functions host seen from the host: what an invocation
// looks like on the wire, and what the host makes of the answer. It has no network and no clock. Reach for [Request]
// and [ReadAnswer] first.
//
// The host is written in .NET, and its habits with JSON show on the wire: most values are JSON text inside a JSON
// string, strings that happen to be base64 become bytes, objects come out indented with their dates rewritten. All of
// that is imitated on purpose, because a handler that survives it here survives it in Azure.
package protocol

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"time"
)

// A DateTime is a .NET DateTime: on the wire it has lost its fraction and its zone.
type DateTime time.Time

// A DateTimeOffset is a .NET DateTimeOffset: on the wire it has lost its fraction.
type DateTimeOffset time.Time

// An Object is the JSON text of an object; it goes out as it is.
type Object json.RawMessage

// NewObject is an object with members in the given order: name, value, name, value. A value that JSON cannot hold
// becomes null.
func NewObject(pairs ...any) Object {
	o := []byte{'{'}
	for i := 0; i+1 < len(pairs); i += 2 {
		if i > 0 {
			o = append(o, ',')
		}
		o = append(append(append(o, text(pairs[i])...), ':'), text(pairs[i+1])...)
	}
	return append(o, '}')
}

// NewMap is an object with the members of a map, sorted.
func NewMap(m map[string]string) Object { return Object(text(m)) }

func text(v any) json.RawMessage {
	t, err := marshal(v)
	if err != nil {
		return json.RawMessage("null")
	}
	return t
}

// MarshalJSON gives the text itself.
func (o Object) MarshalJSON() ([]byte, error) { return o, nil }

// EncodeValue turns one binding or metadata value into the JSON that the host sends. Bytes become base64, objects stay
// objects, and everything else becomes JSON text inside a JSON string
// (azure-functions-host, ScriptInvocationContextExtensions.GetHttpScriptInvocationContextValue).
func EncodeValue(v any) (json.RawMessage, error) {
	switch x := v.(type) {
	case []byte:
		return marshal(base64.StdEncoding.EncodeToString(x))
	case DateTime:
		return marshal(time.Time(x).Format("2006-01-02T15:04:05"))
	case DateTimeOffset:
		return marshal(time.Time(x).Format("2006-01-02T15:04:05-07:00"))
	case Object:
		return json.RawMessage(x), nil
	case map[string]any:
		return marshal(x)
	default:
		inner, err := marshal(x)
		if err != nil {
			return nil, err
		}
		return marshal(string(inner))
	}
}

// marshal writes JSON as Newtonsoft does: without escaping for HTML.
func marshal(v any) (json.RawMessage, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return nil, err
	}
	return bytes.TrimRight(b.Bytes(), "\n"), nil
}
