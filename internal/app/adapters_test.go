package app_test

import (
	"testing"

	"waybill/internal/app"
	"waybill/internal/azurite"
	"waybill/shared/chain"
	"waybill/shared/config"
	"waybill/shared/custody"
)

// embedded are settings of a system that keeps everything in one folder.
func embedded(t *testing.T) config.Settings {
	return config.Settings{
		DataDir: t.TempDir(), Environment: "dev", Passphrase: "words", Pepper: make([]byte, 32), MaxDocument: 1 << 20,
		Journal: "sqlite", Signer: "keystore",
	}
}

// tried opens the stores and commits to the journal.
func tried(t *testing.T, s config.Settings) {
	t.Helper()
	stores, err := app.OpenStores(t.Context(), s)
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := stores.Close(); err != nil {
			t.Error(err)
		}
	}()
	key := chain.Key{Chain: 1337, Signer: custody.Address([]byte(t.Name() + "                    ")[:20])}
	head, err := stores.Journal.Head(t.Context(), key)
	if err != nil {
		t.Fatal(err)
	}
	head.Next++
	if err := stores.Journal.Commit(t.Context(), key, chain.Change{Head: &head}); err != nil {
		t.Error(err)
	}
}

// The settings choose between journals: a file, or tables that an emulator has.
func TestTheSettingsChooseTheJournal(t *testing.T) {
	t.Parallel()
	t.Run("sqlite", func(t *testing.T) {
		t.Parallel()
		tried(t, embedded(t))
	})
	t.Run("azuretable", func(t *testing.T) {
		t.Parallel()
		s := embedded(t)
		s.Journal, s.StorageEmulator = "azuretable", azurite.Start(t).ConnectionString()
		tried(t, s)
	})
}

// A vault is opened without asking it, so that the handler starts at once; a part that cannot be opened ends the start
// and leaves nothing open.
func TestStoresOpenOrFailAsAWhole(t *testing.T) {
	t.Parallel()
	s := embedded(t)
	s.Signer, s.VaultURL, s.VaultKeys = "keyvault", "https://waybill.vault.azure.net", "EC-HSM"
	tried(t, s)
	for name, spoil := range map[string]func(*config.Settings){
		"no vault":      func(s *config.Settings) { s.VaultURL = "" },
		"no tables":     func(s *config.Settings) { s.Journal = "azuretable" },
		"no emulator":   func(s *config.Settings) { s.Journal, s.StorageEmulator = "azuretable", "AccountName=a" },
		"no passphrase": func(s *config.Settings) { s.Signer, s.Passphrase = "keystore", "" },
	} {
		s := s
		s.DataDir = t.TempDir()
		spoil(&s)
		if stores, err := app.OpenStores(t.Context(), s); err == nil {
			t.Errorf("%s: opened %v", name, stores)
		}
	}
}
