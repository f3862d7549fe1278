package protocol

import (
	"encoding/json"
	"fmt"
	"strings"
)

// DataTypeBinary is the dataType that keeps values as they are.
const DataTypeBinary = "binary"

// indent is Newtonsoft's.
const indent = "  "

// ServiceBusMessages gives the bodies that the host sends for the value of a serviceBus output. Only an array of
// strings arrives as it was written: a string that is valid base64 becomes the text "System.Byte[]", a string that
// looks like JSON is parsed, an object is written anew.
func ServiceBusMessages(value json.RawMessage, dataType string) ([][]byte, error) {
	if _, ok := sniff(value, dataType); ok {
		return [][]byte{[]byte("System.Byte[]")}, nil // the bytes become text by ToString, which gives their type
	}
	return messages(value)
}

// QueueMessages gives the bodies that the host sends for the value of a storage queue output. A string that is valid
// base64 is decoded.
func QueueMessages(value json.RawMessage, dataType string) ([][]byte, error) {
	if b, ok := sniff(value, dataType); ok {
		return [][]byte{b}, nil
	}
	return messages(value)
}

// sniff gives the bytes of a string that is valid base64.
func sniff(value json.RawMessage, dataType string) ([]byte, bool) {
	var s string
	if dataType == DataTypeBinary || value[0] != '"' || json.Unmarshal(value, &s) != nil {
		return nil, false
	}
	return fromBase64(s)
}

func messages(value json.RawMessage) ([][]byte, error) {
	if value[0] == '"' {
		var s string
		if err := json.Unmarshal(value, &s); err != nil {
			return nil, fmt.Errorf("read output: %w", err)
		}
		if !looksLikeJSON(s) {
			return [][]byte{[]byte(scalarText(value))}, nil
		}
		value = json.RawMessage(strings.TrimSpace(s))
		if !json.Valid(value) {
			return nil, fmt.Errorf("the output looks like JSON but is not: %.100q", s)
		}
	}
	if value[0] != '[' {
		m, err := message(value)
		return [][]byte{m}, err
	}
	var elements []json.RawMessage
	if err := json.Unmarshal(value, &elements); err != nil {
		return nil, fmt.Errorf("read output: %w", err)
	}
	out := make([][]byte, len(elements))
	for i, e := range elements {
		m, err := message(e)
		if err != nil {
			return nil, err
		}
		out[i] = m
	}
	return out, nil
}

func message(value json.RawMessage) ([]byte, error) {
	if value[0] == '{' || value[0] == '[' {
		return render(value, indent)
	}
	return []byte(scalarText(value)), nil
}

// looksLikeJSON is the host's test (Utility.IsJson).
func looksLikeJSON(s string) bool {
	s = strings.TrimSpace(s)
	return strings.HasPrefix(s, "{") && strings.HasSuffix(s, "}") || strings.HasPrefix(s, "[") && strings.HasSuffix(s, "]")
}
