package azuresql

import (
	"encoding/hex"
	"strconv"
	"strings"

	"waybill/shared/sqlrow"
)

// maxKept bounds the rows that a transaction keeps back.
const maxKept = 5000

// kept are the rows of tables that a transaction has still to write: one request for each would cost a millisecond or
// more on the way, and a stretch of the chain has thousands. It also remembers which keys are there.
type kept struct {
	tables []*keptTable
	count  int // rows
}

type keptTable struct {
	*mapping
	rows  []keptRow
	at    map[string]int  // position in rows by key
	there map[string]bool // what was seen in the server's table, by key
}

// A keptRow has all columns of its table.
type keptRow []any

// scan gives the columns as a result of the server would.
func (r keptRow) scan(into ...any) error {
	for i, v := range r {
		switch to := into[i].(type) {
		case *any:
			*to = v
		case *[]byte:
			*to, _ = v.([]byte)
		}
	}
	return nil
}

// nameOf makes one text of a key.
func nameOf(key []any) string {
	var b strings.Builder
	for _, k := range key {
		switch v := k.(type) {
		case int64:
			b.WriteString(strconv.FormatInt(v, 10))
		case string:
			b.WriteString(strconv.Quote(v))
		case []byte:
			b.WriteString(hex.EncodeToString(v))
		}
		b.WriteByte(' ')
	}
	return b.String()
}

func (k *kept) table(m *mapping) *keptTable {
	for _, t := range k.tables {
		if t.mapping == m {
			return t
		}
	}
	t := &keptTable{mapping: m, at: map[string]int{}, there: map[string]bool{}}
	k.tables = append(k.tables, t)
	return t
}

// row gives the row with the key, if it is kept.
func (k *kept) row(m *mapping, key []any) (keptRow, bool) {
	t := k.table(m)
	i, ok := t.at[nameOf(key)]
	if !ok {
		return nil, false
	}
	return t.rows[i], true
}

// saw remembers whether the server has the key.
func (k *kept) saw(m *mapping, key []any, there bool) { k.table(m).there[nameOf(key)] = there }

func (k *kept) put(m *mapping, row []any) {
	t, name := k.table(m), nameOf(m.keyOf(row))
	if i, ok := t.at[name]; ok {
		t.rows[i] = row
		return
	}
	t.at[name] = len(t.rows)
	t.rows = append(t.rows, row)
	k.count++
}

// forget drops what is kept of a table that is about to be emptied.
func (k *kept) forget(m *mapping) {
	t := k.table(m)
	k.count -= len(t.rows)
	*t = keptTable{mapping: m, at: map[string]int{}, there: map[string]bool{}}
}

// unknown gives a list of the locators of those rows of which nobody looked whether they are there; false if there are none.
func (t *keptTable) unknown() (list string, some bool) {
	var values []any
	for _, row := range t.rows {
		if _, known := t.there[nameOf(t.keyOf(row))]; known {
			continue
		}
		value := row[t.locator]
		if b, ok := value.([]byte); ok {
			value = hex.EncodeToString(b)
		}
		values = append(values, value)
	}
	return sqlrow.List(values), len(values) > 0
}
