// Package sqlite keeps app credentials on a laptop, in one SQLite file. Reach for [Open].
package sqlite

import (
	"bytes"
	"context"
	"database/sql"
	_ "embed"
	"errors"
	"fmt"
	"time"

	"waybill/shared/partner"
	"waybill/shared/sqldb"
)

//go:embed schema.sql
var schema string

var _ partner.CredentialRows = (*Rows)(nil)

// Rows are in one file, which several processes may have open.
type Rows struct{ db *sqldb.Group }

// Open opens the file and creates it if it is missing. Close it after use.
func Open(ctx context.Context, path string) (*Rows, error) {
	db, err := sqldb.Open(ctx, path, []string{schema})
	if err != nil {
		return nil, fmt.Errorf("open credentials: %w", err)
	}
	return &Rows{sqldb.NewGroup(db)}, nil
}

// Close closes the file.
func (r *Rows) Close() error { return r.db.Close() }

// Insert adds the row.
func (r *Rows) Insert(ctx context.Context, row partner.CredentialRow) error {
	added, err := r.write(ctx, "INSERT INTO credential VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING",
		row.ID, row.Environment, string(row.Organization), row.Administrator, row.Salt, row.MAC,
		seconds(row.Created), seconds(row.Expires), seconds(row.Revoked), seconds(row.LastUsed))
	if err != nil || added == 1 {
		return err
	}
	if there, _, err := r.Find(ctx, row.ID); err != nil || bytes.Equal(there.MAC, row.MAC) {
		return err
	}
	return partner.ErrCredentialExists
}

// Find gives the row with the id.
func (r *Rows) Find(ctx context.Context, id string) (partner.CredentialRow, bool, error) {
	row, err := scan(r.db.QueryRowContext(ctx, selectCredential+"WHERE id = ?", id))
	if errors.Is(err, sql.ErrNoRows) {
		return partner.CredentialRow{}, false, nil
	}
	return row, err == nil, err
}

// All gives every row.
func (r *Rows) All(ctx context.Context) ([]partner.CredentialRow, error) {
	rows, err := r.db.QueryContext(ctx, selectCredential+"ORDER BY created_at, id")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var all []partner.CredentialRow
	for rows.Next() {
		row, err := scan(rows)
		if err != nil {
			return nil, err
		}
		all = append(all, row)
	}
	return all, rows.Err()
}

// Revoke notes when the credential was first revoked.
func (r *Rows) Revoke(ctx context.Context, id string, at time.Time) (bool, error) {
	found, err := r.write(ctx, "UPDATE credential SET revoked_at = iif(revoked_at = 0, ?, revoked_at) WHERE id = ?", seconds(at), id)
	return found == 1, err
}

// Use notes when the credential was last used.
func (r *Rows) Use(ctx context.Context, id string, at time.Time) error {
	_, err := r.write(ctx, "UPDATE credential SET last_used_at = ? WHERE id = ?", seconds(at), id)
	return err
}

// write runs one statement and gives how many rows it wrote.
func (r *Rows) write(ctx context.Context, statement string, args ...any) (rows int64, err error) {
	err = r.db.Write(ctx, func(ctx context.Context, tx *sqldb.Tx) error {
		result, err := tx.ExecContext(ctx, statement, args...)
		if err != nil {
			return err
		}
		rows, err = result.RowsAffected()
		return err
	})
	return rows, err
}

const selectCredential = `SELECT id, environment, organization, administrator, salt, mac,
	created_at, expires_at, revoked_at, last_used_at FROM credential `

func scan(from interface{ Scan(...any) error }) (row partner.CredentialRow, err error) {
	var created, expires, revoked, used int64
	err = from.Scan(&row.ID, &row.Environment, &row.Organization, &row.Administrator, &row.Salt, &row.MAC, &created, &expires, &revoked, &used)
	row.Created, row.Expires, row.Revoked, row.LastUsed = fromSeconds(created), fromSeconds(expires), fromSeconds(revoked), fromSeconds(used)
	return row, err
}

// seconds gives a time as it is stored; the zero time is 0.
func seconds(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.Unix()
}

func fromSeconds(s int64) time.Time {
	if s == 0 {
		return time.Time{}
	}
	return time.Unix(s, 0).UTC()
}
