package epcis

import (
	"encoding/json"
	"errors"
	"fmt"
)

// maxDepth is how deep values may be nested.
const maxDepth = 32

// errDuplicate is what a name that stands twice in one object is refused with.
var errDuplicate = errors.New("it is named twice")

// A placed error says where in a document something is wrong.
type placed struct {
	pointer string
	err     error
}

func (p *placed) Error() string { return p.pointer + ": " + p.err.Error() }
func (p *placed) Unwrap() error { return p.err }

// readTree reads one JSON value as map[string]any, []any, string, json.Number, bool or nil. Unlike encoding/json it
// refuses a name that stands twice, because two readers could understand two different events.
func readTree(dec *json.Decoder, pointer string, depth int) (any, error) {
	if depth > maxDepth {
		return nil, &placed{pointer, fmt.Errorf("it is nested more than %d deep", maxDepth)}
	}
	token, err := dec.Token()
	if err != nil {
		return nil, err
	}
	switch token {
	case json.Delim('{'):
		return readObject(dec, pointer, depth)
	case json.Delim('['):
		return readList(dec, pointer, depth)
	}
	return token, nil
}

func readObject(dec *json.Decoder, pointer string, depth int) (any, error) {
	object := map[string]any{}
	for dec.More() {
		token, err := dec.Token()
		if err != nil {
			return nil, err
		}
		name := token.(string) // a decoder gives nothing else here
		at := join(pointer, name)
		if _, twice := object[name]; twice {
			return nil, &placed{at, errDuplicate}
		}
		if object[name], err = readTree(dec, at, depth+1); err != nil {
			return nil, err
		}
	}
	_, err := dec.Token()
	return object, err
}

func readList(dec *json.Decoder, pointer string, depth int) (any, error) {
	list := []any{}
	for dec.More() {
		v, err := readTree(dec, fmt.Sprintf("%s/%d", pointer, len(list)), depth+1)
		if err != nil {
			return nil, err
		}
		list = append(list, v)
	}
	_, err := dec.Token()
	return list, err
}
