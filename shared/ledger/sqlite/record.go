package sqlite

import (
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"sync"
	"time"
	"unicode"

	"waybill/shared/ledger"
)

// A mapping is how records of one type become rows: the columns, and the statements that read and write them.
type mapping struct {
	columns []string
	fields  [][]int // index path of each column's field
	keys    []int   // positions of the primary key among the columns

	all, get, put, scan string
}

var mappings sync.Map // of *mapping by reflect.Type

// mapped gives the mapping of a record's type. Names come from Go's own fields and never from outside.
func mapped(r ledger.Record) *mapping {
	t := reflect.TypeOf(r).Elem()
	if m, ok := mappings.Load(t); ok {
		return m.(*mapping)
	}
	m := &mapping{}
	m.walk(t, nil)
	var quoted, marks, where, order, update []string
	for _, c := range m.columns {
		quoted, marks = append(quoted, `"`+c+`"`), append(marks, "?")
		if !slices.Contains(r.Keys(), c) {
			update = append(update, fmt.Sprintf(`"%s" = excluded."%s"`, c, c))
		}
	}
	for _, key := range r.Keys() {
		for i, c := range m.columns {
			if c == key {
				m.keys = append(m.keys, i)
			}
		}
		where, order = append(where, `"`+key+`" = ?`), append(order, `"`+key+`"`)
	}
	m.all = fmt.Sprintf(`SELECT %s FROM "%s"`, strings.Join(quoted, ", "), r.Table())
	m.get = m.all + " WHERE " + strings.Join(where, " AND ")
	m.scan = m.all + " ORDER BY " + strings.Join(order, ", ")
	m.put = fmt.Sprintf(`INSERT INTO "%s" (%s) VALUES (%s) ON CONFLICT (%s) DO UPDATE SET %s`,
		r.Table(), strings.Join(quoted, ", "), strings.Join(marks, ", "), strings.Join(order, ", "), strings.Join(update, ", "))
	if len(update) == 0 {
		m.put = strings.Replace(m.put, "UPDATE SET ", "NOTHING", 1)
	}
	mappings.Store(t, m)
	return m
}

func (m *mapping) walk(t reflect.Type, path []int) {
	for i := range t.NumField() {
		f := t.Field(i)
		at := append(append([]int(nil), path...), i)
		if f.Anonymous {
			m.walk(f.Type, at)
			continue
		}
		m.columns, m.fields = append(m.columns, snake(f.Name)), append(m.fields, at)
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

// values gives the record's columns as SQLite takes them.
func (m *mapping) values(r ledger.Record) ([]any, error) {
	v := reflect.ValueOf(r).Elem()
	out := make([]any, len(m.fields))
	for i, path := range m.fields {
		value, err := toSQL(v.FieldByIndex(path))
		if err != nil {
			return nil, fmt.Errorf("column %s of %s: %w", m.columns[i], r.Table(), err)
		}
		out[i] = value
	}
	return out, nil
}

// keyValues gives the columns of the primary key.
func (m *mapping) keyValues(r ledger.Record) ([]any, error) {
	all, err := m.values(r)
	if err != nil {
		return nil, err
	}
	keys := make([]any, len(m.keys))
	for i, k := range m.keys {
		keys[i] = all[k]
	}
	return keys, nil
}

// load fills the record from a row of all its columns.
func (m *mapping) load(r ledger.Record, scan func(...any) error) error {
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
			return fmt.Errorf("column %s of %s: %w", m.columns[i], r.Table(), err)
		}
	}
	return nil
}

func toSQL(v reflect.Value) (any, error) {
	if t, ok := v.Interface().(time.Time); ok {
		return micros(t), nil
	}
	switch v.Kind() {
	case reflect.String:
		return v.String(), nil
	case reflect.Bool:
		if v.Bool() {
			return int64(1), nil
		}
		return int64(0), nil
	case reflect.Array:
		b := make([]byte, v.Len())
		reflect.Copy(reflect.ValueOf(b), v)
		return b, nil
	case reflect.Slice, reflect.Map:
		if b, ok := v.Interface().([]byte); ok {
			return b, nil
		}
		if v.Len() == 0 {
			return "", nil
		}
		b, err := json.Marshal(v.Interface())
		return string(b), err
	}
	if v.CanInt() {
		return v.Int(), nil
	}
	return int64(v.Uint()), nil // sizes of foreign anchors may use all 64 bits; they come back as they went
}

func fromSQL(raw any, into reflect.Value) error {
	if _, ok := into.Interface().(time.Time); ok {
		n, _ := raw.(int64)
		into.Set(reflect.ValueOf(fromMicros(n)))
		return nil
	}
	switch x := raw.(type) {
	case int64:
		switch {
		case into.Kind() == reflect.Bool && (x == 0 || x == 1):
			into.SetBool(x == 1)
		case into.CanInt() && !into.OverflowInt(x):
			into.SetInt(x)
		case into.CanUint() && !into.OverflowUint(uint64(x)):
			into.SetUint(uint64(x))
		default:
			return fmt.Errorf("found the number %d in place of %s", x, into.Type())
		}
	case string:
		if into.Kind() == reflect.String {
			into.SetString(x)
			return nil
		}
		into.SetZero()
		if x != "" {
			return json.Unmarshal([]byte(x), into.Addr().Interface())
		}
	case []byte:
		switch {
		case into.Kind() == reflect.Slice:
			into.SetBytes(append([]byte(nil), x...))
		case into.Kind() == reflect.Array && into.Len() == len(x):
			reflect.Copy(into, reflect.ValueOf(x))
		default:
			return fmt.Errorf("found %d bytes in place of %s", len(x), into.Type())
		}
	default:
		return fmt.Errorf("found %T in place of %s", raw, into.Type())
	}
	return nil
}

func micros(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMicro()
}

func fromMicros(n int64) time.Time {
	if n == 0 {
		return time.Time{}
	}
	return time.UnixMicro(n).UTC()
}
