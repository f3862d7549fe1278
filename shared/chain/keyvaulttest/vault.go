// Package keyvaulttest has a stand-in for Azure Key Vault that answers the unmodified library over TLS, as far as
// signing with secp256k1 needs. Start with [NewVault].
//
// It behaves worse than the real one where that is allowed: every s of a signature is the higher one, lists come in
// pages of two, and it fails when it is told to.
package keyvaulttest

import (
	"context"
	"crypto/ecdsa"
	"crypto/rand"
	"encoding/hex"
	"fmt"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
	"time"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/policy"
	"github.com/ethereum/go-ethereum/crypto"
)

// Token is what a request must carry.
const Token = "a-token-for-the-vault"

// A Vault is the stand-in. Its clock stands still but for [Vault.Sleep].
type Vault struct {
	URL    string
	Client *http.Client

	mu       sync.Mutex
	now      time.Time
	keys     map[string][]*version // by name, oldest first
	requests []string
	fail     func(*http.Request) *Failure
}

type version struct {
	id       string
	private  *ecdsa.PrivateKey
	kind     string // EC-HSM or EC
	tags     map[string]string
	created  time.Time
	disabled bool
}

// A Failure is an answer in place of the right one.
type Failure struct {
	Status int
	Code   string
	Header map[string]string
	Body   string // "" for an error with the code; anything else is sent as it is
}

// NewVault starts an empty vault that ends with the test.
func NewVault(t *testing.T) *Vault {
	t.Helper()
	v := &Vault{keys: map[string][]*version{}, now: time.Date(2026, 11, 20, 8, 0, 0, 0, time.UTC)}
	server := httptest.NewTLSServer(v)
	t.Cleanup(server.Close)
	v.URL, v.Client = server.URL, server.Client()
	return v
}

// Fail has the function asked about every request that is let in; nil from it means the right answer.
func (v *Vault) Fail(fail func(*http.Request) *Failure) {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.fail = fail
}

// Requests gives method and path of every request that was let in, oldest first.
func (v *Vault) Requests() []string {
	v.mu.Lock()
	defer v.mu.Unlock()
	return append([]string(nil), v.requests...)
}

// Names gives the names of all keys.
func (v *Vault) Names() []string {
	v.mu.Lock()
	defer v.mu.Unlock()
	return v.names()
}

// Now gives the vault's time.
func (v *Vault) Now() time.Time {
	v.mu.Lock()
	defer v.mu.Unlock()
	return v.now
}

// Sleep moves the vault's clock instead of waiting.
func (v *Vault) Sleep(ctx context.Context, d time.Duration) error {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.now = v.now.Add(d)
	return ctx.Err()
}

// Rotate adds a version to a key, without tags, as somebody at the portal does.
func (v *Vault) Rotate(name string) {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.add(name, "EC", nil)
}

// Disable takes every version of a key out of use.
func (v *Vault) Disable(name string) {
	v.mu.Lock()
	defer v.mu.Unlock()
	for _, k := range v.keys[name] {
		k.disabled = true
	}
}

// add makes a version. Its id is random, so that versions of one second are in no order.
func (v *Vault) add(name, kind string, tags map[string]string) *version {
	private, err := crypto.GenerateKey()
	if err != nil {
		panic(fmt.Sprintf("keyvaulttest: make a key: %v", err)) // the random source failed
	}
	var id [16]byte
	_, _ = rand.Read(id[:]) // never fails
	added := &version{id: hex.EncodeToString(id[:]), private: private, kind: kind, tags: tags, created: v.now.Truncate(time.Second)}
	v.keys[name] = append(v.keys[name], added)
	return added
}

// Credential is an identity that the vault knows.
type Credential struct{}

// GetToken gives the token.
func (Credential) GetToken(context.Context, policy.TokenRequestOptions) (azcore.AccessToken, error) {
	return azcore.AccessToken{Token: Token, ExpiresOn: time.Now().Add(time.Hour)}, nil
}
