package evm

import (
	"math/big"
	"testing"

	"github.com/ethereum/go-ethereum/accounts/abi"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"

	"waybill/shared/custody"
)

// Every event that the contract has can be read: one that could not would stop the ledger.
func TestEveryEventOfTheContractIsRead(t *testing.T) {
	t.Parallel()
	contractABI := contract.GetABI()
	for name, event := range contractABI.Events {
		l := &types.Log{Topics: []common.Hash{event.ID}}
		for _, in := range event.Inputs {
			switch {
			case in.Indexed:
				l.Topics = append(l.Topics, common.Hash{})
			case in.Type.T == abi.SliceTy: // where it begins; it is empty
				l.Data = append(l.Data, common.BigToHash(common.Big0).Bytes()...)
				l.Data[len(l.Data)-1] = byte(32 * len(event.Inputs.NonIndexed()))
			default:
				l.Data = append(l.Data, make([]byte, 32)...)
			}
		}
		l.Data = append(l.Data, make([]byte, 32)...)
		if e, err := decode(l); err != nil || e.EventName() != name {
			t.Errorf("%s is read as %v, %v", name, e, err)
		}
	}
}

// An amount is a measure and thousandths; what is over the most that there can be counts as that, and a sum has no measure.
func TestAmountsAreTakenApart(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]struct {
		quantity custody.Quantity
		measure  custody.Measure
	}{
		"0x0":                    {0, ""},
		"0x5dc":                  {1_500, ""},
		"0x4b474d000000000005dc": {1_500, "KGM"},
		"0x4b474d00000000000000": {0, "KGM"},
		"0x48380000000000000001": {1, "H8"},
		"0x4b474dffffffffffffff": {custody.MaxQuantity, "KGM"},
		"0xffffff00000000000001": {1, ""},
	} {
		n, _ := new(big.Int).SetString(text, 0)
		if got := quantity(n); got != want.quantity || custody.MeasureOf(measure(n)) != want.measure {
			t.Errorf("%s is %s of %q, want %s of %q", text, got, custody.MeasureOf(measure(n)), want.quantity, want.measure)
		}
	}
	if most := new(big.Int).Lsh(big.NewInt(1), 200); sum(most) != custody.MaxQuantity {
		t.Errorf("2^200 is %s", sum(most))
	}
}
