package servicebus

import (
	"bufio"
	"errors"
	"net"
	"time"

	"waybill/internal/servicebus/amqp"
)

const (
	maxFrame       = 64 << 10
	idleTimeout    = 4 * time.Minute
	heartbeat      = 10 * time.Second
	channelMax     = 255
	maxLinks       = 1024
	outLimit       = 4 << 20  // bytes that wait for the network before a connection gets no more messages
	outMax         = 64 << 20 // and before it is dropped, as it asks and does not read
	heldMax        = 10_000   // frames that wait for the client's window before the same
	maxClaims      = 1000
	handshakeLimit = 30 * time.Second
)

// A conn is one connection. Its read and write run in goroutines of their own; the server's lock guards the rest.
type conn struct {
	server *Server
	nc     net.Conn
	wake   chan struct{}
	done   chan struct{}

	out       []byte
	spare     []byte
	peerFrame uint32 // the largest frame that the client takes
	opened    bool
	closing   bool // after what is in out
	ended     bool
	full      bool // messages were held back, see outLimit
	sessions  map[uint16]*session
	claims    map[string]time.Time // by audience: until when; zero for ever
}

func newConn(s *Server, nc net.Conn) *conn {
	return &conn{
		server: s, nc: nc, wake: make(chan struct{}, 1), done: make(chan struct{}), peerFrame: amqp.MinFrame,
		sessions: map[uint16]*session{}, claims: map[string]time.Time{},
	}
}

var errClosed = errors.New("the connection is closed")

// read handles what the client sends until the connection ends.
func (c *conn) read() {
	_ = c.serve() // the reason is the client's matter, who was told if it can be told
	c.server.mu.Lock()
	defer c.server.mu.Unlock()
	c.end()
	c.server.serve()
}

func (c *conn) serve() error {
	r := bufio.NewReaderSize(c.nc, maxFrame)
	if err := c.nc.SetReadDeadline(time.Now().Add(handshakeLimit)); err != nil {
		return err
	}
	if err := c.greet(r); err != nil {
		return err
	}
	for {
		if err := c.nc.SetReadDeadline(time.Now().Add(idleTimeout + heartbeat)); err != nil {
			return err
		}
		frame, err := amqp.ReadFrame(r, maxFrame)
		if err != nil {
			return err
		}
		if err := c.handle(frame); err != nil {
			return err
		}
	}
}

// greet exchanges the protocol headers, with SASL if the client begins with it. Who signs in by SASL is not asked for
// more: rights come from tokens put to $cbs.
func (c *conn) greet(r *bufio.Reader) error {
	header, err := amqp.ReadHeader(r)
	if err != nil {
		return err
	}
	if header == amqp.HeaderSASL {
		hello := amqp.AppendFrame(header.Bytes(), amqp.FrameSASL, 0, &amqp.SASLMechanisms{Mechanisms: []amqp.Symbol{"ANONYMOUS", "MSSBCBS"}}, nil)
		c.send(hello)
		frame, err := amqp.ReadFrame(r, amqp.MinFrame)
		if err != nil {
			return err
		}
		body, _, err := amqp.ParseBody(frame.Body)
		if err != nil {
			return err
		}
		outcome := &amqp.SASLOutcome{}
		if init, ok := body.(*amqp.SASLInit); !ok || init.Mechanism != "ANONYMOUS" && init.Mechanism != "MSSBCBS" {
			outcome.Code = 1
		}
		c.send(amqp.AppendFrame(nil, amqp.FrameSASL, 0, outcome, nil))
		if header, err = amqp.ReadHeader(r); err != nil {
			return err
		}
	}
	c.send(amqp.HeaderAMQP.Bytes())
	if header != amqp.HeaderAMQP {
		return errClosed
	}
	return nil
}

func (c *conn) send(bytes []byte) {
	c.server.mu.Lock()
	defer c.server.mu.Unlock()
	c.out = append(c.out, bytes...)
	c.flush()
}

func (c *conn) flush() {
	select {
	case c.wake <- struct{}{}:
	default:
	}
}

// put writes a frame to what goes out next.
func (c *conn) put(channel uint16, body amqp.Performative, payload []byte) {
	c.out = amqp.AppendFrame(c.out, amqp.FrameAMQP, channel, body, payload)
	c.flush()
	if len(c.out) > outMax {
		_ = c.nc.Close() // read ends it
	}
}

