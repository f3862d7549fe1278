package azuresql

import (
	"context"
	"database/sql"
	"errors"
	"net"
	"sync"
	"time"

	"waybill/internal/azuresql/tds"
	"waybill/internal/azuresql/tsql"
)

// loginWithin bounds how long a connection may take to sign in.
const loginWithin = 30 * time.Second

// A session is one connection, from its first byte to its end.
type session struct {
	server *Server
	net    net.Conn
	wire   *tds.Conn
	db     *sql.Conn
	user   string
	admin  bool

	settings settings
	open     *transaction
	rows     int64 // of the last statement

	interrupted bool // the last request was, by an attention

	mu        sync.Mutex
	cancel    context.CancelFunc // of what is being done; nil if nothing is
	attention bool               // the client wants what is being done to end
}

// settings are those that SET changes.
type settings struct {
	isolation int
	noCount   bool
	abort     bool // XACT_ABORT
	lockWait  time.Duration
}

func newSession(s *Server, c net.Conn) *session {
	return &session{server: s, net: c, wire: tds.NewConn(c), settings: initial(s)}
}

func initial(s *Server) settings {
	return settings{isolation: tds.IsolationReadCommitted, lockWait: s.options.LockWait}
}

// serve answers until the client goes or the server ends the connection.
func (s *session) serve() {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	defer s.end(ctx)
	_ = s.net.SetDeadline(time.Now().Add(loginWithin))
	if s.login(ctx) != nil {
		return
	}
	_ = s.net.SetDeadline(time.Time{})
	requests := make(chan tds.Message)
	go func() {
		defer close(requests)
		defer cancel() // what is being done has nobody left to hear of it
		s.read(ctx, requests)
	}()
	for m := range requests {
		if s.answer(ctx, m) != nil {
			break
		}
	}
	cancel()
	_ = s.net.Close()
	for range requests { // until the reader has seen it
	}
}

// errEnd says that the connection ends here.
var errEnd = errors.New("the connection ends")

// read passes messages on. An attention ends what is being done; if nothing is, it waits for its answer like a request.
func (s *session) read(ctx context.Context, requests chan<- tds.Message) {
	for {
		m, err := s.wire.ReadMessage()
		if err != nil {
			return
		}
		if m.Ignore || m.Kind == tds.KindAttention && s.interrupt() {
			continue
		}
		select {
		case requests <- m:
		case <-ctx.Done():
			return
		}
	}
}

// interrupt ends what is being done; false if nothing is.
func (s *session) interrupt() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.cancel == nil {
		return false
	}
	s.attention = true
	s.cancel()
	return true
}

// answer does what a message asks for, and says what came of it. What an attention has interrupted has no answer but
// that to the attention; if it came too late, both are said (section 3.3.5.2 of [MS-TDS]).
func (s *session) answer(ctx context.Context, m tds.Message) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	s.mu.Lock()
	s.cancel, s.attention = cancel, m.Kind == tds.KindAttention
	s.mu.Unlock()
	a := &tds.Answer{}
	if m.Reset {
		s.rollback(ctx)
		s.settings = initial(s.server)
		a.SessionReset()
	}
	s.interrupted = m.Kind == tds.KindAttention
	before := s.descriptor()
	err := s.request(ctx, m, a)
	s.mu.Lock()
	attention := s.attention
	s.cancel = nil
	s.mu.Unlock()
	if errors.Is(err, errHangUp) {
		return err
	}
	if !attention || !s.interrupted {
		if err := errors.Join(s.wire.WriteMessage(tds.KindReply, a.Bytes()), err); err != nil || !attention {
			return err
		}
		before = s.descriptor()
	}
	a = &tds.Answer{}
	if before != 0 && s.open == nil {
		a.RolledBack(before)
	}
	a.End(tds.Done, tds.DoneAttention|s.inTransaction(), 0)
	return s.wire.WriteMessage(tds.KindReply, a.Bytes())
}

func (s *session) request(ctx context.Context, m tds.Message, a *tds.Answer) error {
	switch m.Kind {
	case tds.KindAttention:
		return nil
	case tds.KindBatch:
		text, transaction, err := tds.ParseBatch(m.Data)
		if err != nil {
			return s.protocol(a, err)
		}
		return s.batch(ctx, a, tds.Done, transaction, text, nil)
	case tds.KindRPC:
		call, err := tds.ParseCall(m.Data)
		if err != nil {
			return s.protocol(a, err)
		}
		return s.call(ctx, a, call)
	case tds.KindTransaction:
		t, err := tds.ParseTransaction(m.Data)
		if err != nil {
			return s.protocol(a, err)
		}
		return s.manage(ctx, a, t)
	}
	return s.protocol(a, tds.ErrProtocol)
}

// protocol answers what cannot be read, and ends the connection as SQL Server does.
func (s *session) protocol(a *tds.Answer, err error) error {
	e := tsql.Errorf(4002, "The incoming tabular data stream (TDS) protocol stream is incorrect. The stream ended unexpectedly. (%v)", err)
	a.Error(e.Number, e.State, e.Class, e.Message, 1)
	a.End(tds.Done, tds.DoneError, 0)
	return errEnd
}

// end gives everything back.
func (s *session) end(ctx context.Context) {
	_ = s.net.Close()
	s.rollback(ctx)
	if s.db != nil {
		_ = s.db.Close()
	}
}
