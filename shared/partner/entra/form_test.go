package entra_test

import (
	"crypto"
	"crypto/hmac"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
	"encoding/pem"
	"maps"
	"strings"
	"testing"

	"waybill/shared/partner/partnertest"
)

var b64 = base64.RawURLEncoding

// header gives the good header with some members changed; nil takes one out.
func (g *gate) header(changes map[string]any) map[string]any {
	h := g.Header()
	maps.Copy(h, changes)
	maps.DeleteFunc(h, func(_ string, v any) bool { return v == nil })
	return h
}

// signedInput gives the text that is signed.
func (g *gate) signedInput(header any) string {
	text := g.Sign(header, g.Claims(miner, false, g.now()))
	return text[:strings.LastIndex(text, ".")]
}

// A token whose header or signature is not the directory's is refused: no algorithm but RS256, no key but one that the
// directory serves, no signature but one of these bytes.
func TestBadForms(t *testing.T) {
	t.Parallel()
	own := func() *rsa.PrivateKey { key, _ := rsa.GenerateKey(rand.Reader, 2048); return key }()
	ownJWK := map[string]any{"kty": "RSA", "n": b64.EncodeToString(own.N.Bytes()), "e": "AQAB"}
	sign := func(key *rsa.PrivateKey, input string) string {
		digest := sha256.Sum256([]byte(input))
		signature, err := rsa.SignPKCS1v15(nil, key, crypto.SHA256, digest[:])
		if err != nil {
			t.Fatal(err)
		}
		return input + "." + b64.EncodeToString(signature)
	}
	withHeader := func(changes map[string]any) func(*gate) string {
		return func(g *gate) string { return g.Sign(g.header(changes), g.Claims(miner, false, g.now())) }
	}
	// byOwnKey is signed with a key that the token brings along.
	byOwnKey := func(changes map[string]any) func(*gate) string {
		return func(g *gate) string { return sign(own, g.signedInput(g.header(changes))) }
	}
	hmacWith := func(secret func(*gate) []byte) func(*gate) string {
		return func(g *gate) string {
			input := g.signedInput(g.header(map[string]any{"alg": "HS256"}))
			mac := hmac.New(sha256.New, secret(g))
			mac.Write([]byte(input))
			return input + "." + b64.EncodeToString(mac.Sum(nil))
		}
	}
	der := func(g *gate) []byte { text, _ := x509.MarshalPKIXPublicKey(g.PublicKey()); return text }
	for name, c := range map[string]struct {
		make func(*gate) string
		why  string
	}{
		"alg none":                  {withHeader(map[string]any{"alg": "none"}), "it is not signed with RS256"},
		"alg none, no signature":    {func(g *gate) string { return g.signedInput(g.header(map[string]any{"alg": "none"})) + "." }, "not base64url"},
		"alg None":                  {withHeader(map[string]any{"alg": "None"}), "it is not signed with RS256"},
		"no alg":                    {withHeader(map[string]any{"alg": nil}), "it is not signed with RS256"},
		"alg in other letters":      {withHeader(map[string]any{"alg": "rs256"}), "it is not signed with RS256"},
		"Alg for alg":               {withHeader(map[string]any{"alg": nil, "Alg": "RS256"}), "it is not signed with RS256"},
		"alg that is no text":       {withHeader(map[string]any{"alg": 256}), "a member of another type"},
		"HS256 with the PEM":        {hmacWith(func(g *gate) []byte { return pem.EncodeToMemory(&pem.Block{Type: "PUBLIC KEY", Bytes: der(g)}) }), "it is not signed with RS256"},
		"HS256 with the DER":        {hmacWith(der), "it is not signed with RS256"},
		"HS256 with the modulus":    {hmacWith(func(g *gate) []byte { return g.PublicKey().N.Bytes() }), "it is not signed with RS256"},
		"RS384":                     {withHeader(map[string]any{"alg": "RS384"}), "it is not signed with RS256"},
		"PS256":                     {withHeader(map[string]any{"alg": "PS256"}), "it is not signed with RS256"},
		"ES256":                     {withHeader(map[string]any{"alg": "ES256"}), "it is not signed with RS256"},
		"a key of its own":          {byOwnKey(nil), "its signature is not the directory's"},
		"its own key as jwk":        {byOwnKey(map[string]any{"jwk": ownJWK}), "its header has jwk"},
		"jwk with the good key":     {withHeader(map[string]any{"jwk": map[string]any{"kty": "RSA"}}), "its header has jwk"},
		"jku":                       {byOwnKey(map[string]any{"jku": "https://login.example/keys"}), "its header has jku"},
		"x5u":                       {byOwnKey(map[string]any{"x5u": "https://login.example/cert"}), "its header has x5u"},
		"x5c":                       {byOwnKey(map[string]any{"x5c": []string{"MIIC"}}), "its header has x5c"},
		"crit":                      {withHeader(map[string]any{"crit": []string{"exp"}}), "its header has crit"},
		"b64":                       {withHeader(map[string]any{"b64": false}), "its header has b64"},
		"nonce of another API":      {withHeader(map[string]any{"nonce": "x"}), "its header has nonce"},
		"compressed":                {withHeader(map[string]any{"zip": "DEF"}), "its header has zip"},
		"another type":              {withHeader(map[string]any{"typ": "JWE"}), "it is not an access token by its type"},
		"no key id":                 {withHeader(map[string]any{"kid": nil}), "it does not name its key"},
		"an empty key id":           {withHeader(map[string]any{"kid": ""}), "it does not name its key"},
		"a long key id":             {withHeader(map[string]any{"kid": strings.Repeat("k", 129)}), "it does not name its key"},
		"a key id that is a path":   {withHeader(map[string]any{"kid": "../../dev/null"}), "the directory has no key with its id"},
		"a key id that is a number": {withHeader(map[string]any{"kid": 1}), "a member of another type"},
		"a long header":             {withHeader(map[string]any{"x": strings.Repeat("x", 2<<10)}), "its header is too long"},
		"a header that is a list":   {func(g *gate) string { return g.Sign([]string{"RS256"}, g.Claims(miner, false, g.now())) }, "its header is not a JSON object"},
		"claims that are a list":    {func(g *gate) string { return g.Sign(g.Header(), []string{"iss"}) }, "its claims cannot be read"},
		"another token's signature": {func(g *gate) string { return g.signedInput(g.Header()) + "." + after(g.change("uti", "another")) }, "its signature is not the directory's"},
		"another token's claims": {func(g *gate) string {
			other := strings.Split(g.Sign(g.Header(), g.Claims(miner, true, g.now())), ".")
			good := strings.Split(g.good(), ".")
			return good[0] + "." + other[1] + "." + good[2]
		}, "its signature is not the directory's"},
		"PSS under the name RS256": {func(g *gate) string {
			input := g.signedInput(g.Header())
			return input + "." + b64.EncodeToString(g.SignPSS(input))
		}, "its signature is not the directory's"},
		"a signature of zeros": {func(g *gate) string { return g.signedInput(g.Header()) + "." + b64.EncodeToString(make([]byte, 256)) }, "its signature is not the directory's"},
		"a zero in front of the signature": {func(g *gate) string {
			input := g.signedInput(g.Header())
			return input + "." + b64.EncodeToString(append([]byte{0}, g.SignText(input)...))
		}, "its signature is not the directory's"},
		"a shorter signature": {func(g *gate) string {
			input := g.signedInput(g.Header())
			return input + "." + b64.EncodeToString(g.SignText(input)[:255])
		}, "its signature is not the directory's"},
		"four parts":            {func(g *gate) string { return g.good() + "." }, "it does not have three parts"},
		"five parts":            {func(g *gate) string { return "a.b." + g.good() }, "it does not have three parts"},
		"no claims":             {func(g *gate) string { return strings.Split(g.good(), ".")[0] + ".." + after(g.good()) }, "not base64url"},
		"padding":               {func(g *gate) string { return g.good() + "=" }, "not base64url"},
		"a line end":            {func(g *gate) string { return g.good() + "\n" }, "not base64url"},
		"a line end inside":     {func(g *gate) string { return g.good()[:10] + "\r\n" + g.good()[10:] }, "not base64url"},
		"the other base64":      {func(g *gate) string { return b64.EncodeToString([]byte(`{"a":1}`)) + ".+/+/." + after(g.good()) }, "not base64url"},
		"JSON serialisation":    {jsonForm, "it does not have three parts"},
		"too long":              {func(g *gate) string { return g.change("x", strings.Repeat("x", 16<<10)) }, "it is too long"},
		"an app credential":     {func(*gate) string { return "wb_test_0123456789abcdef_" + strings.Repeat("0", 72) }, "it does not have three parts"},
		"a token of nothing":    {func(*gate) string { return ".." }, "not base64url"},
		"another tenant's keys": {func(g *gate) string { return g.Sign(g.Header(), g.claimsOf(partnertest.Client)) }, "another directory has issued it"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			g := open(t)
			g.accepted(g.good())
			g.refused(c.why, c.make(g))
			g.accepted(g.good())
		})
	}
}

