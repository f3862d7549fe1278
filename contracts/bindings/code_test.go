package bindings_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/vm/runtime"
	"github.com/ethereum/go-ethereum/crypto"

	"waybill/contracts/bindings"
)

// The code that is compared with is what the constructor leaves on a chain, and has the committed hash.
func TestCodeIsWhatTheConstructorReturns(t *testing.T) {
	t.Parallel()
	deployed, _, _, err := runtime.Create(common.FromHex(bindings.CustodyLedgerMetaData.Bin), nil)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(bindings.Code(), deployed) {
		t.Error("the constructor returns other code")
	}
	if got := crypto.Keccak256Hash(bindings.Code()).Hex(); got != bindings.CustodyLedgerCodeHash {
		t.Errorf("its hash is %s", got)
	}
}

// Code that differs is told apart by its first difference.
func TestCheckCodeNamesTheFirstDifference(t *testing.T) {
	t.Parallel()
	genuine := bindings.Code()
	changed := func(at int) []byte {
		code := bytes.Clone(genuine)
		code[at] ^= 0xff
		return code
	}
	for name, c := range map[string]struct {
		code []byte
		want string
	}{
		"genuine":        {genuine, ""},
		"none":           {nil, "there is no code"},
		"one byte":       {[]byte{0}, "the first difference is at byte 0: 0x00 instead of 0x60"},
		"an instruction": {changed(100), "the first difference is at byte 100: "},
		"cut off":        {genuine[:1000], "it has 1000 bytes"},
		"longer":         {append(bytes.Clone(genuine), 0, 0), "the shorter one is the beginning of the other"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			err := bindings.CheckCode(c.code)
			if (err == nil) != (c.want == "") || err != nil && !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, want %q", err, c.want)
			}
		})
	}
}
