package operations

import (
	"context"
	"fmt"

	"waybill/shared/custody"
	"waybill/shared/problem"
)

// A Finder knows operations; a Store is one.
type Finder interface {
	Get(ctx context.Context, organization custody.OrganizationID, id string) (Operation, bool, error)
}

// Find gives the organisation's operation that a request's path names, or problem.NotFound: another organisation's
// operation is not found either.
func Find(ctx context.Context, in Finder, organization custody.OrganizationID, id string) (Operation, error) {
	o, found, err := in.Get(ctx, organization, id)
	if err != nil {
		return Operation{}, fmt.Errorf("look up operation %s: %w", id, err)
	}
	if !found {
		return Operation{}, problem.NotFound.At("path:id", "your organisation has no operation with this id")
	}
	return o, nil
}
