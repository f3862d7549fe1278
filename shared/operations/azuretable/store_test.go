package azuretable_test

import (
	"testing"
	"time"

	"waybill/internal/azurite"
	"waybill/shared/operations"
	"waybill/shared/operations/azuretable"
	"waybill/shared/operations/operationstest"
)

// newPlace gives a place for a table of its own in Azurite.
func newPlace(t testing.TB) azuretable.Place {
	t.Helper()
	at := azurite.NewTable(t)
	return azuretable.Place{Endpoint: at.Endpoint, Connection: at.Connection, Table: at.Name}
}

func openAt(t testing.TB, p azuretable.Place, now func() time.Time) *azuretable.Store {
	t.Helper()
	store, err := azuretable.Open(t.Context(), p)
	if err != nil {
		t.Fatal(err)
	}
	store.Now = now
	return store
}

// The store in a table keeps the port's promises.
func TestStore(t *testing.T) {
	t.Parallel()
	operationstest.Run(t, func(t *testing.T, now func() time.Time) operations.Store {
		return openAt(t, newPlace(t), now)
	})
}
