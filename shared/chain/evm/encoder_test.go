package evm_test

import (
	"bytes"
	"math/big"
	"testing"

	"waybill/contracts/bindings"
	"waybill/shared/chain"
	"waybill/shared/chain/evm"
	"waybill/shared/custody"
)

var _ chain.Encoder = (*evm.Encoder)(nil)

var contract = custody.Address{0xc0, 19: 1}

// Every instruction becomes a call of the contract's function of that name, which begins with the command id, ends
// with the event hash, and has gas. New keys are given some for their first transactions.
func TestEveryInstructionIsEncoded(t *testing.T) {
	t.Parallel()
	ledger := bindings.NewCustodyLedger().GetABI()
	encoder := evm.NewEncoder(contract, big.NewInt(5))
	for _, i := range []custody.Instruction{
		&custody.JoinOrganization{}, &custody.Register{}, &custody.Offer{}, &custody.Accept{}, &custody.Reject{},
		&custody.Cancel{}, &custody.Pack{}, &custody.Unpack{Children: make([]custody.Child, 2)},
		&custody.Make{Inputs: make([]custody.Input, 2), Outputs: make([]custody.Output, 2)}, &custody.Certify{},
		&custody.Revoke{}, &custody.Record{}, &custody.Anchor{}, &custody.AddKey{Value: big.NewInt(7)}, &custody.RemoveKey{},
	} {
		call, err := encoder.Encode(i, custody.Digest{1}, custody.Digest{2})
		if err != nil {
			t.Errorf("%s: %v", i.Function(), err)
			continue
		}
		method := ledger.Methods[i.Function()]
		if call.To != contract || call.Gas == 0 || !bytes.Equal(call.Data[:4], method.ID) {
			t.Errorf("%s becomes a call of %x with %d gas", i.Function(), call.Data[:4], call.Gas)
		}
		values, err := method.Inputs.Unpack(call.Data[4:])
		if err != nil || values[0] != [32]byte{1} || values[len(values)-1] != [32]byte{2} {
			t.Errorf("%s carries %v, %v", i.Function(), values, err)
		}
		value := int64(0)
		if call.Value != nil {
			value = call.Value.Int64()
		}
		if want := map[string]int64{"joinOrganization": 5, "addKey": 7}[i.Function()]; value != want {
			t.Errorf("%s carries %d wei, not %d", i.Function(), value, want)
		}
	}
}

// A value that the contract's types do not take is an error, because the ABI would cut it silently.
func TestValuesThatDoNotFit(t *testing.T) {
	t.Parallel()
	for name, i := range map[string]custody.Instruction{
		"nothing":           nil,
		"version":           &custody.Accept{ExpectedVersion: 1 << 24},
		"version of child":  &custody.Unpack{Children: []custody.Child{{Version: 1 << 24}}},
		"version of input":  &custody.Make{Inputs: []custody.Input{{ExpectedVersion: 1 << 24}}},
		"deadline":          &custody.Offer{Deadline: 1 << 40},
		"end":               &custody.Certify{ValidUntil: 1 << 40},
		"negative quantity": &custody.Register{Quantity: -1},
	} {
		if _, err := evm.NewEncoder(contract, nil).Encode(i, custody.Digest{}, custody.Digest{}); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

// The largest lists that are accepted stay within what one transaction may use, and a network without that limit can
// be given more.
func TestGasStaysWithinOneTransaction(t *testing.T) {
	t.Parallel()
	encoder := evm.NewEncoder(contract, nil)
	for _, largest := range []custody.Instruction{
		&custody.Unpack{Children: make([]custody.Child, custody.MaxChildren)},
		&custody.Make{Inputs: make([]custody.Input, 1), Outputs: make([]custody.Output, custody.MaxParts-1)},
	} {
		if call, err := encoder.Encode(largest, custody.Digest{}, custody.Digest{}); err != nil || call.Gas >= 1<<24 {
			t.Errorf("the largest %s has %d gas, %v", largest.Function(), call.Gas, err)
		}
	}
	large := &custody.Unpack{Children: make([]custody.Child, 1000)}
	call, err := encoder.Encode(large, custody.Digest{}, custody.Digest{})
	if err != nil || call.Gas != 1<<24 {
		t.Errorf("%d gas, %v", call.Gas, err)
	}
	encoder.MaxGas = 30_000_000
	if call, err = encoder.Encode(large, custody.Digest{}, custody.Digest{}); err != nil || call.Gas < 20_000_000 {
		t.Errorf("%d gas, %v", call.Gas, err)
	}
}
