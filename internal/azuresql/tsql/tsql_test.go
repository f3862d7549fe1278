package tsql_test

import (
	"errors"
	"strings"
	"testing"

	"waybill/internal/azuresql/tsql"
)

// The dialect of SQLite, and Transact-SQL that this project has no use for, never reach SQLite.
func TestOtherDialectsAreRefused(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		"SELECT n FROM t LIMIT 1", "SELECT n FROM t ORDER BY n LIMIT 1 OFFSET 2", "SELECT a || b FROM t", `SELECT "n" FROM t`, `SELECT n AS "m" FROM t`,
		"INSERT INTO t (n) VALUES (1) ON CONFLICT (n) DO NOTHING", "INSERT OR REPLACE INTO t (n) VALUES (1)", "REPLACE INTO t (n) VALUES (1)",
		"SELECT value FROM json_each(@p1)", "SELECT json_extract(@p1, '$')", "SELECT n FROM t WHERE n = ?", "SELECT n FROM t WHERE n = ?1", "SELECT n FROM t WHERE n = :n",
		"SELECT n FROM t WHERE n = $1", "SELECT n FROM t WHERE n == 1", "SELECT n FROM t WHERE s GLOB 'a*'", "SELECT n FROM t WHERE s REGEXP 'a'",
		"PRAGMA foreign_keys = OFF", "ATTACH 'x' AS y", "VACUUM", "BEGIN IMMEDIATE", "CREATE TABLE t (n bigint) STRICT", "CREATE TABLE t (n)", "CREATE TABLE IF NOT EXISTS t (n bigint)",
		"CREATE TABLE t (n INTEGER PRIMARY KEY AUTOINCREMENT)", "CREATE TRIGGER x AFTER INSERT ON t BEGIN SELECT 1; END", "SELECT count(*) FILTER (WHERE n = 1) FROM t",
		"DELETE FROM t AS x WHERE x.n = 1", "UPDATE t SET n = 1 RETURNING n", "INSERT INTO t (n) VALUES (1) RETURNING n", "SELECT x'00'", "SELECT n IS NOT 1 FROM t",
		"SELECT n = 1, 2 = n FROM t", "SELECT n FROM t WHERE n", "SELECT n FROM t WHERE (n)", "SELECT max(1, 2)", "SELECT n FROM t NATURAL JOIN u", "SELECT n FROM t JOIN u USING (n)",
		"SELECT n FROM db.waybill.t", "SELECT * FROM t ORDER BY n NULLS LAST", "SELECT n FROM (SELECT n FROM t ORDER BY n) AS x", "SELECT n FROM (SELECT n FROM t)", "SELECT n FROM t OFFSET 1 ROWS",
		"SELECT TOP (1) n FROM t ORDER BY n OFFSET 1 ROWS", "VALUES (1)", "SELECT typeof(n) FROM t", "SELECT hex(n) FROM t", "SELECT substr(s, 1) FROM t", "SELECT ifnull(a, b) FROM t",
		"SELECT n FROM #t", "MERGE INTO t USING u ON 1 = 1 WHEN MATCHED THEN DELETE", "DECLARE @x bigint", "SELECT 1 -- \x00\n \x01", "SELECT 'open", "SELECT [open", "/* open", "SELECT 0x0", "SELECT 1e", "SELECT 1abc",
		"SELECT 99999999999999999999", "SELECT CAST(n AS text) FROM t", "SELECT CAST(n AS decimal(10, 2)) FROM t", "CREATE TABLE t (s nvarchar(5000))", "CREATE TABLE t (s nvarchar(0))", "CREATE TABLE t (s binary(max))",
		"SELECT N'a' COLLATE NOCASE", "CREATE TABLE t (s nvarchar(9) COLLATE BINARY)", "INSERT INTO sys.schemas (name) VALUES (N'x')", "SELECT n FROM t WITH (FAST)", "SELECT n FROM t OPTION (QUICK)",
		"SELECT n FROM t WHERE n IN ()", "SELECT", "SELECT FROM t", "IF 1 SELECT 1", "BEGIN SELECT 1", "EXEC xp_cmdshell", "EXEC (@p1)", "WAITFOR DELAY '1'", "USE master", "SET x = 1", "GRANT ALL ON t TO u",
		"\xff", strings.Repeat("(", 1000), "SELECT " + strings.Repeat("-", 1000) + "1", "SELECT " + strings.Repeat("~", 1000) + "1", strings.Repeat("IF 1 = 1 ", 1000),
	} {
		statements, err := tsql.Parse(text)
		var e *tsql.Error
		if !errors.As(err, &e) {
			t.Errorf("%.80s became %+v", text, statements)
		}
	}
}

