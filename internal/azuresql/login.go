package azuresql

import (
	"context"
	"crypto/subtle"
	"errors"

	"waybill/internal/azuresql/tds"
	"waybill/internal/azuresql/tsql"
)

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
