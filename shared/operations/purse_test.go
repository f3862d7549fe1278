package operations_test

import (
	"context"
	"errors"
	"math/big"
	"strings"
	"testing"

	"waybill/shared/custody"
	"waybill/shared/operations"
	"waybill/shared/problem"
)

// balances are in wei, by an address's first byte.
type balances map[byte]int64

// Balance gives what is there.
func (b balances) Balance(_ context.Context, address custody.Address) (*big.Int, error) {
	wei, known := b[address[0]]
	if !known {
		return nil, errors.New("connection refused")
	}
	return big.NewInt(wei), nil
}

// The richest key pays, its share of a grant or half of what it has, and never next to nothing.
func TestPurse(t *testing.T) {
	t.Parallel()
	const grant = 16_384
	for name, test := range map[string]struct {
		has   balances
		payer byte
		wei   int64
		want  error
	}{
		"rich":           {balances{1: 9_000, 2: 15_000, 3: 0}, 2, grant / custody.MaxSigners, nil},
		"half":           {balances{1: 1_000, 2: 100, 3: 999}, 1, 500, nil},
		"just enough":    {balances{1: 0, 2: 0, 3: 32}, 3, 16, nil},
		"not enough":     {balances{1: 31, 2: 30, 3: 0}, 0, 0, problem.Forbidden},
		"nobody can say": {balances{1: 9_000}, 0, 0, errors.New("connection refused")},
	} {
		purse := operations.Purse{Grant: big.NewInt(grant), Balances: test.has}
		payer, wei, err := purse.Pay(t.Context(), []custody.Address{{1}, {2}, {3}})
		if test.want != nil {
			if err == nil || !errors.Is(err, test.want) && !strings.Contains(err.Error(), test.want.Error()) {
				t.Errorf("%s: %v", name, err)
			}
			continue
		}
		if err != nil || payer[0] != test.payer || wei.Int64() != test.wei {
			t.Errorf("%s: %s pays %s, %v", name, payer, wei, err)
		}
	}
	if payer, wei, err := (operations.Purse{}).Pay(t.Context(), []custody.Address{{7}}); err != nil || payer != (custody.Address{7}) || wei.Sign() != 0 {
		t.Errorf("where gas is free, %s pays %s, %v", payer, wei, err)
	}
}

// The key that pays signs, and what it gives is fixed in the instruction.
func TestTheKeyThatPaysSigns(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.grows(3)
	has := balances{0: 10, 1: 1000, 2: 20}
	o.Purse = operations.Purse{Grant: big.NewInt(1600), Balances: has}
	op := o.accept("key", &custody.AddSigner{})
	instruction, err := custody.DecodeInstruction(op.Instruction)
	if add, ok := instruction.(*custody.AddKey); err != nil || !ok || add.Value == nil || add.Value.Int64() != 100 || op.Signer[0] != 1 {
		t.Errorf("%s signs %s, %v", op.Signer, op.Instruction, err)
	}
}
