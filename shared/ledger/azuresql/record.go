package azuresql

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"sync"

	"waybill/shared/ledger"
	"waybill/shared/sqlrow"
)

// digested are the columns by table that have their SHA-256 beside them: texts from outside that are looked up. An index
// has no room for them (900 bytes, 1700 if it is not clustered), and the server takes N'a ' for N'a'.
var digested = map[string][]string{
	"asset":               {"id"},
	"asset_document":      {"asset", "document"},
	"bundle":              {"parent"},
	"certificate_subject": {"asset"},
	"document":            {"id"},
	"event_asset":         {"asset"},
	"mismatch":            {"reason"},
	"recall":              {"asset"},
}

// locators are the columns by which records of a table are found many at a time, where that is not the first of the key.
var locators = map[string]string{"event_asset": "seq"}

// digestOf names the column with a column's SHA-256.
func digestOf(column string) string { return column + "_sha256" }

// A mapping has the columns of a table, those with digests at the end, and the statements that read and write it.
type mapping struct {
	*sqlrow.Mapping
	columns []string // of the table: those of the record, then the digests
	texts   []int    // positions of the texts that the digests are of
	keys    []int    // positions of the primary key among columns
	locator int      // position among columns

	all, get, scan string
	find           string // the keys of those records whose locators are in a list
	update         string // by key; "" if there is nothing beside the key
	updated        []int  // positions of the parameters of update: what is set, then the key
}

var mappings sync.Map // of *mapping by reflect.Type

// mapped gives the mapping of a record's type.
func mapped(r ledger.Record) *mapping {
	t := reflect.TypeOf(r)
	if m, ok := mappings.Load(t); ok {
		return m.(*mapping)
	}
	m := newMapping(reflect.New(t.Elem()).Interface().(ledger.Record))
	first, _ := mappings.LoadOrStore(t, m)
	return first.(*mapping)
}

func newMapping(empty ledger.Record) *mapping {
	of := sqlrow.Of(empty)
	m := &mapping{Mapping: of, columns: slices.Clone(of.Columns)}
	for _, text := range digested[of.Table] {
		m.texts, m.columns = append(m.texts, slices.Index(of.Columns, text)), append(m.columns, digestOf(text))
	}
	for _, key := range of.Keys {
		m.keys = append(m.keys, m.comparable(key))
	}
	m.locator = m.keys[0]
	if name, ok := locators[of.Table]; ok {
		m.locator = slices.Index(m.columns, name)
	}
	m.write(m.listed(empty))
	return m
}

// comparable gives the column to look for in place of a column: its digest, if there is one.
func (m *mapping) comparable(column int) int {
	if i := slices.Index(m.columns, digestOf(m.columns[column])); i >= 0 {
		return i
	}
	return column
}

// write makes the statements. The parameter of find is a list of locators.
func (m *mapping) write(list string) {
	var where, order, set []string
	for i, key := range m.keys {
		where = append(where, fmt.Sprintf("[%s] = @p%d", m.columns[key], i+1))
		order = append(order, "["+m.Columns[m.Keys[i]]+"]")
	}
	for i, column := range m.columns {
		if !slices.Contains(m.Keys, i) && !slices.Contains(m.keys, i) {
			m.updated = append(m.updated, i)
			set = append(set, fmt.Sprintf("[%s] = @p%d", column, len(m.updated)))
		}
	}
	table := "[waybill].[" + m.Table + "]"
	m.all = "SELECT [" + strings.Join(m.columns, "], [") + "] FROM " + table
	m.get = m.all + " WHERE " + strings.Join(where, " AND ")
	m.scan = m.all + " ORDER BY " + strings.Join(order, ", ")
	var keys []string
	for _, key := range m.keys {
		keys = append(keys, "["+m.columns[key]+"]")
	}
	m.find = fmt.Sprintf("SELECT %s FROM %s WHERE [%s] IN (%s)", strings.Join(keys, ", "), table, m.columns[m.locator], list)
	if len(set) == 0 {
		return
	}
	for i, key := range m.keys {
		where[i] = fmt.Sprintf("[%s] = @p%d", m.columns[key], len(set)+i+1)
	}
	m.updated = append(m.updated, m.keys...)
	m.update = "UPDATE " + table + " SET " + strings.Join(set, ", ") + " WHERE " + strings.Join(where, " AND ")
}

// The elements of a list that is the parameter @p1.
const (
	numbers = "SELECT [value] FROM OPENJSON(@p1) WITH ([value] bigint '$')"
	texts   = "SELECT [value] COLLATE Latin1_General_100_BIN2 FROM OPENJSON(@p1) WITH ([value] nvarchar(256) '$')"
	digests = "SELECT CONVERT(binary(32), [value], 2) FROM OPENJSON(@p1) WITH ([value] nvarchar(64) '$')"
)

// listed gives the elements of a list of locators, which are of the type that an empty record's are.
func (m *mapping) listed(empty ledger.Record) string {
	row, err := m.row(empty)
	if err != nil {
		return texts // and writing such a record fails
	}
	switch row[m.locator].(type) {
	case int64:
		return numbers
	case []byte:
		return digests
	}
	return texts
}

// qualified gives the columns under an alias.
func (m *mapping) qualified(alias string) string {
	return alias + ".[" + strings.Join(m.columns, "], "+alias+".[") + "]"
}

// row gives the record's columns with the digests.
func (m *mapping) row(r ledger.Record) ([]any, error) {
	values, err := m.Values(r)
	if err != nil {
		return nil, err
	}
	return m.withDigests(values), nil
}

func (m *mapping) withDigests(values []any) []any {
	for i, v := range values {
		if b, ok := v.([]byte); ok && b == nil {
			values[i] = []byte{} // the driver would make NULL of it
		}
	}
	for _, i := range m.texts {
		values = append(values, digest(values[i].(string)))
	}
	return values
}

// keyOf gives the key's columns of a row.
func (m *mapping) keyOf(row []any) []any {
	keys := make([]any, len(m.keys))
	for i, k := range m.keys {
		keys[i] = row[k]
	}
	return keys
}

// load fills the record from a row of all its columns. A digest that is not that of its text hides the record from those
// who look for it, so it is an error.
func (m *mapping) load(r ledger.Record, scan func(...any) error) error {
	beside := make([][]byte, len(m.texts))
	wrong := error(nil)
	err := m.Load(r, func(into ...any) error {
		all := into
		for i := range beside {
			all = append(all, &beside[i])
		}
		if err := scan(all...); err != nil {
			return err
		}
		for i, at := range m.texts {
			if text, ok := (*into[at].(*any)).(string); !ok || string(digest(text)) != string(beside[i]) {
				wrong = fmt.Errorf("column %s of %s: it is not the SHA-256 of %s", m.columns[len(m.Columns)+i], m.Table, m.Columns[at])
			}
		}
		return nil
	})
	if err == nil {
		err = wrong
	}
	return err
}

// digest gives the SHA-256 of a text's UTF-8 bytes.
func digest[T ~string](text T) []byte {
	sum := sha256.Sum256([]byte(text))
	return sum[:]
}

// digestList makes the parameter for a list of digests of texts.
func digestList[T ~string](of []T) string {
	all := make([]string, len(of))
	for i, text := range of {
		all[i] = hex.EncodeToString(digest(text))
	}
	return sqlrow.List(all)
}
