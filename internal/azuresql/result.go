package azuresql

import (
	"context"
	"strconv"
	"strings"
	"time"

	"waybill/internal/azuresql/tds"
	"waybill/internal/azuresql/tsql"
)

// timeFormat is how points in time are kept.
const timeFormat = "2006-01-02 15:04:05.0000000 -07:00"

// maxAnswer bounds what one statement may give.
const maxAnswer = 1 << 30

// query runs a statement that gives rows and writes them. They are read to the end first, because an expression's type
// is that of its values.
func (r *runner) query(ctx context.Context, st tsql.Statement) (int64, error) {
	rows, err := r.session.db.QueryContext(ctx, st.SQL[0], r.bound(st)...)
	if err != nil {
		return 0, failure{err, st.SQL[0]}
	}
	defer rows.Close()
	types, err := rows.ColumnTypes()
	if err != nil {
		return 0, err
	}
	var all [][]any
	size := 0
	for rows.Next() {
		values := make([]any, len(types))
		into := make([]any, len(types))
		for i := range values {
			into[i] = &values[i]
		}
		if err := rows.Scan(into...); err != nil {
			return 0, err
		}
		for _, v := range values {
			size += sizeOf(v)
		}
		if size > maxAnswer {
			return 0, tsql.Errorf(701, "There is insufficient system memory in resource pool 'default' to run this query.")
		}
		all = append(all, values)
	}
	if err := rows.Err(); err != nil {
		return 0, failure{err, st.SQL[0]}
	}
	columns := make([]tds.Column, len(types))
	for i, t := range types {
		column := columnType(t.DatabaseTypeName())
		if column == (tds.Type{}) {
			if column, err = typeOf(all, i); err != nil {
				return 0, err
			}
		}
		columns[i] = tds.Column{Name: t.Name(), Type: column}
	}
	r.answer.Columns(columns)
	for _, values := range all {
		for i := range values {
			values[i] = restored(columns[i].Type, values[i])
		}
		if err := r.answer.Row(columns, values); err != nil {
			return 0, err
		}
	}
	return int64(len(all)), nil
}

func sizeOf(v any) int {
	switch v := v.(type) {
	case string:
		return 2*len(v) + 16
	case []byte:
		return len(v) + 16
	}
	return 16
}

// columnType is the type that a column was declared with; the zero one for an expression.
func columnType(declared string) tds.Type {
	name, size, _ := strings.Cut(strings.TrimSuffix(strings.ToLower(declared), ")"), "(")
	n, _ := strconv.Atoi(size) // 0 for (max)
	switch name {
	case "bigint":
		return tds.BigInt
	case "int":
		return tds.Int
	case "smallint":
		return tds.SmallInt
	case "tinyint":
		return tds.TinyInt
	case "bit":
		return tds.Bit
	case "float":
		return tds.Float
	case "nvarchar", "nchar", "varchar", "char":
		return tds.NVarChar(n)
	case "varbinary", "binary":
		return tds.VarBinary(n)
	case "datetime2":
		return tds.DateTime2
	case "datetimeoffset":
		return tds.DateTimeOffset
	}
	return tds.Type{}
}

// typeOf is the type of all values of an expression.
func typeOf(rows [][]any, column int) (tds.Type, error) {
	found := tds.Type{}
	for _, row := range rows {
		t := tds.Type{}
		switch row[column].(type) {
		case nil:
			continue
		case int64:
			t = tds.BigInt
		case float64:
			t = tds.Float
		case string:
			t = tds.NVarChar(0)
		case []byte:
			t = tds.VarBinary(0)
		}
		if found != (tds.Type{}) && found != t {
			return found, tsql.Errorf(206, "Operand type clash: the values of column %d of the result are not of one type.", column+1)
		}
		found = t
	}
	if found == (tds.Type{}) {
		return tds.Int, nil // as a bare NULL
	}
	return found, nil
}

// restored makes of what SQLite keeps what the column's type says.
func restored(t tds.Type, v any) any {
	s, ok := v.(string)
	switch {
	case t == tds.Float:
		if n, ok := v.(int64); ok {
			return float64(n)
		}
	case !ok || t != tds.DateTime2 && t != tds.DateTimeOffset:
	case true:
		for _, format := range []string{timeFormat, "2006-01-02 15:04:05.9999999", "2006-01-02T15:04:05.9999999Z07:00", "2006-01-02T15:04:05.9999999", "2006-01-02"} {
			if at, err := time.Parse(format, s); err == nil {
				return at
			}
		}
	}
	return v
}
