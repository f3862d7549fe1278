package keyvault

import (
	"context"
	"errors"
	"fmt"
	"math/big"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore/to"
	"github.com/Azure/azure-sdk-for-go/sdk/security/keyvault/azkeys"
	"github.com/ethereum/go-ethereum/crypto"
	"golang.org/x/sync/errgroup"

	"waybill/shared/custody"
)

// atOnce is how many requests to the vault are under way for one batch. A signature takes the vault some ten
// milliseconds, so one after the other a batch of 49 would take half a second.
const atOnce = 16

// Sign signs each digest with the address's key, several at once. It asks the vault for each.
func (v *Vault) Sign(ctx context.Context, address custody.Address, digests []custody.Digest) ([][]byte, error) {
	k, err := v.keyOf(ctx, address)
	if err != nil {
		return nil, err
	}
	signatures := make([][]byte, len(digests))
	all, ctx := errgroup.WithContext(ctx)
	all.SetLimit(atOnce)
	for i, d := range digests {
		all.Go(func() (err error) {
			signatures[i], err = v.sign(ctx, k, d)
			return err
		})
	}
	if err := all.Wait(); err != nil {
		return nil, fmt.Errorf("sign with the key of %s: %w", address, err)
	}
	return signatures, nil
}

func (v *Vault) sign(ctx context.Context, k key, d custody.Digest) ([]byte, error) {
	response, err := v.client.Sign(ctx, k.name, k.version, azkeys.SignParameters{
		Algorithm: to.Ptr(azkeys.SignatureAlgorithmES256K), Value: d[:],
	}, nil)
	if err != nil {
		return nil, explain(err)
	}
	return ethereumSignature(k.address, d, response.Result)
}

// The order of secp256k1 (SEC 2, section 2.4.1), and half of it.
var (
	order     = crypto.S256().Params().N
	halfOrder = new(big.Int).Rsh(order, 1)
)

// ethereumSignature makes the signature that Ethereum takes of r and s, as JSON Web Signatures have them (RFC 7518,
// section 3.4, and RFC 8812): the lower s of the two that are valid (EIP-2), and the recovery id with which the
// signature leads to the address.
func ethereumSignature(address custody.Address, d custody.Digest, rs []byte) ([]byte, error) {
	if len(rs) != 64 {
		return nil, fmt.Errorf("the vault's signature has %d bytes", len(rs))
	}
	signature := make([]byte, crypto.SignatureLength)
	copy(signature, rs)
	s := new(big.Int).SetBytes(rs[32:])
	if s.Cmp(order) >= 0 {
		return nil, errors.New("the vault's signature is not one of secp256k1")
	}
	if s.Cmp(halfOrder) > 0 {
		s.Sub(order, s).FillBytes(signature[32:64])
	}
	for id := range byte(2) {
		signature[64] = id
		public, err := crypto.SigToPub(d[:], signature)
		if err == nil && custody.Address(crypto.PubkeyToAddress(*public)) == address {
			return signature, nil
		}
	}
	return nil, fmt.Errorf("the vault's signature is not that of %s", address)
}
