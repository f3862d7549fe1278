package bustest_test

import (
	"testing"
	"time"

	"waybill/shared/bus"
	"waybill/shared/bus/bustest"
)

// The broker in memory keeps the port's promises.
func TestMemory(t *testing.T) {
	bustest.Run(t, func(_ *testing.T, now func() time.Time) bus.Detector { return bustest.NewMemory(now) })
}
