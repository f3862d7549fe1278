package app

import (
	"context"
	"path/filepath"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore/tracing"

	"waybill/shared/config"
	"waybill/shared/operations/azuretable"
	"waybill/shared/operations/sqlite"
)

// OpenOperations opens the operations where the settings say they are; close them after use.
func OpenOperations(ctx context.Context, s config.Settings) (Operations, error) {
	c, err := newCloud(s, tracing.Provider{})
	if err != nil {
		return nil, err
	}
	return c.operations(ctx)
}

// operations gives the operations that the settings choose.
func (c cloud) operations(ctx context.Context) (Operations, error) {
	if c.settings.Operations == "azuretable" {
		return orNothing[Operations](azuretable.Open(ctx, c.table()))
	}
	return orNothing[Operations](sqlite.Open(ctx, filepath.Join(c.settings.DataDir, "operations.db")))
}
