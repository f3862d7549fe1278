package tables

import (
	"encoding/json"
	"fmt"
	"strconv"

	"github.com/Azure/azure-sdk-for-go/sdk/data/aztables"
)

// A binary property holds 64 KiB. What is longer takes several, up to MaxBytes together; an entity holds 1 MiB.
const (
	partSize = 64 << 10
	MaxBytes = 8 * partSize
)

// An Entity is a row of a table: keys, properties, and the ETag under which it was read. The keys of this project's
// entities are made of letters, digits and a few signs that need no escaping: the service forbids / \ # ? and control
// characters, and the emulator does not find keys with a quotation mark.
//
// https://learn.microsoft.com/rest/api/storageservices/understanding-the-table-service-data-model
type Entity struct{ aztables.EDMEntity }

// NewEntity gives an entity without properties.
func NewEntity(partition, row string) Entity {
	e := Entity{aztables.EDMEntity{Properties: map[string]any{}}}
	e.PartitionKey, e.RowKey = partition, row
	return e
}

func (e Entity) encode() ([]byte, error) {
	text, err := json.Marshal(e.EDMEntity)
	if err != nil {
		return nil, fmt.Errorf("encode %s of %s: %w", e.RowKey, e.PartitionKey, err)
	}
	return text, nil
}

// decode reads an entity as the service sends it.
func decode(text []byte) (Entity, error) {
	var e Entity
	if err := json.Unmarshal(text, &e.EDMEntity); err != nil {
		return Entity{}, fmt.Errorf("read an entity: %w", err)
	}
	return e, nil
}

// SetText sets a text of up to 32 Ki characters.
func (e Entity) SetText(name, text string) { e.Properties[name] = text }

// Text gives a text, "" if there is none.
func (e Entity) Text(name string) string {
	s, _ := e.Properties[name].(string)
	return s
}

// SetNumber sets a whole number.
func (e Entity) SetNumber(name string, n int64) { e.Properties[name] = aztables.EDMInt64(n) }

// Number gives a whole number; it is an error if there is none.
func (e Entity) Number(name string) (int64, error) {
	n, ok := e.Properties[name].(aztables.EDMInt64)
	if !ok {
		return 0, fmt.Errorf("%s of %s has no number %s", e.RowKey, e.PartitionKey, name)
	}
	return int64(n), nil
}

// SetBinary sets up to 64 KiB as one property.
func (e Entity) SetBinary(name string, b []byte) { e.Properties[name] = aztables.EDMBinary(b) }

// Binary gives what SetBinary has set, nil if there is nothing.
func (e Entity) Binary(name string) []byte {
	b, _ := e.Properties[name].(aztables.EDMBinary)
	return b
}

// SetBytes sets bytes, in as many properties as they need: the name with a number behind it for each part, and with
// "Parts" behind it how many there are. More than MaxBytes are an error.
func (e Entity) SetBytes(name string, b []byte) error {
	if len(b) > MaxBytes {
		return fmt.Errorf("%s of %s has %d bytes, over the limit of %d", name, e.RowKey, len(b), MaxBytes)
	}
	parts := 0
	for ; len(b) > 0; parts++ {
		n := min(len(b), partSize)
		e.SetBinary(name+strconv.Itoa(parts), b[:n])
		b = b[n:]
	}
	e.SetNumber(name+"Parts", int64(parts))
	return nil
}

// Bytes gives the bytes that SetBytes has set; it is an error if it has not.
func (e Entity) Bytes(name string) ([]byte, error) {
	parts, err := e.Number(name + "Parts")
	if err != nil {
		return nil, err
	}
	var b []byte
	for i := range parts {
		part, ok := e.Properties[name+strconv.FormatInt(i, 10)].(aztables.EDMBinary)
		if !ok {
			return nil, fmt.Errorf("part %d of %s of %s is missing", i, name, e.RowKey)
		}
		b = append(b, part...)
	}
	return b, nil
}
