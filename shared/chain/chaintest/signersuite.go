package chaintest

import (
	"sync"
	"testing"

	"github.com/ethereum/go-ethereum/crypto"

	"waybill/shared/chain"
	"waybill/shared/custody"
)

// RunSigner runs the suite that every chain.Signer passes. open gives a signer and the address of a key it has.
func RunSigner(t *testing.T, open func(t *testing.T) (chain.Signer, custody.Address)) {
	t.Run("every signature is the address's", func(t *testing.T) {
		t.Parallel()
		s, address := open(t)
		digests := make([]custody.Digest, 20)
		for i := range digests {
			digests[i] = digest([]byte{byte(i)})
		}
		signatures, err := s.Sign(t.Context(), address, digests)
		if err != nil || len(signatures) != len(digests) {
			t.Fatalf("%d signatures, %v", len(signatures), err)
		}
		for i, signature := range signatures {
			if len(signature) != crypto.SignatureLength || signature[64] > 1 {
				t.Fatalf("signature %x is not r, s and recovery id", signature)
			}
			key, err := crypto.SigToPub(digests[i][:], signature)
			if err != nil || custody.Address(crypto.PubkeyToAddress(*key)) != address {
				t.Errorf("signature %d is not that of %s: %v", i, address, err)
			}
			if !crypto.VerifySignature(crypto.FromECDSAPub(key), digests[i][:], signature[:64]) {
				t.Errorf("signature %d has the higher s", i)
			}
		}
	})
	t.Run("nothing to sign gives nothing", func(t *testing.T) {
		t.Parallel()
		s, address := open(t)
		if signatures, err := s.Sign(t.Context(), address, nil); err != nil || len(signatures) != 0 {
			t.Errorf("%d signatures, %v", len(signatures), err)
		}
	})
	t.Run("an address without key is an error", func(t *testing.T) {
		t.Parallel()
		s, _ := open(t)
		if _, err := s.Sign(t.Context(), custody.Address{1}, []custody.Digest{{1}}); err == nil {
			t.Error("something was signed for an unknown address")
		}
	})
	t.Run("batches at once are no trouble", func(t *testing.T) {
		t.Parallel()
		s, address := open(t)
		var all sync.WaitGroup
		for batch := range 4 {
			all.Go(func() {
				digests := make([]custody.Digest, chain.MaxBatch)
				for i := range digests {
					digests[i] = digest([]byte{byte(batch), byte(i)})
				}
				signatures, err := s.Sign(t.Context(), address, digests)
				if err != nil || len(signatures) != len(digests) {
					t.Errorf("%d signatures, %v", len(signatures), err)
					return
				}
				for i, signature := range signatures {
					key, err := crypto.SigToPub(digests[i][:], signature)
					if err != nil || custody.Address(crypto.PubkeyToAddress(*key)) != address {
						t.Errorf("signature %d of batch %d is not that of %s: %v", i, batch, address, err)
					}
				}
			})
		}
		all.Wait()
	})
}
