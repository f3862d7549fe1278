package azuresql

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"embed"
	"encoding/hex"
	"fmt"
	"io/fs"
)

// files are the migrations in the order of their names. Each is one batch; they are only ever added.
//
//go:embed migrations/*.sql
var files embed.FS

// The statements that make a place for the migrations. Snapshot isolation cannot be allowed within a transaction.
const (
	allowSnapshot  = "ALTER DATABASE CURRENT SET ALLOW_SNAPSHOT_ISOLATION ON"
	createSchema   = "IF SCHEMA_ID(N'waybill') IS NULL EXEC (N'CREATE SCHEMA [waybill]')" // it has to be alone in its batch
	createVersions = `IF OBJECT_ID(N'waybill.schema_version') IS NULL CREATE TABLE [waybill].[schema_version] (
    [version] bigint       NOT NULL, -- number of the migration, from 1, without gaps
    [digest]  nvarchar(64) COLLATE Latin1_General_100_BIN2 NOT NULL, -- SHA-256 of its text, hexadecimal
    CONSTRAINT [schema_version_pk] PRIMARY KEY CLUSTERED ([version])
)`

	selectVersions = "SELECT [digest] FROM [waybill].[schema_version] ORDER BY [version]"
	lockVersions   = "SELECT COUNT_BIG(*) FROM [waybill].[schema_version] WITH (UPDLOCK, HOLDLOCK)"
	insertVersion  = "INSERT INTO [waybill].[schema_version] ([version], [digest]) VALUES (@p1, @p2)"
)

// migrations gives the texts of the migrations.
func migrations() []string {
	names, _ := fs.Glob(files, "migrations/*.sql") // the pattern is a good one
	texts := make([]string, len(names))
	for i, name := range names {
		text, _ := files.ReadFile(name) // it is in the program
		texts[i] = string(text)
	}
	return texts
}

// applied counts the migrations that the database has seen, or says why it is not a database of this program.
func applied(ctx context.Context, q querier) (int, error) {
	known, count := migrations(), 0
	err := reader{q}.each(ctx, func(scan func(...any) error) error {
		var have string
		if err := scan(&have); err != nil {
			return err
		}
		if count >= len(known) {
			return fmt.Errorf("the database's schema is newer than version %d, the last one this program knows: use the newer program", len(known))
		}
		if have != fingerprint(known[count]) {
			return fmt.Errorf("version %d of the database's schema is not the one this program knows: it belongs to another program; give a database of its own", count+1)
		}
		count++
		return nil
	}, selectVersions)
	if err != nil {
		return 0, fmt.Errorf("read the schema's version: %w", err)
	}
	return count, nil
}

func fingerprint(migration string) string {
	sum := sha256.Sum256([]byte(migration))
	return hex.EncodeToString(sum[:])
}

// Migrate brings the database to the schema that this program knows, each version in one transaction. It needs the rights
// of whoever deploys: to alter the database, and ENABLE LEDGER. May be repeated, and interrupted; several at once wait for
// each other. A database of another program, or of a newer one, is refused unchanged.
func Migrate(ctx context.Context, db *sql.DB) error {
	for _, statement := range []string{createSchema, createVersions} {
		if _, err := db.ExecContext(ctx, statement); err != nil {
			return fmt.Errorf("make a place for the schema's versions: %w", err)
		}
	}
	done, err := applied(ctx, db)
	if err != nil {
		return err
	}
	if done == 0 {
		if _, err := db.ExecContext(ctx, allowSnapshot); err != nil {
			return fmt.Errorf("allow snapshot isolation: %w", err)
		}
	}
	for ; done < len(migrations()); done++ {
		if err := migrate(ctx, db); err != nil {
			return fmt.Errorf("migrate: %w", err)
		}
	}
	return nil
}

// migrate applies the next migration. It counts again, because somebody else may have been faster.
func migrate(ctx context.Context, db *sql.DB) (err error) {
	tx, err := db.BeginTx(ctx, &sql.TxOptions{Isolation: sql.LevelReadCommitted})
	if err != nil {
		return fmt.Errorf("begin: %w", err)
	}
	defer func() { _ = tx.Rollback() }() // does nothing after a commit
	var count int
	if err := tx.QueryRowContext(ctx, lockVersions).Scan(&count); err != nil {
		return fmt.Errorf("wait for others who migrate: %w", err)
	}
	done, err := applied(ctx, tx)
	if err != nil || done == len(migrations()) {
		return err
	}
	text := migrations()[done]
	if _, err := tx.ExecContext(ctx, text); err != nil {
		return fmt.Errorf("apply version %d: %w", done+1, err)
	}
	if _, err := tx.ExecContext(ctx, insertVersion, int64(done+1), fingerprint(text)); err != nil {
		return fmt.Errorf("note version %d: %w", done+1, err)
	}
	if err := tx.Commit(); err != nil {
		return fmt.Errorf("commit version %d: %w", done+1, err)
	}
	return nil
}
