package azuretable

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/Azure/azure-sdk-for-go/sdk/data/aztables"

	"waybill/shared/tables"
)

// A memory is a table as the service promises it: partitions of entities in order of their keys, versions from one
// counter, and transactions of one partition that are carried out or not. It is not safe for concurrent use; the world
// lets one task at a time at it.
type memory struct {
	rows    map[string]map[string]tables.Entity
	version int

	// blind tells conditions that this table forgets to check, to see whether that is noticed.
	blind func(w tables.Write) bool
}

func newMemory() *memory { return &memory{rows: map[string]map[string]tables.Entity{}} }

// Get reads an entity.
func (m *memory) Get(_ context.Context, partition, row string) (tables.Entity, bool, error) {
	e, found := m.rows[partition][row]
	return copied(e), found, nil
}

func copied(e tables.Entity) tables.Entity {
	e.Properties = maps.Clone(e.Properties)
	return e
}

// List reads a range.
func (m *memory) List(_ context.Context, r tables.Range, limit int, use func(tables.Entity) error) error {
	seen := 0
	for _, key := range slices.Sorted(maps.Keys(m.rows[r.Partition])) {
		if key < r.From || r.Before != "" && key >= r.Before {
			continue
		}
		if err := use(copied(m.rows[r.Partition][key])); err != nil {
			return err
		}
		if seen++; seen == limit {
			break
		}
	}
	return nil
}

// Put writes an entity.
func (m *memory) Put(_ context.Context, e tables.Entity) error {
	old, found := m.rows[e.PartitionKey][e.RowKey]
	if found {
		old = copied(old)
		maps.Copy(old.Properties, e.Properties)
		e = old
	}
	m.store(e)
	return nil
}

func (m *memory) store(e tables.Entity) string {
	if m.rows[e.PartitionKey] == nil {
		m.rows[e.PartitionKey] = map[string]tables.Entity{}
	}
	m.version++
	e = copied(e)
	e.ETag = fmt.Sprintf(`W/"%d"`, m.version)
	m.rows[e.PartitionKey][e.RowKey] = e
	return e.ETag
}

// Commit carries out a transaction.
func (m *memory) Commit(_ context.Context, writes ...tables.Write) ([]string, error) {
	seen := map[string]bool{}
	for _, w := range writes {
		e := w.Entity
		if e.PartitionKey != writes[0].Entity.PartitionKey || seen[e.RowKey] || len(writes) > tables.MaxWrites || strings.ContainsAny(e.PartitionKey+e.RowKey, `/\#?'`) {
			return nil, fmt.Errorf("the service would not take %s in this transaction", e.RowKey)
		}
		seen[e.RowKey] = true
		old, found := m.rows[e.PartitionKey][e.RowKey]
		ok := found && (w.Version == old.ETag || w.Version == tables.Any)
		if w.Action == aztables.TransactionTypeAdd {
			ok = !found
		}
		if !ok && (m.blind == nil || !m.blind(w)) {
			return nil, tables.ErrConflict
		}
	}
	etags := make([]string, len(writes))
	for i, w := range writes {
		e := w.Entity
		switch w.Action {
		case aztables.TransactionTypeDelete:
			delete(m.rows[e.PartitionKey], e.RowKey)
			continue
		case aztables.TransactionTypeUpdateMerge:
			merged := copied(m.rows[e.PartitionKey][e.RowKey])
			if merged.Properties == nil {
				merged = tables.NewEntity(e.PartitionKey, e.RowKey)
			}
			maps.Copy(merged.Properties, e.Properties)
			e = merged
		}
		etags[i] = m.store(e)
	}
	return etags, nil
}
