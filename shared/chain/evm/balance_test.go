package evm_test

import (
	"testing"

	"waybill/shared/custody"
)

// An address has what it was given, and nothing before.
func TestBalance(t *testing.T) {
	t.Parallel()
	n := newNode(t, rules("osaka"))
	balance, err := n.evm.Balance(t.Context(), custody.Address{0xba})
	if err != nil || balance.Sign() != 0 {
		t.Errorf("nobody has %s wei, %v", balance, err)
	}
	n.fund([20]byte{0xba})
	if balance, err = n.evm.Balance(t.Context(), custody.Address{0xba}); err != nil || balance.Sign() <= 0 {
		t.Errorf("funded, it has %s wei, %v", balance, err)
	}
}
