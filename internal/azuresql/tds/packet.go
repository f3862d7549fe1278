// Package tds speaks the server's side of TDS 7.4, the protocol of SQL Server and Azure SQL, as far as a stand-in on
// one machine needs it: packets, login, batches, calls, transactions, and the tokens of an answer. Reach for [NewConn],
// then ReadMessage and the Parse function of the message's kind; answers are built with [Answer].
//
// The source is Microsoft's [MS-TDS]: Tabular Data Stream Protocol. Section numbers in this package are of that document.
// What is read comes from a stranger: every length is checked against what is there before it is used.
package tds

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
)

// Kinds of messages (section 2.2.3.1.1).
const (
	KindBatch       = 0x01
	KindRPC         = 0x03
	KindReply       = 0x04
	KindAttention   = 0x06
	KindTransaction = 0x0E
	KindLogin       = 0x10
	KindPrelogin    = 0x12
)

// Bits of a packet's status (section 2.2.3.1.2).
const (
	statusEnd    = 0x01
	statusIgnore = 0x02
	statusReset  = 0x08
	statusKeep   = 0x10 // reset, but not the transaction
)

const (
	headerSize = 8

	// DefaultPacket is the size of packets until login has agreed on another one.
	DefaultPacket = 4096
	minPacket     = 512
	maxPacket     = 32767

	// MaxMessage bounds what one message may bring.
	MaxMessage = 64 << 20
)

// ErrProtocol is what every complaint about bytes from the other side is.
var ErrProtocol = errors.New("the TDS stream is incorrect")

func wrong(format string, args ...any) error {
	return fmt.Errorf("%w: %s", ErrProtocol, fmt.Sprintf(format, args...))
}

// A Message is what was sent in one packet or several.
type Message struct {
	Kind   byte
	Data   []byte
	Reset  bool // the session is to be as after login before this is done
	Ignore bool // the sender has thought better of it: there is nothing to do
}

// A Conn splits messages into packets and joins them. One goroutine may read while another writes.
type Conn struct {
	stream io.ReadWriter
	size   int // of packets that are written
}

// NewConn speaks over the stream, with packets of the default size.
func NewConn(stream io.ReadWriter) *Conn { return &Conn{stream: stream, size: DefaultPacket} }

// PacketSize gives the nearest size to the one asked for that the protocol knows.
func PacketSize(asked int) int { return min(max(asked, minPacket), maxPacket) }

// SetPacketSize says how long packets may be that are written from now on.
func (c *Conn) SetPacketSize(size int) { c.size = PacketSize(size) }

// ReadMessage reads packets until a message is complete. io.EOF means that the other side ended between two messages.
func (c *Conn) ReadMessage() (Message, error) {
	var m Message
	for first := true; ; first = false {
		kind, status, body, err := readPacket(c.stream)
		if err != nil {
			if errors.Is(err, io.EOF) && !first {
				err = io.ErrUnexpectedEOF
			}
			return Message{}, err
		}
		if !first && kind != m.Kind {
			return Message{}, wrong("a packet of kind %d is inside a message of kind %d", kind, m.Kind)
		}
		m.Kind = kind
		m.Reset = m.Reset || first && status&(statusReset|statusKeep) != 0
		if len(m.Data)+len(body) > MaxMessage {
			return Message{}, wrong("a message is longer than %d bytes", MaxMessage)
		}
		m.Data = append(m.Data, body...)
		if status&statusEnd != 0 {
			m.Ignore = status&statusIgnore != 0
			return m, nil
		}
	}
}

func readPacket(r io.Reader) (kind, status byte, body []byte, err error) {
	var header [headerSize]byte
	if _, err := io.ReadFull(r, header[:]); err != nil {
		return 0, 0, nil, err
	}
	size := int(binary.BigEndian.Uint16(header[2:]))
	if size < headerSize || size > maxPacket {
		return 0, 0, nil, wrong("a packet has the length %d", size)
	}
	body = make([]byte, size-headerSize)
	if _, err := io.ReadFull(r, body); err != nil {
		return 0, 0, nil, fmt.Errorf("read a packet: %w", errors.Join(err, io.ErrUnexpectedEOF))
	}
	return header[0], header[1], body, nil
}

// WriteMessage sends the data in as many packets as it needs.
func (c *Conn) WriteMessage(kind byte, data []byte) error {
	for number := byte(1); ; number++ {
		n := min(len(data), c.size-headerSize)
		packet := make([]byte, headerSize, headerSize+n)
		packet[0] = kind
		if n == len(data) {
			packet[1] = statusEnd
		}
		binary.BigEndian.PutUint16(packet[2:], uint16(headerSize+n))
		packet[6] = number
		if _, err := c.stream.Write(append(packet, data[:n]...)); err != nil {
			return fmt.Errorf("write a packet: %w", err)
		}
		if data = data[n:]; packet[1] == statusEnd {
			return nil
		}
	}
}
