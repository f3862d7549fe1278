package azuretable

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"

	"waybill/shared/custody"
	"waybill/shared/operations"
	"waybill/shared/tables"
)

// operationsPerWrite is how many operations one transaction moves. Each takes up to four of its hundred entities: row,
// tally, and its place in the order, before and after.
const operationsPerWrite = tables.MaxWrites / 4

// Advance moves the operation forward and releases its claims when it is done.
func (s *Store) Advance(ctx context.Context, organization custody.OrganizationID, id string, news operations.Outcome) error {
	return s.AdvanceAll(ctx, []operations.Move{{Organization: organization, Operation: id, Outcome: news}})
}

// AdvanceAll makes the moves that can be made. Those of one shard share transactions.
func (s *Store) AdvanceAll(ctx context.Context, moves []operations.Move) error {
	b := &batch{moves: moves, of: map[string][]int{}, refusals: make([]error, len(moves))}
	var ids [shards][]string // in the order of their first move
	for i, m := range moves {
		if b.of[m.Operation] == nil {
			shard := shardOf(m.Operation)
			ids[shard] = append(ids[shard], m.Operation)
		}
		b.of[m.Operation] = append(b.of[m.Operation], i)
	}
	err := s.each(ctx, shards, func(ctx context.Context, shard int) error {
		for part := range slices.Chunk(ids[shard], operationsPerWrite) {
			if err := s.advance(ctx, shard, b, part); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("advance %d operations: %w", len(moves), err)
	}
	var refused operations.MoveErrors
	for i, refusal := range b.refusals {
		if refusal != nil {
			refused = append(refused, operations.MoveError{Move: moves[i], Err: refusal})
		}
	}
	if refused != nil {
		return refused
	}
	return nil
}

// A batch is many moves. Each operation's are handled by one goroutine.
type batch struct {
	moves    []operations.Move
	of       map[string][]int // an operation's moves
	refusals []error          // why a move was not made
}

// apply gives the operation after all its moves.
func (b *batch) apply(id string, r *record, found bool, s *Store) operations.Operation {
	var o operations.Operation
	if found {
		o = r.Operation
	}
	for _, i := range b.of[id] {
		m := b.moves[i]
		if !found || r.pending || r.Organization != m.Organization {
			b.refusals[i] = fmt.Errorf("%s has no such operation", m.Organization)
			continue
		}
		o, b.refusals[i] = o.After(m.Outcome, s.Now())
	}
	return o
}

// advance moves some operations of a shard, in one transaction. It is repeated until nobody else has changed them in
// between; what was written and not answered is found to be so.
func (s *Store) advance(ctx context.Context, shard int, b *batch, ids []string) error {
	for conflicts := 0; ; conflicts++ {
		if err := s.pause(ctx, conflicts); err != nil {
			return err
		}
		var finished []*record
		err := s.turn(ctx, shard, func() (err error) {
			finished, err = s.tryAdvance(ctx, shard, b, ids)
			return err
		})
		if errors.Is(err, tables.ErrConflict) {
			continue
		}
		for _, r := range finished {
			s.release(ctx, r)
		}
		return err
	}
}

// tryAdvance gives the operations that are done now and were not before.
func (s *Store) tryAdvance(ctx context.Context, shard int, b *batch, ids []string) (finished []*record, err error) {
	records, founds := make([]*record, len(ids)), make([]bool, len(ids))
	err = s.each(ctx, len(ids), func(ctx context.Context, i int) (err error) {
		records[i], founds[i], err = s.read(ctx, ids[i])
		return err
	})
	if err != nil {
		return nil, err
	}
	c := change{partition: partitionOf(shard), tallies: map[string]*tally{}}
	for i, id := range ids {
		o := b.apply(id, records[i], founds[i], s)
		if !founds[i] || o.Status == records[i].Status && o.Transaction == records[i].Transaction && o.Block == records[i].Block {
			continue
		}
		if err := c.move(records[i], o); err != nil {
			return nil, err
		}
		if o.Status.Done() && !records[i].Status.Done() {
			finished = append(finished, records[i])
		}
	}
	if err := c.countIn(ctx, s); err != nil {
		return nil, err
	}
	if _, err := s.table.Commit(ctx, c.writes...); err != nil {
		return nil, err
	}
	return finished, nil
}

// A change is what one transaction writes to a shard.
type change struct {
	partition string
	writes    []tables.Write
	tallies   map[string]*tally // by key; count is by how much
}

// move adds that an operation is now as given.
func (c *change) move(r *record, now operations.Operation) error {
	moved := record{Operation: now}
	e := tables.NewEntity(c.partition, rowKey(r.ID))
	if err := moved.setState(e); err != nil {
		return err
	}
	c.writes = append(c.writes, tables.Merge(e, r.etag))
	if now.Status == r.Status {
		return nil
	}
	c.writes = append(c.writes,
		tables.Delete(tables.NewEntity(c.partition, waitingKey(r.Status, r.UpdatedAt, r.ID)), tables.Any),
		tables.Insert(tables.NewEntity(c.partition, waitingKey(now.Status, now.UpdatedAt, r.ID))))
	key := tallyKey(r.Signer, r.Organization)
	if c.tallies[key] == nil {
		c.tallies[key] = &tally{signer: r.Signer, organization: r.Organization, count: map[operations.Status]int64{}}
	}
	c.tallies[key].count[r.Status]--
	c.tallies[key].count[now.Status]++
	return nil
}

// countIn adds the tallies, as they are now and with the change.
func (c *change) countIn(ctx context.Context, s *Store) error {
	var mu sync.Mutex
	var all []*tally
	for _, t := range c.tallies {
		all = append(all, t)
	}
	return s.each(ctx, len(all), func(ctx context.Context, i int) error {
		t, err := s.tally(ctx, c.partition, all[i].signer, all[i].organization)
		if err != nil {
			return err
		}
		for status, n := range all[i].count {
			t.count[status] += n
		}
		mu.Lock()
		defer mu.Unlock()
		c.writes = append(c.writes, t.write())
		return nil
	})
}
