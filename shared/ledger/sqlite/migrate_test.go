package sqlite_test

import (
	"database/sql"
	"os"
	"path/filepath"
	"testing"

	"waybill/shared/ledger"
	"waybill/shared/ledger/ledgertest"
	"waybill/shared/ledger/sqlite"
	"waybill/shared/sqldb"
)

// A file of the first version keeps its log when it is opened, and its tables are made anew from that.
func TestAFileOfTheFirstVersionIsBroughtUpToDate(t *testing.T) {
	t.Parallel()
	first, err := os.ReadFile("schema.sql")
	if err != nil {
		t.Fatal(err)
	}
	folder := t.TempDir()
	now, old := filepath.Join(folder, "now.db"), filepath.Join(folder, "old.db")
	s, err := sqlite.Open(t.Context(), now)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if err := s.Start(t.Context(), ledgertest.Origin); err != nil {
		t.Fatal(err)
	}
	c := ledgertest.NewChain()
	ledgertest.PlayStory(c)
	ledgertest.Project(t, s, c)

	db, err := sqldb.Open(t.Context(), old, []string{string(first)})
	if err != nil {
		t.Fatal(err)
	}
	db.SetMaxOpenConns(1)
	for _, statement := range []string{
		"ATTACH '" + now + "' AS now",
		"INSERT INTO origin SELECT one, chain_id, contract, start, block, hash FROM now.origin",
		"INSERT INTO log_row SELECT * FROM now.log_row",
		"INSERT INTO merkle_hash SELECT * FROM now.merkle_hash",
		"INSERT INTO payload SELECT * FROM now.payload",
		"INSERT INTO mismatch VALUES (1, 'what an older program thought')",
	} {
		exec(t, db, statement)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}

	opened, err := sqlite.Open(t.Context(), old)
	if err != nil {
		t.Fatal(err)
	}
	defer opened.Close()
	if rebuilt, err := ledger.Rebuild(t.Context(), opened, ledgertest.Secret); err != nil || !rebuilt {
		t.Fatalf("rebuilt: %v, %v", rebuilt, err)
	}
	if got, want := ledgertest.StateOf(t, opened), ledgertest.StateOf(t, s); got != want {
		t.Errorf("the state is\n%s", got)
	}
	if progress := ledgertest.Project(t, opened, c); progress.Events != 0 {
		t.Errorf("%d events were projected again", progress.Events)
	}
}

func exec(t *testing.T, db *sql.DB, statement string) {
	t.Helper()
	if _, err := db.ExecContext(t.Context(), statement); err != nil {
		t.Fatalf("%s: %v", statement, err)
	}
}
