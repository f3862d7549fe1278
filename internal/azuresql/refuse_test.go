package azuresql_test

import (
	"strings"
	"testing"
)

const refusing = `
CREATE TABLE waybill.parent (id bigint NOT NULL CONSTRAINT parent_pk PRIMARY KEY CLUSTERED);
CREATE TABLE waybill.child (
	id bigint NOT NULL, parent bigint NULL REFERENCES waybill.parent (id), short nvarchar(3) NOT NULL DEFAULT (N''), code nvarchar(10) COLLATE Latin1_General_100_BIN2 NULL,
	hash binary(4) NULL, data varbinary(4) NULL, i int NULL, b bit NOT NULL DEFAULT 0,
	CONSTRAINT child_pk PRIMARY KEY (id), CONSTRAINT child_code UNIQUE (code), CONSTRAINT child_i CHECK (i > 0 OR i IS NULL));
CREATE UNIQUE INDEX child_short ON waybill.child (short) INCLUDE (data) WHERE short <> N'';
CREATE TABLE waybill.log (seq bigint NOT NULL PRIMARY KEY) WITH (LEDGER = ON (APPEND_ONLY = ON));
INSERT INTO waybill.parent (id) VALUES (1);
INSERT INTO waybill.child (id, parent, short, code) VALUES (1, 1, N'abc', N'abc');
INSERT INTO waybill.log (seq) VALUES (1);`

// What SQL Server refuses, the stand-in refuses with the same number, also where SQLite would let it pass.
func TestRefusalsHaveTheirNumbers(t *testing.T) {
	t.Parallel()
	_, db := start(t)
	exec(t, db, refusing)
	for _, c := range []struct {
		number int32
		query  string
		args   []any
	}{
		{2627, "INSERT INTO waybill.child (id) VALUES (1)", nil},
		{2627, "INSERT INTO waybill.child (id, code) VALUES (2, N'abc')", nil},
		{2627, "INSERT INTO waybill.child (id, code) VALUES (2, N'abc ')", nil}, // padded with spaces
		{2601, "INSERT INTO waybill.child (id, short) VALUES (2, N'ABC')", nil}, // without regard to case
		{547, "INSERT INTO waybill.child (id, parent) VALUES (2, 2)", nil},
		{547, "INSERT INTO waybill.child (id, i) VALUES (2, 0)", nil},
		{515, "INSERT INTO waybill.child (id) VALUES (NULL)", nil},
		{515, "INSERT INTO waybill.child (id, b) VALUES (2, @p1)", []any{nil}},
		{2628, "INSERT INTO waybill.child (id, short) VALUES (2, @p1)", []any{"a🚢b"}},
		{2628, "INSERT INTO waybill.child (id, hash) VALUES (2, @p1)", []any{[]byte{1, 2, 3, 4, 5}}},
		{2628, "INSERT INTO waybill.child (id, data) VALUES (2, 0x0102030405)", nil},
		{8115, "INSERT INTO waybill.child (id, i) VALUES (2, @p1)", []any{int64(1) << 31}},
		{8115, "SELECT 9223372036854775807 + id FROM waybill.parent", nil},
		{8134, "SELECT 1 / (id - 1) FROM waybill.parent", nil},
		{245, "INSERT INTO waybill.child (id) VALUES (@p1)", []any{"x"}},
		{245, "SELECT CAST(@p1 AS bigint)", []any{"x"}},
		{257, "INSERT INTO waybill.child (id, data) VALUES (2, @p1)", []any{"text"}},
		{257, "INSERT INTO waybill.child (id, data) VALUES (2, @p1)", []any{nil}}, // a NULL without a type is nvarchar
		{208, "SELECT id FROM waybill.nothing", nil},
		{208, "SELECT id FROM child", nil}, // that is dbo.child
		{207, "SELECT nothing FROM waybill.child", nil},
		{209, "SELECT id FROM waybill.child JOIN waybill.parent ON parent.id = child.parent", nil},
		{137, "SELECT @p1, @p2", []any{1}},
		{2714, "CREATE TABLE waybill.child (id bigint)", nil},
		{2760, "CREATE TABLE nowhere.child (id bigint)", nil},
		{243, "CREATE TABLE waybill.x (id text)", nil},
		{37359, "UPDATE waybill.log SET seq = 2", nil},
		{37359, "DELETE FROM waybill.log", nil},
		{37359, "TRUNCATE TABLE waybill.log", nil},
		{259, "DELETE FROM sys.tables", nil},
		{13609, "SELECT value FROM OPENJSON(@p1) WITH (value bigint '$')", []any{"{"}},
		{111, "SELECT 1; CREATE SCHEMA other", nil},
		{50001, "IF EXISTS (SELECT 1 FROM waybill.parent) THROW 50001, N'so', 1", nil},
		{195, "SELECT json_each(N'[]')", nil},
		{102, "SELEC 1", nil},
	} {
		_, err := db.ExecContext(t.Context(), c.query, c.args...)
		wants(t, c.query, err, c.number)
	}
	if n := one[int](t, db, "SELECT COUNT_BIG(*) FROM waybill.child"); n != 1 {
		t.Errorf("%d rows are there in the end", n)
	}
}

// A value that is refused ends its statement, and the batch goes on; with XACT_ABORT it ends everything.
func TestRefusedStatementsEndBatchesOnlyWithXactAbort(t *testing.T) {
	t.Parallel()
	_, db := start(t)
	exec(t, db, refusing)
	const batch = "INSERT INTO waybill.parent (id) VALUES (1); INSERT INTO waybill.parent (id) VALUES (2)"
	_, err := db.ExecContext(t.Context(), batch)
	wants(t, "the first statement", err, 2627)
	if n := one[int](t, db, "SELECT COUNT(*) FROM waybill.parent"); n != 2 {
		t.Errorf("%d rows after the batch that goes on", n)
	}
	tx := begin(t, db, 0)
	exec(t, tx, "INSERT INTO waybill.parent (id) VALUES (3)")
	_, err = tx.ExecContext(t.Context(), "SET XACT_ABORT ON; "+strings.ReplaceAll(batch, "2", "4"))
	wants(t, "with XACT_ABORT", err, 2627)
	if err := tx.Commit(); err == nil || !strings.Contains(err.Error(), "XACT_ABORT") {
		t.Errorf("the commit says %v", err)
	}
	if n := one[int](t, db, "SELECT COUNT(*) FROM waybill.parent"); n != 2 {
		t.Errorf("%d rows after the batch that ends everything", n)
	}
}
