package operationstest_test

import (
	"testing"
	"time"

	"waybill/shared/operations"
	"waybill/shared/operations/operationstest"
)

// The store in memory keeps the port's promises.
func TestMemory(t *testing.T) {
	operationstest.Run(t, func(_ *testing.T, now func() time.Time) operations.Store { return operationstest.NewMemory(now) })
}
