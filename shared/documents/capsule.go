package documents

import (
	"bytes"
	"crypto/hkdf"
	"crypto/sha256"
	"fmt"
	"io"

	"filippo.io/age"

	"waybill/shared/custody"
)

// maxCapsule is the largest capsule in bytes, and more than the text inside it may have.
const maxCapsule = 8 << 10

// A documentKey is the key pair that exists for one document.
type documentKey struct{ *age.X25519Identity }

func newDocumentKey() (documentKey, error) {
	identity, err := age.GenerateX25519Identity()
	if err != nil {
		return documentKey{}, fmt.Errorf("make the document's key: %w", err)
	}
	return documentKey{identity}, nil
}

// commitment hides the hash of the plaintext behind a salt, so that who guesses the document cannot test the guess.
// The salt follows from the document's key: every reader knows it, and it is gone when the capsules are.
func (k documentKey) commitment(plain custody.Digest) (custody.Digest, error) {
	salt, err := hkdf.Key(sha256.New, []byte(k.String()), nil, "waybill/v1/document-salt", 32)
	if err != nil {
		return custody.Digest{}, fmt.Errorf("derive the document's salt: %w", err)
	}
	return sha256.Sum256(append(salt, plain[:]...)), nil
}

// capsule encrypts the key to a reader: an age file whose text is an age identity.
func (k documentKey) capsule(to age.Recipient) ([]byte, error) {
	var b bytes.Buffer
	w, err := age.Encrypt(&b, to)
	if err != nil {
		return nil, fmt.Errorf("encrypt capsule: %w", err)
	}
	if _, err := io.WriteString(w, k.String()+"\n"); err != nil {
		return nil, fmt.Errorf("encrypt capsule: %w", err)
	}
	if err := w.Close(); err != nil {
		return nil, fmt.Errorf("encrypt capsule: %w", err)
	}
	return b.Bytes(), nil
}

// openCapsule gives the key in a capsule. Errors say nothing of what is inside.
func openCapsule(capsule []byte, identity age.Identity) (documentKey, error) {
	if len(capsule) > maxCapsule {
		return documentKey{}, fmt.Errorf("the capsule is over the limit of %d bytes: %w", maxCapsule, ErrDamaged)
	}
	r, err := age.Decrypt(bytes.NewReader(capsule), identity)
	if err != nil {
		return documentKey{}, fmt.Errorf("open capsule: %w: %w", ErrDamaged, err)
	}
	text, err := io.ReadAll(r)
	if err != nil {
		return documentKey{}, fmt.Errorf("open capsule: %w: %w", ErrDamaged, err)
	}
	key, err := age.ParseX25519Identity(string(bytes.TrimSuffix(text, []byte("\n"))))
	if err != nil {
		return documentKey{}, fmt.Errorf("open capsule: %w: no key is in it", ErrDamaged)
	}
	return documentKey{key}, nil
}
