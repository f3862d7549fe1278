package entra

import (
	"context"
	"crypto/rsa"
	"errors"

	"github.com/coreos/go-oidc/v3/oidc"
	"github.com/go-jose/go-jose/v4"
)

// verify gives the token's claims if the key has signed it. Issuer and audience are pinned here a second time; times are
// judged with the claims, because the library's leeway is another one.
func (p pins) verify(ctx context.Context, text string, key *rsa.PublicKey) (claims, error) {
	token, err := oidc.NewVerifier(p.issuer(), oneKey{key}, &oidc.Config{
		ClientID: p.audience, SupportedSigningAlgs: []string{oidc.RS256}, SkipExpiryCheck: true,
	}).Verify(ctx, text)
	if err != nil {
		return claims{}, errors.New("its signature is not the directory's")
	}
	var c claims
	if err := token.Claims(&c); err != nil {
		return claims{}, errors.New("its claims cannot be read")
	}
	return c, nil
}

// oneKey is the key that a token names. The library's own set of remote keys is not used, because it asks for the keys
// again at every unknown key id and at every wrong signature, whoever sends them.
type oneKey struct{ public *rsa.PublicKey }

var _ oidc.KeySet = oneKey{}

// VerifySignature gives the payload that the key has signed with RS256 (RFC 7518, section 3.3).
func (k oneKey) VerifySignature(_ context.Context, text string) ([]byte, error) {
	signed, err := jose.ParseSignedCompact(text, []jose.SignatureAlgorithm{jose.RS256})
	if err != nil {
		return nil, err
	}
	return signed.Verify(k.public)
}
