package bindings

import (
	"bytes"
	"errors"
	"fmt"
	"sync"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/crypto"
)

// Code gives the code that a genuine contract has on every chain: the contract has neither immutables nor libraries,
// so it is the end of the creation code as it stands there. The caller must not change it.
var Code = sync.OnceValue(func() []byte {
	creation := common.FromHex(CustodyLedgerMetaData.Bin)
	for start := range creation {
		if crypto.Keccak256Hash(creation[start:]).Hex() == CustodyLedgerCodeHash {
			return creation[start:]
		}
	}
	panic("the creation code of the bindings does not hold the code with their hash; generate them again")
})

// CheckCode says in which way the code is not [Code], nil if it is.
func CheckCode(code []byte) error {
	want := Code()
	switch {
	case bytes.Equal(code, want):
		return nil
	case len(code) == 0:
		return errors.New("there is no code")
	}
	for i := range min(len(code), len(want)) {
		if code[i] != want[i] {
			return fmt.Errorf("the first difference is at byte %d: 0x%02x instead of 0x%02x (%d bytes in all, where CustodyLedger has %d)",
				i, code[i], want[i], len(code), len(want))
		}
	}
	return fmt.Errorf("it has %d bytes, where CustodyLedger has %d; the shorter one is the beginning of the other", len(code), len(want))
}
