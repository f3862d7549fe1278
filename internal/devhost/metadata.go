package devhost

import (
	"encoding/json"
	"time"

	"waybill/internal/devhost/protocol"
)

// newMetadata begins the metadata of an invocation with what the host always adds.
func newMetadata(f *function) *protocol.BindingData {
	d := &protocol.BindingData{}
	d.Set("sys", object(
		"MethodName", f.name,
		"UtcNow", time.Now().UTC().Format("2006-01-02T15:04:05.0000000Z"),
		"RandGuid", newGUID()))
	return d
}

// object is a JSON object with members in the given order: name, value, name, value.
func object(pairs ...any) protocol.Object {
	text := []byte{'{'}
	for i := 0; i < len(pairs); i += 2 {
		if i > 0 {
			text = append(text, ',')
		}
		text = append(text, quote(pairs[i])...)
		text = append(text, ':')
		text = append(text, quote(pairs[i+1])...)
	}
	return protocol.Object(append(text, '}'))
}

// quote gives JSON text; the values are strings, numbers, bools, nil and texts that are JSON already.
func quote(v any) []byte {
	if o, ok := v.(protocol.Object); ok {
		return o
	}
	text, err := json.Marshal(v)
	if err != nil {
		return []byte("null")
	}
	return text
}
