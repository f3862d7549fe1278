// Package azuretable keeps app credentials in a table of Azure Table Storage. Start with [Open].
//
// A credential is one entity whose row key is its id. Its partition is the id's first digit, "c0" to "cf": a request
// reads one entity by its keys, and sixteen partitions carry sixteen times what one does. The service answers from what
// was written last, so a revocation counts from the next request on.
//
// https://learn.microsoft.com/azure/storage/tables/scalability-targets
package azuretable

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"waybill/shared/partner"
	"waybill/shared/retry"
	"waybill/shared/tables"
)

// table is the name of the table in which a system keeps its credentials.
const table = "waybillcredentials"

// tries is how often a write is made whose outcome the service does not tell, or that others were faster than. Nobody
// waits in between: creating and revoking is done by people, and they may do it again.
const tries = 5

var _ partner.CredentialRows = (*Rows)(nil)

// A Place says where the table is; without a name it is waybillcredentials.
type Place = tables.Place

// Rows are in a table. They are safe for concurrent use, also by several processes.
type Rows struct{ table *tables.Table }

// Open gives the rows at the place. With an Endpoint it asks nobody yet, and the table has to be there when it does;
// with a Connection it creates the table.
func Open(ctx context.Context, p Place) (*Rows, error) {
	if p.Table == "" {
		p.Table = table
	}
	t, err := tables.Open(ctx, p)
	if err != nil {
		return nil, fmt.Errorf("open the credentials in Table Storage: %w", err)
	}
	return &Rows{t}, nil
}

// Close does nothing: a table needs no closing.
func (r *Rows) Close() error { return nil }

// Insert adds the row. Where the service does not tell what became of it, it is added again: one that is there with the
// same secret is its own.
func (r *Rows) Insert(ctx context.Context, row partner.CredentialRow) error {
	e, err := entityOf(row)
	if err != nil {
		return err
	}
	for range tries {
		_, err = r.table.Commit(ctx, tables.Insert(e))
		if err == nil || ctx.Err() != nil || retry.VerdictOf(err) == retry.Never {
			return err
		}
		if errors.Is(err, tables.ErrConflict) {
			return r.compare(ctx, row)
		}
	}
	return err
}

// compare says whether the row that is there already is the given one.
func (r *Rows) compare(ctx context.Context, row partner.CredentialRow) error {
	there, _, err := r.Find(ctx, row.ID)
	if err != nil || bytes.Equal(there.MAC, row.MAC) {
		return err
	}
	return partner.ErrCredentialExists
}

// Find reads one entity by its keys.
func (r *Rows) Find(ctx context.Context, id string) (partner.CredentialRow, bool, error) {
	e, found, err := r.table.Get(ctx, partitionOf(id), id)
	if err != nil || !found {
		return partner.CredentialRow{}, false, err
	}
	row, err := rowOf(e)
	return row, err == nil, err
}

// All reads the sixteen partitions, one after the other.
func (r *Rows) All(ctx context.Context) ([]partner.CredentialRow, error) {
	var all []partner.CredentialRow
	for _, digit := range "0123456789abcdef" {
		err := r.table.List(ctx, tables.Range{Partition: partitionOf(string(digit))}, 0, func(e tables.Entity) error {
			row, err := rowOf(e)
			all = append(all, row)
			return err
		})
		if err != nil {
			return nil, err
		}
	}
	slices.SortFunc(all, func(a, b partner.CredentialRow) int {
		return cmp.Or(a.Created.Compare(b.Created), cmp.Compare(a.ID, b.ID))
	})
	return all, nil
}

// Revoke writes the time on the condition that the row is as it was read, so that the first time stays. When others write
// faster than that, it writes in any case: that a credential is revoked matters more than since when.
func (r *Rows) Revoke(ctx context.Context, id string, at time.Time) (bool, error) {
	e := tables.NewEntity(partitionOf(id), id)
	e.SetNumber(revoked, seconds(at))
	var failed error
	for try := range tries {
		there, found, err := r.table.Get(ctx, e.PartitionKey, id)
		if err != nil || !found {
			return false, err
		}
		if since, err := there.Number(revoked); err != nil || since != 0 {
			return err == nil, err
		}
		etag := there.ETag
		if try == tries-1 {
			etag = tables.Any
		}
		if _, failed = r.table.Commit(ctx, tables.Merge(e, etag)); failed == nil {
			return true, nil
		}
	}
	return false, failed
}

// Use writes the time over whatever version there is, and nothing else.
func (r *Rows) Use(ctx context.Context, id string, at time.Time) error {
	e := tables.NewEntity(partitionOf(id), id)
	e.SetNumber(lastUsed, seconds(at))
	_, err := r.table.Commit(ctx, tables.Merge(e, tables.Any))
	return err
}

func partitionOf(id string) string { return "c" + id[:1] }