// A mistake is told with its place.
func TestMistakesAreToldWithTheirPlace(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]tsql.Error{
		"SELECT n\nFROM t\nLIMIT 1":                {Number: 102, Line: 3, Message: "Incorrect syntax near '1'."}, // LIMIT could be an alias
		"SELECT n FROM t\nWHERE n = 1 AND":         {Number: 102, Line: 2, Message: "Incorrect syntax at the end of the batch."},
		"SELECT n FROM t WHERE (n = 1\nORR n = 2)": {Number: 102, Line: 2, Message: "Incorrect syntax near 'ORR'."},
		"SELECT nosuch(1)":                         {Number: 195, Line: 1, Message: "'nosuch' is not a recognized built-in function name."},
		"SELECT 1;\n\nSELECT \"x\"":                {Number: 102, Line: 3, Message: `Incorrect syntax near '"x"'.`},
	} {
		_, err := tsql.Parse(text)
		var e *tsql.Error
		if !errors.As(err, &e) || e.Number != want.Number || e.Line != want.Line || e.Message != want.Message {
			t.Errorf("%q: %+v", text, err)
		}
	}
}

// Statements of the subset become those of SQLite.
func TestStatementsBecomeSQLite(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"SELECT TOP (2) a.[n], s + N'x' AS y FROM waybill.[t] AS a WITH (UPDLOCK) WHERE a.n <> @p1 ORDER BY n DESC": `SELECT "a"."n" AS "n", tsql_add("s", 'x') AS "y" FROM "waybill.t" AS "a" WHERE "a"."n" <> @p1 ORDER BY "n" DESC LIMIT 2`,
		"SELECT n FROM t ORDER BY n OFFSET 1 ROWS FETCH NEXT @p1 ROWS ONLY":                                         `SELECT "n" AS "n" FROM "dbo.t" AS "t" ORDER BY "n" LIMIT @p1 OFFSET 1`,
		"SELECT n FROM t WHERE @p1 IN (a, b) AND (n = 1 OR NOT n IN (SELECT m FROM u))":                             `SELECT "n" AS "n" FROM "dbo.t" AS "t" WHERE (@p1 = "a" OR @p1 = "b") AND ("n" = 1 OR NOT ("n" IN (SELECT "m" AS "m" FROM "dbo.u" AS "u")))`,
		"SELECT TOP (1) n FROM t UNION ALL SELECT 2":                                                                `SELECT * FROM (SELECT "n" AS "n" FROM "dbo.t" AS "t" LIMIT 1) UNION ALL SELECT 2`,
		"DELETE i FROM waybill.inbox AS i JOIN waybill.log AS r ON r.n = i.n WHERE r.m = 0":                         `DELETE FROM "waybill.inbox" AS "i" WHERE EXISTS (SELECT 1 FROM "waybill.log" AS "r" WHERE ("r"."n" = "i"."n") AND ("r"."m" = 0))`,
		"UPDATE t SET n += 1 WHERE (n) > 2":                                                                         `UPDATE "dbo.t" AS "t" SET "n" = tsql_add("n", 1) WHERE (("n") > 2)`,
		"SELECT LOWER(CONVERT(varchar(max), x, 2)) FROM t":                                                          `SELECT tsql_lower(tsql_convert("x", 'varchar', 0, 2)) FROM "dbo.t" AS "t"`,
		"SELECT [we\"ird]]] FROM [t]":                                                                               `SELECT "we""ird]" AS "we""ird]" FROM "dbo.t" AS "t"`,
		"SELECT v.n FROM (VALUES (1), (2)) AS v (n)":                                                                `SELECT "v"."n" AS "n" FROM (WITH "v" ("n") AS (VALUES (1), (2)) SELECT * FROM "v") AS "v"`,
		"SELECT N'it''s', 0x0aFF, -1, CASE n WHEN 1 THEN 2 END FROM t":                                              `SELECT 'it''s', x'0aFF', -1, (CASE "n" WHEN 1 THEN 2 END) FROM "dbo.t" AS "t"`,
	} {
		statements, err := tsql.Parse(text)
		if err != nil {
			t.Errorf("%s: %v", text, err)
		} else if got := strings.Join(statements[0].SQL, "; "); got != want {
			t.Errorf("%s became\n%s, not\n%s", text, got, want)
		}
	}
}

