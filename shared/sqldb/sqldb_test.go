package sqldb_test

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"golang.org/x/sync/errgroup"

	"waybill/shared/sqldb"
)

var schema = []string{
	"CREATE TABLE box (id INTEGER PRIMARY KEY, label TEXT NOT NULL) STRICT; CREATE INDEX box_label ON box (label);",
	"ALTER TABLE box ADD COLUMN weight INTEGER NOT NULL DEFAULT 0;",
}

func open(t *testing.T, path string, migrations []string) *sql.DB {
	t.Helper()
	db, err := sqldb.Open(t.Context(), path, migrations)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db
}

// A file that is missing, as is its folder, is made with the latest schema; opening it again changes nothing; a longer
// list of migrations adds the missing ones and keeps the rows.
func TestMigrationsAreAppliedOnce(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "new folder", "with ? and # and %41.db")
	db := open(t, path, schema[:1])
	if _, err := db.Exec("INSERT INTO box (label) VALUES ('wafers')"); err != nil {
		t.Fatal(err)
	}
	open(t, path, schema[:1])
	var weight int
	if err := open(t, path, schema).QueryRow("SELECT weight FROM box WHERE label = 'wafers'").Scan(&weight); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(path); err != nil {
		t.Fatalf("the file is not where it was asked for: %v", err)
	}
}

// A file with a newer schema, with another schema, or with no SQLite inside is refused and left as it was.
func TestForeignFilesAreRefused(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "box.db")
	open(t, path, schema)
	text := filepath.Join(t.TempDir(), "text.db")
	if err := os.WriteFile(text, []byte("this is a text file that is long enough to have a header"), 0o600); err != nil {
		t.Fatal(err)
	}
	for name, try := range map[string]struct {
		path       string
		migrations []string
	}{
		"newer":      {path, schema[:1]},
		"other":      {path, []string{"CREATE TABLE crate (id INTEGER PRIMARY KEY) STRICT", schema[1]}},
		"not SQLite": {text, schema},
	} {
		if db, err := sqldb.Open(t.Context(), try.path, try.migrations); err == nil {
			db.Close()
			t.Errorf("%s: it was opened", name)
		}
	}
	open(t, path, schema)
}

// A migration that fails half-way leaves no trace, so that the corrected program can migrate the file.
func TestFailedMigrationLeavesNothing(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "box.db")
	if _, err := sqldb.Open(t.Context(), path, []string{schema[0], "CREATE TABLE lid (id INTEGER) STRICT; SELECT nothing"}); err == nil {
		t.Fatal("a faulty migration was taken")
	}
	open(t, path, schema)
}

// InTx keeps all of what a function did, or nothing.
func TestInTxIsAllOrNothing(t *testing.T) {
	t.Parallel()
	db := open(t, filepath.Join(t.TempDir(), "box.db"), schema)
	stop := errors.New("stop")
	for _, outcome := range []error{stop, nil} {
		err := sqldb.InTx(t.Context(), db, func(tx *sql.Tx) error {
			if _, err := tx.Exec("INSERT INTO box (label) VALUES ('one')"); err != nil {
				return err
			}
			return outcome
		})
		if !errors.Is(err, outcome) {
			t.Fatalf("got %v, want %v", err, outcome)
		}
	}
	var count int
	if err := db.QueryRow("SELECT count(*) FROM box").Scan(&count); err != nil || count != 1 {
		t.Fatalf("%d boxes, %v; want the one that was committed", count, err)
	}
}

// A double-quoted word that is no column is an error: SQLite would otherwise take it for a string.
func TestMisspeltColumnIsAnError(t *testing.T) {
	t.Parallel()
	db := open(t, filepath.Join(t.TempDir(), "box.db"), schema)
	if _, err := db.Exec(`SELECT "lable" FROM box`); err == nil {
		t.Fatal("a misspelt column was taken for a string")
	}
}

const increments = 20

// increment opens the file, creating it if it is the first to come, and counts up in read-then-write transactions: now
// alone, now in a group.
func increment(ctx context.Context, path string) error {
	db, err := sqldb.Open(ctx, path, schema)
	if err != nil {
		return err
	}
	group := sqldb.NewGroup(db)
	defer group.Close()
	for i := range increments {
		if i%2 == 0 {
			err = sqldb.InTx(ctx, db, func(tx *sql.Tx) error { return next(ctx, tx) })
		} else {
			err = group.Write(ctx, func(ctx context.Context, tx *sqldb.Tx) error { return next(ctx, tx) })
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// next adds a row behind the last one.
func next(ctx context.Context, tx interface {
	QueryRowContext(context.Context, string, ...any) *sql.Row
	ExecContext(context.Context, string, ...any) (sql.Result, error)
},
) error {
	var weight int
	if err := tx.QueryRowContext(ctx, "SELECT coalesce(max(weight), 0) FROM box").Scan(&weight); err != nil {
		return err
	}
	_, err := tx.ExecContext(ctx, "INSERT INTO box (id, label, weight) VALUES (?1, 'n', ?1)", weight+1)
	return err
}

// Processes and connections that create and write one file at the same time lose no update and see no error.
func TestManyProcessesAtOnce(t *testing.T) {
	if path := os.Getenv("SQLDB_TEST_INCREMENT"); path != "" {
		if err := increment(t.Context(), path); err != nil {
			t.Fatal(err)
		}
		return
	}
	t.Parallel()
	path := filepath.Join(t.TempDir(), "box.db")
	var all errgroup.Group
	const processes, connections = 3, 3
	for range processes {
		all.Go(func() error {
			cmd := exec.Command(os.Args[0], "-test.run=^TestManyProcessesAtOnce$")
			cmd.Env = append(os.Environ(), "SQLDB_TEST_INCREMENT="+path)
			if out, err := cmd.CombinedOutput(); err != nil {
				return fmt.Errorf("%w: %s", err, out)
			}
			return nil
		})
	}
	for range connections {
		all.Go(func() error { return increment(t.Context(), path) })
	}
	if err := all.Wait(); err != nil {
		t.Fatal(err)
	}
	var count int
	if err := open(t, path, schema).QueryRow("SELECT count(*) FROM box").Scan(&count); err != nil || count != (processes+connections)*increments {
		t.Fatalf("%d increments, %v; want %d", count, err, (processes+connections)*increments)
	}
}
