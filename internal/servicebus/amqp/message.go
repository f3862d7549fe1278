package amqp

import "time"

// FormatBatch is the message format of a Service Bus batch: each data section is one encoded message.
const FormatBatch uint32 = 0x80013700

// Codes of message sections, AMQP 1.0 part 3 section 3.2.
const (
	sectionHeader                uint64 = 0x70
	sectionDeliveryAnnotations   uint64 = 0x71
	sectionMessageAnnotations    uint64 = 0x72
	sectionProperties            uint64 = 0x73
	sectionApplicationProperties uint64 = 0x74
	sectionData                  uint64 = 0x75
	sectionSequence              uint64 = 0x76
	sectionValue                 uint64 = 0x77
	sectionFooter                uint64 = 0x78
)

// A Message is one AMQP message. Body and Footer are kept as they came, encoded, so that no type in them is lost.
type Message struct {
	Durable             bool
	TTL                 time.Duration // 0 for none
	DeliveryCount       uint32
	HasHeader           bool
	DeliveryAnnotations Map
	Annotations         Map
	Properties          Properties
	Application         Map
	Body                []byte
	Footer              []byte
}

// Properties are the immutable properties of a message, in the order of the standard.
type Properties struct{ list List }

const (
	propertyMessageID = iota
	propertyUserID
	propertyTo
	propertySubject
	propertyReplyTo
	propertyCorrelationID
	propertyContentType
	propertyContentEncoding
	propertyExpires
	propertyCreated
	propertyGroupID
)

func (p Properties) at(i int) any {
	if i < len(p.list) {
		return p.list[i]
	}
	return nil
}

// MessageID gives the id as it came: a string, ulong, uuid or binary, or nil.
func (p Properties) MessageID() any { return p.at(propertyMessageID) }

// CorrelationID gives the correlation id, or nil.
func (p Properties) CorrelationID() any { return p.at(propertyCorrelationID) }

// ReplyTo gives the address for answers.
func (p Properties) ReplyTo() string { return Text(p.at(propertyReplyTo)) }

// GroupID gives the session id; false if there is none.
func (p Properties) GroupID() (string, bool) {
	id, ok := p.at(propertyGroupID).(string)
	return id, ok
}

// Answering makes the properties of an answer: who asked and what it answers.
func Answering(messageID any) Properties {
	list := make(List, propertyCorrelationID+1)
	list[propertyCorrelationID] = messageID
	return Properties{list}
}

// ValueBody encodes a body that is one value.
func ValueBody(v any) []byte { return Append(nil, Described{sectionValue, v}) }

// Value gives the body if it is one value.
func (m *Message) Value() (any, bool) {
	v, rest, err := Decode(m.Body)
	d, ok := v.(Described)
	if err != nil || !ok || d.Descriptor != sectionValue || len(rest) > 0 {
		return nil, false
	}
	return d.Value, true
}

// Data gives the data sections of the body.
func (m *Message) Data() ([][]byte, error) {
	var all [][]byte
	for rest := m.Body; len(rest) > 0; {
		v, after, err := Decode(rest)
		if err != nil {
			return nil, err
		}
		d, _ := v.(Described)
		data, ok := d.Value.([]byte)
		if !ok || d.Descriptor != sectionData {
			return nil, malformed("the body has a section that is not data")
		}
		all, rest = append(all, data), after
	}
	return all, nil
}

// ParseMessage reads an encoded message.
func ParseMessage(data []byte) (*Message, error) {
	m := &Message{}
	for rest := data; len(rest) > 0; {
		v, after, err := Decode(rest)
		if err != nil {
			return nil, err
		}
		d, ok := v.(Described)
		if !ok {
			return nil, malformed("a message has a section without a descriptor")
		}
		if err := m.section(d, rest[:len(rest)-len(after)]); err != nil {
			return nil, err
		}
		rest = after
	}
	return m, nil
}

func (m *Message) section(d Described, raw []byte) error {
	var ok bool
	switch d.Descriptor {
	case sectionHeader:
		list, isList := d.Value.(List)
		f := &fields{list: list}
		m.HasHeader, m.Durable = true, orZero[bool](f)
		f.skip(1)
		m.TTL = time.Duration(orZero[uint32](f)) * time.Millisecond
		f.skip(1)
		m.DeliveryCount = orZero[uint32](f)
		if f.err != nil {
			return f.err
		}
		ok = isList
	case sectionDeliveryAnnotations:
		m.DeliveryAnnotations, ok = d.Value.(Map)
	case sectionMessageAnnotations:
		m.Annotations, ok = d.Value.(Map)
	case sectionProperties:
		m.Properties.list, ok = d.Value.(List)
	case sectionApplicationProperties:
		m.Application, ok = d.Value.(Map)
	case sectionData, sectionSequence, sectionValue:
		m.Body, ok = append(m.Body, raw...), true
	case sectionFooter:
		m.Footer, ok = append([]byte(nil), raw...), true
	}
	if !ok {
		return malformed("message section %v is unknown or of a wrong type", d.Descriptor)
	}
	return nil
}

// Append writes the message. The header is written if HasHeader is set.
func (m *Message) Append(b []byte) []byte {
	if m.HasHeader {
		ttl := any(nil)
		if m.TTL > 0 {
			ttl = uint32(min(m.TTL/time.Millisecond, 1<<32-1))
		}
		b = Append(b, Described{sectionHeader, List{m.Durable, nil, ttl, nil, m.DeliveryCount}})
	}
	for _, s := range []struct {
		code uint64
		m    Map
	}{{sectionDeliveryAnnotations, m.DeliveryAnnotations}, {sectionMessageAnnotations, m.Annotations}} {
		if len(s.m) > 0 {
			b = Append(b, Described{s.code, s.m})
		}
	}
	if len(m.Properties.list) > 0 {
		b = Append(b, Described{sectionProperties, trimmed(m.Properties.list)})
	}
	if len(m.Application) > 0 {
		b = Append(b, Described{sectionApplicationProperties, m.Application})
	}
	return append(append(b, m.Body...), m.Footer...)
}
