package evm

import (
	"bytes"
	"strings"
	"testing"

	"github.com/ethereum/go-ethereum/accounts/abi"

	"waybill/contracts/bindings"
)

// Every error of the contract has a sentence, all of whose words in braces are arguments of that error, and there is
// no sentence for an error that the contract does not have.
func TestEveryContractErrorHasASentence(t *testing.T) {
	t.Parallel()
	ledger := bindings.NewCustodyLedger().GetABI()
	for name, failure := range ledger.Errors {
		data := append(bytes.Clone(failure.ID[:4]), make([]byte, 32*len(failure.Inputs))...)
		if text := sentence(data); text == "" || strings.ContainsAny(text, "{}") {
			t.Errorf("%s is put as %q", name, text)
		}
	}
	for name := range sentences {
		if _, ok := ledger.Errors[name]; !ok {
			t.Errorf("the contract has no error %s", name)
		}
	}
}

// Reverts that are not the contract's own are said as well as they can be.
func TestOtherReverts(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		data []byte
		want string
	}{
		{nil, "without a reason"},
		{[]byte{1, 2, 3, 4}, "with 0x01020304"},
		{append([]byte{0x4e, 0x48, 0x7b, 0x71}, append(make([]byte, 31), 0x11)...), "overflow"},
		{revert(t, strings.Repeat("no ", 1000)), "refused the transaction: no no"},
		{bindings.NewCustodyLedger().GetABI().Errors["StaleVersion"].ID.Bytes()[:4], "with StaleVersion"},
	} {
		if got := sentence(c.data); !strings.Contains(got, c.want) {
			t.Errorf("%x is put as %q, want %q in it", c.data, got, c.want)
		} else if len(got) > 300 {
			t.Errorf("it is kept with %d bytes", len(got))
		}
	}
}

// revert gives the data of Error(string), what Solidity returns where a contract gives its reason as a text.
func revert(t *testing.T, reason string) []byte {
	t.Helper()
	text, err := abi.NewType("string", "", nil)
	if err != nil {
		t.Fatal(err)
	}
	data, err := abi.Arguments{{Type: text}}.Pack(reason)
	if err != nil {
		t.Fatal(err)
	}
	return append([]byte{0x08, 0xc3, 0x79, 0xa0}, data...)
}
