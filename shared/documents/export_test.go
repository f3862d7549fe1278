package documents

import (
	"crypto/ed25519"

	"waybill/shared/custody"
)

// What tests need to forge documents as a sender with bad intentions could make them.
var (
	Sign          = sign
	ParseManifest = parseManifest
	ParseSigned   = parseSigned
	NewKey        = newDocumentKey
)

// MaxRatio is the bound on what a body may unpack to.
const MaxRatio = maxRatio

// Encode gives the canonical form.
func (m Manifest) Encode() ([]byte, error) { return m.encode() }

// Verify checks the signature.
func (s signedManifest) Verify(key ed25519.PublicKey) error { return s.verify(key) }

// Commitment gives the commitment to a plaintext with the hash.
func (k documentKey) Commitment(plain custody.Digest) (custody.Digest, error) {
	return k.commitment(plain)
}