// write sends what has been put, in large pieces. What it stands for is durable before it leaves.
func (c *conn) write() {
	defer func() { _ = c.nc.Close() }()
	beat := time.NewTicker(heartbeat)
	defer beat.Stop()
	for {
		select {
		case <-c.wake:
		case <-beat.C:
			c.send(amqp.AppendFrame(nil, amqp.FrameAMQP, 0, nil, nil))
		case <-c.done:
			return
		}
		for {
			bytes, closing, upTo := c.take()
			if len(bytes) == 0 {
				if closing {
					return
				}
				break
			}
			if c.server.store.sync(upTo) != nil {
				return
			}
			if _, err := c.nc.Write(bytes); err != nil {
				return
			}
			c.written(bytes)
		}
	}
}

func (c *conn) take() (bytes []byte, closing bool, upTo int64) {
	c.server.mu.Lock()
	defer c.server.mu.Unlock()
	bytes, c.out, c.spare = c.out, c.spare[:0], nil
	return bytes, c.closing, c.server.store.noted()
}

func (c *conn) written(bytes []byte) {
	c.server.mu.Lock()
	defer c.server.mu.Unlock()
	if cap(bytes) <= outLimit {
		c.spare = bytes
	}
	if !c.full {
		return
	}
	c.full = false
	for _, q := range c.server.queues {
		c.server.changed = append(c.server.changed, q)
	}
	c.server.serve()
}

// handle deals with one frame.
func (c *conn) handle(frame amqp.Frame) error {
	if len(frame.Body) == 0 {
		return nil
	}
	body, payload, err := amqp.ParseBody(frame.Body)
	c.server.mu.Lock()
	defer c.server.mu.Unlock()
	if c.ended {
		return errClosed
	}
	if err != nil {
		c.fail("amqp:decode-error", err.Error())
		return nil
	}
	defer c.server.serve()
	switch p := body.(type) {
	case *amqp.Open:
		c.open(p)
		return nil
	case *amqp.Close:
		c.put(0, &amqp.Close{}, nil)
		c.closing = true
		return nil
	case *amqp.Begin:
		c.begin(frame.Channel, p)
		return nil
	}
	session := c.sessions[frame.Channel]
	if session == nil {
		if _, ok := body.(*amqp.End); !ok { // the answer to an end of ours
			c.fail("amqp:not-allowed", "The channel has no session.")
		}
		return nil
	}
	session.handle(body, payload)
	return nil
}

func (c *conn) open(p *amqp.Open) {
	c.opened = true
	c.peerFrame = min(max(p.MaxFrameSize, amqp.MinFrame), maxFrame)
	c.put(0, &amqp.Open{ContainerID: "waybill-servicebus", MaxFrameSize: maxFrame, ChannelMax: channelMax, IdleTimeout: idleTimeout}, nil)
}

func (c *conn) begin(channel uint16, p *amqp.Begin) {
	if !c.opened || channel > channelMax || c.sessions[channel] != nil {
		c.fail("amqp:not-allowed", "The session cannot begin on that channel.")
		return
	}
	s := &session{
		conn: c, channel: channel, incomingID: p.NextOutgoingID, window: incomingWindow, peerWindow: p.IncomingWindow,
		links: map[uint32]*link{}, unsettled: map[uint32]*delivery{},
	}
	c.sessions[channel] = s
	c.put(channel, &amqp.Begin{
		RemoteChannel: &channel, IncomingWindow: incomingWindow, OutgoingWindow: incomingWindow, HandleMax: maxLinks - 1,
	}, nil)
}

// fail tells the client that it is at fault and ends the connection.
func (c *conn) fail(condition amqp.Symbol, text string) {
	c.put(0, &amqp.Close{Error: &amqp.Error{Condition: condition, Description: text}}, nil)
	c.closing = true
}

// end drops the connection and everything that hangs on it.
func (c *conn) end() {
	if c.ended {
		return
	}
	c.ended = true
	for channel := range c.sessions {
		c.endSession(channel)
	}
	delete(c.server.conns, c)
	close(c.done)
	_ = c.nc.Close()
}

func (c *conn) endSession(channel uint16) {
	for _, l := range c.sessions[channel].links {
		l.close()
	}
	delete(c.sessions, channel)
}
