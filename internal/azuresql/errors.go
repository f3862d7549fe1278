package azuresql

import (
	"context"
	"errors"
	"regexp"
	"strconv"
	"strings"

	"modernc.org/sqlite"
	sqlitecode "modernc.org/sqlite/lib"

	"waybill/internal/azuresql/tsql"
)

// Forms of SQLite's messages that say what is wrong with which thing.
var (
	ownError    = regexp.MustCompile(`(?s)mssql (\d+): (.*?)(?: \(\d+\))?$`)
	failedCheck = regexp.MustCompile(`CHECK constraint failed: (\d+):(\S+)`)
	failedNull  = regexp.MustCompile(`NOT NULL constraint failed: (\S+)\.(\S+)`)
	failedKey   = regexp.MustCompile(`UNIQUE constraint failed: ([^(]+)`)
	noTable     = regexp.MustCompile(`no such table: (\S+)`)
	noColumn    = regexp.MustCompile(`no such column: (\S+)`)
	noSuch      = regexp.MustCompile(`table (\S+) has no column named (\S+)`)
	ambiguous   = regexp.MustCompile(`ambiguous column name: (\S+)`)
	exists      = regexp.MustCompile(`(?:table|index) (\S+) already exists`)
)

// A failure is an error of SQLite with what it was asked to do.
type failure struct {
	error
	query string
}

// Unwrap gives SQLite's error.
func (f failure) Unwrap() error { return f.error }

// mapped gives the error that SQL Server would give.
func mapped(err error) *tsql.Error {
	if e, ok := tsql.IsError(err); ok {
		return e
	}
	if errors.Is(err, context.Canceled) || isInterrupt(err) {
		return tsql.Errorf(3617, "The query was cancelled.")
	}
	text := err.Error()
	find := func(form *regexp.Regexp) []string { return form.FindStringSubmatch(text) }
	if m := find(ownError); m != nil {
		n, _ := strconv.ParseInt(m[1], 10, 32)
		return tsql.Errorf(int32(n), "%s", m[2])
	}
	switch code(err) {
	case sqlitecode.SQLITE_BUSY_SNAPSHOT:
		return fault(3960)
	case sqlitecode.SQLITE_BUSY, sqlitecode.SQLITE_LOCKED:
		return tsql.Errorf(1222, "Lock request time out period exceeded.")
	case sqlitecode.SQLITE_CONSTRAINT_FOREIGNKEY:
		return tsql.Errorf(547, "The statement conflicted with the FOREIGN KEY constraint.")
	}
	if m := find(failedCheck); m != nil {
		n, _ := strconv.ParseInt(m[1], 10, 32)
		return domainError(int32(n), m[2])
	}
	if m := find(failedNull); m != nil {
		return tsql.Errorf(515, "Cannot insert the value NULL into column '%s', table '%s.%s'; column does not allow nulls. INSERT or UPDATE fails.", m[2], Database, m[1])
	}
	if m := find(noTable); m != nil {
		return tsql.Errorf(208, "Invalid object name '%s'.", strings.TrimPrefix(m[1], "main."))
	}
	if m := find(noColumn); m != nil {
		return tsql.Errorf(207, "Invalid column name '%s'.", strings.ReplaceAll(m[1], `"`, ""))
	}
	if m := find(noSuch); m != nil {
		return tsql.Errorf(207, "Invalid column name '%s'.", m[2])
	}
	if m := find(ambiguous); m != nil {
		return tsql.Errorf(209, "Ambiguous column name '%s'.", m[1])
	}
	if m := find(exists); m != nil {
		return tsql.Errorf(2714, "There is already an object named '%s' in the database.", strings.Trim(m[1], `"`))
	}
	if strings.Contains(text, "integer overflow") {
		return tsql.Errorf(8115, "Arithmetic overflow error converting expression to data type bigint.")
	}
	if strings.Contains(text, "malformed JSON") {
		return tsql.Errorf(13609, "JSON text is not properly formatted.")
	}
	return internal(err)
}

func domainError(number int32, of string) *tsql.Error {
	switch number {
	case 547:
		return tsql.Errorf(547, "The INSERT or UPDATE statement conflicted with the CHECK constraint \"%s\".", of)
	case 2628:
		return tsql.Errorf(2628, "String or binary data would be truncated in column '%s'.", of)
	case 8115:
		return tsql.Errorf(8115, "Arithmetic overflow error converting expression to the data type of column '%s'.", of)
	}
	return tsql.Errorf(number, "The value has not the data type of column '%s', and no implicit conversion to it.", of)
}

// explained finds out which key a statement has violated: SQLite names columns, and SQL Server has one error for
// constraints and another for indexes.
func (s *session) explained(ctx context.Context, err error) error {
	if err == nil {
		return nil
	}
	m := failedKey.FindStringSubmatch(err.Error())
	if m == nil {
		return err
	}
	var table string
	var columns []string
	for _, column := range strings.Split(strings.TrimSpace(m[1]), ", ") {
		dot := strings.LastIndexByte(column, '.')
		table = column[:max(dot, 0)]
		columns = append(columns, column[dot+1:])
	}
	var origin string
	query := `SELECT l.origin FROM pragma_index_list(?) l WHERE l."unique" = 1 AND ? = (SELECT group_concat(i.name, ', ') FROM pragma_index_info(l.name) i)`
	if scanned := s.db.QueryRowContext(ctx, query, table, strings.Join(columns, ", ")).Scan(&origin); scanned != nil {
		return errors.Join(scanned, err)
	}
	switch origin {
	case "c":
		return tsql.Errorf(2601, "Cannot insert duplicate key row in object '%s' with unique index on (%s).", table, strings.Join(columns, ", "))
	case "pk":
		return tsql.Errorf(2627, "Violation of PRIMARY KEY constraint on (%s). Cannot insert duplicate key in object '%s'.", strings.Join(columns, ", "), table)
	}
	return tsql.Errorf(2627, "Violation of UNIQUE KEY constraint on (%s). Cannot insert duplicate key in object '%s'.", strings.Join(columns, ", "), table)
}

// internal is for what the stand-in should have seen before SQLite did. It tells the statement, which has no values in it.
func internal(err error) *tsql.Error {
	query := ""
	if f := (failure{}); errors.As(err, &f) {
		query = " in " + f.query
	}
	return tsql.Errorf(50000, "the stand-in met an error of SQLite that it does not know: %v%s", err, query)
}

func code(err error) int {
	var e *sqlite.Error
	if errors.As(err, &e) {
		return e.Code()
	}
	return 0
}

func isInterrupt(err error) bool {
	return code(err) == sqlitecode.SQLITE_INTERRUPT || errors.Is(err, context.Canceled)
}
