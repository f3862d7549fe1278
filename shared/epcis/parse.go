package epcis

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"waybill/shared/problem"
)

// Limits of a document. A larger one is to be captured in parts.
const (
	MaxDocument = 32 << 20 // bytes of a document
	MaxEvents   = 20_000   // events of a document; one has at most custody.MaxEvent bytes
)

// Parse reads an EPCIS 2.0 document (GS1 EPCIS 2.0, section 9; JSON-LD) or a bare event. What does not follow the
// standard is a problem that names each field at fault by its place, such as "/epcisBody/eventList/2/bizStep"; then
// nothing of the document counts, as with the capture error behaviour "rollback". Other errors come from the reader.
func Parse(r io.Reader) (Document, error) {
	limited := &io.LimitedReader{R: r, N: MaxDocument + 1}
	d := &reading{dec: json.NewDecoder(limited)}
	d.dec.UseNumber()
	err := d.read()
	if limited.N <= 0 {
		return Document{}, problem.TooLarge.With(fmt.Sprintf("an EPCIS document has at most %d bytes; capture it in parts", MaxDocument))
	}
	if err != nil {
		return Document{}, asProblem(err)
	}
	return d.document()
}

// asProblem makes a problem of what is wrong with the JSON; an error of the reader stays as it is.
func asProblem(err error) error {
	var at *placed
	var refused *problem.Problem
	var syntax *json.SyntaxError
	switch {
	case errors.As(err, &refused):
		return refused
	case errors.As(err, &at):
		return problem.InvalidField.At(at.pointer, at.err.Error())
	case errors.As(err, &syntax), errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return problem.Malformed.With("the document is not one JSON object: " + err.Error())
	}
	return fmt.Errorf("read the document: %w", err)
}

// A reading is a document that is being read. Events are checked at the end only: the context that gives meaning to
// their names may stand behind them.
type reading struct {
	dec    *json.Decoder
	fields map[string]any // of the document, without the events
	events []any
	inBody bool // whether the events stand in an epcisBody
}

func (d *reading) read() error {
	if err := d.open('{', ""); err != nil {
		return err
	}
	d.fields = map[string]any{}
	err := d.object("", d.fields, func(name string) (bool, error) {
		if name == "epcisBody" {
			d.inBody = true
			return true, d.body()
		}
		return false, nil
	})
	if err != nil {
		return err
	}
	if _, err := d.dec.Token(); !errors.Is(err, io.EOF) {
		return problem.Malformed.With("something stands behind the document")
	}
	return nil
}

func (d *reading) body() error {
	if err := d.open('{', "/epcisBody"); err != nil {
		return err
	}
	return d.object("/epcisBody", map[string]any{}, func(name string) (bool, error) {
		if name == "eventList" {
			return true, d.eventList()
		}
		return true, &placed{join("/epcisBody", name), errors.New("it is not known here; events stand in eventList")}
	})
}

func (d *reading) eventList() error {
	const at = "/epcisBody/eventList"
	if err := d.open('[', at); err != nil {
		return err
	}
	for d.dec.More() {
		if len(d.events) == MaxEvents {
			return &placed{at, fmt.Errorf("it has more than %d events; capture it in parts", MaxEvents)}
		}
		v, err := readTree(d.dec, eventPointer(len(d.events)), 0)
		if err != nil {
			return err
		}
		d.events = append(d.events, v)
	}
	_, err := d.dec.Token()
	return err
}

// object reads the members of an object up to its end; special reads some of them in its own way.
func (d *reading) object(pointer string, into map[string]any, special func(name string) (bool, error)) error {
	seen := map[string]bool{}
	for d.dec.More() {
		token, err := d.dec.Token()
		if err != nil {
			return err
		}
		name := token.(string)
		at := join(pointer, name)
		if seen[name] {
			return &placed{at, errDuplicate}
		}
		seen[name] = true
		done, err := special(name)
		if err != nil {
			return err
		}
		if !done {
			if into[name], err = readTree(d.dec, at, 0); err != nil {
				return err
			}
		}
	}
	_, err := d.dec.Token()
	return err
}

func (d *reading) open(want json.Delim, pointer string) error {
	token, err := d.dec.Token()
	if err != nil {
		return err
	}
	if token != want {
		kind := map[json.Delim]string{'{': "an object", '[': "a list"}[want]
		if pointer == "" {
			return problem.Malformed.With("the document must be " + kind)
		}
		return &placed{pointer, errors.New("it must be " + kind)}
	}
	return nil
}

func join(pointer, name string) string {
	return pointer + "/" + strings.NewReplacer("~", "~0", "/", "~1").Replace(name)
}

func eventPointer(i int) string { return fmt.Sprintf("/epcisBody/eventList/%d", i) }

// canonical gives a tree with sorted names and without white space.
func canonical(tree any) json.RawMessage {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	_ = enc.Encode(tree) // a tree that was read can be written
	return bytes.TrimRight(b.Bytes(), "\n")
}
