package partnertest

import (
	"crypto"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"math/big"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
	"time"

	"waybill/shared/custody"
	"waybill/shared/partner"
)

// The directory and the applications of tests.
const (
	Tenant   = "72f988bf-86f1-41af-91ab-2d7cd011db47"
	Audience = "6e74172b-be56-4843-9ff4-e66a39bb12e3"
	Client   = "00000003-0000-0ff1-ce00-000000000000"
	object   = "d3f5a8c1-2b0e-4a57-9d41-6a4c1f7e0b92"
)

// signingKeys are made once for all directories of a test program: making one takes a while.
var signingKeys = sync.OnceValue(func() [2]*rsa.PrivateKey {
	var keys [2]*rsa.PrivateKey
	for i := range keys {
		keys[i], _ = rsa.GenerateKey(rand.Reader, 2048) // does not fail
	}
	return keys
})

// A Directory stands in for Microsoft Entra ID: it signs access tokens of version 2.0 and serves its keys on loopback.
type Directory struct {
	Keys string // where its keys are

	mu     sync.Mutex
	key    int
	asked  int
	answer http.HandlerFunc
}

// NewDirectory gives a directory that ends with the test.
func NewDirectory(tb testing.TB) *Directory {
	tb.Helper()
	d := &Directory{}
	server := httptest.NewServer(http.HandlerFunc(d.serve))
	tb.Cleanup(server.Close)
	d.Keys = server.URL + "/" + Tenant + "/discovery/v2.0/keys"
	return d
}

// Token gives a token that is good from now on for an hour, of a program that speaks for the organisation.
func (d *Directory) Token(organization custody.OrganizationID, administrator bool) string {
	return d.Sign(d.Header(), d.Claims(organization, administrator, time.Now()))
}

// Caller is whom such a token stands for.
func (*Directory) Caller(organization custody.OrganizationID, administrator bool) partner.Caller {
	return partner.Caller{Organization: organization, Administrator: administrator, Credential: Client + "@" + Tenant}
}

// Header gives a token's header with the key that the directory signs with now.
func (d *Directory) Header() map[string]any {
	return map[string]any{"typ": "JWT", "alg": "RS256", "kid": d.KeyID()}
}

// Claims give what a token says that was issued at the given time to an application.
func (*Directory) Claims(organization custody.OrganizationID, administrator bool, at time.Time) map[string]any {
	roles := []string{"Organization." + string(organization)}
	if administrator {
		roles = append(roles, "Administrator")
	}
	return map[string]any{
		"aud": Audience, "iss": "https://login.microsoftonline.com/" + Tenant + "/v2.0", "tid": Tenant, "ver": "2.0",
		"iat": at.Unix(), "nbf": at.Unix(), "exp": at.Add(time.Hour).Unix(),
		"azp": Client, "azpacr": "2", "oid": object, "sub": object, "roles": roles,
		"aio": "ASQA2/8YAAAA", "rh": "1.AAAA", "uti": "u4-MdPyTtESYxB0x3sLTAA",
	}
}

// Sign gives the token with the header and the claims, signed with the key that the directory signs with now, whatever
// the header says.
func (d *Directory) Sign(header, claims any) string {
	input := encode(header) + "." + encode(claims)
	return input + "." + base64.RawURLEncoding.EncodeToString(d.SignText(input))
}

// SignText gives the RS256 signature of a text (RFC 7518, section 3.3).
func (d *Directory) SignText(text string) []byte {
	digest := sha256.Sum256([]byte(text))
	signature, err := rsa.SignPKCS1v15(nil, d.private(), crypto.SHA256, digest[:])
	if err != nil {
		panic(err) // the key is large enough
	}
	return signature
}

// SignPSS gives the PS256 signature of a text (RFC 7518, section 3.5), which the real directory never makes.
func (d *Directory) SignPSS(text string) []byte {
	digest := sha256.Sum256([]byte(text))
	signature, err := rsa.SignPSS(rand.Reader, d.private(), crypto.SHA256, digest[:], nil)
	if err != nil {
		panic(err) // the key is large enough
	}
	return signature
}

// PublicKey is the key that the directory signs with now.
func (d *Directory) PublicKey() *rsa.PublicKey { return &d.private().PublicKey }

// KeyID is that key's id.
func (d *Directory) KeyID() string {
	d.mu.Lock()
	defer d.mu.Unlock()
	return keyID(d.key)
}

// Rotate makes the directory sign with another key, and serve that one only.
func (d *Directory) Rotate() { d.mu.Lock(); defer d.mu.Unlock(); d.key = 1 - d.key }

// Asked says how often the keys were asked for.
func (d *Directory) Asked() int { d.mu.Lock(); defer d.mu.Unlock(); return d.asked }

// Answer makes the directory answer otherwise when it is asked for its keys; nil ends that.
func (d *Directory) Answer(with http.HandlerFunc) { d.mu.Lock(); defer d.mu.Unlock(); d.answer = with }

// KeySet gives the keys as the directory serves them.
func (d *Directory) KeySet() []byte {
	text, err := json.Marshal(map[string]any{"keys": []any{d.JWK()}})
	if err != nil {
		panic(err) // texts only
	}
	return text
}

// JWK gives the key as the directory describes it.
func (d *Directory) JWK() map[string]any {
	public := d.PublicKey()
	return map[string]any{
		"kty": "RSA", "use": "sig", "kid": d.KeyID(), "n": base64.RawURLEncoding.EncodeToString(public.N.Bytes()),
		"e":      base64.RawURLEncoding.EncodeToString(big.NewInt(int64(public.E)).Bytes()),
		"issuer": "https://login.microsoftonline.com/" + Tenant + "/v2.0",
	}
}

func (d *Directory) serve(w http.ResponseWriter, r *http.Request) {
	d.mu.Lock()
	d.asked++
	answer := d.answer
	d.mu.Unlock()
	if answer != nil {
		answer(w, r)
		return
	}
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	_, _ = w.Write(d.KeySet())
}

func (d *Directory) private() *rsa.PrivateKey {
	d.mu.Lock()
	defer d.mu.Unlock()
	return signingKeys()[d.key]
}

func keyID(n int) string { return fmt.Sprintf("kid-%d-of-the-directory", n) }

func encode(part any) string {
	text, err := json.Marshal(part)
	if err != nil {
		panic(err) // what tests make has a text
	}
	return base64.RawURLEncoding.EncodeToString(text)
}
