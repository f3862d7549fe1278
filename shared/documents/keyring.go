package documents

import (
	"context"
	"crypto/ed25519"
	"fmt"
	"sync"

	"filippo.io/age"

	"waybill/shared/custody"
)

// KeyFiles keeps the files of a [SealedKeyring]: small ones that are made once and never change.
type KeyFiles interface {
	// Read gives a file; false if there is none.
	Read(ctx context.Context, name string) (content []byte, found bool, err error)

	// Create makes a file, at once as a whole and durable on return. If there is one of that name, nothing happens: of
	// several at the same time one is made.
	Create(ctx context.Context, name string, content []byte) error
}

// masterFile is the name of the file with the master key.
const masterFile = "master.age"

var _ Keyring = (*SealedKeyring)(nil)

// A SealedKeyring is a keyring whose keys are written down encrypted: each organisation's to a master key, and the master
// key to a passphrase, so that the slow step of a passphrase is made once. Any number of processes may use the same files;
// of several that make the same keys at the same time, all get what one of them made. It is safe for concurrent use.
type SealedKeyring struct {
	files      KeyFiles
	passphrase string

	opening sync.Mutex // held by the one that opens the master key
	mu      sync.Mutex
	master  *age.X25519Identity
	keys    map[custody.OrganizationID]*organizationKeys
}

// NewSealedKeyring gives the keyring in the files. It reads nothing yet.
func NewSealedKeyring(files KeyFiles, passphrase string) *SealedKeyring {
	return &SealedKeyring{files: files, passphrase: passphrase, keys: map[custody.OrganizationID]*organizationKeys{}}
}

// Open opens the master key and makes it if there is none; a wrong passphrase is an error. Without it, that happens when
// the first key is needed.
func (k *SealedKeyring) Open(ctx context.Context) error {
	_, err := k.masterKey(ctx)
	return err
}

// Recipient gives the key to which an organisation's capsules are encrypted, and its fingerprint.
func (k *SealedKeyring) Recipient(ctx context.Context, organization custody.OrganizationID) (age.Recipient, custody.Digest, error) {
	own, err := k.of(ctx, organization)
	if err != nil {
		return nil, custody.Digest{}, err
	}
	recipient := own.identity.Recipient()
	return recipient, Fingerprint(recipient), nil
}

// Identity gives the private key to it.
func (k *SealedKeyring) Identity(ctx context.Context, organization custody.OrganizationID) (age.Identity, error) {
	own, err := k.of(ctx, organization)
	if err != nil {
		return nil, err
	}
	return own.identity, nil
}

// SigningKey gives the key with which an organisation signs manifests.
func (k *SealedKeyring) SigningKey(ctx context.Context, organization custody.OrganizationID) (ed25519.PrivateKey, error) {
	own, err := k.of(ctx, organization)
	if err != nil {
		return nil, err
	}
	return own.signing, nil
}

// VerificationKey gives the organisation's public key with the key id.
func (k *SealedKeyring) VerificationKey(ctx context.Context, organization custody.OrganizationID, keyID string) (ed25519.PublicKey, bool, error) {
	own, err := k.known(ctx, organization)
	if err != nil || own == nil {
		return nil, false, err
	}
	public := own.signing.Public().(ed25519.PublicKey)
	return public, KeyID(public) == keyID, nil
}

// of gives an organisation's keys and makes them if it has none.
func (k *SealedKeyring) of(ctx context.Context, organization custody.OrganizationID) (*organizationKeys, error) {
	own, err := k.known(ctx, organization)
	if err != nil || own != nil {
		return own, err
	}
	master, err := k.masterKey(ctx)
	if err != nil {
		return nil, err
	}
	sealed, err := newOrganizationKeys(organization, master.Recipient())
	if err != nil {
		return nil, fmt.Errorf("make the keys of %s: %w", organization, err)
	}
	if err := k.files.Create(ctx, keysFile(organization), sealed); err != nil {
		return nil, fmt.Errorf("write the keys of %s: %w", organization, err)
	}
	if own, err = k.known(ctx, organization); err == nil && own == nil {
		err = fmt.Errorf("read the keys of %s: they were written and are not there", organization)
	}
	return own, err
}

// known gives an organisation's keys, nil if it has none. What is not known yet is read without holding the lock: keys do
// not change, so it does no harm to read them twice.
func (k *SealedKeyring) known(ctx context.Context, organization custody.OrganizationID) (*organizationKeys, error) {
	if _, err := custody.ParseOrganizationID(string(organization), "organization"); err != nil {
		return nil, err
	}
	k.mu.Lock()
	own := k.keys[organization]
	k.mu.Unlock()
	if own != nil {
		return own, nil
	}
	master, err := k.masterKey(ctx)
	if err != nil {
		return nil, err
	}
	sealed, found, err := k.files.Read(ctx, keysFile(organization))
	if err == nil && !found {
		return nil, nil
	}
	if err == nil {
		own, err = unsealOrganizationKeys(organization, sealed, master)
	}
	if err != nil {
		return nil, fmt.Errorf("read the keys of %s: %w", organization, err)
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	k.keys[organization] = own
	return own, nil
}

func keysFile(organization custody.OrganizationID) string { return string(organization) + ".keys.age" }

// masterKey opens the master key, once.
func (k *SealedKeyring) masterKey(ctx context.Context) (*age.X25519Identity, error) {
	k.opening.Lock()
	defer k.opening.Unlock()
	if k.master != nil {
		return k.master, nil
	}
	sealed, found, err := k.files.Read(ctx, masterFile)
	if err == nil && !found {
		sealed, err = k.newMaster(ctx)
	}
	if err != nil {
		return nil, fmt.Errorf("read the master key of documents: %w", err)
	}
	if k.master, err = unsealMaster(sealed, k.passphrase); err != nil {
		return nil, fmt.Errorf("open the master key of documents: %w", err)
	}
	return k.master, nil
}

// newMaster makes a master key and gives the one that counts, which may be somebody else's.
func (k *SealedKeyring) newMaster(ctx context.Context) ([]byte, error) {
	sealed, err := newSealedMaster(k.passphrase)
	if err != nil {
		return nil, err
	}
	if err := k.files.Create(ctx, masterFile, sealed); err != nil {
		return nil, err
	}
	sealed, found, err := k.files.Read(ctx, masterFile)
	if err == nil && !found {
		err = fmt.Errorf("%s was written and is not there", masterFile)
	}
	return sealed, err
}
