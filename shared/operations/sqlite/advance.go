package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"time"

	"waybill/shared/custody"
	"waybill/shared/operations"
	"waybill/shared/sqldb"
)

// Advance moves the operation forward and releases its claims when it is done.
func (s *Store) Advance(ctx context.Context, organization custody.OrganizationID, id string, news operations.Outcome) error {
	return s.AdvanceAll(ctx, []operations.Move{{Organization: organization, Operation: id, Outcome: news}})
}

// movesPerWrite bounds how long everybody else waits for many moves.
const movesPerWrite = 250

// AdvanceAll makes the moves that can be made.
func (s *Store) AdvanceAll(ctx context.Context, moves []operations.Move) error {
	var refused operations.MoveErrors
	for part := range slices.Chunk(moves, movesPerWrite) {
		err := s.db.Write(ctx, func(ctx context.Context, tx *sqldb.Tx) error {
			for _, m := range part {
				refusal, err := move(ctx, tx, m, s.Now())
				if err != nil {
					return err
				}
				if refusal != nil {
					refused = append(refused, operations.MoveError{Move: m, Err: refusal})
				}
			}
			return nil
		})
		if err != nil {
			return fmt.Errorf("advance %d operations: %w", len(moves), err)
		}
	}
	if refused != nil {
		return refused
	}
	return nil
}

// move makes one move; a refusal concerns this one, an error all of them.
func move(ctx context.Context, tx *sqldb.Tx, m operations.Move, now time.Time) (refusal, err error) {
	o, err := one(tx.QueryRowContext(ctx, selectOperation+"WHERE id = ? AND organization = ?", m.Operation, string(m.Organization)))
	if errors.Is(err, sql.ErrNoRows) {
		return fmt.Errorf("%s has no such operation", m.Organization), nil
	}
	if err != nil {
		return nil, err
	}
	moved, refusal := o.After(m.Outcome, now)
	if refusal != nil || moved.Status == o.Status && moved.Transaction == o.Transaction && moved.Block == o.Block {
		return refusal, nil
	}
	_, err = tx.ExecContext(ctx, "UPDATE operation SET status = ?, updated_at = ?, tx = ?, block = ?, problem = ? WHERE id = ?",
		string(moved.Status), moved.UpdatedAt.UnixNano(), moved.Transaction[:], int64(moved.Block), encode(moved.Problem), o.ID)
	if err != nil || !moved.Status.Done() {
		return nil, err
	}
	for _, what := range o.Claims {
		if _, err := tx.ExecContext(ctx, "DELETE FROM claim WHERE claim = ? AND operation = ?", what, o.ID); err != nil {
			return nil, fmt.Errorf("release %s: %w", what, err)
		}
	}
	return nil, nil
}
