// Package sqlite keeps operations on a laptop: rows and claims in one SQLite file. Reach for [Open].
package sqlite

import (
	"context"
	"database/sql"
	_ "embed"
	"errors"
	"fmt"
	"math"
	"time"

	"waybill/shared/custody"
	"waybill/shared/operations"
	"waybill/shared/sqldb"
)

//go:embed schema.sql
var schema string

//go:embed backlog.sql
var backlog string

//go:embed claims.sql
var claims string

var _ operations.Store = (*Store)(nil)

// A Store keeps operations in one file, which several processes may have open.
type Store struct {
	// Now says when an operation was last changed; time.Now if Open made the store.
	Now func() time.Time

	db *sqldb.Group
}

// Open opens the store's file and creates it if it is missing. Close it after use.
func Open(ctx context.Context, path string) (*Store, error) {
	db, err := sqldb.Open(ctx, path, []string{schema, backlog, claims})
	if err != nil {
		return nil, fmt.Errorf("open operations: %w", err)
	}
	return &Store{Now: time.Now, db: sqldb.NewGroup(db)}, nil
}

// Close closes the file.
func (s *Store) Close() error { return s.db.Close() }

// Create inserts the operation and its claims in one transaction, or gives the row that is there.
func (s *Store) Create(ctx context.Context, o operations.Operation) (stored operations.Operation, created bool, err error) {
	err = s.db.Write(ctx, func(ctx context.Context, tx *sqldb.Tx) error {
		if created, err = insert(ctx, tx, o); created {
			stored = asRead(o)
			return claim(ctx, tx, o)
		}
		if err == nil {
			stored, err = one(tx.QueryRowContext(ctx, selectOperation+"WHERE id = ?", o.ID))
		}
		return err
	})
	if err != nil {
		return operations.Operation{}, false, fmt.Errorf("create %s: %w", o.ID, err)
	}
	return stored, created, nil
}

// claim takes what the operation changes until it is done; the primary key refuses what another operation has.
func claim(ctx context.Context, tx *sqldb.Tx, o operations.Operation) error {
	if o.Status.Done() {
		return nil
	}
	for _, what := range o.Claims {
		var holder string
		err := tx.QueryRowContext(ctx, `
			INSERT INTO claim (claim, operation) VALUES (?, ?)
			ON CONFLICT (claim) DO UPDATE SET operation = operation RETURNING operation`, what, o.ID).Scan(&holder)
		if err != nil {
			return fmt.Errorf("claim %s: %w", what, err)
		}
		if holder != o.ID {
			return &operations.ClaimedError{Claim: what, Operation: holder}
		}
	}
	draining := custody.SignerClaim(o.Signer)
	var holder string
	err := tx.QueryRowContext(ctx, "SELECT operation FROM claim WHERE claim = ? AND operation <> ?", draining, o.ID).Scan(&holder)
	if err == nil {
		return &operations.ClaimedError{Claim: draining, Operation: holder}
	}
	if !errors.Is(err, sql.ErrNoRows) {
		return fmt.Errorf("look whether %s is draining: %w", o.Signer, err)
	}
	return nil
}

// Get gives the organisation's operation.
func (s *Store) Get(ctx context.Context, organization custody.OrganizationID, id string) (operations.Operation, bool, error) {
	return s.find(ctx, "WHERE id = ? AND organization = ?", id, string(organization))
}

// ByCommand gives the operation with the command id.
func (s *Store) ByCommand(ctx context.Context, command custody.Digest) (operations.Operation, bool, error) {
	return s.find(ctx, "WHERE command = ?", command[:])
}

func (s *Store) find(ctx context.Context, where string, args ...any) (operations.Operation, bool, error) {
	o, err := one(s.db.QueryRowContext(ctx, selectOperation+where, args...))
	if errors.Is(err, sql.ErrNoRows) {
		return operations.Operation{}, false, nil
	}
	if err != nil {
		return operations.Operation{}, false, fmt.Errorf("find operation: %w", err)
	}
	return o, true, nil
}

// Claimant gives the id of the open operation that holds the claim.
func (s *Store) Claimant(ctx context.Context, claim string) (string, error) {
	var holder string
	err := s.db.QueryRowContext(ctx, "SELECT operation FROM claim WHERE claim = ?", claim).Scan(&holder)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return "", fmt.Errorf("find who claims %s: %w", claim, err)
	}
	return holder, nil
}

// Waiting gives operations that have one of the states and were last changed before the given time, oldest first.
func (s *Store) Waiting(ctx context.Context, states []operations.Status, behind operations.Operation, before time.Time, limit int) ([]operations.Operation, error) {
	rows, err := s.db.QueryContext(ctx, selectOperation+`
		WHERE status IN (SELECT value FROM json_each(?)) AND (updated_at, id) > (?, ?) AND updated_at < ?
		ORDER BY updated_at, id LIMIT ?`,
		encode(states), nanoseconds(behind), behind.ID, before.UnixNano(), limit)
	if err != nil {
		return nil, fmt.Errorf("list waiting operations: %w", err)
	}
	defer rows.Close()
	var all []operations.Operation
	for rows.Next() {
		o, err := one(rows)
		if err != nil {
			return nil, fmt.Errorf("list waiting operations: %w", err)
		}
		all = append(all, o)
	}
	return all, rows.Err()
}

// nanoseconds gives when an operation was last changed; before everything, if it is zero.
func nanoseconds(o operations.Operation) int64 {
	if o.ID == "" {
		return math.MinInt64
	}
	return o.UpdatedAt.UnixNano()
}

// RemoveAbandoned does nothing: Create is one transaction and leaves nothing unfinished.
func (s *Store) RemoveAbandoned(context.Context, int) (int, error) { return 0, nil }

// Counts gives the number of operations in each state.
func (s *Store) Counts(ctx context.Context) (map[operations.Status]int, error) {
	rows, err := s.db.QueryContext(ctx, "SELECT status, count(*) FROM operation GROUP BY status")
	if err != nil {
		return nil, fmt.Errorf("count operations: %w", err)
	}
	defer rows.Close()
	counts := map[operations.Status]int{}
	for rows.Next() {
		var status operations.Status
		var n int
		if err := rows.Scan(&status, &n); err != nil {
			return nil, fmt.Errorf("count operations: %w", err)
		}
		counts[status] = n
	}
	return counts, rows.Err()
}

// Backlogs gives how many open operations each organisation has with each signer.
func (s *Store) Backlogs(ctx context.Context) ([]operations.Backlog, error) {
	rows, err := s.db.QueryContext(ctx, "SELECT organization, signer, open FROM backlog WHERE open > 0")
	if err != nil {
		return nil, fmt.Errorf("count open operations: %w", err)
	}
	defer rows.Close()
	var all []operations.Backlog
	for rows.Next() {
		var b operations.Backlog
		var signer []byte
		if err := rows.Scan(&b.Organization, &signer, &b.Open); err != nil {
			return nil, fmt.Errorf("count open operations: %w", err)
		}
		copy(b.Signer[:], signer)
		all = append(all, b)
	}
	return all, rows.Err()
}
