// Package keystore keeps signing keys in encrypted files, one or more for each organisation, in the format that every Ethereum
// tool reads (Web3 Secret Storage, version 3). It is for laptops and tests; in production a key vault holds the keys
// and never gives them away. Start with [Open].
package keystore

import (
	"context"
	"crypto/ecdsa"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"sync"

	geth "github.com/ethereum/go-ethereum/accounts/keystore"
	"github.com/ethereum/go-ethereum/crypto"
	"github.com/google/uuid"
	"golang.org/x/sync/errgroup"

	"waybill/shared/custody"
)

const suffix = ".json"

// A Keystore is a folder of encrypted keys. It is safe for concurrent use, also by several processes.
type Keystore struct {
	dir        string
	passphrase string
	index      index

	mu   sync.Mutex
	keys map[custody.Address]*ecdsa.PrivateKey // decrypted so far
}

// Open opens the folder, and creates it if it is missing. The passphrase is tried when a key is first used.
func Open(dir, passphrase string) (*Keystore, error) {
	if passphrase == "" {
		return nil, errors.New("open the keystore: the passphrase is empty")
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("open the keystore: %w", err)
	}
	return &Keystore{dir: dir, passphrase: passphrase, keys: map[custody.Address]*ecdsa.PrivateKey{}}, nil
}

// SignersOf gives the addresses of the organisation's keys, its first one first and the others in the order of their
// names; none if it has none. A folder that did not change is not read again.
func (k *Keystore) SignersOf(_ context.Context, organization custody.OrganizationID) ([]custody.Address, error) {
	if err := check(organization, ""); err != nil {
		return nil, err
	}
	addresses, err := k.index.of(k.dir, organization)
	if err != nil {
		return nil, fmt.Errorf("look for the keys of %s: %w", organization, err)
	}
	return addresses, nil
}

// CreateSigner makes the organisation's key with the name, "" for its first, or gives the one it has. The key is on disk
// on return. If several processes make one key at once, the first wins and all give its address.
func (k *Keystore) CreateSigner(_ context.Context, organization custody.OrganizationID, name string) (custody.Address, error) {
	if err := check(organization, name); err != nil {
		return custody.Address{}, err
	}
	path := k.path(organization, name)
	address, err := addressIn(path)
	if err == nil || !errors.Is(err, os.ErrNotExist) {
		return address, err
	}
	private, err := crypto.GenerateKey()
	if err != nil {
		return custody.Address{}, fmt.Errorf("make a key for %s: %w", organization, err)
	}
	text, err := geth.EncryptKey(&geth.Key{Id: uuid.New(), Address: crypto.PubkeyToAddress(private.PublicKey), PrivateKey: private},
		k.passphrase, geth.LightScryptN, geth.LightScryptP)
	if err != nil {
		return custody.Address{}, fmt.Errorf("encrypt the key of %s: %w", organization, err)
	}
	if err := createOnce(path, text); err != nil {
		return custody.Address{}, fmt.Errorf("keep the key of %s: %w", organization, err)
	}
	k.index.forget()
	return addressIn(path)
}

// Sign signs each digest with the address's key, on all processors.
func (k *Keystore) Sign(_ context.Context, address custody.Address, digests []custody.Digest) ([][]byte, error) {
	key, err := k.key(address)
	if err != nil {
		return nil, err
	}
	signatures := make([][]byte, len(digests))
	var all errgroup.Group
	all.SetLimit(runtime.GOMAXPROCS(0))
	for i, d := range digests {
		all.Go(func() (err error) {
			signatures[i], err = crypto.Sign(d[:], key)
			return err
		})
	}
	if err := all.Wait(); err != nil {
		return nil, fmt.Errorf("sign with the key of %s: %w", address, err)
	}
	return signatures, nil
}

// key decrypts the address's key at its first use.
func (k *Keystore) key(address custody.Address) (*ecdsa.PrivateKey, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if key := k.keys[address]; key != nil {
		return key, nil
	}
	path, err := k.find(address)
	if err != nil {
		return nil, err
	}
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("read the key of %s: %w", address, err)
	}
	key, err := geth.DecryptKey(text, k.passphrase)
	if err != nil {
		return nil, fmt.Errorf("decrypt the key of %s: %w", address, err)
	}
	if custody.Address(key.Address) != address {
		return nil, fmt.Errorf("the file %s says it holds the key of %s, but holds another", filepath.Base(path), address)
	}
	k.keys[address] = key.PrivateKey
	return key.PrivateKey, nil
}

// find looks for the file with the address's key. The address stands in it unencrypted.
func (k *Keystore) find(address custody.Address) (string, error) {
	entries, err := os.ReadDir(k.dir)
	if err != nil {
		return "", fmt.Errorf("look for the key of %s: %w", address, err)
	}
	for _, e := range entries {
		path := filepath.Join(k.dir, e.Name())
		if !strings.HasSuffix(e.Name(), suffix) {
			continue
		}
		if found, err := addressIn(path); err == nil && found == address {
			return path, nil
		}
	}
	return "", fmt.Errorf("there is no key of %s here", address)
}

// path gives the file of a key: northern-silicon.json, northern-silicon.op-3jv6k0e8r0q2mys5s8ax6b0n4c.json.
func (k *Keystore) path(organization custody.OrganizationID, name string) string {
	if name != "" {
		name = "." + name
	}
	return filepath.Join(k.dir, string(organization)+name+suffix)
}

var namePattern = regexp.MustCompile(`^[a-z0-9-]{0,64}$`)

// check refuses names that would leave the folder or that could be mistaken for others.
func check(organization custody.OrganizationID, name string) error {
	if _, err := custody.ParseOrganizationID(string(organization), "organization"); err != nil {
		return err
	}
	if !namePattern.MatchString(name) {
		return fmt.Errorf("%q is no name of a key: it has up to 64 lower-case letters, digits and hyphens", name)
	}
	return nil
}

func addressIn(path string) (custody.Address, error) {
	var address custody.Address
	text, err := os.ReadFile(path)
	if err != nil {
		return address, err
	}
	var file struct {
		Address string `json:"address"`
	}
	if err := json.Unmarshal(text, &file); err != nil {
		return address, fmt.Errorf("read key file %s: %w", filepath.Base(path), err)
	}
	if err := address.UnmarshalText([]byte("0x" + strings.TrimPrefix(file.Address, "0x"))); err != nil {
		return address, fmt.Errorf("read key file %s: %w", filepath.Base(path), err)
	}
	return address, nil
}