func after(token string) string { return token[strings.LastIndex(token, ".")+1:] }

// claimsOf gives what another directory would say, in everything.
func (g *gate) claimsOf(tenant string) map[string]any {
	claims := g.Claims(miner, false, g.now())
	claims["tid"], claims["iss"] = tenant, "https://login.microsoftonline.com/"+tenant+"/v2.0"
	return claims
}

// jsonForm gives the good token in the other serialisation, twice signed (RFC 7515, section 7.2).
func jsonForm(g *gate) string {
	parts := strings.Split(g.good(), ".")
	one := map[string]any{"protected": parts[0], "signature": parts[2]}
	text, _ := json.Marshal(map[string]any{"payload": parts[1], "signatures": []any{one, one}})
	return string(text)
}

// No token but the directory's is good: one flipped bit anywhere in what it stands for is refused, and one in each
// character of its text, in the last ones each bit: they have bits that stand for nothing.
func TestAnyFlippedBitIsRefused(t *testing.T) {
	t.Parallel()
	g := open(t)
	good := g.good()
	g.accepted(good)
	for i := range len(good) {
		for bit := range 8 {
			if bit != i%8 && i < len(good)-2 {
				continue
			}
			bad := []byte(good)
			bad[i] ^= 1 << bit
			if caller, err := g.Authenticate(t.Context(), string(bad)); err == nil {
				t.Fatalf("bit %d of character %d is flipped, and it stands for %+v", bit, i, caller)
			}
		}
	}
	parts := strings.Split(good, ".")
	for p := range parts {
		decoded, err := b64.DecodeString(parts[p])
		if err != nil {
			t.Fatal(err)
		}
		for i := range 8 * len(decoded) {
			decoded[i/8] ^= 1 << (i % 8)
			bad := strings.Split(good, ".")
			bad[p] = b64.EncodeToString(decoded)
			decoded[i/8] ^= 1 << (i % 8)
			if caller, err := g.Authenticate(t.Context(), strings.Join(bad, ".")); err == nil {
				t.Fatalf("bit %d of part %d is flipped, and it stands for %+v", i, p, caller)
			}
		}
	}
}

// Whatever text comes, it is taken only if it is the good token, and nothing panics.
func FuzzAuthenticate(f *testing.F) {
	d := partnertest.NewDirectory(f)
	a := newAuthenticator(f, d)
	good := d.Token(miner, false)
	for _, seed := range []string{
		good, "", "..", "a.b.c", good[:len(good)-1], "eyJhbGciOiJub25lIn0.e30.", "eyJhbGciOiJSUzI1NiIsImtpZCI6IngifQ.e30.AAAA",
		strings.Repeat(".", 100), "wb_test_0123456789abcdef_" + strings.Repeat("0", 72), good + "\n", strings.ToUpper(good),
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		caller, err := a.Authenticate(t.Context(), text)
		if err == nil && (text != good || caller != d.Caller(miner, false)) {
			t.Errorf("%q stands for %+v", text, caller)
		}
		if err != nil && len(text) > 40 && strings.Contains(err.Error(), text) {
			t.Errorf("the refusal repeats %q", text)
		}
	})
}
