// Package keyvault signs with keys that never leave an Azure Key Vault: secp256k1, which the vault calls P-256K, with
// its algorithm ES256K. Start with [Open].
//
// A key in the vault is named for its organisation, wb-northern-silicon-9f86d081884c7d659a2feaa0c55ad015: whose it is
// and under which name stands in its tags, and the digits at the end bind it to them. An Ethereum address belongs to
// one version of a key, its oldest one. Versions that somebody adds by rotating the key in the vault are left alone; an
// organisation that wants another key gets one under another name.
package keyvault

import (
	"context"
	"fmt"
	"net/url"
	"sync"
	"time"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/policy"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/tracing"
	"github.com/Azure/azure-sdk-for-go/sdk/azidentity"
	"github.com/Azure/azure-sdk-for-go/sdk/security/keyvault/azkeys"

	"waybill/shared/custody"
	"waybill/shared/retry"
)

// A Place says where the vault is and what keys are made there.
type Place struct {
	// URL is the vault's address, https://{name}.vault.azure.net. Whoever runs the program needs the role Key Vault
	// Crypto User to sign, and Key Vault Crypto Officer where organisations join.
	URL string

	// Credential is who runs the program. Default: the managed identity or whatever else the environment offers.
	Credential azcore.TokenCredential

	// KeyType is what new keys are: EC-HSM, inside a hardware security module, for which the vault must be a premium
	// one, or EC. Default: EC-HSM.
	KeyType string

	// Transport sends the requests. Default: the library's own.
	Transport policy.Transporter

	// Tracing makes a span of each request. Default: none.
	Tracing tracing.Provider

	// StandIn says that the vault is not a real one, and so not at an address of Azure.
	StandIn bool

	// Now and Sleep are the clock; Sleep ends early with the context. Default: the clock on the wall.
	Now   func() time.Time
	Sleep func(ctx context.Context, d time.Duration) error
}

// A Vault is a chain.Signer and keeps the signing keys of organisations. It is safe for concurrent use, and any number
// of processes may use one vault.
type Vault struct {
	client  *azkeys.Client
	keyType azkeys.KeyType
	sleep   func(ctx context.Context, d time.Duration) error
	now     func() time.Time

	refreshing sync.Mutex // held by the one that lists the vault's keys
	mu         sync.RWMutex
	byName     map[string]key
	byAddress  map[custody.Address]key
	listed     time.Time
}

// Open gives the vault. It asks nobody yet.
func Open(p Place) (*Vault, error) {
	if u, err := url.Parse(p.URL); err != nil || u.Scheme != "https" || u.Host == "" {
		return nil, fmt.Errorf("open the key vault: %q is not the https address of a vault", p.URL)
	}
	if p.KeyType == "" {
		p.KeyType = string(azkeys.KeyTypeECHSM)
	}
	if p.KeyType != string(azkeys.KeyTypeECHSM) && p.KeyType != string(azkeys.KeyTypeEC) {
		return nil, fmt.Errorf("open the key vault: %q is neither EC-HSM nor EC", p.KeyType)
	}
	if p.Credential == nil {
		var err error
		if p.Credential, err = azidentity.NewDefaultAzureCredential(nil); err != nil {
			return nil, fmt.Errorf("open the key vault: %w", err)
		}
	}
	if p.Now == nil {
		p.Now = time.Now
	}
	if p.Sleep == nil {
		p.Sleep = retry.Sleep
	}
	client, err := azkeys.NewClient(p.URL, p.Credential, &azkeys.ClientOptions{
		ClientOptions: azcore.ClientOptions{
			Transport: p.Transport, Retry: policy.RetryOptions{MaxRetries: 5, TryTimeout: tryTimeout}, TracingProvider: p.Tracing,
		},
		DisableChallengeResourceVerification: p.StandIn,
	})
	if err != nil {
		return nil, fmt.Errorf("open the key vault: %w", err)
	}
	return &Vault{
		client: client, keyType: azkeys.KeyType(p.KeyType), sleep: p.Sleep, now: p.Now,
		byName: map[string]key{}, byAddress: map[custody.Address]key{},
	}, nil
}

// tryTimeout is how long one request may take. After 429 and failures that pass, the library asks again when the vault
// says so, or after a growing delay.
const tryTimeout = 30 * time.Second
