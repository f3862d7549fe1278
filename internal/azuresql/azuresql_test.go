package azuresql_test

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"math"
	"strings"
	"testing"
	"time"

	mssql "github.com/microsoft/go-mssqldb"

	"waybill/internal/azuresql"
)

// open gives a database of the server, signed in at the address.
func open(t *testing.T, address string) *sql.DB {
	t.Helper()
	db, err := sql.Open("sqlserver", address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	return db
}

// start gives a database with a schema.
func start(t *testing.T) (*azuresql.Server, *sql.DB) {
	t.Helper()
	server := azuresql.Start(t)
	db := open(t, server.URL())
	exec(t, db, "CREATE SCHEMA waybill")
	return server, db
}

type executor interface {
	ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error)
}

func exec(t *testing.T, on executor, query string, args ...any) int64 {
	t.Helper()
	result, err := on.ExecContext(t.Context(), query, args...)
	if err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	n, err := result.RowsAffected()
	if err != nil {
		t.Fatal(err)
	}
	return n
}

type querier interface {
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

func one[T any](t *testing.T, on querier, query string, args ...any) T {
	t.Helper()
	var v T
	if err := on.QueryRowContext(t.Context(), query, args...).Scan(&v); err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	return v
}

// wants checks that an error is the one of SQL Server with the number.
func wants(t *testing.T, what string, err error, number int32) {
	t.Helper()
	var e mssql.Error
	if !errors.As(err, &e) || e.Number != number {
		t.Errorf("%s: got %v, want error %d", what, err, number)
	}
}

// What goes in comes out the same, in each type and in both ways of being nothing.
func TestValuesComeBackAsTheyWere(t *testing.T) {
	t.Parallel()
	_, db := start(t)
	exec(t, db, `CREATE TABLE waybill.[value] (
		id bigint NOT NULL CONSTRAINT pk PRIMARY KEY CLUSTERED, n bigint NULL, i int NULL, b bit NULL, f float NULL,
		s nvarchar(max) COLLATE Latin1_General_100_BIN2 NULL, short nvarchar(10) NULL, x varbinary(max) NULL, d datetime2(7) NULL, o datetimeoffset NULL)`)
	type row struct {
		n, i  sql.NullInt64
		b     sql.NullBool
		f     sql.NullFloat64
		s     sql.NullString
		short sql.NullString
		x     []byte
		d, o  sql.NullTime
	}
	at := time.Date(2026, 3, 4, 5, 6, 7, 891234500, time.UTC)
	long := strings.Repeat("ä🚢", 5000)
	rows := []row{
		{},
		{s: sql.NullString{Valid: true}, short: sql.NullString{Valid: true}, x: []byte{}},
		{
			n: sql.NullInt64{Int64: math.MinInt64, Valid: true}, i: sql.NullInt64{Int64: math.MaxInt32, Valid: true}, b: sql.NullBool{Bool: true, Valid: true},
			f: sql.NullFloat64{Float64: 0.1, Valid: true}, s: sql.NullString{String: long, Valid: true}, short: sql.NullString{String: "🚢 'x'--", Valid: true},
			x: bytes.Repeat([]byte{0, 1, 255}, 7000), d: sql.NullTime{Time: at, Valid: true}, o: sql.NullTime{Time: at.In(time.FixedZone("", 3600)), Valid: true},
		},
		{n: sql.NullInt64{Int64: math.MaxInt64, Valid: true}, x: []byte{0}, b: sql.NullBool{Valid: true}},
	}
	for id, want := range rows {
		exec(t, db, "INSERT INTO waybill.[value] (id, n, i, b, f, s, short, x, d, o) VALUES (@p1, @p2, @p3, @p4, @p5, @p6, @p7, @p8, @p9, @p10)",
			id, want.n, want.i, want.b, want.f, want.s, want.short, want.x, want.d, want.o)
		var got row
		err := db.QueryRow("SELECT n, i, b, f, s, short, x, d, o FROM waybill.[value] WHERE id = @p1", id).
			Scan(&got.n, &got.i, &got.b, &got.f, &got.s, &got.short, &got.x, &got.d, &got.o)
		if err != nil {
			t.Fatal(err)
		}
		if got.n != want.n || got.i != want.i || got.b != want.b || got.f != want.f || got.s != want.s || got.short != want.short {
			t.Errorf("row %d: got %v, want %v", id, got, want)
		}
		if !bytes.Equal(got.x, want.x) || (got.x == nil) != (want.x == nil) {
			t.Errorf("row %d: got %d bytes, want %d", id, len(got.x), len(want.x))
		}
		if !got.d.Time.Equal(want.d.Time) || got.d.Valid != want.d.Valid || !got.o.Time.Equal(want.o.Time) {
			t.Errorf("row %d: got the times %v and %v, want %v", id, got.d, got.o, want.d)
		}
	}
}

// A transaction is seen by nobody until it commits, and by itself at once; a rollback undoes it.
func TestTransactionsCommitAndRollBack(t *testing.T) {
	t.Parallel()
	_, db := start(t)
	exec(t, db, "CREATE TABLE waybill.n (n bigint NOT NULL PRIMARY KEY)")
	for _, commit := range []bool{false, true} {
		tx, err := db.BeginTx(t.Context(), nil)
		if err != nil {
			t.Fatal(err)
		}
		if n := exec(t, tx, "INSERT INTO waybill.n (n) VALUES (@p1), (@p2)", 1, 2); n != 2 {
			t.Errorf("%d rows were inserted", n)
		}
		if n := one[int](t, tx, "SELECT COUNT_BIG(*) FROM waybill.n"); n != 2 {
			t.Errorf("the transaction sees %d rows of its own", n)
		}
		if n := one[int](t, db, "SELECT COUNT_BIG(*) FROM waybill.n"); n != 0 {
			t.Errorf("others see %d rows", n)
		}
		end, want := tx.Rollback, 0
		if commit {
			end, want = tx.Commit, 2
		}
		if err := end(); err != nil {
			t.Fatal(err)
		}
		if n := one[int](t, db, "SELECT COUNT_BIG(*) FROM waybill.n"); n != want {
			t.Errorf("%d rows are there in the end, want %d", n, want)
		}
	}
}
