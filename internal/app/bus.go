package app

import (
	"context"
	"path/filepath"

	"waybill/shared/bus/servicebus"
	"waybill/shared/bus/sqlite"
)

// bus gives the bus that the settings choose.
func (c cloud) bus(ctx context.Context) (Bus, error) {
	s := c.settings
	if s.Bus == "servicebus" {
		return orNothing[Bus](servicebus.Open(servicebus.Place{Namespace: s.BusNamespace, Connection: s.BusEmulator, Credential: c.credential}))
	}
	return orNothing[Bus](sqlite.Open(ctx, filepath.Join(s.DataDir, "bus.db")))
}
