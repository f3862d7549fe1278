package azuresql_test

import (
	"context"
	"database/sql"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	standin "waybill/internal/azuresql"
	"waybill/shared/ledger"
	"waybill/shared/ledger/azuresql"
	"waybill/shared/ledger/ledgertest"
)

// A vandal writes to the server's files behind its back: ledger tables stop everybody else.
type vandal struct {
	*testing.T
	db      *sql.DB
	sealed  *ledgertest.Sealed
	changed int // values
}

func newVandal(t *testing.T) *vandal {
	t.Helper()
	var folders []string
	sealed := ledgertest.Seal(t, func(t *testing.T) ledgertest.Store {
		folder := t.TempDir()
		folders = append(folders, folder)
		server, err := standin.Run(context.Background(), standin.Options{Folder: folder})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() {
			if err := server.Stop(); err != nil {
				t.Error(err)
			}
		})
		s, err := azuresql.Open(t.Context(), azuresql.Place{Emulator: server.URL()})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = s.Close() })
		return s
	})
	db, err := sql.Open("sqlite", filepath.Join(folders[0], "azuresql.db"))
	if err != nil {
		t.Fatal(err)
	}
	db.SetMaxOpenConns(1)
	t.Cleanup(func() { _ = db.Close() })
	v := &vandal{T: t, db: db, sealed: sealed}
	for _, trigger := range v.texts("SELECT name FROM sqlite_schema WHERE type = 'trigger'") {
		v.do(`DROP TRIGGER "` + trigger + `"`)
	}
	return v
}

func (v *vandal) do(query string, args ...any) {
	v.Helper()
	if _, err := v.db.ExecContext(v.Context(), query, args...); err != nil {
		v.Fatalf("%s: %v", query, err)
	}
}

func (v *vandal) texts(query string, args ...any) (texts []string) {
	v.Helper()
	rows, err := v.db.QueryContext(v.Context(), query, args...)
	if err != nil {
		v.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var text string
		if err := rows.Scan(&text); err != nil {
			v.Fatal(err)
		}
		texts = append(texts, text)
	}
	return texts
}

// flipped changes one bit, or one letter.
func flipped(value any, random *rand.Rand) any {
	switch x := value.(type) {
	case int64:
		return x ^ 1<<random.IntN(20)
	case []byte:
		b := slices.Clone(x)
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

// Whatever value is changed, in any column of the log or of a table that has digests of texts beside them, verification says
// so; if it is in the log, it names the row.
func TestVerificationNoticesEveryChangedValue(t *testing.T) {
	t.Parallel()
	v := newVandal(t)
	random := rand.New(rand.NewPCG(1, 2))
	tables := slices.Concat(azuresql.AppendOnly, []string{"payload", "handover"})
	for _, record := range ledger.Tables() {
		if azuresql.Digested[record.Table()] != nil && record.Table() != "mismatch" && record.Table() != "recall" { // the story has none of these
			tables = append(tables, record.Table())
		}
	}
	for _, table := range tables {
		for _, column := range v.texts("SELECT name FROM pragma_table_info(?)", "waybill."+table) {
			v.flip(table, column, random)
		}
	}
	if v.changed < 80 {
		t.Errorf("only %d values were changed", v.changed)
	}
	if report := v.sealed.Verify(t); !report.Verified {
		t.Errorf("after everything was put back: %q", report.Problems)
	}
}

// flip changes the column in some row, verifies, and puts it back.
func (v *vandal) flip(table, column string, random *rand.Rand) {
	v.Helper()
	rowids := v.texts(`SELECT rowid FROM "waybill.` + table + `"`)
	rowid := rowids[random.IntN(len(rowids))]
	one := func(column string) (value any) {
		if err := v.db.QueryRowContext(v.Context(), fmt.Sprintf(`SELECT "%s" FROM "waybill.%s" WHERE rowid = ?`, column, table), rowid).Scan(&value); err != nil {
			v.Fatal(err)
		}
		return value
	}
	name := ""
	if table == "log_row" {
		name = fmt.Sprintf("row %d ", one("seq"))
	}
	old := one(column)
	fresh := flipped(old, random)
	update := fmt.Sprintf(`UPDATE "waybill.%s" SET "%s" = ? WHERE rowid = ?`, table, column)
	if _, err := v.db.ExecContext(v.Context(), update, fresh, rowid); err != nil {
		return // a constraint of the schema would not have it
	}
	v.changed++
	report := v.sealed.Verify(v.T)
	if report.Verified || !strings.Contains(strings.Join(report.Problems, "\n"), name) {
		v.Errorf("%s.%s changed from %v to %v gave %q", table, column, old, fresh, report.Problems)
	}
	if table == "log_row" && column == "seq" || table == "merkle_hash" && column == "ix" || table == "log_block" && column == "id" {
		rowids = v.texts(fmt.Sprintf(`SELECT rowid FROM "waybill.%s" WHERE "%s" = ?`, table, column), fresh) // it may be the rowid itself
		rowid = rowids[0]
	}
	v.do(update, old, rowid)
}

// Rows that are taken out, cut off or put in are noticed, in the log and in what follows from it.
func TestVerificationNoticesRowsThatComeAndGo(t *testing.T) {
	t.Parallel()
	for name, statements := range map[string][]string{
		"a row taken out":           {`DELETE FROM "waybill.log_row" WHERE seq = 7`},
		"the last row cut off":      {`DELETE FROM "waybill.log_row" WHERE seq = (SELECT max(seq) FROM "waybill.log_row")`},
		"the last rows and hashes":  {`DELETE FROM "waybill.log_row" WHERE seq >= 8`, `DELETE FROM "waybill.merkle_hash" WHERE ix >= 15`, `DELETE FROM "waybill.log_block"`},
		"a hash taken out":          {`DELETE FROM "waybill.merkle_hash" WHERE ix = 9`},
		"the last block taken out":  {`DELETE FROM "waybill.log_block" WHERE id = 1`},
		"an asset taken out":        {`DELETE FROM "waybill.asset" WHERE id LIKE '%chip1'`},
		"an asset hidden":           {`UPDATE "waybill.asset" SET id_sha256 = randomblob(32) WHERE id LIKE '%chip1'`},
		"a mismatch put in":         {`INSERT INTO "waybill.mismatch" (seq, reason, reason_sha256) VALUES (1, 'x', x'2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881')`},
		"a payload taken out":       {`DELETE FROM "waybill.payload" WHERE rowid = 3`},
		"an edge taken out":         {`DELETE FROM "waybill.edge"`},
		"a handover that never was": {`INSERT INTO "waybill.handover" SELECT 'op-x', asset, "from", "to", with_ownership, ownership_only, state, deadline, offered, answered, "transaction" FROM "waybill.handover" LIMIT 1`},
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
