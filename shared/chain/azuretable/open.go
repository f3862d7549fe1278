package azuretable

import (
	"context"
	"fmt"

	"waybill/shared/tables"
)

// table is the name of the table in which a system keeps its journal.
const table = "waybilljournal"

// A Place says where the table is; without a name it is waybilljournal.
type Place = tables.Place

// Open gives the journal at the place. With an Endpoint it asks nobody yet, and the table has to be there when it does;
// with a Connection it creates the table.
func Open(ctx context.Context, p Place) (*Journal, error) {
	if p.Table == "" {
		p.Table = table
	}
	t, err := tables.Open(ctx, p)
	if err != nil {
		return nil, fmt.Errorf("open the journal in Table Storage: %w", err)
	}
	return &Journal{t}, nil
}
