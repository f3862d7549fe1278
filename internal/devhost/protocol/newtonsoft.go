package protocol

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// A member is one property of a JSON object, in the order of the text.
type member struct {
	name  string
	value json.RawMessage
}

// members gives the properties of one JSON object.
func members(text []byte) ([]member, error) {
	d := json.NewDecoder(bytes.NewReader(text))
	if t, err := d.Token(); err != nil || t != json.Delim('{') {
		return nil, fmt.Errorf("read JSON object: it is none")
	}
	var out []member
	for d.More() {
		name, err := d.Token()
		if err != nil {
			return nil, fmt.Errorf("read JSON object: %w", err)
		}
		var value json.RawMessage
		if err := d.Decode(&value); err != nil {
			return nil, fmt.Errorf("read JSON object: %w", err)
		}
		out = append(out, member{name.(string), value})
	}
	if _, err := d.Token(); err != nil {
		return nil, fmt.Errorf("read JSON object: %w", err)
	}
	if _, err := d.Token(); err != io.EOF {
		return nil, fmt.Errorf("read JSON object: more text follows")
	}
	return out, nil
}

// render writes a JSON value as Newtonsoft writes one that it has read: in the order of the text, indented by indent
// if there is one, floats as doubles, texts that look like dates as dates.
func render(value json.RawMessage, indent string) ([]byte, error) {
	d := json.NewDecoder(bytes.NewReader(value))
	d.UseNumber()
	w := writer{indent: indent}
	if err := w.value(d, 0); err != nil {
		return nil, fmt.Errorf("rewrite JSON: %w", err)
	}
	return w.out, nil
}

type writer struct {
	out    []byte
	indent string
}

func (w *writer) value(d *json.Decoder, depth int) error {
	token, err := d.Token()
	if err != nil {
		return err
	}
	switch t := token.(type) {
	case json.Delim:
		return w.container(d, t, depth)
	case string:
		if date, ok := parseDate(t); ok {
			t = date.json()
		}
		w.out = append(w.out, text(t)...)
	case json.Number:
		w.out = append(w.out, number(t)...)
	case bool:
		w.out = strconv.AppendBool(w.out, t)
	default:
		w.out = append(w.out, "null"...)
	}
	return nil
}

func (w *writer) container(d *json.Decoder, open json.Delim, depth int) error {
	w.out = append(w.out, open.String()...)
	for first := true; d.More(); first = false {
		if !first {
			w.out = append(w.out, ',')
		}
		w.line(depth + 1)
		if open == '{' {
			name, err := d.Token()
			if err != nil {
				return err
			}
			w.out = append(append(w.out, text(name)...), ':')
			if w.indent != "" {
				w.out = append(w.out, ' ')
			}
		}
		if err := w.value(d, depth+1); err != nil {
			return err
		}
		if !d.More() {
			w.line(depth)
		}
	}
	closing, err := d.Token()
	if err != nil {
		return err
	}
	w.out = append(w.out, closing.(json.Delim).String()...)
	return nil
}

func (w *writer) line(depth int) {
	if w.indent != "" {
		w.out = append(w.out, "\n"+strings.Repeat(w.indent, depth)...)
	}
}
