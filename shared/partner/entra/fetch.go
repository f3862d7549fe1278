package entra

import (
	"context"
	"crypto/rsa"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"

	"github.com/go-jose/go-jose/v4"
)

// The bounds of what the directory answers. It has some ten keys with their certificates, about 20 KiB.
const (
	maxAnswer  = 512 << 10
	maxKeys    = 100
	minKeyBits = 2048 // RFC 7518, section 3.3
	maxKeyBits = 8192
)

// fetcher gives what reads the keys at the address, those of the issuer. A redirection is not followed: the address is
// pinned.
func fetcher(address, issuer string, transport http.RoundTripper) func(context.Context) (map[string]*rsa.PublicKey, error) {
	client := &http.Client{Transport: transport, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	return func(ctx context.Context) (map[string]*rsa.PublicKey, error) {
		request, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
		if err != nil {
			return nil, fmt.Errorf("read the keys of Entra ID: %w", err)
		}
		answer, err := client.Do(request)
		if err != nil {
			return nil, fmt.Errorf("read the keys of Entra ID: %w", err)
		}
		defer answer.Body.Close()
		if answer.StatusCode != http.StatusOK {
			return nil, fmt.Errorf("read the keys of Entra ID: the answer is %s", answer.Status)
		}
		text, err := io.ReadAll(io.LimitReader(answer.Body, maxAnswer+1))
		if err != nil {
			return nil, fmt.Errorf("read the keys of Entra ID: %w", err)
		}
		if len(text) > maxAnswer {
			return nil, fmt.Errorf("read the keys of Entra ID: the answer has more than %d bytes", maxAnswer)
		}
		keys, err := parseKeys(text, issuer)
		if err != nil {
			return nil, fmt.Errorf("read the keys of Entra ID: %w", err)
		}
		return keys, nil
	}
}

// parseKeys gives the keys of a JWK Set (RFC 7517, section 5) that are good for RS256 signatures of the issuer. Others
// are left out, as the standard asks; a set without any is an error. The member issuer is the directory's own: it says
// for whom the key signs, with {tenantid} for everybody.
//
// https://learn.microsoft.com/entra/identity-platform/access-tokens
func parseKeys(text []byte, issuer string) (map[string]*rsa.PublicKey, error) {
	var set struct {
		Keys []json.RawMessage `json:"keys"`
	}
	if err := json.Unmarshal(text, &set); err != nil {
		return nil, errors.New("the answer is not a set of keys")
	}
	if len(set.Keys) > maxKeys {
		return nil, fmt.Errorf("the answer has more than %d keys", maxKeys)
	}
	keys := map[string]*rsa.PublicKey{}
	for _, raw := range set.Keys {
		var key jose.JSONWebKey
		var of struct {
			Issuer string `json:"issuer"`
		}
		if json.Unmarshal(raw, &key) != nil || json.Unmarshal(raw, &of) != nil {
			continue
		}
		public, ok := key.Key.(*rsa.PublicKey)
		_, twice := keys[key.KeyID]
		switch {
		case !ok || twice || key.KeyID == "" || key.Use != "" && key.Use != "sig" || key.Algorithm != "" && key.Algorithm != "RS256":
		case public.N.BitLen() < minKeyBits || public.N.BitLen() > maxKeyBits || public.E < 3 || public.E%2 == 0:
		case of.Issuer != "" && !signsFor(of.Issuer, issuer):
		default:
			keys[key.KeyID] = public
		}
	}
	if len(keys) == 0 {
		return nil, errors.New("the answer has no key that is good for RS256")
	}
	return keys, nil
}

// signsFor reports whether a key of the one issuer signs for the other.
func signsFor(of, issuer string) bool {
	before, after, template := strings.Cut(of, "{tenantid}")
	return of == issuer || template && len(issuer) > len(before)+len(after) && strings.HasPrefix(issuer, before) && strings.HasSuffix(issuer, after)
}
