package app

import (
	"context"
	"path/filepath"

	"waybill/shared/config"
	"waybill/shared/operations/sqlite"
)

// OpenOperations opens the operations where the settings say they are; close them after use.
func OpenOperations(ctx context.Context, s config.Settings) (Operations, error) {
	return orNothing[Operations](sqlite.Open(ctx, filepath.Join(s.DataDir, "operations.db")))
}
