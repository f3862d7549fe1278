package bootstrap

import (
	"context"
	"crypto/ecdsa"
	"errors"
	"fmt"
	"os"

	"github.com/ethereum/go-ethereum/accounts/keystore"
	"github.com/ethereum/go-ethereum/crypto"

	"waybill/shared/custody"
)

// A KeyFile is the operator's key in a file of its own, for who deploys without running a system.
type KeyFile struct {
	Address custody.Address
	key     *ecdsa.PrivateKey
}

// OpenKeyFile decrypts a key file (Web3 Secret Storage, version 3), as geth and every wallet write it.
func OpenKeyFile(path, passphrase string) (*KeyFile, error) {
	text, err := os.ReadFile(path) //nolint:gosec // the file is the caller's choice
	if err != nil {
		return nil, fmt.Errorf("open the key: %w", err)
	}
	key, err := keystore.DecryptKey(text, passphrase)
	if errors.Is(err, keystore.ErrDecrypt) {
		return nil, fmt.Errorf("open the key in %s: the passphrase is wrong", path)
	}
	if err != nil {
		return nil, fmt.Errorf("open the key: %s is no key file (Web3 Secret Storage, version 3)", path)
	}
	return &KeyFile{Address: custody.Address(key.Address), key: key.PrivateKey}, nil
}

// Sign implements Signer.
func (f *KeyFile) Sign(_ context.Context, address custody.Address, digests []custody.Digest) ([][]byte, error) {
	if address != f.Address {
		return nil, fmt.Errorf("the key file is that of %s, not of %s", f.Address, address)
	}
	signatures := make([][]byte, len(digests))
	for i, digest := range digests {
		var err error
		if signatures[i], err = crypto.Sign(digest[:], f.key); err != nil {
			return nil, fmt.Errorf("sign for %s: %w", address, err)
		}
	}
	return signatures, nil
}
