package sqlite_test

import (
	"path/filepath"
	"strings"
	"testing"
	"time"

	"waybill/shared/bus/sqlite"
	"waybill/shared/sqldb"
)

// No statement that runs for every message or poll goes through a whole table: all find their rows by an index.
func TestStatementsUseIndexes(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "bus.db")
	open(t, path, time.Now)
	db, err := sqldb.Open(t.Context(), path, sqlite.Migrations)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for _, text := range sqlite.Texts {
		args := make([]any, 6)[:parameters(text)]
		rows, err := db.QueryContext(t.Context(), "EXPLAIN QUERY PLAN "+text, args...)
		if err != nil {
			t.Fatalf("%s: %v", text, err)
		}
		for rows.Next() {
			var id, parent, unused int
			var step string
			if err := rows.Scan(&id, &parent, &unused, &step); err != nil {
				t.Fatal(err)
			}
			if strings.HasPrefix(step, "SCAN message") || strings.HasPrefix(step, "SCAN scheduled") {
				t.Errorf("%s: %s", text, step)
			}
		}
		if err := rows.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

// parameters gives the number of the statement's last parameter.
func parameters(text string) int {
	for n := 6; n > 0; n-- {
		if strings.Contains(text, "?"+string(rune('0'+n))) {
			return n
		}
	}
	return 0
}
