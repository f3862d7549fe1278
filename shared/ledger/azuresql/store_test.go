package azuresql_test

import (
	"testing"

	standin "waybill/internal/azuresql"
	"waybill/shared/ledger/azuresql"
	"waybill/shared/ledger/ledgertest"
)

// open gives an empty ledger on a server of its own.
func open(t *testing.T) *azuresql.Store {
	t.Helper()
	s, err := azuresql.Open(t.Context(), azuresql.Place{Emulator: standin.Start(t).URL()})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

// The store passes the suite that every store passes, on the stand-in for Azure SQL.
func TestStore(t *testing.T) {
	t.Parallel()
	ledgertest.Run(t, func(t *testing.T) ledgertest.Store { return open(t) })
}
