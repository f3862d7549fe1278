package sqlite_test

import (
	"database/sql"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"strings"
	"testing"

	"waybill/shared/ledger"
	"waybill/shared/ledger/ledgertest"
	"waybill/shared/ledger/sqlite"
)

// A vandal writes to the file behind the store's back.
type vandal struct {
	*testing.T
	db     *sql.DB
	sealed *ledgertest.Sealed
}

func newVandal(t *testing.T) *vandal {
	t.Helper()
	var paths []string
	sealed := ledgertest.Seal(t, func(t *testing.T) ledgertest.Store {
		path := filepath.Join(t.TempDir(), "ledger.db")
		paths = append(paths, path)
		s, err := sqlite.Open(t.Context(), path)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = s.Close() })
		return s
	})
	db, err := sql.Open("sqlite", paths[0])
	if err != nil {
		t.Fatal(err)
	}
	db.SetMaxOpenConns(1)
	t.Cleanup(func() { _ = db.Close() })
	v := &vandal{t, db, sealed}
	for _, table := range []string{"log_row", "merkle_hash", "log_block"} {
		v.do("DROP TRIGGER " + table + "_kept")
		v.do("DROP TRIGGER " + table + "_stays")
	}
	return v
}

func (v *vandal) do(query string, args ...any) {
	v.Helper()
	if _, err := v.db.ExecContext(v.Context(), query, args...); err != nil {
		v.Fatalf("%s: %v", query, err)
	}
}

func (v *vandal) columns(table string) (columns []string) {
	v.Helper()
	rows, err := v.db.QueryContext(v.Context(), "SELECT name FROM pragma_table_info(?)", table)
	if err != nil {
		v.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var c string
		if err := rows.Scan(&c); err != nil {
			v.Fatal(err)
		}
		columns = append(columns, c)
	}
	return columns
}

// flipped changes one bit, or one letter.
func flipped(value any, random *rand.Rand) any {
	switch x := value.(type) {
	case int64:
		return x ^ 1<<random.IntN(20)
	case []byte:
		b := append([]byte(nil), x...)
		b[random.IntN(len(b))] ^= 1 << random.IntN(8)
		return b
	case string:
		if x == "" {
			return "x"
		}
		b := []byte(x)
		b[random.IntN(len(b))] ^= 1
		return string(b)
	}
	return nil
}

// Whatever value is changed, in any column of any table that follows from the chain, verification says so; if it is in
// the log, it names the row.
func TestVerificationNoticesEveryChangedValue(t *testing.T) {
	t.Parallel()
	v := newVandal(t)
	random := rand.New(rand.NewPCG(1, 2))
	tables := []string{"log_row", "merkle_hash", "log_block", "payload"}
	for _, record := range ledger.Tables() {
		tables = append(tables, record.Table())
	}
	for _, table := range tables {
		if table == "mismatch" || table == "recall" || table == "error_declaration" {
			continue // the story has none of them; inserting is tried below
		}
		for _, column := range v.columns(table) {
			v.flip(table, column, random)
		}
	}
	if report := v.sealed.Verify(t); !report.Verified {
		t.Errorf("after everything was put back: %q", report.Problems)
	}
}

// flip changes the column in some row, verifies, and puts it back.
func (v *vandal) flip(table, column string, random *rand.Rand) {
	v.Helper()
	var count int
	if err := v.db.QueryRowContext(v.Context(), `SELECT count(*) FROM "`+table+`"`).Scan(&count); err != nil {
		v.Fatal(err)
	}
	keys := `"` + strings.Join(primaryKey(v, table), `", "`) + `"`
	var old any
	pick := fmt.Sprintf(`FROM "%s" ORDER BY %s LIMIT 1 OFFSET %d`, table, keys, random.IntN(count))
	if err := v.db.QueryRowContext(v.Context(), `SELECT "`+column+`" `+pick).Scan(&old); err != nil {
		v.Fatal(err)
	}
	name := ""
	if table == "log_row" {
		var seq int
		if err := v.db.QueryRowContext(v.Context(), "SELECT seq "+pick).Scan(&seq); err != nil {
			v.Fatal(err)
		}
		name = fmt.Sprintf("row %d ", seq)
	}
	fresh := flipped(old, random)
	where := fmt.Sprintf(`WHERE (%s) = (SELECT %s %s)`, keys, keys, pick)
	var before []any
	for _, k := range primaryKey(v, table) {
		var value any
		if err := v.db.QueryRowContext(v.Context(), `SELECT "`+k+`" `+pick).Scan(&value); err != nil {
			v.Fatal(err)
		}
		if k == column {
			value = fresh
		}
		before = append(before, value)
	}
	if _, err := v.db.ExecContext(v.Context(), fmt.Sprintf(`UPDATE "%s" SET "%s" = ? %s`, table, column, where), fresh); err != nil {
		return // a constraint of the schema would not have it
	}
	report := v.sealed.Verify(v.T)
	if report.Verified || !strings.Contains(strings.Join(report.Problems, "\n"), name) {
		v.Errorf("%s.%s changed from %v to %v gave %q", table, column, old, fresh, report.Problems)
	}
	marks := strings.TrimSuffix(strings.Repeat("?, ", len(before)), ", ")
	v.do(fmt.Sprintf(`UPDATE "%s" SET "%s" = ? WHERE (%s) = (%s)`, table, column, keys, marks), append([]any{old}, before...)...)
}

