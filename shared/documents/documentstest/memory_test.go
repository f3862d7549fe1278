package documentstest_test

import (
	"sync"
	"testing"

	"waybill/shared/documents"
	"waybill/shared/documents/documentstest"
)

// The store in memory keeps the port's promises.
func TestMemory(t *testing.T) {
	documentstest.Run(t, func(*testing.T) documents.Store { return documentstest.NewMemory() })
}

// The store in memory sweeps as the port promises.
func TestSweep(t *testing.T) {
	documentstest.RunSweep(t, func(t *testing.T) documentstest.Site {
		store := documentstest.NewMemory()
		crash := func(id string) {
			if _, err := store.Create(t.Context(), id); err != nil {
				t.Fatal(err)
			}
		}
		return documentstest.Site{Store: store, Crash: crash, Age: store.Age, Left: store.Unfinished}
	})
}

// The keyring in memory keeps the port's promises.
func TestKeyring(t *testing.T) {
	var rings sync.Map
	documentstest.RunKeyring(t, func(t *testing.T) documents.Keyring {
		ring, _ := rings.LoadOrStore(t.Name(), documentstest.NewKeyring())
		return ring.(documents.Keyring)
	})
}
