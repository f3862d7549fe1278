package app

import (
	"context"
	"path/filepath"

	"waybill/shared/bus/sqlite"
)

// bus gives the bus that the settings choose.
func (c cloud) bus(ctx context.Context) (Bus, error) {
	return orNothing[Bus](sqlite.Open(ctx, filepath.Join(c.settings.DataDir, "bus.db")))
}
