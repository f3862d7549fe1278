package azuresql

import (
	"context"
	"errors"

	"waybill/internal/azuresql/tds"
	"waybill/internal/azuresql/tsql"
)

// A transaction is one that a session has open. SQLite learns of it as late as possible: a reader under READ COMMITTED
// has to see what others commit in between, which inside a transaction of SQLite it would not.
type transaction struct {
	id        uint64
	isolation int
	begun     bool // SQLite knows of it
	locked    bool // it has the gate
	doomed    bool // SQLite has rolled it back, and nobody was told yet
}

// manage does a request to the transaction manager.
func (s *session) manage(ctx context.Context, a *tds.Answer, t tds.TransactionRequest) error {
	var err error
	switch {
	case t.Kind == tds.TransactionBegin && s.open != nil:
		err = tsql.Errorf(3910, "Transaction context in use by another session.") // the stand-in nests no transactions
	case t.Kind == tds.TransactionBegin:
		if t.Isolation != tds.IsolationCurrent {
			s.settings.isolation = t.Isolation
		}
		s.begin(a)
	case s.open == nil || s.open.id != t.Transaction:
		err = tsql.Errorf(3902, "The COMMIT or ROLLBACK TRANSACTION request has no corresponding BEGIN TRANSACTION.")
	case t.Kind == tds.TransactionCommit:
		err = s.commit(ctx, a)
	default:
		id := s.open.id
		s.rollback(ctx)
		a.RolledBack(id)
	}
	if err != nil {
		return s.finish(ctx, a, tds.Done, err)
	}
	a.End(tds.Done, s.inTransaction(), 0)
	return nil
}

// begin opens a transaction.
func (s *session) begin(a *tds.Answer) {
	s.open = &transaction{id: s.server.transactions.Add(1), isolation: s.settings.isolation}
	a.Begun(s.open.id)
}

// commit makes the transaction durable, or rolls it back and says why.
func (s *session) commit(ctx context.Context, a *tds.Answer) error {
	id := s.open.id
	err := s.server.faults.take(&s.server.faults.commits)
	if err == nil && s.open.doomed {
		err = tsql.Errorf(3930, "The current transaction cannot be committed and cannot support operations that write to the log file. Roll back the transaction.")
	}
	if err == nil && s.open.begun {
		if err = s.run(context.WithoutCancel(ctx), "COMMIT"); err == nil {
			s.open.begun = false
		}
	}
	written := s.open.locked
	s.rollback(ctx)
	if err != nil {
		a.RolledBack(id)
		return err
	}
	if written && s.server.faults.lose() {
		return s.hangUp()
	}
	a.Committed(id)
	return nil
}

// errHangUp says that the client must not hear of what was done.
var errHangUp = errors.New("the connection is dropped")

func (s *session) hangUp() error {
	_ = s.net.Close()
	return errHangUp
}

// rollback ends the transaction, if one is open, and lets the next writer through.
func (s *session) rollback(ctx context.Context) {
	t := s.open
	if t == nil {
		return
	}
	if t.begun && !t.doomed {
		_ = s.run(context.WithoutCancel(ctx), "ROLLBACK") // fails if SQLite has done it
	}
	if t.locked {
		s.server.gate.unlock()
	}
	s.open = nil
}

// run executes what has no parameters.
func (s *session) run(ctx context.Context, query string) error {
	_, err := s.db.ExecContext(ctx, query)
	return err
}

// ready brings the transaction to where a statement can run that changes something, or only reads.
func (s *session) ready(ctx context.Context, changes bool) error {
	t := s.open
	if t.doomed {
		return tsql.Errorf(3930, "The current transaction cannot be committed and cannot support operations that write to the log file. Roll back the transaction.")
	}
	snapshot := t.isolation == tds.IsolationSnapshot
	lock := changes || t.isolation == tds.IsolationSerializable || t.isolation == tds.IsolationRepeatableRead
	if lock && !t.locked {
		if err := s.server.gate.lock(ctx, s.settings.lockWait); err != nil {
			return err
		}
		t.locked = true
	}
	if t.begun || !lock && !snapshot {
		return nil
	}
	begin := "BEGIN IMMEDIATE"
	if snapshot {
		begin = "BEGIN; SELECT count(*) FROM sqlite_master" // the snapshot begins with the first look
	}
	if err := s.run(ctx, begin); err != nil {
		return err
	}
	t.begun = true
	return nil
}

// inTransaction is the bit of a DONE token that tells of an open transaction.
func (s *session) inTransaction() uint16 {
	if s.open != nil {
		return tds.DoneInTransaction
	}
	return 0
}
