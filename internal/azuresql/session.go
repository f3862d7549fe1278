package azuresql

import (
	"context"
	"crypto/subtle"
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
	defer s.end()
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
		answer, err := s.answer(ctx, m)
		if answer != nil && s.wire.WriteMessage(tds.KindReply, answer) != nil || err != nil {
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

// answer does what a message asks for.
func (s *session) answer(ctx context.Context, m tds.Message) ([]byte, error) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	s.mu.Lock()
	s.cancel, s.attention = cancel, false
	s.mu.Unlock()
	a := &tds.Answer{}
	if m.Reset {
		s.rollback()
		s.settings = initial(s.server)
		a.SessionReset()
	}
	err := s.request(ctx, m, a)
	s.mu.Lock()
	attention := s.attention
	s.cancel = nil
	s.mu.Unlock()
	switch {
	case attention && err == nil || m.Kind == tds.KindAttention:
		a = &tds.Answer{}
		a.End(tds.Done, tds.DoneAttention, 0)
	case err != nil && !errors.Is(err, errEnd):
		return nil, err
	}
	return a.Bytes(), err
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
func (s *session) end() {
	_ = s.net.Close()
	s.rollback()
	if s.db != nil {
		_ = s.db.Close()
	}
}

// login reads PRELOGIN and LOGIN7 and lets the client in, or does not.
func (s *session) login(ctx context.Context) error {
	m, err := s.wire.ReadMessage()
	if err != nil {
		return err
	}
	pre, err := tds.ParsePrelogin(m.Data)
	if m.Kind != tds.KindPrelogin || err != nil {
		return errors.Join(tds.ErrProtocol, err)
	}
	encryption := byte(tds.EncryptNotSupported)
	if s.server.options.Certificate != nil {
		encryption = tds.EncryptOn
	}
	if err := s.wire.WriteMessage(tds.KindReply, tds.PreloginAnswer(encryption, pre.Federated)); err != nil {
		return err
	}
	if encryption == tds.EncryptOn {
		if s.wire, err = tds.Encrypt(ctx, s.net, *s.server.options.Certificate); err != nil {
			return err
		}
	}
	if m, err = s.wire.ReadMessage(); err != nil {
		return err
	}
	l, err := tds.ParseLogin(m.Data)
	if m.Kind != tds.KindLogin || err != nil {
		return errors.Join(tds.ErrProtocol, err)
	}
	a := &tds.Answer{}
	if err := s.admit(ctx, l); err != nil {
		e := mapped(err)
		a.Error(e.Number, e.State, e.Class, e.Message, 1)
		a.End(tds.Done, tds.DoneError, 0)
		return errors.Join(err, s.wire.WriteMessage(tds.KindReply, a.Bytes()))
	}
	a.Database(s.server.options.Database)
	a.LoginAck()
	if l.Token != "" {
		a.FederatedAck()
	}
	size := tds.PacketSize(l.PacketSize)
	a.PacketSize(size, tds.DefaultPacket)
	a.End(tds.Done, 0, 0)
	if err := s.wire.WriteMessage(tds.KindReply, a.Bytes()); err != nil {
		return err
	}
	s.wire.SetPacketSize(size)
	return nil
}

// admit checks who it is. Whoever has a token needs no password.
func (s *session) admit(ctx context.Context, l tds.Login) error {
	if err := s.server.faults.take(&s.server.faults.logins); err != nil {
		return err
	}
	var err error
	if s.db, err = s.server.db.Conn(ctx); err != nil {
		return err
	}
	failed := fault(18456)
	s.user = l.User
	if l.Token != "" {
		s.user = Administrator
		if known := s.server.options.Tokens; known != nil {
			if s.user = known[l.Token]; s.user == "" {
				failed.Message = "Login failed for user '<token-identified principal>'."
				return failed
			}
		}
	} else if subtle.ConstantTimeCompare([]byte(l.Password), []byte(Password)) != 1 {
		failed.Message = "Login failed for user '" + l.User + "'."
		return failed
	}
	if s.admin = s.user == Administrator; !s.admin {
		var n int
		query := `SELECT count(*) FROM "sys.database_principals" WHERE name = ? AND type <> 'R' AND principal_id > 1`
		if err := s.db.QueryRowContext(ctx, query, s.user).Scan(&n); err != nil {
			return err
		}
		if n == 0 {
			failed.Message = "Login failed for user '" + s.user + "'."
			return failed
		}
	}
	if l.Database != "" && l.Database != s.server.options.Database {
		e := tsql.Errorf(4060, "Cannot open database \"%s\" requested by the login. The login failed.", l.Database)
		e.Class = 11
		return e
	}
	return nil
}
