package azuretable

import (
	"context"
	"fmt"

	"waybill/shared/custody"
	"waybill/shared/operations"
	"waybill/shared/tables"
)

// A tally is how many operations of an organisation with a signer there are in each state, in one shard. It changes in
// the transactions that change these operations.
type tally struct {
	partition    string
	signer       custody.Address
	organization custody.OrganizationID
	count        map[operations.Status]int64
	etag         string // "" if it is not in the table yet
}

// tally reads a tally.
func (s *Store) tally(ctx context.Context, partition string, signer custody.Address, organization custody.OrganizationID) (*tally, error) {
	e, found, err := s.table.Get(ctx, partition, tallyKey(signer, organization))
	if err != nil {
		return nil, err
	}
	if !found {
		return &tally{partition: partition, signer: signer, organization: organization, count: map[operations.Status]int64{}}, nil
	}
	return tallyOf(e)
}

func tallyOf(e tables.Entity) (*tally, error) {
	t := &tally{
		partition: e.PartitionKey, organization: custody.OrganizationID(e.Text("Organization")),
		count: map[operations.Status]int64{}, etag: e.ETag,
	}
	copy(t.signer[:], e.Binary("Signer"))
	for _, status := range statuses {
		n, err := e.Number(string(status))
		if err != nil {
			return nil, err
		}
		t.count[status] = n
	}
	return t, nil
}

// write gives the write that puts the tally into the table, if nobody has changed it.
func (t *tally) write() tables.Write {
	e := tables.NewEntity(t.partition, tallyKey(t.signer, t.organization))
	e.SetText("Organization", string(t.organization))
	e.SetBinary("Signer", t.signer[:])
	for _, status := range statuses {
		e.SetNumber(string(status), t.count[status])
	}
	if t.etag == "" {
		return tables.Insert(e)
	}
	return tables.Replace(e, t.etag)
}

// tallies reads all tallies, those of a shard together.
func (s *Store) tallies(ctx context.Context) ([]*tally, error) {
	var all [shards][]*tally
	err := s.each(ctx, shards, func(ctx context.Context, shard int) error {
		return s.table.List(ctx, tables.Range{Partition: partitionOf(shard), From: "t", Before: "u"}, 0, func(e tables.Entity) error {
			t, err := tallyOf(e)
			all[shard] = append(all[shard], t)
			return err
		})
	})
	if err != nil {
		return nil, fmt.Errorf("count operations: %w", err)
	}
	var list []*tally
	for _, some := range all {
		list = append(list, some...)
	}
	return list, nil
}

// Counts gives the number of operations in each state. It reads as many entities as there are signers, in each shard.
func (s *Store) Counts(ctx context.Context) (map[operations.Status]int, error) {
	all, err := s.tallies(ctx)
	if err != nil {
		return nil, err
	}
	counts := map[operations.Status]int{}
	for _, t := range all {
		for status, n := range t.count {
			if n != 0 {
				counts[status] += int(n)
			}
		}
	}
	return counts, nil
}

// Backlogs gives how many open operations each organisation has with each signer. Shards are not read at one moment;
// but what is drained only becomes less, so when it is said to be none, it is none.
func (s *Store) Backlogs(ctx context.Context) ([]operations.Backlog, error) {
	tallies, err := s.tallies(ctx)
	if err != nil {
		return nil, err
	}
	sums := map[operations.Backlog]int{}
	for _, t := range tallies {
		for status, n := range t.count {
			if n != 0 && !status.Done() {
				sums[operations.Backlog{Organization: t.organization, Signer: t.signer}] += int(n)
			}
		}
	}
	var all []operations.Backlog
	for b, n := range sums {
		b.Open = n
		all = append(all, b)
	}
	return all, nil
}
