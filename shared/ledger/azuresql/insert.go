package azuresql

import (
	"context"
	"fmt"
	"slices"
	"strings"

	mssql "github.com/microsoft/go-mssqldb"
)

// Limits of one INSERT. The server takes 2100 parameters and 1000 rows.
const (
	maxParameters = 2000
	maxRows       = 1000
)

// insert adds rows to a table, as many with a statement as the server takes. Numbers of rows are powers of two, so that
// few statements have to be compiled.
func (t *transaction) insert(ctx context.Context, table string, columns []string, rows [][]any) error {
	most := min(maxRows, maxParameters/len(columns))
	for len(rows) > 0 {
		n := 1
		for 2*n <= min(most, len(rows)) {
			n *= 2
		}
		if _, err := t.exec(ctx, insertRows(table, columns, n), wide(slices.Concat(rows[:n]...))...); err != nil {
			return err
		}
		rows = rows[n:]
	}
	return nil
}

// wide makes texts nvarchar(max). As nvarchar of their own lengths they would make a new statement to compile of nearly each
// one, and few would be used twice.
func wide(values []any) []any {
	for i, v := range values {
		if text, ok := v.(string); ok {
			values[i] = mssql.NVarCharMax(text)
		}
	}
	return values
}

// insertRows makes the statement for a number of rows.
func insertRows(table string, columns []string, rows int) string {
	var b strings.Builder
	fmt.Fprintf(&b, "INSERT INTO [waybill].[%s] ([%s]) VALUES ", table, strings.Join(columns, "], ["))
	for i := range rows * len(columns) {
		switch {
		case i == 0:
			b.WriteByte('(')
		case i%len(columns) == 0:
			b.WriteString("), (")
		default:
			b.WriteString(", ")
		}
		fmt.Fprintf(&b, "@p%d", i+1)
	}
	b.WriteByte(')')
	return b.String()
}

// flush writes what is kept back: of each table it looks once which keys are there, changes those rows, and inserts the
// others.
func (t *transaction) flush(ctx context.Context) error {
	for _, table := range t.kept.tables {
		if err := t.flushTable(ctx, table); err != nil {
			return fmt.Errorf("write %s: %w", table.Table, err)
		}
	}
	t.kept = kept{}
	return nil
}

func (t *transaction) flushTable(ctx context.Context, table *keptTable) error {
	if list, some := table.unknown(); some {
		err := t.each(ctx, func(scan func(...any) error) error {
			key := make([]any, len(table.keys))
			into := make([]any, len(key))
			for i := range key {
				into[i] = &key[i]
			}
			if err := scan(into...); err != nil {
				return err
			}
			table.there[nameOf(key)] = true
			return nil
		}, table.find, list)
		if err != nil {
			return err
		}
	}
	var fresh [][]any
	for _, row := range table.rows {
		if !table.there[nameOf(table.keyOf(row))] {
			fresh = append(fresh, row)
			continue
		}
		if table.update == "" {
			continue // the key is all there is
		}
		args := make([]any, len(table.updated))
		for i, column := range table.updated {
			args[i] = row[column]
		}
		wide(args[:len(args)-len(table.keys)]) // a key has to stay what its index is of
		if _, err := t.exec(ctx, table.update, args...); err != nil {
			return err
		}
	}
	return t.insert(ctx, table.Table, table.columns, fresh)
}
