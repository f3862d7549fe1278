package azuresql

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"waybill/shared/ledger"
)

// lastLook is how long the outcome of a commit is looked for after the caller's context has ended. Who stops a program
// does not give it much more.
const lastLook = 5 * time.Second

// Write runs do in one transaction, which has the only right to write. It runs do once more if the server gave the
// transaction up for a reason that passes. If the answer to the commit is lost, the checkpoint tells whether it was done;
// it is asked for up to five seconds more if ctx has ended. Of a transaction that did not move the checkpoint an error then
// says that nobody knows.
func (s *Store) Write(ctx context.Context, do func(ledger.Tx) error) error {
	return s.write(ctx, func(t *transaction) error { return do(t) })
}

func (s *Store) write(ctx context.Context, do func(*transaction) error) error {
	err := s.again(ctx, func() error {
		var committing uncertain
		t, err := s.attempt(ctx, do)
		if errors.As(err, &committing) {
			return s.outcome(ctx, t, committing)
		}
		return err
	})
	return explain(err)
}

// uncertain is an error after which nobody knows whether the transaction was committed.
type uncertain struct{ err error }

func (u uncertain) Error() string { return "commit: " + u.err.Error() }

// attempt does everything once.
func (s *Store) attempt(ctx context.Context, do func(*transaction) error) (*transaction, error) {
	tx, err := s.db.BeginTx(ctx, &sql.TxOptions{Isolation: sql.LevelReadCommitted})
	if err != nil {
		return nil, fmt.Errorf("begin: %w", err)
	}
	defer func() { _ = tx.Rollback() }() // does nothing after a commit
	t := &transaction{reader: reader{q: tx}, tx: tx}
	if _, err := t.lock(ctx); err != nil {
		return nil, fmt.Errorf("wait for other writers: %w", err)
	}
	if err := do(t); err != nil {
		return nil, err
	}
	if err := t.flush(ctx); err != nil {
		return nil, err
	}
	if err := tx.Commit(); err != nil {
		return t, uncertain{err}
	}
	return t, nil
}

// outcome tells what became of a transaction whose commit has no answer. To see the checkpoint it waits until the server
// is done with that transaction. An error that passes means that nothing was written.
func (s *Store) outcome(ctx context.Context, lost *transaction, reason uncertain) error {
	if !lost.wrote {
		return nil
	}
	if lost.moved == nil {
		return fmt.Errorf("whether the transaction was committed is not known: %v", reason) //nolint:errorlint // it must not be repeated
	}
	now, err := s.checkpointAfter(ctx)
	if err != nil && ctx.Err() != nil { // nobody waits any more, but what was done should not be told as unknown
		own, cancel := context.WithTimeout(context.WithoutCancel(ctx), lastLook)
		defer cancel()
		now, err = s.checkpointAfter(own)
	}
	switch {
	case err != nil:
		return fmt.Errorf("whether the transaction was committed is not known: %v; nor does the checkpoint tell: %v", reason, err) //nolint:errorlint // it must not be repeated
	case now == lost.moved.to:
		return nil
	case now == lost.moved.from:
		return fmt.Errorf("nothing was committed: %w", reason.err)
	}
	return ledger.ErrMoved // and further than that: whoever did it read the same chain
}

// checkpointAfter gives the checkpoint when nobody writes.
func (s *Store) checkpointAfter(ctx context.Context) (now ledger.Checkpoint, err error) {
	err = s.again(ctx, func() error {
		tx, err := s.db.BeginTx(ctx, &sql.TxOptions{Isolation: sql.LevelReadCommitted})
		if err != nil {
			return err
		}
		defer func() { _ = tx.Rollback() }()
		now, err = (&transaction{tx: tx}).lock(ctx)
		return err
	})
	return now, err
}
