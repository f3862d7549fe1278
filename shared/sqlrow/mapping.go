// Package sqlrow maps Go structs to rows of SQL tables: which columns there are, and how a field becomes a column's value
// and comes back. It knows no dialect: an adapter makes its statements of the columns. Reach for [Of].
//
// A table's columns are int64, string or []byte: text is text, arrays of bytes are binary, flags are 0 or 1, points in time
// are microseconds since 1970 in UTC (0 for none), lists and maps are JSON ("" for none).
package sqlrow

import (
	"fmt"
	"reflect"
	"strings"
	"sync"
	"unicode"
)

// A Record is a row of a table. Its exported fields are the table's columns, named in snake_case; embedded structs count
// as if their fields stood there.
type Record interface {
	// Table is the table's name.
	Table() string
	// Keys are the columns of the primary key.
	Keys() []string
}

// A Mapping is how records of one type become rows.
type Mapping struct {
	Table   string
	Columns []string
	Keys    []int // positions of the primary key among the columns

	fields [][]int // index path of each column's field
}

var mappings sync.Map // of *Mapping by reflect.Type

// Of gives the mapping of a record's type, which is a pointer to a struct. Names come from Go's own fields and never from
// outside.
func Of(r Record) *Mapping {
	t := reflect.TypeOf(r).Elem()
	if m, ok := mappings.Load(t); ok {
		return m.(*Mapping)
	}
	m := &Mapping{Table: r.Table()}
	m.walk(t, nil)
	for _, key := range r.Keys() {
		for i, c := range m.Columns {
			if c == key {
				m.Keys = append(m.Keys, i)
			}
		}
	}
	mappings.Store(t, m)
	return m
}

func (m *Mapping) walk(t reflect.Type, path []int) {
	for i := range t.NumField() {
		f := t.Field(i)
		at := append(append([]int(nil), path...), i)
		if f.Anonymous {
			m.walk(f.Type, at)
			continue
		}
		m.Columns, m.fields = append(m.Columns, snake(f.Name)), append(m.fields, at)
	}
}

// snake turns ValidUntil into valid_until, and ID, GLN into id, gln.
func snake(name string) string {
	var b strings.Builder
	runes := []rune(name)
	for i, r := range runes {
		if unicode.IsUpper(r) && i > 0 && unicode.IsLower(runes[i-1]) {
			b.WriteByte('_')
		}
		b.WriteRune(unicode.ToLower(r))
	}
	return b.String()
}

// Values gives the record's columns.
func (m *Mapping) Values(r Record) ([]any, error) {
	v := reflect.ValueOf(r).Elem()
	out := make([]any, len(m.fields))
	for i, path := range m.fields {
		value, err := toSQL(v.FieldByIndex(path))
		if err != nil {
			return nil, fmt.Errorf("column %s of %s: %w", m.Columns[i], m.Table, err)
		}
		out[i] = value
	}
	return out, nil
}

// KeyValues gives the columns of the primary key.
func (m *Mapping) KeyValues(r Record) ([]any, error) {
	all, err := m.Values(r)
	if err != nil {
		return nil, err
	}
	keys := make([]any, len(m.Keys))
	for i, k := range m.Keys {
		keys[i] = all[k]
	}
	return keys, nil
}

// Load fills the record from a row of all its columns, which scan takes in their order.
func (m *Mapping) Load(r Record, scan func(...any) error) error {
	v := reflect.ValueOf(r).Elem()
	raw := make([]any, len(m.fields))
	into := make([]any, len(m.fields))
	for i := range raw {
		into[i] = &raw[i]
	}
	if err := scan(into...); err != nil {
		return err
	}
	for i, path := range m.fields {
		if err := fromSQL(raw[i], v.FieldByIndex(path)); err != nil {
			return fmt.Errorf("column %s of %s: %w", m.Columns[i], m.Table, err)
		}
	}
	return nil
}
