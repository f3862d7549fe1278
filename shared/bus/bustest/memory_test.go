package bustest_test

import (
	"testing"

	"waybill/shared/bus"
	"waybill/shared/bus/bustest"
)

// The broker in memory keeps the port's promises.
func TestMemory(t *testing.T) {
	bustest.Run(t, bustest.Traits{}, func(_ *testing.T, clock *bustest.Clock) bus.Broker { return bustest.NewMemory(clock.Now) })
}
