package amqp

import (
	"encoding/binary"
	"fmt"
	"io"
)

// Kinds of frames.
const (
	FrameAMQP byte = 0
	FrameSASL byte = 1
)

// MinFrame is the size that every peer must take, in bytes; a connection that is not open yet has no larger frames.
const MinFrame = 512

// A Header is what a peer sends first, once for SASL and once for AMQP.
type Header struct{ Protocol byte }

// The protocols of headers, AMQP 1.0 part 2 section 2.2 and part 5 section 5.3.1.
var (
	HeaderAMQP = Header{0}
	HeaderSASL = Header{3}
)

// Bytes gives the header as it is sent.
func (h Header) Bytes() []byte { return []byte{'A', 'M', 'Q', 'P', h.Protocol, 1, 0, 0} }

// ReadHeader reads a protocol header of version 1.0.0.
func ReadHeader(r io.Reader) (Header, error) {
	var b [8]byte
	if _, err := io.ReadFull(r, b[:]); err != nil {
		return Header{}, fmt.Errorf("read the protocol header: %w", err)
	}
	h := Header{b[4]}
	if string(h.Bytes()) != string(b[:]) {
		return Header{}, malformed("%q is no header of AMQP 1.0", b[:])
	}
	return h, nil
}

// A Frame is what travels on a connection. An empty body only says that the peer lives.
type Frame struct {
	Type    byte
	Channel uint16
	Body    []byte
}

// ReadFrame reads a frame of at most max bytes.
func ReadFrame(r io.Reader, max uint32) (Frame, error) {
	var b [8]byte
	if _, err := io.ReadFull(r, b[:]); err != nil {
		return Frame{}, fmt.Errorf("read a frame: %w", err)
	}
	size, offset := binary.BigEndian.Uint32(b[:]), uint32(b[4])*4
	if size > max || offset < 8 || offset > size {
		return Frame{}, malformed("a frame of %d bytes has its body at byte %d; the limit is %d", size, offset, max)
	}
	rest := make([]byte, size-8)
	if _, err := io.ReadFull(r, rest); err != nil {
		return Frame{}, fmt.Errorf("read a frame: %w", err)
	}
	return Frame{Type: b[5], Channel: binary.BigEndian.Uint16(b[6:]), Body: rest[offset-8:]}, nil
}

// AppendFrame writes a frame: the performative, nil for an empty frame, and a payload after it.
func AppendFrame(b []byte, kind byte, channel uint16, body Performative, payload []byte) []byte {
	at := len(b)
	b = append(b, 0, 0, 0, 0, 2, kind, byte(channel>>8), byte(channel))
	if body != nil {
		b = Append(b, Described{body.code(), trimmed(body.fields())})
	}
	b = append(b, payload...)
	binary.BigEndian.PutUint32(b[at:], uint32(len(b)-at))
	return b
}

// trimmed leaves out the nulls at the end, which stand for themselves.
func trimmed(fields List) List {
	for len(fields) > 0 && fields[len(fields)-1] == nil {
		fields = fields[:len(fields)-1]
	}
	return fields
}

// ParseBody reads the performative of a frame and gives the payload after it.
func ParseBody(body []byte) (Performative, []byte, error) {
	value, payload, err := Decode(body)
	if err != nil {
		return nil, nil, err
	}
	d, ok := value.(Described)
	if !ok {
		return nil, nil, malformed("a frame does not begin with a performative")
	}
	list, ok := d.Value.(List)
	if !ok {
		return nil, nil, malformed("a performative is no list")
	}
	code, ok := d.Descriptor.(uint64)
	if !ok {
		return nil, nil, malformed("a performative has a descriptor of type %T", d.Descriptor)
	}
	p, err := parsePerformative(code, &fields{list: list})
	return p, payload, err
}
