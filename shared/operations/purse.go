package operations

import (
	"context"
	"fmt"
	"math/big"

	"waybill/shared/custody"
	"waybill/shared/problem"
)

// leastGrant is what part of a first key's grant the gift to another key must be at least: less does not last for the
// transactions that a key is added for.
const leastGrant = 1024

// A Purse gives a new signing key something for its first transactions, out of what the organisation's other keys have.
// The zero Purse is that of a network where gas is free.
type Purse struct {
	Grant    *big.Int // wei that an organisation's first key was given; nil or 0 where gas is free
	Balances Balances // asked only if there is a grant
}

// Balances know what an address has.
type Balances interface {
	// Balance gives what the address has in the newest block, in wei.
	Balance(ctx context.Context, address custody.Address) (*big.Int, error)
}

// Pay picks the richest of the keys and says how many wei it can give: one part in custody.MaxSigners of the grant, so
// that the grant of the first key is enough for all, but no more than half of what it has. If that is next to nothing,
// the problem says where ether is needed. The first key gives nothing where gas is free.
func (p Purse) Pay(ctx context.Context, keys []custody.Address) (payer custody.Address, wei *big.Int, err error) {
	if p.Grant == nil || p.Grant.Sign() == 0 {
		return keys[0], new(big.Int), nil
	}
	most := new(big.Int).Neg(big.NewInt(1))
	for _, key := range keys {
		has, err := p.Balances.Balance(ctx, key)
		if err != nil {
			return payer, nil, fmt.Errorf("ask for the balance of %s: %w", key, err)
		}
		if has.Cmp(most) > 0 {
			payer, most = key, has
		}
	}
	wei = new(big.Int).Div(p.Grant, big.NewInt(custody.MaxSigners))
	if half := new(big.Int).Rsh(most, 1); half.Cmp(wei) < 0 {
		wei = half
	}
	if least := new(big.Int).Div(p.Grant, big.NewInt(leastGrant)); wei.Cmp(least) < 0 {
		return payer, nil, problem.Forbidden.With(fmt.Sprintf("a new key needs something for its first transactions, and none of the others can give %s wei; send ether to %s and try again",
			least, payer))
	}
	return payer, wei, nil
}
