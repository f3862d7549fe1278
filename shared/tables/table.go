package tables

import (
	"context"
	"errors"
	"fmt"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore"
	"github.com/Azure/azure-sdk-for-go/sdk/data/aztables"
)

// A Table is one table of a storage account. It is safe for concurrent use, also by several processes.
type Table struct{ client *aztables.Client }

// Get reads one entity; false if it does not exist.
func (t *Table) Get(ctx context.Context, partition, row string) (Entity, bool, error) {
	response, err := t.client.GetEntity(ctx, partition, row, nil)
	if refusal := (*azcore.ResponseError)(nil); errors.As(err, &refusal) && refusal.ErrorCode == string(aztables.ResourceNotFound) {
		return Entity{}, false, nil
	}
	if err != nil {
		return Entity{}, false, fmt.Errorf("read %s of %s: %w", row, partition, explain(err))
	}
	e, err := decode(response.Value)
	return e, err == nil, err
}

// A Range names entities of one partition: those whose row keys are From or behind it and before Before. Without Before
// it has no end.
type Range struct {
	Partition    string
	From, Before string
}

func (r Range) filter() string {
	filter := "PartitionKey eq '" + r.Partition + "'"
	if r.From != "" {
		filter += " and RowKey ge '" + r.From + "'"
	}
	if r.Before != "" {
		filter += " and RowKey lt '" + r.Before + "'"
	}
	return filter
}

// pageSize is how many entities the service gives at once, at most.
const pageSize = 1000

// List passes the entities of the range to use, in order of their row keys, until use has seen limit of them or fails;
// a limit of 0 means all. Entities that are written meanwhile may be missing or not.
func (t *Table) List(ctx context.Context, r Range, limit int, use func(Entity) error) error {
	filter, top := r.filter(), int32(pageSize)
	if limit > 0 && limit < pageSize {
		top = int32(limit)
	}
	seen := 0
	for pager := t.client.NewListEntitiesPager(&aztables.ListEntitiesOptions{Filter: &filter, Top: &top}); pager.More(); {
		page, err := pager.NextPage(ctx)
		if err != nil {
			return fmt.Errorf("list %s: %w", filter, explain(err))
		}
		for _, text := range page.Entities {
			e, err := decode(text)
			if err != nil {
				return err
			}
			if err := use(e); err != nil {
				return err
			}
			if seen++; seen == limit {
				return nil
			}
		}
	}
	return nil
}

// Put writes an entity whatever is there: its properties replace those of the same name, others stay. It may be repeated,
// and is when an answer is lost.
func (t *Table) Put(ctx context.Context, e Entity) error {
	text, err := e.encode()
	if err != nil {
		return err
	}
	if _, err = t.client.UpsertEntity(ctx, text, nil); err != nil {
		return fmt.Errorf("write %s of %s: %w", e.RowKey, e.PartitionKey, explain(err))
	}
	return nil
}
