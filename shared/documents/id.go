package documents

import (
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base32"
	"encoding/base64"
	"fmt"
	"regexp"

	"waybill/shared/custody"
)

var idEncoding = base32.NewEncoding("0123456789abcdefghjkmnpqrstvwxyz").WithPadding(base32.NoPadding)

var idPattern = regexp.MustCompile(`^doc-[0-9a-hjkmnp-tv-z]{26}$`)

// DocumentID names the one document that belongs to an organisation's Idempotency-Key. Everybody who knows both can
// compute it.
func DocumentID(organization custody.OrganizationID, idempotencyKey string) string {
	sum := sha256.Sum256([]byte("waybill/v1/document\x00" + string(organization) + "\x00" + idempotencyKey))
	return "doc-" + idEncoding.EncodeToString(sum[:16])
}

// ValidID reports whether s has the form of a document's id. A store may use such an id as a file's name.
func ValidID(s string) bool { return idPattern.MatchString(s) }

// KeyID is the thumbprint of an Ed25519 public key (RFC 7638 over the JWK of RFC 8037): the name of a signing key.
func KeyID(key ed25519.PublicKey) string {
	jwk := fmt.Sprintf(`{"crv":"Ed25519","kty":"OKP","x":"%s"}`, base64.RawURLEncoding.EncodeToString(key))
	sum := sha256.Sum256([]byte(jwk))
	return base64.RawURLEncoding.EncodeToString(sum[:])
}

// Fingerprint is the SHA-256 of a recipient's public key in its printed form, "age1...": the name of the key in
// manifests.
func Fingerprint(recipient fmt.Stringer) custody.Digest {
	return sha256.Sum256([]byte(recipient.String()))
}
