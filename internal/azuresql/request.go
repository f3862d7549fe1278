package azuresql

import (
	"context"
	"errors"
	"strings"

	"waybill/internal/azuresql/tds"
	"waybill/internal/azuresql/tsql"
)

// call does a remote procedure call: sp_executesql with a batch and its parameters.
func (s *session) call(ctx context.Context, a *tds.Answer, c tds.Call) error {
	if c.Number != tds.ProcExecuteSQL && !strings.EqualFold(c.Name, "sp_executesql") {
		return s.finish(ctx, a, tds.DoneProc, tsql.Errorf(2812, "Could not find stored procedure '%s' (%d).", c.Name, c.Number))
	}
	if len(c.Params) == 0 {
		return s.finish(ctx, a, tds.DoneProc, tsql.Errorf(201, "Procedure or function 'sp_executesql' expects parameter '@stmt', which was not supplied."))
	}
	text, ok := c.Params[0].Value.(string)
	if !ok {
		return s.finish(ctx, a, tds.DoneProc, tsql.Errorf(214, "Procedure expects parameter '@statement' of type 'ntext/nchar/nvarchar'."))
	}
	args := map[string]tds.Param{}
	for _, p := range c.Params[min(2, len(c.Params)):] {
		if p.Name == "" || p.Output {
			return s.finish(ctx, a, tds.DoneProc, tsql.Errorf(8178, "The stand-in takes parameters that have a name and go in."))
		}
		args[strings.ToLower(strings.TrimPrefix(p.Name, "@"))] = p
	}
	return s.batch(ctx, a, tds.DoneProc, c.Transaction, text, args)
}

// batch runs statements and writes what comes of them. The kind is that of the DONE token at the end.
func (s *session) batch(ctx context.Context, a *tds.Answer, kind byte, transaction uint64, text string, args map[string]tds.Param) error {
	err := s.server.faults.wait(ctx)
	if err == nil {
		err = s.server.faults.take(&s.server.faults.statements)
	}
	if err == nil && transaction != s.descriptor() {
		err = tsql.Errorf(3989, "New request is not allowed to start because it should come with valid transaction descriptor.")
	}
	var statements []tsql.Statement
	if err == nil {
		statements, err = tsql.Parse(text)
	}
	if err == nil {
		err = declared(statements, args)
	}
	if err == nil {
		r := &runner{session: s, answer: a, args: args, inside: tds.Done}
		if kind == tds.DoneProc {
			r.inside = tds.DoneInProc
		}
		err = r.all(ctx, statements, 0)
		if r.kept != nil && err == nil {
			err = r.kept
		}
	}
	return s.finish(ctx, a, kind, err)
}

func (s *session) descriptor() uint64 {
	if s.open == nil {
		return 0
	}
	return s.open.id
}

// declared refuses a batch that names a parameter which did not come.
func declared(statements []tsql.Statement, args map[string]tds.Param) error {
	for _, st := range statements {
		for _, name := range st.Params {
			if _, ok := args[name]; !ok {
				e := tsql.Errorf(137, "Must declare the scalar variable \"@%s\".", name)
				e.Class, e.Line = 15, st.Line
				return e
			}
		}
		if err := errors.Join(declared(st.Then, args), declared(st.Else, args)); err != nil {
			return err
		}
	}
	return nil
}

// finish writes the end of an answer, with the error if there is one.
func (s *session) finish(ctx context.Context, a *tds.Answer, kind byte, err error) error {
	status := uint16(0)
	var hangUp error
	if err != nil {
		if errors.Is(err, errHangUp) || errors.Is(err, errEnd) {
			return err
		}
		s.interrupted = isInterrupt(err)
		e := mapped(err)
		if s.open != nil && (undoes(e) || s.settings.abort) {
			id := s.open.id
			s.rollback(ctx)
			a.RolledBack(id)
		}
		a.Error(e.Number, e.State, e.Class, e.Message, max(e.Line, 1))
		status |= tds.DoneError
		if ends(e) {
			status |= tds.DoneServerError
			hangUp = errEnd
		}
	} else if kind == tds.DoneProc {
		a.ReturnStatus(0)
	}
	a.End(kind, status|s.inTransaction(), 0)
	return hangUp
}
