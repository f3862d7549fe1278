package azuretable

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"waybill/shared/operations"
	"waybill/shared/tables"
)

// Waiting gives operations that have one of the states and were last changed before the given time, oldest first. It
// reads the beginning of the order in each shard and state, and the rows of as many operations as it gives, however many
// there are.
func (s *Store) Waiting(ctx context.Context, states []operations.Status, behind operations.Operation, before time.Time, limit int) ([]operations.Operation, error) {
	var all []operations.Operation
	for len(all) < limit {
		places, err := s.places(ctx, states, behind, before, limit)
		if err != nil {
			return nil, fmt.Errorf("list waiting operations: %w", err)
		}
		some, err := s.unmoved(ctx, places)
		if err != nil {
			return nil, fmt.Errorf("list waiting operations: %w", err)
		}
		all = append(all, some...)
		if len(places) < limit {
			break
		}
		behind = operations.Operation{ID: places[limit-1].id, UpdatedAt: places[limit-1].at} // some have moved on: go on for others
	}
	return all[:min(max(limit, 0), len(all))], nil
}

// A place is where an operation stands in the order.
type place struct {
	status operations.Status
	at     time.Time
	id     string
}

// places gives the first of all shards and states together, up to limit.
func (s *Store) places(ctx context.Context, states []operations.Status, behind operations.Operation, before time.Time, limit int) ([]place, error) {
	states = slices.Compact(slices.Sorted(slices.Values(states)))
	found := make([][]place, shards*len(states))
	err := s.each(ctx, len(found), func(ctx context.Context, i int) error {
		r := tables.Range{Partition: partitionOf(i % shards)}
		status := states[i/shards]
		prefix := waitingOf(status)
		if prefix == "" {
			return nil
		}
		r.From, r.Before = prefix, prefix+sortable(before)
		if behind.ID != "" {
			r.From = waitingKey(status, behind.UpdatedAt, behind.ID) + "0" // the next key that there can be
		}
		if r.From >= r.Before {
			return nil
		}
		return s.table.List(ctx, r, limit, func(e tables.Entity) error {
			p, err := placeOf(e.RowKey)
			found[i] = append(found[i], p)
			return err
		})
	})
	if err != nil {
		return nil, err
	}
	var all []place
	for _, some := range found {
		all = append(all, some...)
	}
	slices.SortFunc(all, func(a, b place) int { return cmp.Or(a.at.Compare(b.at), cmp.Compare(a.id, b.id)) })
	return all[:min(limit, len(all))], nil
}

// unmoved gives those operations that still stand where they did.
func (s *Store) unmoved(ctx context.Context, places []place) ([]operations.Operation, error) {
	records := make([]*record, len(places))
	err := s.each(ctx, len(places), func(ctx context.Context, i int) (err error) {
		records[i], _, err = s.read(ctx, places[i].id)
		return err
	})
	var all []operations.Operation
	for i, r := range records {
		if err == nil && r != nil && !r.pending && r.Status == places[i].status && r.UpdatedAt.Equal(places[i].at) {
			all = append(all, r.Operation)
		}
	}
	return all, err
}
