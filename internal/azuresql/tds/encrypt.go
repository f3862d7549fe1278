package tds

import (
	"context"
	"crypto/tls"
	"fmt"
	"net"
)

// Encrypt makes a connection one of TLS after PRELOGIN. The handshake travels inside packets of PRELOGIN, and what
// follows does not (section 3.2.5.2). Version 1.2 is the last whose handshake ends with the server's word, so that both
// sides know where the packets end.
func Encrypt(ctx context.Context, c net.Conn, certificate tls.Certificate) (*Conn, error) {
	stream := &handshake{Conn: c, wire: NewConn(c)}
	secure := tls.Server(stream, &tls.Config{ //nolint:gosec // a stand-in on loopback; the reason for the version is above
		Certificates: []tls.Certificate{certificate}, MinVersion: tls.VersionTLS12, MaxVersion: tls.VersionTLS12,
		SessionTicketsDisabled: true, DynamicRecordSizingDisabled: true,
	})
	if err := secure.HandshakeContext(ctx); err != nil {
		return nil, fmt.Errorf("agree on TLS: %w", err)
	}
	stream.done = true
	return NewConn(secure), nil
}

// A handshake is a connection on which TLS records are inside packets until it is done.
type handshake struct {
	net.Conn
	wire *Conn
	rest []byte // of the message that was read
	done bool
}

// Read gives what is inside the packets.
func (h *handshake) Read(b []byte) (int, error) {
	if h.done && len(h.rest) == 0 {
		return h.Conn.Read(b)
	}
	for len(h.rest) == 0 {
		m, err := h.wire.ReadMessage()
		if err != nil {
			return 0, err
		}
		if m.Kind != KindPrelogin {
			return 0, wrong("a message of kind %d is in the place of a TLS handshake", m.Kind)
		}
		h.rest = m.Data
	}
	n := copy(b, h.rest)
	h.rest = h.rest[n:]
	return n, nil
}

// Write puts records into a packet.
func (h *handshake) Write(b []byte) (int, error) {
	if h.done {
		return h.Conn.Write(b)
	}
	if err := h.wire.WriteMessage(KindPrelogin, b); err != nil {
		return 0, err
	}
	return len(b), nil
}
