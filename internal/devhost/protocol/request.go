package protocol

import (
	"bytes"
	"fmt"
	"strings"
)

// A Binding is one input of an invocation. Value is anything that [EncodeValue] takes.
type Binding struct {
	Name  string
	Value any
}

// Request gives the body of an invocation: Data with the inputs, then Metadata. Metadata without a value is left out,
// and so is metadata whose name ends with "trigger".
func Request(inputs []Binding, metadata *BindingData) ([]byte, error) {
	var b bytes.Buffer
	b.WriteString(`{"Data":`)
	if err := writeObject(&b, inputs); err != nil {
		return nil, err
	}
	b.WriteString(`,"Metadata":`)
	if err := writeObject(&b, metadata.sent()); err != nil {
		return nil, err
	}
	b.WriteString(`}`)
	return b.Bytes(), nil
}

func writeObject(b *bytes.Buffer, members []Binding) error {
	b.WriteByte('{')
	for i, m := range members {
		if i > 0 {
			b.WriteByte(',')
		}
		name, err := marshal(m.Name)
		if err != nil {
			return fmt.Errorf("encode the name %q: %w", m.Name, err)
		}
		value, err := EncodeValue(m.Value)
		if err != nil {
			return fmt.Errorf("encode %q: %w", m.Name, err)
		}
		b.Write(name)
		b.WriteByte(':')
		b.Write(value)
	}
	b.WriteByte('}')
	return nil
}

// BindingData is what the host knows about a trigger's value. Names ignore case, and the first spelling stays.
type BindingData struct {
	members []Binding
	index   map[string]int
}

// Set adds a value or replaces the one of the same name.
func (d *BindingData) Set(name string, value any) {
	if d.index == nil {
		d.index = map[string]int{}
	}
	key := strings.ToLower(name)
	if i, ok := d.index[key]; ok {
		d.members[i].Value = value
		return
	}
	d.index[key] = len(d.members)
	d.members = append(d.members, Binding{name, value})
}

// Apply copies the properties of a text that is a JSON object over the data, as the host does with every trigger value
// that is a string. So whoever writes the text can forge DeliveryCount, MessageId and all the rest; only
// dataType "binary" keeps them out. Arrays are not copied; a text that is not a JSON object changes nothing
// (azure-functions-host, Utility.ApplyBindingData).
func (d *BindingData) Apply(text string) {
	if t := strings.TrimSpace(text); !strings.HasPrefix(t, "{") || !strings.HasSuffix(t, "}") {
		return
	}
	properties, err := members([]byte(text))
	if err != nil {
		return
	}
	for _, p := range properties {
		switch p.value[0] {
		case '[':
		case 'n':
			d.Set(p.name, nil)
		case '{':
			if o, err := render(p.value, ""); err == nil {
				d.Set(p.name, Object(o))
			}
		default:
			d.Set(p.name, scalarText(p.value))
		}
	}
}

// sent are the members that go on the wire.
func (d *BindingData) sent() []Binding {
	var out []Binding
	for _, m := range d.members {
		if m.Value != nil && !strings.HasSuffix(strings.ToLower(m.Name), "trigger") {
			out = append(out, m)
		}
	}
	return out
}
