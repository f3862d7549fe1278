package documentstest

import (
	"context"
	"crypto/ed25519"
	"fmt"
	"sync"
	"testing"

	"filippo.io/age"
	"golang.org/x/sync/errgroup"

	"waybill/shared/custody"
	"waybill/shared/documents"
)

var _ documents.Keyring = (*Keyring)(nil)

// Keyring is a keyring in memory.
type Keyring struct {
	mu   sync.Mutex
	keys map[custody.OrganizationID]pair
}

type pair struct {
	identity *age.X25519Identity
	signing  ed25519.PrivateKey
}

// NewKeyring makes an empty keyring.
func NewKeyring() *Keyring { return &Keyring{keys: map[custody.OrganizationID]pair{}} }

func (k *Keyring) of(organization custody.OrganizationID) (pair, error) {
	if _, err := custody.ParseOrganizationID(string(organization), "organization"); err != nil {
		return pair{}, err
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	if own, found := k.keys[organization]; found {
		return own, nil
	}
	identity, err := age.GenerateX25519Identity()
	if err != nil {
		return pair{}, err
	}
	_, signing, err := ed25519.GenerateKey(nil)
	if err != nil {
		return pair{}, err
	}
	k.keys[organization] = pair{identity, signing}
	return k.keys[organization], nil
}

// Forget gives an organisation other keys from now on.
func (k *Keyring) Forget(organization custody.OrganizationID) {
	k.mu.Lock()
	defer k.mu.Unlock()
	delete(k.keys, organization)
}

// Recipient gives the key to which an organisation's capsules are encrypted, and its fingerprint.
func (k *Keyring) Recipient(_ context.Context, organization custody.OrganizationID) (age.Recipient, custody.Digest, error) {
	own, err := k.of(organization)
	if err != nil {
		return nil, custody.Digest{}, err
	}
	return own.identity.Recipient(), documents.Fingerprint(own.identity.Recipient()), nil
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
	return own.signing, err
}

// VerificationKey gives the organisation's public key with the key id.
func (k *Keyring) VerificationKey(_ context.Context, organization custody.OrganizationID, keyID string) (ed25519.PublicKey, bool, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	own, found := k.keys[organization]
	if !found {
		return nil, false, nil
	}
	public := own.signing.Public().(ed25519.PublicKey)
	return public, documents.KeyID(public) == keyID, nil
}

// RunKeyring tests that what open gives is a keyring as the port promises. Each call of open with the same t opens the
// same keyring once more, as another process would.
func RunKeyring(t *testing.T, open func(t *testing.T) documents.Keyring) {
	t.Run("keys fit each other, differ between organisations and stay", func(t *testing.T) {
		t.Parallel()
		prints := map[string]bool{}
		before, after := open(t), open(t)
		for _, organization := range []custody.OrganizationID{"northern-silicon", "metro-electronics"} {
			first := checkKeys(t, before, organization)
			if again := checkKeys(t, after, organization); again != first {
				t.Errorf("%s has the keys %s, and later %s", organization, first, again)
			}
			prints[first] = true
		}
		if len(prints) != 2 {
			t.Error("two organisations have the same keys")
		}
	})
	t.Run("of many at once that ask for new keys, all get the same", func(t *testing.T) {
		t.Parallel()
		var all errgroup.Group
		var mu sync.Mutex
		prints := map[custody.Digest]bool{}
		for range 3 {
			keyring := open(t)
			all.Go(func() error {
				_, fingerprint, err := keyring.Recipient(t.Context(), "northern-silicon")
				mu.Lock()
				defer mu.Unlock()
				prints[fingerprint] = true
				return err
			})
		}
		if err := all.Wait(); err != nil || len(prints) != 1 {
			t.Errorf("there are %d different keys, %v", len(prints), err)
		}
	})
	t.Run("verifying makes no keys", func(t *testing.T) {
		t.Parallel()
		if _, found, err := open(t).VerificationKey(t.Context(), "harbour-freight", "key"); found || err != nil {
			t.Errorf("an organisation without keys: %v, %v", found, err)
		}
	})
	t.Run("an organisation that cannot be has no keys", func(t *testing.T) {
		t.Parallel()
		keyring := open(t)
		for _, organization := range []custody.OrganizationID{"", "../master", "a/b", "UPPER", "master.age"} {
			if _, _, err := keyring.Recipient(t.Context(), organization); err == nil {
				t.Errorf("%q has a key", organization)
			}
		}
	})
}

// checkKeys tells the keys of an organisation by their public halves.
func checkKeys(t *testing.T, k documents.Keyring, organization custody.OrganizationID) string {
	t.Helper()
	recipient, fingerprint, err := k.Recipient(t.Context(), organization)
	if err != nil {
		t.Fatal(err)
	}
	identity, err := k.Identity(t.Context(), organization)
	if err != nil {
		t.Fatal(err)
	}
	stanzas, err := recipient.Wrap(make([]byte, 16))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := identity.Unwrap(stanzas); err != nil {
		t.Errorf("the private key of %s does not fit its public key: %v", organization, err)
	}
	signing, err := k.SigningKey(t.Context(), organization)
	if err != nil {
		t.Fatal(err)
	}
	id := documents.KeyID(signing.Public().(ed25519.PublicKey))
	public, found, err := k.VerificationKey(t.Context(), organization, id)
	if err != nil || !found || !ed25519.Verify(public, []byte("text"), ed25519.Sign(signing, []byte("text"))) {
		t.Errorf("the verification key of %s does not fit its signing key: %v, %v", organization, found, err)
	}
	if _, found, err := k.VerificationKey(t.Context(), organization, "another"); found || err != nil {
		t.Errorf("%s has a verification key that it never had: %v", organization, err)
	}
	return fmt.Sprint(recipient, fingerprint, id)
}
