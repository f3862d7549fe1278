package ledger

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"reflect"

	"waybill/shared/custody"
)

// A column is a named value: uint64, string or []byte.
type column struct {
	name  string
	value any
}

// The types of a column's value.
const (
	typeNumber byte = 1 // 8 bytes, big endian
	typeText   byte = 2 // UTF-8
	typeBytes  byte = 3
)

// encodeColumns writes a title and columns, which the caller has sorted by name. Every part has its length before it
// (unsigned varint), so that no two lists of columns share their bytes; JSON text could not promise that.
func encodeColumns(title string, columns []column) []byte {
	b := appendPart(make([]byte, 0, 512), []byte(title))
	for _, c := range columns {
		b = appendPart(b, []byte(c.name))
		switch v := c.value.(type) {
		case uint64:
			b = append(b, typeNumber)
			b = appendPart(b, binary.BigEndian.AppendUint64(nil, v))
		case string:
			b = append(b, typeText)
			b = appendPart(b, []byte(v))
		case []byte:
			b = append(b, typeBytes)
			b = appendPart(b, v)
		}
	}
	return b
}

func appendPart(b, part []byte) []byte {
	return append(binary.AppendUvarint(b, uint64(len(part))), part...)
}

// encodeEvent gives an event's fields as columns under the event's name, in the order of the Go struct. That order is
// part of the format: a field may be added at the end of an event only.
func encodeEvent(e custody.Event) []byte {
	var columns []column
	eachField(reflect.ValueOf(e), func(name string, v reflect.Value) {
		columns = append(columns, column{name, valueOf(v)})
	})
	return encodeColumns(e.EventName(), columns)
}

func eachField(v reflect.Value, do func(name string, v reflect.Value)) {
	for i := range v.NumField() {
		if f := v.Type().Field(i); f.Anonymous {
			eachField(v.Field(i), do)
		} else {
			do(f.Name, v.Field(i))
		}
	}
}

// valueOf knows the kinds of fields that events have: hashes and addresses, numbers, flags.
func valueOf(v reflect.Value) any {
	switch {
	case v.Kind() == reflect.Array:
		b := make([]byte, v.Len())
		reflect.Copy(reflect.ValueOf(b), v)
		return b
	case v.Kind() == reflect.Bool && v.Bool():
		return uint64(1)
	case v.Kind() == reflect.Bool:
		return uint64(0)
	case v.CanInt():
		return uint64(v.Int())
	}
	return v.Uint()
}

// eventTypes has one empty event of each type.
var eventTypes = []custody.Event{
	custody.OrganizationJoined{},
	custody.KeyAdded{},
	custody.KeyRemoved{},
	custody.KeyRotated{},
	custody.AssetRegistered{},
	custody.CustodyOffered{},
	custody.CustodyAccepted{},
	custody.CustodyClosed{},
	custody.Aggregated{},
	custody.ChildReleased{},
	custody.Disaggregated{},
	custody.InputConsumed{},
	custody.Transformed{},
	custody.CertificateIssued{},
	custody.CertificateRevoked{},
	custody.EventRecorded{},
	custody.Anchored{},
	custody.CustodyHandedOver{},
	custody.OwnershipOffered{},
	custody.OwnershipTransferred{},
	custody.ChildSkipped{},
	custody.MassBalanced{},
	custody.AssetDecommissioned{},
	custody.RecallOpened{},
	custody.RecallClosed{},
	custody.CertificateSuspended{},
	custody.CertificateReinstated{},
	custody.ErrorDeclared{},
	custody.OrganizationStatusChanged{},
	custody.Paused{},
	custody.Unpaused{},
	custody.AdministratorsSet{},
	custody.Confirmed{},
	custody.ConfirmationWithdrawn{},
}

// decodeEvent reads what encodeEvent wrote, and nothing else: what it accepts, encodeEvent would write again.
func decodeEvent(fields []byte) (custody.Event, error) {
	r := bytes.NewReader(fields)
	title, err := readPart(r)
	if err != nil {
		return nil, fmt.Errorf("read the event's name: %w", err)
	}
	for _, empty := range eventTypes {
		if empty.EventName() != string(title) {
			continue
		}
		event := reflect.New(reflect.TypeOf(empty)).Elem()
		eachField(event, func(name string, v reflect.Value) {
			if err == nil {
				err = readField(r, name, v)
			}
		})
		if err != nil {
			return nil, fmt.Errorf("read the fields of %s: %w", title, err)
		}
		e := event.Interface().(custody.Event)
		if !bytes.Equal(encodeEvent(e), fields) {
			return nil, fmt.Errorf("the fields of %s are not in their canonical form", title)
		}
		return e, nil
	}
	return nil, fmt.Errorf("there is no event %q", title)
}

func readField(r *bytes.Reader, name string, into reflect.Value) error {
	got, err := readPart(r)
	if err != nil {
		return err
	}
	if string(got) != name {
		return fmt.Errorf("found %q in place of %s", got, name)
	}
	if _, err := r.ReadByte(); err != nil { // the type follows from the name; encodeEvent's comparison checks it
		return err
	}
	value, err := readPart(r)
	if err != nil {
		return err
	}
	if into.Kind() == reflect.Array {
		if len(value) != into.Len() {
			return fmt.Errorf("%s has %d bytes", name, len(value))
		}
		reflect.Copy(into, reflect.ValueOf(value))
		return nil
	}
	if len(value) != 8 {
		return fmt.Errorf("%s is not a number", name)
	}
	switch n := binary.BigEndian.Uint64(value); {
	case into.Kind() == reflect.Bool:
		into.SetBool(n == 1)
	case into.CanInt():
		into.SetInt(int64(n))
	default:
		into.SetUint(n)
	}
	return nil
}

func readPart(r *bytes.Reader) ([]byte, error) {
	n, err := binary.ReadUvarint(r)
	if err != nil {
		return nil, err
	}
	if n > uint64(r.Len()) {
		return nil, errors.New("it ends too early")
	}
	part := make([]byte, n)
	_, err = r.Read(part)
	if n == 0 {
		err = nil
	}
	return part, err
}