func primaryKey(v *vandal, table string) (keys []string) {
	v.Helper()
	rows, err := v.db.QueryContext(v.Context(), "SELECT name FROM pragma_table_info(?) WHERE pk > 0 ORDER BY pk", table)
	if err != nil {
		v.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var k string
		if err := rows.Scan(&k); err != nil {
			v.Fatal(err)
		}
		keys = append(keys, k)
	}
	return keys
}

// Rows that are taken out, cut off, put in or swapped are noticed, in the log and in what follows from it.
func TestVerificationNoticesRowsThatComeAndGo(t *testing.T) {
	t.Parallel()
	for name, statements := range map[string][]string{
		"a row taken out":            {"DELETE FROM log_row WHERE seq = 7"},
		"the last row cut off":       {"DELETE FROM log_row WHERE seq = (SELECT max(seq) FROM log_row)"},
		"the last rows and hashes":   {"DELETE FROM log_row WHERE seq >= 8", "DELETE FROM merkle_hash WHERE ix >= 15", "DELETE FROM log_block"},
		"two rows swapped":           {"UPDATE log_row SET seq = -1 WHERE seq = 3", "UPDATE log_row SET seq = 3 WHERE seq = 4", "UPDATE log_row SET seq = 4 WHERE seq = -1"},
		"a row put in":               {"INSERT INTO log_row SELECT seq + 100, chain_id, block + 100, block_hash, block_time, log_index, \"transaction\", transaction_index, event, fields, command, operation, organization, kind, \"foreign\" FROM log_row WHERE seq = 7"},
		"a hash taken out":           {"DELETE FROM merkle_hash WHERE ix = 9"},
		"a block taken out":          {"DELETE FROM log_block WHERE id = 0"},
		"the last block taken out":   {"DELETE FROM log_block WHERE id = 1"},
		"an asset taken out":         {"DELETE FROM asset WHERE id LIKE '%chip1'"},
		"an asset put in":            {"INSERT INTO asset SELECT seq + 1000, zeroblob(32), 'x', kind, status, holder, owner, maker, quantity, unit, version, handover, bundle, contents, time, amount, portion, mass, mass_derived, description, attributes, operation, \"transaction\" FROM asset LIMIT 1"},
		"a mismatch put in":          {"INSERT INTO mismatch VALUES (1, 'x')"},
		"a recall put in":            {"INSERT INTO recall SELECT id, holder, 'op-1', 1, 1, '', time, 0, \"transaction\" FROM asset LIMIT 1"},
		"a declaration put in":       {"INSERT INTO error_declaration SELECT key, 1, holder, 1, zeroblob(32), zeroblob(32), time, 'op-1' FROM asset LIMIT 1"},
		"a payload taken out":        {"DELETE FROM payload WHERE rowid = 3"},
		"everything, as if set back": {"DELETE FROM log_row", "DELETE FROM merkle_hash", "DELETE FROM log_block"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			v := newVandal(t)
			for _, s := range statements {
				v.do(s)
			}
			if report := v.sealed.Verify(t); report.Verified || len(report.Problems) == 0 {
				t.Error("it was not noticed")
			}
		})
	}
}

// The log refuses to be changed by mistake.
func TestLogIsAppendOnly(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "ledger.db")
	ledgertest.Seal(t, func(t *testing.T) ledgertest.Store {
		s, err := sqlite.Open(t.Context(), path)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = s.Close() })
		return s
	})
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for _, table := range []string{"log_row", "merkle_hash", "log_block"} {
		for _, statement := range []string{"DELETE FROM " + table, "UPDATE " + table + " SET rowid = rowid + 1000"} {
			if _, err := db.ExecContext(t.Context(), statement); err == nil || !strings.Contains(err.Error(), "append-only") {
				t.Errorf("%s gave %v", statement, err)
			}
		}
	}
}
