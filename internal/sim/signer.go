package sim

import (
	"context"
	"fmt"
	"math/big"

	"github.com/ethereum/go-ethereum/crypto"

	"waybill/shared/chain"
	"waybill/shared/custody"
)

// A signer has the keys. Its signatures are sound, so that what the engine checks holds, and cheap, because it takes
// the secret number that each signature needs from a short list and has done the costly part before. That gives the
// keys away to everybody who looks; these guard nothing.
//
// Two signatures of one digest differ, as those of a hardware module do.
type signer struct {
	*scheduler
	addresses []custody.Address
	scalars   map[custody.Address]*big.Int
	senders   map[[32]byte]int // by the part s of each signature: how the node knows the sender
}

// A secretNumber is the k of a signature, as far as it can be worked out beforehand.
type secretNumber struct {
	r       *big.Int // x coordinate of k times the generator
	inverse *big.Int // of k
	odd     byte     // whether its y coordinate is
}

var (
	order   = crypto.S256().Params().N
	half    = new(big.Int).Rsh(order, 1)
	secrets = func() (all []secretNumber) {
		for i := range byte(8) {
			k := crypto.Keccak256([]byte("waybill simulation"), []byte{i})
			x, y := crypto.S256().ScalarBaseMult(k)
			all = append(all, secretNumber{x, new(big.Int).ModInverse(new(big.Int).SetBytes(k), order), byte(y.Bit(0))})
		}
		return all
	}()
)

func newSigner(s *scheduler, names ...string) (*signer, error) {
	k := &signer{scheduler: s, scalars: map[custody.Address]*big.Int{}, senders: map[[32]byte]int{}}
	for _, name := range names {
		key, err := crypto.ToECDSA(crypto.Keccak256([]byte(name)))
		if err != nil {
			return nil, fmt.Errorf("make a key of %q: %w", name, err)
		}
		address := custody.Address(crypto.PubkeyToAddress(key.PublicKey))
		k.addresses = append(k.addresses, address)
		k.scalars[address] = new(big.Int).SetBytes(crypto.FromECDSA(key))
	}
	return k, nil
}

var _ chain.Signer = (*signer)(nil)

// Sign signs each digest.
func (k *signer) Sign(_ context.Context, address custody.Address, digests []custody.Digest) ([][]byte, error) {
	if err := k.read("signer.sign"); err != nil {
		return nil, err
	}
	signatures := make([][]byte, len(digests))
	for i, d := range digests {
		signatures[i] = k.sign(address, d)
	}
	return signatures, nil
}

// sign gives r, s = (digest + r * key) / k, and the recovery id.
func (k *signer) sign(address custody.Address, digest custody.Digest) []byte {
	secret := secrets[k.random.IntN(len(secrets))]
	s := new(big.Int).Mul(secret.r, k.scalars[address])
	s.Add(s, new(big.Int).SetBytes(digest[:]))
	s.Mul(s, secret.inverse).Mod(s, order)
	odd := secret.odd
	if s.Cmp(half) > 0 { // EIP-2
		s.Sub(order, s)
		odd ^= 1
	}
	signature := make([]byte, 65)
	secret.r.FillBytes(signature[:32])
	s.FillBytes(signature[32:64])
	signature[64] = odd
	k.senders[[32]byte(signature[32:64])] = k.number(address)
	return signature
}

// number gives the place of an address in the list.
func (k *signer) number(address custody.Address) int {
	for i, a := range k.addresses {
		if a == address {
			return i
		}
	}
	return -1
}
