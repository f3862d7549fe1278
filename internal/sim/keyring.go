package sim

import (
	"context"
	"fmt"

	"waybill/shared/custody"
	"waybill/shared/operations"
)

// A keyring knows which keys sign for an organisation.
type keyring struct{ *world }

var _ operations.Signers = keyring{}

// SignersOf gives both keys to the only organisation, or one to each of two.
func (k keyring) SignersOf(_ context.Context, organization custody.OrganizationID) ([]custody.Address, error) {
	if err := k.read("signers.of"); err != nil {
		return nil, err
	}
	return k.signersOf(organization), nil
}

// CreateSigner makes no keys: no organisation joins.
func (k keyring) CreateSigner(_ context.Context, organization custody.OrganizationID, _ string) (custody.Address, error) {
	return custody.Address{}, fmt.Errorf("make a key for %s: the simulation has all it needs", organization)
}

func (w *world) signersOf(organization custody.OrganizationID) []custody.Address {
	for i, id := range w.clients.organizations {
		if id == organization && len(w.clients.organizations) > 1 {
			return w.keys.addresses[i : i+1]
		}
	}
	return w.keys.addresses
}
