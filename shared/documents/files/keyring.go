package files

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"sync"

	"filippo.io/age"

	"waybill/shared/custody"
	"waybill/shared/documents"
)

const (
	masterFile = "master.age"

	// workFactor is the scrypt cost (2^14, some 30 ms) of opening the keyring once per process. The passphrase is a
	// setting of the system, long and random, and not one that people remember.
	workFactor = 14
)

var _ documents.Keyring = (*Keyring)(nil)

// A Keyring keeps the keys of organisations encrypted in a folder: each organisation's to a master key, and the master
// key to a passphrase, so that the slow step of a passphrase is made once.
type Keyring struct {
	dir    string
	master *age.X25519Identity

	mu   sync.Mutex
	keys map[custody.OrganizationID]*keys
}

// keys are the document keys of one organisation.
type keys struct {
	identity *age.X25519Identity
	signing  ed25519.PrivateKey
}

// sealedKeys is how keys are written down. The organisation is inside, so that a file that was given another name is
// not taken for somebody else's.
type sealedKeys struct {
	Organization custody.OrganizationID `json:"organization"`
	Identity     string                 `json:"identity"`    // AGE-SECRET-KEY-1...
	SigningSeed  []byte                 `json:"signingSeed"` // RFC 8032 section 5.1.5, 32 bytes
}

// OpenKeyring opens the keyring in a folder and makes it if it is missing. A wrong passphrase is an error.
func OpenKeyring(dir, passphrase string) (*Keyring, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("open the document keys in %s: %w", dir, err)
	}
	sealed, err := firstWins(filepath.Join(dir, masterFile), func() ([]byte, error) { return newMaster(passphrase) })
	if err != nil {
		return nil, fmt.Errorf("open the document keys in %s: %w", dir, err)
	}
	by, err := age.NewScryptIdentity(passphrase)
	if err != nil {
		return nil, fmt.Errorf("open the document keys in %s: %w", dir, err)
	}
	text, err := decrypt(sealed, by)
	if err != nil {
		return nil, fmt.Errorf("open the document keys in %s: is the passphrase another one? %w", dir, err)
	}
	master, err := age.ParseX25519Identity(string(text))
	if err != nil {
		return nil, fmt.Errorf("open the document keys in %s: there is no key in %s", dir, masterFile)
	}
	return &Keyring{dir: dir, master: master, keys: map[custody.OrganizationID]*keys{}}, nil
}

func newMaster(passphrase string) ([]byte, error) {
	master, err := age.GenerateX25519Identity()
	if err != nil {
		return nil, err
	}
	to, err := age.NewScryptRecipient(passphrase)
	if err != nil {
		return nil, err
	}
	to.SetWorkFactor(workFactor)
	return encrypt([]byte(master.String()), to)
}

// Recipient gives the key to which an organisation's capsules are encrypted, and its fingerprint.
func (k *Keyring) Recipient(_ context.Context, organization custody.OrganizationID) (age.Recipient, custody.Digest, error) {
	own, err := k.of(organization)
	if err != nil {
		return nil, custody.Digest{}, err
	}
	recipient := own.identity.Recipient()
	return recipient, documents.Fingerprint(recipient), nil
}

// Identity gives the private key to it.
func (k *Keyring) Identity(_ context.Context, organization custody.OrganizationID) (age.Identity, error) {
	own, err := k.of(organization)
	if err != nil {
		return nil, err
	}
	return own.identity, nil
}

// SigningKey gives the key with which an organisation signs manifests.
func (k *Keyring) SigningKey(_ context.Context, organization custody.OrganizationID) (ed25519.PrivateKey, error) {
	own, err := k.of(organization)
	if err != nil {
		return nil, err
	}
	return own.signing, nil
}

// VerificationKey gives the organisation's public key with the key id.
func (k *Keyring) VerificationKey(_ context.Context, organization custody.OrganizationID, keyID string) (ed25519.PublicKey, bool, error) {
	own, err := k.known(organization)
	if err != nil || own == nil {
		return nil, false, err
	}
	public := own.signing.Public().(ed25519.PublicKey)
	return public, documents.KeyID(public) == keyID, nil
}

// of gives an organisation's keys and makes them if it has none.
func (k *Keyring) of(organization custody.OrganizationID) (*keys, error) {
	return k.read(organization, func(path string) ([]byte, error) {
		return firstWins(path, func() ([]byte, error) { return k.newKeys(organization) })
	})
}

// known gives an organisation's keys, nil if it has none.
func (k *Keyring) known(organization custody.OrganizationID) (*keys, error) {
	own, err := k.read(organization, os.ReadFile)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	return own, err
}

func (k *Keyring) read(organization custody.OrganizationID, file func(path string) ([]byte, error)) (*keys, error) {
	if _, err := custody.ParseOrganizationID(string(organization), "organization"); err != nil {
		return nil, err
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	if own := k.keys[organization]; own != nil {
		return own, nil
	}
	sealed, err := file(filepath.Join(k.dir, string(organization)+".keys.age"))
	if err != nil {
		return nil, fmt.Errorf("read the keys of %s: %w", organization, err)
	}
	own, err := k.unseal(organization, sealed)
	if err != nil {
		return nil, fmt.Errorf("read the keys of %s: %w", organization, err)
	}
	k.keys[organization] = own
	return own, nil
}

func (k *Keyring) newKeys(organization custody.OrganizationID) ([]byte, error) {
	identity, err := age.GenerateX25519Identity()
	if err != nil {
		return nil, err
	}
	seed := make([]byte, ed25519.SeedSize)
	_, _ = rand.Read(seed) // never fails
	text, err := json.Marshal(sealedKeys{Organization: organization, Identity: identity.String(), SigningSeed: seed})
	if err != nil {
		return nil, err
	}
	return encrypt(text, k.master.Recipient())
}

func (k *Keyring) unseal(organization custody.OrganizationID, sealed []byte) (*keys, error) {
	text, err := decrypt(sealed, k.master)
	if err != nil {
		return nil, err
	}
	var s sealedKeys
	if err := json.Unmarshal(text, &s); err != nil {
		return nil, errors.New("what is encrypted is not a pair of keys")
	}
	if s.Organization != organization || len(s.SigningSeed) != ed25519.SeedSize {
		return nil, fmt.Errorf("the file holds the keys of %s", s.Organization)
	}
	identity, err := age.ParseX25519Identity(s.Identity)
	if err != nil {
		return nil, errors.New("the private key is not an age identity")
	}
	return &keys{identity: identity, signing: ed25519.NewKeyFromSeed(s.SigningSeed)}, nil
}

func encrypt(text []byte, to age.Recipient) ([]byte, error) {
	var b bytes.Buffer
	w, err := age.Encrypt(&b, to)
	if err != nil {
		return nil, err
	}
	if _, err := w.Write(text); err != nil {
		return nil, err
	}
	err = w.Close() // writes the last chunk
	return b.Bytes(), err
}

func decrypt(sealed []byte, by age.Identity) ([]byte, error) {
	r, err := age.Decrypt(bytes.NewReader(sealed), by)
	if err != nil {
		return nil, err
	}
	return io.ReadAll(r)
}
