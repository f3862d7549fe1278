package documents

import (
	"crypto/ed25519"
	"encoding/base64"
	"errors"
	"fmt"
	"strings"
)

// strict takes one spelling per value: Go's decoder would otherwise ignore line breaks and the unused bits at the end.
var strict = base64.RawURLEncoding.Strict()

// protectedHeader is the one header that a signed manifest has. It is compared, never interpreted, so that no
// algorithm can be chosen by whoever wrote the file.
func protectedHeader(keyID string) string {
	return fmt.Sprintf(`{"alg":"EdDSA","kid":"%s","typ":"waybill-manifest+jws"}`, keyID)
}

// sign gives the compact JWS (RFC 7515 section 3.1) of the payload under EdDSA (RFC 8037 section 3.1).
func sign(key ed25519.PrivateKey, payload []byte) []byte {
	header := protectedHeader(KeyID(key.Public().(ed25519.PublicKey)))
	input := strict.EncodeToString([]byte(header)) + "." + strict.EncodeToString(payload)
	return []byte(input + "." + strict.EncodeToString(ed25519.Sign(key, []byte(input))))
}

// A signedManifest is a compact JWS taken apart; its signature is not checked yet.
type signedManifest struct {
	Manifest
	input     []byte // what is signed
	signature []byte
}

// parseSigned takes a signed manifest apart. What it accepts has exactly one spelling.
func parseSigned(signed []byte) (signedManifest, error) {
	if len(signed) > maxManifest {
		return signedManifest{}, fmt.Errorf("parse signed manifest: it is over the limit of %d bytes", maxManifest)
	}
	parts := strings.Split(string(signed), ".")
	if len(parts) != 3 {
		return signedManifest{}, errors.New("parse signed manifest: it does not have three parts")
	}
	var decoded [3][]byte
	for i, part := range parts {
		var err error
		// A line break is no part of base64, but the decoder skips it.
		if decoded[i], err = strict.DecodeString(part); err != nil || strings.ContainsAny(part, "\r\n") {
			return signedManifest{}, fmt.Errorf("parse signed manifest: part %d is not base64url", i+1)
		}
	}
	m, err := parseManifest(decoded[1])
	if err != nil {
		return signedManifest{}, err
	}
	if string(decoded[0]) != protectedHeader(m.Key) {
		return signedManifest{}, errors.New("parse signed manifest: the header is not the one for this key")
	}
	return signedManifest{Manifest: m, input: signed[:len(parts[0])+1+len(parts[1])], signature: decoded[2]}, nil
}

// verify checks the signature.
func (s signedManifest) verify(key ed25519.PublicKey) error {
	if KeyID(key) != s.Key || !ed25519.Verify(key, s.input, s.signature) {
		return errors.New("the signature is not that of " + string(s.Organization))
	}
	return nil
}
