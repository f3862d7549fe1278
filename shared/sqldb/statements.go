package sqldb

import (
	"context"
	"database/sql"
	"sync"
)

// Statements are prepared once per connection and kept as long as the file is open: SQLite takes longer to compile a
// small statement than to run it. So their texts have to be constants, or few.
type Statements struct {
	on    preparer
	known sync.Map // text to statement
}

// A statement is a *sql.Stmt that nobody closes.
type statement interface {
	ExecContext(ctx context.Context, args ...any) (sql.Result, error)
	QueryContext(ctx context.Context, args ...any) (*sql.Rows, error)
	QueryRowContext(ctx context.Context, args ...any) *sql.Row
}

// preparer is what *sql.DB and *sql.Conn have in common.
type preparer interface {
	PrepareContext(ctx context.Context, text string) (*sql.Stmt, error)
	QueryRowContext(ctx context.Context, text string, args ...any) *sql.Row
}

// Prepared gives the file's statements for reading what is committed. They end with the file.
func Prepared(db *sql.DB) *Statements { return &Statements{on: db} }

// QueryContext reads rows. Outside of a transaction they are those of the last commit, until they are closed.
func (s *Statements) QueryContext(ctx context.Context, text string, args ...any) (*sql.Rows, error) {
	prepared, err := s.prepare(ctx, text)
	if err != nil {
		return nil, err
	}
	return prepared.QueryContext(ctx, args...)
}

// QueryRowContext reads one row. When it has begun, ctx does not interrupt it: watching over a look at a few pages takes
// longer than the look.
func (s *Statements) QueryRowContext(ctx context.Context, text string, args ...any) *sql.Row {
	prepared, err := s.prepare(ctx, text)
	if err != nil || ctx.Err() != nil {
		return s.on.QueryRowContext(ctx, text, args...) // fails for the same reason
	}
	return prepared.QueryRowContext(context.WithoutCancel(ctx), args...)
}

func (s *Statements) prepare(ctx context.Context, text string) (statement, error) {
	if known, found := s.known.Load(text); found {
		return known.(statement), nil
	}
	prepared, err := s.on.PrepareContext(ctx, text)
	if err != nil {
		return nil, err
	}
	if first, found := s.known.LoadOrStore(text, prepared); found {
		_ = prepared.Close() //nolint:sqlclosecheck // somebody else was faster
		return first.(statement), nil
	}
	return prepared, nil
}

// A Tx is a transaction within [Group.Write].
type Tx struct{ Statements }

// ExecContext runs a statement that gives no rows.
func (t *Tx) ExecContext(ctx context.Context, text string, args ...any) (sql.Result, error) {
	prepared, err := t.prepare(ctx, text)
	if err != nil {
		return nil, err
	}
	return prepared.ExecContext(ctx, args...)
}
