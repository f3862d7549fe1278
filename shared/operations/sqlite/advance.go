package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"waybill/shared/custody"
	"waybill/shared/operations"
	"waybill/shared/sqldb"
)

// Advance moves the operation forward and releases its claims when it is done, in one transaction.
func (s *Store) Advance(ctx context.Context, organization custody.OrganizationID, id string, news operations.Outcome) error {
	now := s.Now()
	err := sqldb.InTx(ctx, s.db, func(tx *sql.Tx) error {
		o, err := one(tx.QueryRowContext(ctx, selectOperation+"WHERE id = ? AND organization = ?", id, string(organization)))
		if errors.Is(err, sql.ErrNoRows) {
			return fmt.Errorf("%s has no such operation", organization)
		}
		if err != nil {
			return err
		}
		advanced, err := o.After(news, now)
		if err != nil {
			return err
		}
		if advanced.Status == o.Status && advanced.Transaction == o.Transaction && advanced.Block == o.Block {
			return nil
		}
		_, err = tx.ExecContext(ctx, "UPDATE operation SET status = ?, updated_at = ?, tx = ?, block = ?, problem = ? WHERE id = ?",
			string(advanced.Status), advanced.UpdatedAt.UnixNano(), advanced.Transaction[:], int64(advanced.Block), encode(advanced.Problem), id)
		if err != nil || !advanced.Status.Done() {
			return err
		}
		_, err = tx.ExecContext(ctx, "DELETE FROM claim WHERE operation = ?", id)
		return err
	})
	if err != nil {
		return fmt.Errorf("advance %s to %s: %w", id, news.Status, err)
	}
	return nil
}
