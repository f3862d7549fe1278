package sqlite

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"sync"

	"waybill/shared/ledger"
	"waybill/shared/sqlrow"
)

// A mapping has the statements that read and write records of one type.
type mapping struct {
	*sqlrow.Mapping

	all, get, put, scan string
}

var mappings sync.Map // of *mapping by reflect.Type

// mapped gives the statements for a record's type.
func mapped(r ledger.Record) *mapping {
	t := reflect.TypeOf(r)
	if m, ok := mappings.Load(t); ok {
		return m.(*mapping)
	}
	m := &mapping{Mapping: sqlrow.Of(r)}
	var quoted, marks, where, order, update []string
	for i, c := range m.Columns {
		quoted, marks = append(quoted, `"`+c+`"`), append(marks, "?")
		if !slices.Contains(m.Keys, i) {
			update = append(update, fmt.Sprintf(`"%s" = excluded."%s"`, c, c))
		}
	}
	for _, key := range m.Keys {
		where, order = append(where, quoted[key]+" = ?"), append(order, quoted[key])
	}
	m.all = fmt.Sprintf(`SELECT %s FROM "%s"`, strings.Join(quoted, ", "), m.Table)
	m.get = m.all + " WHERE " + strings.Join(where, " AND ")
	m.scan = m.all + " ORDER BY " + strings.Join(order, ", ")
	m.put = fmt.Sprintf(`INSERT INTO "%s" (%s) VALUES (%s) ON CONFLICT (%s) DO UPDATE SET %s`,
		m.Table, strings.Join(quoted, ", "), strings.Join(marks, ", "), strings.Join(order, ", "), strings.Join(update, ", "))
	if len(update) == 0 {
		m.put = strings.Replace(m.put, "UPDATE SET ", "NOTHING", 1)
	}
	mappings.Store(t, m)
	return m
}

// qualified gives the columns of a record's table under an alias.
func (m *mapping) qualified(alias string) string {
	return alias + `."` + strings.Join(m.Columns, `", `+alias+`."`) + `"`
}
