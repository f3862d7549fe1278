package sqldb

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"fmt"
)

// versions is the table that says which migrations a file has seen. Its rows are compared with the program's
// migrations, so that neither a newer file nor the file of another port is taken for one's own.
const versions = `
CREATE TABLE IF NOT EXISTS schema_version (
    version INTEGER PRIMARY KEY, -- number of the migration, from 1, without gaps
    digest  TEXT NOT NULL        -- SHA-256 of its text, hexadecimal
) STRICT;`

// querier is what a database and a transaction have in common.
type querier interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

// applied counts the migrations that the file has seen, or says why it is not a file of this program.
func applied(ctx context.Context, q querier, migrations []string) (int, error) {
	var tables int
	err := q.QueryRowContext(ctx, "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = 'schema_version'").Scan(&tables)
	if err != nil || tables == 0 {
		return 0, err
	}
	rows, err := q.QueryContext(ctx, "SELECT digest FROM schema_version ORDER BY version")
	if err != nil {
		return 0, fmt.Errorf("read the schema's version: %w", err)
	}
	defer rows.Close()
	count := 0
	for ; rows.Next(); count++ {
		var have string
		if err := rows.Scan(&have); err != nil {
			return 0, fmt.Errorf("read the schema's version: %w", err)
		}
		if count >= len(migrations) {
			return 0, fmt.Errorf("the file's schema is newer than version %d, the last one this program knows", len(migrations))
		}
		if have != digest(migrations[count]) {
			return 0, fmt.Errorf("version %d of the file's schema is not the one this program knows", count+1)
		}
	}
	return count, rows.Err()
}

// migrate applies what is missing. It counts again, because another process may have been faster.
func migrate(ctx context.Context, tx *sql.Tx, migrations []string) error {
	if _, err := tx.ExecContext(ctx, versions); err != nil {
		return fmt.Errorf("make the table of versions: %w", err)
	}
	done, err := applied(ctx, tx, migrations)
	if err != nil {
		return err
	}
	for i := done; i < len(migrations); i++ {
		if _, err := tx.ExecContext(ctx, migrations[i]); err != nil {
			return fmt.Errorf("migrate to version %d: %w", i+1, err)
		}
		if _, err := tx.ExecContext(ctx, "INSERT INTO schema_version (version, digest) VALUES (?, ?)", i+1, digest(migrations[i])); err != nil {
			return fmt.Errorf("note version %d: %w", i+1, err)
		}
	}
	return nil
}

func digest(migration string) string {
	sum := sha256.Sum256([]byte(migration))
	return hex.EncodeToString(sum[:])
}
