package app

import (
	"context"
	"path/filepath"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore/tracing"

	"waybill/shared/config"
	"waybill/shared/partner"
	"waybill/shared/partner/azuretable"
	"waybill/shared/partner/sqlite"
)

// OpenCredentials opens the app credentials where the settings say they are; close them after use.
func OpenCredentials(ctx context.Context, s config.Settings) (*partner.Credentials, error) {
	c, err := newCloud(s, tracing.Provider{})
	if err != nil {
		return nil, err
	}
	return c.credentials(ctx)
}

// credentials gives the app credentials that the settings choose.
func (c cloud) credentials(ctx context.Context) (*partner.Credentials, error) {
	rows, err := c.credentialRows(ctx)
	if err != nil {
		return nil, err
	}
	return partner.NewCredentials(rows, c.settings.Pepper, c.settings.Environment)
}

func (c cloud) credentialRows(ctx context.Context) (partner.CredentialRows, error) {
	if c.settings.Credentials == "azuretable" {
		return orNothing[partner.CredentialRows](azuretable.Open(ctx, c.table()))
	}
	return orNothing[partner.CredentialRows](sqlite.Open(ctx, filepath.Join(c.settings.DataDir, "credentials.db")))
}
