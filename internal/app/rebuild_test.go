package app_test

import (
	"context"
	"path/filepath"
	"strings"
	"testing"

	"waybill/contracts/bindings"
	standin "waybill/internal/azuresql"
	"waybill/shared/ledger"
	"waybill/shared/ledger/azuresql"
	"waybill/shared/ledger/sqlite"
)

// A ledgerStore is a ledger whose version a test can change.
type ledgerStore interface {
	ledger.Projected
	Close() error
}

// aged leaves the tables of a ledger as another version fills them.
func aged(t *testing.T, store ledgerStore, err error, version int) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	err = store.Write(t.Context(), func(tx ledger.Tx) error { return tx.Clear(t.Context(), version) })
	if err != nil {
		t.Fatal(err)
	}
	if err := store.Close(); err != nil {
		t.Fatal(err)
	}
}

// In Azure the host would kill a handler that makes the tables anew: it does not start, says what to do, and leaves them to
// that.
func TestOnAzureSQLOlderTablesKeepTheHandlerFromStarting(t *testing.T) {
	t.Parallel()
	server, rpc := standin.Start(t), node(t, bindings.Code())
	place := azuresql.Place{Emulator: server.URL()}
	start := func() error {
		_, err := open(t, rpc, "WAYBILL_LEDGER=azuresql", "WAYBILL_SQL_EMULATOR="+place.Emulator)
		return err
	}
	for range 2 {
		if err := start(); err != nil {
			t.Fatal(err)
		}
	}
	for version, want := range map[int]string{
		ledger.ProjectionVersion - 1: "the ledger's tables were filled by another version: run waybill ledger rebuild --data settings.json",
		ledger.ProjectionVersion + 1: "use the newer program",
	} {
		store, err := azuresql.Open(t.Context(), place)
		aged(t, store, err, version)
		if err := start(); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("on tables of version %d: %v", version, err)
		}
		store, err = azuresql.Open(t.Context(), place)
		if err != nil {
			t.Fatal(err)
		}
		if have, err := store.Projection(t.Context()); err != nil || have != version {
			t.Errorf("the tables of version %d are now of %d, %v", version, have, err)
		}
		if err := store.Close(); err != nil {
			t.Error(err)
		}
	}
}

// On one machine nobody is in a hurry, and the handler makes the tables anew by itself.
func TestOnOneMachineOlderTablesAreMadeAnew(t *testing.T) {
	t.Parallel()
	data, rpc := "WAYBILL_DATA="+t.TempDir(), node(t, bindings.Code())
	if _, err := open(t, rpc, data); err != nil {
		t.Fatal(err)
	}
	store, err := sqlite.Open(context.Background(), filepath.Join(strings.TrimPrefix(data, "WAYBILL_DATA="), "ledger.db"))
	aged(t, store, err, ledger.ProjectionVersion-1)
	log, err := open(t, rpc, data)
	if err != nil || !strings.Contains(log, "made anew from its log") {
		t.Errorf("it says %q, %v", log, err)
	}
}
