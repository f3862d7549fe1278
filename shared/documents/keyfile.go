package documents

import (
	"bytes"
	"crypto/ed25519"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"filippo.io/age"

	"waybill/shared/custody"
)

// workFactor is the scrypt cost (2^14, some 30 ms) of opening a keyring once per process. The passphrase is a setting of
// the system, long and random, and not one that people remember.
const workFactor = 14

// organizationKeys are the document keys of one organisation.
type organizationKeys struct {
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

// newSealedMaster makes a master key.
func newSealedMaster(passphrase string) ([]byte, error) {
	master, err := age.GenerateX25519Identity()
	if err != nil {
		return nil, err
	}
	to, err := age.NewScryptRecipient(passphrase)
	if err != nil {
		return nil, err
	}
	to.SetWorkFactor(workFactor)
	return encryptText([]byte(master.String()), to)
}

func unsealMaster(sealed []byte, passphrase string) (*age.X25519Identity, error) {
	by, err := age.NewScryptIdentity(passphrase)
	if err != nil {
		return nil, err
	}
	text, err := decryptText(sealed, by)
	if err != nil {
		return nil, fmt.Errorf("is the passphrase another one? %w", err)
	}
	master, err := age.ParseX25519Identity(string(text))
	if err != nil {
		return nil, fmt.Errorf("there is no key in %s", masterFile) // the library's words may repeat what is there
	}
	return master, nil
}

// newOrganizationKeys makes the keys of an organisation.
func newOrganizationKeys(organization custody.OrganizationID, to age.Recipient) ([]byte, error) {
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
	return encryptText(text, to)
}

func unsealOrganizationKeys(organization custody.OrganizationID, sealed []byte, by age.Identity) (*organizationKeys, error) {
	text, err := decryptText(sealed, by)
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
	return &organizationKeys{identity: identity, signing: ed25519.NewKeyFromSeed(s.SigningSeed)}, nil
}

func encryptText(text []byte, to age.Recipient) ([]byte, error) {
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

func decryptText(sealed []byte, by age.Identity) ([]byte, error) {
	r, err := age.Decrypt(bytes.NewReader(sealed), by)
	if err != nil {
		return nil, err
	}
	return io.ReadAll(r)
}
