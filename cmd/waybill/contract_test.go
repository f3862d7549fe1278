package main

import (
	"context"
	"errors"
	"strings"
	"testing"

	"waybill/shared/custody"
	"waybill/shared/operations"
)

// keysIn are the addresses of a vault's keys, by organisation.
type keysIn map[custody.OrganizationID][]custody.Address

func (k keysIn) SignersOf(_ context.Context, organization custody.OrganizationID) ([]custody.Address, error) {
	if k == nil {
		return nil, errors.New("the vault is gone")
	}
	return k[organization], nil
}

// The contract is deployed by the operator's first key and by nobody else's; none is made for it.
func TestTheOperatorsFirstKeyDeploys(t *testing.T) {
	t.Parallel()
	first, second := custody.Address{1}, custody.Address{2}
	if got, err := operatorIn(t.Context(), keysIn{operations.Operator: {first, second}, "copper-mine": {second}}); err != nil || got != first {
		t.Fatalf("%s, %v", got, err)
	}
	if _, err := operatorIn(t.Context(), keysIn{"copper-mine": {second}}); err == nil || !strings.Contains(err.Error(), "deploy bicep/") {
		t.Fatalf("without a key: %v", err)
	}
	if _, err := operatorIn(t.Context(), keysIn(nil)); err == nil || !strings.Contains(err.Error(), "gone") {
		t.Fatalf("without an answer: %v", err)
	}
}
