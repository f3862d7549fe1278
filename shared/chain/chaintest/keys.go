package chaintest

import (
	"context"
	"crypto/ecdsa"
	"errors"
	"fmt"

	"github.com/ethereum/go-ethereum/crypto"

	"waybill/shared/chain"
	"waybill/shared/custody"
)

// Keys is a chain.Signer with keys that everybody knows.
type Keys map[custody.Address]*ecdsa.PrivateKey

// NewKeys gives the named keys, the same for the same name, and their addresses in the same order.
func NewKeys(names ...string) (Keys, []custody.Address) {
	keys := Keys{}
	var addresses []custody.Address
	for _, name := range names {
		key, err := crypto.ToECDSA(crypto.Keccak256([]byte("chaintest key " + name)))
		if err != nil {
			panic(fmt.Sprintf("chaintest: the name %q makes no key: %v", name, err)) // one of 2^127 does not
		}
		address := custody.Address(crypto.PubkeyToAddress(key.PublicKey))
		keys[address] = key
		addresses = append(addresses, address)
	}
	return keys, addresses
}

// Sign signs each digest.
func (k Keys) Sign(_ context.Context, address custody.Address, digests []custody.Digest) ([][]byte, error) {
	key := k[address]
	if key == nil {
		return nil, fmt.Errorf("there is no key of %s", address)
	}
	var signatures [][]byte
	for _, d := range digests {
		s, err := crypto.Sign(d[:], key)
		if err != nil {
			return nil, err
		}
		signatures = append(signatures, s)
	}
	return signatures, nil
}

// An Encoder is a chain.Encoder whose calls carry command id and event hash and nothing else, so that [Chain] can tell
// commands apart. It refuses a nil instruction.
type Encoder struct{}

// Encode gives the call.
func (Encoder) Encode(instruction custody.Instruction, command, eventHash custody.Digest) (chain.Call, error) {
	if instruction == nil {
		return chain.Call{}, errors.New("there is no instruction")
	}
	return chain.Call{To: custody.Address{0xc0}, Data: append(command[:], eventHash[:]...), Gas: 100_000}, nil
}

// Command gives a request with an id made of the name.
func Command(name string) chain.Request {
	return chain.Request{
		Organization: "northern-silicon", Operation: "op-" + name, Command: digest([]byte(name)),
		EventHash: digest([]byte("event"), []byte(name)), Instruction: &custody.Record{},
	}
}
