package azuresql

import (
	"context"
	"database/sql"
	"errors"
	"slices"
	"strconv"
	"time"

	"waybill/internal/azuresql/tds"
	"waybill/internal/azuresql/tsql"
)

// A runner runs the statements of one request.
type runner struct {
	session *session
	answer  *tds.Answer
	args    map[string]tds.Param
	inside  byte  // kind of the DONE token after each statement
	kept    error // of a statement after which the batch went on, as it does with SQL Server
}

// maxNesting bounds EXEC inside EXEC.
const maxNesting = 32

func (r *runner) all(ctx context.Context, statements []tsql.Statement, depth int) error {
	for _, st := range statements {
		err := r.one(ctx, st, depth)
		if err == nil {
			continue
		}
		e := mapped(err)
		if e.Line == 0 {
			e.Line = st.Line
		}
		if errors.Is(err, errHangUp) || errors.Is(err, errEnd) || ctx.Err() != nil || !goesOn(e) || r.session.settings.abort {
			return err
		}
		if r.kept == nil {
			r.kept = e
		}
		r.session.rows = 0
	}
	return nil
}

// goesOn reports whether only the statement fails and the batch goes on.
func goesOn(e *tsql.Error) bool {
	return slices.Contains([]int32{515, 547, 2601, 2627, 2628, 8115, 37359}, e.Number)
}

func (r *runner) one(ctx context.Context, st tsql.Statement, depth int) error {
	s := r.session
	switch st.Kind {
	case tsql.If:
		yes, err := r.condition(ctx, st)
		if err != nil {
			return err
		}
		if yes {
			return r.all(ctx, st.Then, depth)
		}
		return r.all(ctx, st.Else, depth)
	case tsql.Execute:
		if depth == maxNesting {
			return tsql.Errorf(217, "Maximum stored procedure, function, trigger, or view nesting level exceeded (limit 32).")
		}
		inner, err := tsql.Parse(st.Value)
		if err == nil {
			err = declared(inner, nil)
		}
		if err != nil {
			return err
		}
		return r.all(ctx, inner, depth+1)
	case tsql.Begin:
		if s.open != nil {
			return tsql.Errorf(3910, "The stand-in nests no transactions.")
		}
		s.begin(r.answer)
	case tsql.Commit, tsql.Rollback:
		if s.open == nil {
			return tsql.Errorf(3902, "The COMMIT TRANSACTION request has no corresponding BEGIN TRANSACTION.")
		}
		if st.Kind == tsql.Commit {
			return s.commit(ctx, r.answer)
		}
		id := s.open.id
		s.rollback(ctx)
		r.answer.RolledBack(id)
	case tsql.Set:
		s.set(st.Name, st.Value)
	case tsql.Throw:
		return st.Err
	case tsql.Nothing:
	default:
		return r.inTransaction(ctx, st)
	}
	return nil
}

func (s *session) set(name, value string) {
	switch name {
	case "NOCOUNT":
		s.settings.noCount = value == "ON"
	case "XACT_ABORT":
		s.settings.abort = value == "ON"
	case "LOCK_TIMEOUT":
		ms, err := strconv.Atoi(value)
		if s.settings.lockWait = time.Duration(ms) * time.Millisecond; err != nil || ms < 0 {
			s.settings.lockWait = s.server.options.LockWait
		}
	case "ISOLATION":
		s.settings.isolation = map[string]int{
			"READ UNCOMMITTED": tds.IsolationReadUncommitted, "READ COMMITTED": tds.IsolationReadCommitted,
			"REPEATABLE READ": tds.IsolationRepeatableRead, "SERIALIZABLE": tds.IsolationSerializable, "SNAPSHOT": tds.IsolationSnapshot,
		}[value]
	}
}

func (r *runner) condition(ctx context.Context, st tsql.Statement) (bool, error) {
	if err := r.prepare(ctx, st, st.Lock); err != nil {
		return false, err
	}
	var yes int64
	err := r.session.db.QueryRowContext(ctx, st.SQL[0], r.bound(st)...).Scan(&yes)
	return yes == 1, r.note(ctx, err)
}

// prepare checks what SQL Server would check before it runs the statement, and takes the locks for it.
func (r *runner) prepare(ctx context.Context, st tsql.Statement, changes bool) error {
	s := r.session
	if s.open != nil {
		if err := s.ready(ctx, changes); err != nil {
			return err
		}
	}
	if err := s.permitted(ctx, st); err != nil {
		return err
	}
	return r.check(ctx, st)
}

// inTransaction runs a statement that SQLite knows: in the transaction that is open, or in one of its own.
func (r *runner) inTransaction(ctx context.Context, st tsql.Statement) error {
	s := r.session
	changes := st.Kind == tsql.Change || st.Kind == tsql.Define
	own := changes && s.open == nil
	if own {
		if err := s.server.gate.lock(ctx, s.settings.lockWait); err != nil {
			return err
		}
		defer s.server.gate.unlock()
		if err := s.run(ctx, "BEGIN IMMEDIATE"); err != nil {
			return err
		}
	}
	err := r.prepare(ctx, st, changes || st.Lock)
	if err == nil {
		err = r.note(ctx, s.explained(ctx, r.execute(ctx, st)))
	}
	if !own {
		return err
	}
	if err == nil {
		if err = s.run(context.WithoutCancel(ctx), "COMMIT"); err == nil {
			if s.server.faults.lose() {
				return s.hangUp()
			}
			return nil
		}
	}
	_ = s.run(context.WithoutCancel(ctx), "ROLLBACK") // fails if SQLite has done it
	return err
}

// note remembers that SQLite has rolled a transaction back by itself, as it does with one whose writing was interrupted.
func (r *runner) note(ctx context.Context, err error) error {
	if t := r.session.open; err != nil && t != nil && t.begun && t.locked && isInterrupt(err) {
		t.doomed = true
		_ = r.session.run(context.WithoutCancel(ctx), "ROLLBACK")
	}
	return err
}

// bound gives the arguments of a statement.
func (r *runner) bound(st tsql.Statement) []any {
	s := r.session
	open := 0
	if s.open != nil {
		open = 1
	}
	args := []any{sql.Named(tsql.RowCount, s.rows), sql.Named(tsql.TransactionCount, open)}
	for _, name := range st.Params {
		v := r.args[name].Value
		if t, ok := v.(time.Time); ok {
			v = t.Format(timeFormat)
		}
		args = append(args, sql.Named(name, v))
	}
	return args
}

// execute runs the statement and writes its rows or their number.
func (r *runner) execute(ctx context.Context, st tsql.Statement) error {
	s := r.session
	status := s.inTransaction() | tds.DoneMore
	if st.Kind == tsql.Query {
		n, err := r.query(ctx, st)
		if err != nil {
			return err
		}
		s.rows = n
		if !s.settings.noCount {
			status |= tds.DoneCount
		}
		r.answer.End(r.inside, status, n)
		return nil
	}
	total := int64(0)
	for _, query := range st.SQL {
		result, err := s.db.ExecContext(ctx, query, r.bound(st)...)
		if err != nil {
			return failure{err, query}
		}
		n, err := result.RowsAffected()
		if err != nil {
			return err
		}
		total += n
	}
	s.rows = 0
	if st.Kind == tsql.Change {
		s.rows = total
		if !s.settings.noCount {
			status |= tds.DoneCount
		}
	}
	r.answer.End(r.inside, status, s.rows)
	return nil
}