// Whatever comes, it is translated or refused with an error of SQL Server, and the same way each time. What is let
// through has nothing left open that could swallow what follows.
func FuzzParse(f *testing.F) {
	for _, text := range []string{
		"SELECT TOP (2) a.[n] FROM waybill.[t] AS a WITH (UPDLOCK) WHERE a.n <> @p1 ORDER BY n", "IF OBJECT_ID(N'x') IS NULL EXEC (N'CREATE SCHEMA x') ELSE BEGIN SET NOCOUNT ON; THROW 50000, N'x', 1; END",
		"CREATE TABLE t (n bigint NOT NULL DEFAULT ((0)), s nvarchar(max) COLLATE Latin1_General_100_BIN2, CONSTRAINT c CHECK (n > 0)) WITH (LEDGER = ON (APPEND_ONLY = ON))",
		"SELECT v FROM OPENJSON(@p1) WITH (v bigint '$', w nvarchar(3) '$[0]') AS j /* x */ -- y", "GRANT SELECT, INSERT ON SCHEMA::w TO [u]; CREATE UNIQUE INDEX i ON t (n DESC) INCLUDE (s) WHERE n <> 0",
		"WITH c (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c) SELECT COUNT_BIG(*) FROM c", "UPDATE a SET n = 1 FROM t AS a JOIN u ON u.n = a.n", "INSERT INTO t (n) VALUES (@p1), (0x00)",
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		statements, err := tsql.Parse(text)
		again, errAgain := tsql.Parse(text)
		if (err == nil) != (errAgain == nil) || len(statements) != len(again) {
			t.Fatal("it was read in two ways")
		}
		var e *tsql.Error
		if err != nil && !errors.As(err, &e) {
			t.Fatalf("an error of another kind: %v", err)
		}
		for _, s := range statements {
			for _, query := range s.SQL {
				if strings.HasPrefix(query, "CREATE TRIGGER ") {
					continue // the only one that is several
				}
				if open := unquoted(query); open != "" {
					t.Fatalf("%s stays open in %s", open, query)
				}
			}
		}
	})
}

// What nests deeply is read in no more time than it has words.
func TestNestingTakesNoTime(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		"SELECT 1 WHERE " + strings.Repeat("(CASE WHEN ", 60) + "1 = 1" + strings.Repeat(" THEN 1 END) = 1", 60),
		"SELECT 1 WHERE " + strings.Repeat("(SELECT 1 WHERE ", 60) + "1 = 1" + strings.Repeat(") = 1", 60),
		"SELECT 1 WHERE " + strings.Repeat("((1) = 1 AND ", 60) + "1 = 1" + strings.Repeat(")", 60),
	} {
		if _, err := tsql.Parse(text); err != nil && !strings.Contains(err.Error(), "nested too deeply") {
			t.Error(err)
		}
	}
}

// unquoted gives the kind of quotation that is not closed at the end of a statement of SQLite, and complaints about what
// is outside of quotations and should not be.
func unquoted(query string) string {
	var open byte
	for i := range len(query) {
		switch c := query[i]; {
		case open != 0:
			if c == open {
				open = 0
			}
		case c == '\'' || c == '"':
			open = c
		case c == ';' || c == '?' || c == '$' || c == '`' || c == '[' || c < ' ':
			return "a stray " + string(c)
		case c == '-' && i+1 < len(query) && query[i+1] == '-', c == '/' && i+1 < len(query) && query[i+1] == '*':
			return "a comment"
		}
	}
	return strings.Trim(string(open), "\x00")
}
