package app

import (
	"fmt"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/tracing"
	"github.com/Azure/azure-sdk-for-go/sdk/azidentity"

	"waybill/shared/blobs"
	"waybill/shared/config"
	"waybill/shared/partner"
	"waybill/shared/partner/entra"
	"waybill/shared/tables"
)

// A cloud is how the adapters reach Azure: who they are there, and what makes spans of their requests. All share one
// identity, and so its tokens.
type cloud struct {
	settings   config.Settings
	credential azcore.TokenCredential
	tracing    tracing.Provider
}

func newCloud(s config.Settings, spans tracing.Provider) (cloud, error) {
	c := cloud{settings: s, tracing: spans}
	if s.TablesURL+s.BlobsURL+s.DigestsURL+s.BusNamespace+s.VaultURL == "" {
		return c, nil
	}
	var err error
	if c.credential, err = azidentity.NewDefaultAzureCredential(nil); err != nil {
		return c, fmt.Errorf("find an identity for Azure: %w", err)
	}
	return c, nil
}

// table is the account for tables, or the emulator's.
func (c cloud) table() tables.Place {
	return tables.Place{Endpoint: c.settings.TablesURL, Connection: c.settings.StorageEmulator, Credential: c.credential, Tracing: c.tracing}
}

// blob is an account for blobs, or the emulator's.
func (c cloud) blob(endpoint string) blobs.Place {
	return blobs.Place{Endpoint: endpoint, Connection: c.settings.StorageEmulator, Credential: c.credential, Tracing: c.tracing}
}

// callers gives the one who knows the callers: app credentials, and where a tenant is set its tokens beside them.
func callers(s config.Settings, credentials partner.Authenticator) (partner.Authenticator, error) {
	both := partner.ByForm{Credentials: credentials}
	if s.EntraTenant == "" {
		return both, nil
	}
	tokens, err := entra.Open(entra.Place{Tenant: s.EntraTenant, Audience: s.EntraAudience, Keys: s.EntraEmulator})
	if err != nil {
		return nil, err
	}
	both.Tokens = tokens
	return both, nil
}
