package app

import (
	"context"
	"path/filepath"

	"waybill/shared/bus/sqlite"
	"waybill/shared/config"
)

// openBus gives the bus that the settings choose.
func openBus(ctx context.Context, s config.Settings) (Bus, error) {
	return orNothing[Bus](sqlite.Open(ctx, filepath.Join(s.DataDir, "bus.db")))
}
