package keystore_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	geth "github.com/ethereum/go-ethereum/accounts/keystore"

	"waybill/shared/chain"
	"waybill/shared/chain/chaintest"
	"waybill/shared/chain/keystore"
	"waybill/shared/custody"
)

const passphrase = "correct horse battery staple"

func open(t *testing.T, dir string) *keystore.Keystore {
	t.Helper()
	k, err := keystore.Open(dir, passphrase)
	if err != nil {
		t.Fatal(err)
	}
	return k
}

func create(t *testing.T, k *keystore.Keystore, organization custody.OrganizationID) custody.Address {
	t.Helper()
	address, err := k.CreateSigner(t.Context(), organization, "")
	if err != nil {
		t.Fatal(err)
	}
	return address
}

// Keys in files sign like all others.
func TestSigner(t *testing.T) {
	t.Parallel()
	chaintest.RunSigner(t, func(t *testing.T) (chain.Signer, custody.Address) {
		k := open(t, t.TempDir())
		return k, create(t, k, "northern-silicon")
	})
}

// An organisation has no key, then one, and the same one ever after, also for those who open the folder later.
func TestKeyIsMadeOnce(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "keys")
	k := open(t, dir)
	if keys, err := k.SignersOf(t.Context(), "operator"); len(keys) != 0 || err != nil {
		t.Fatalf("a key before it is made: %v, %v", keys, err)
	}
	address := create(t, k, "operator")
	if again := create(t, k, "operator"); again != address {
		t.Errorf("a second key %s", again)
	}
	if other := create(t, k, "northern-silicon"); other == address {
		t.Error("two organisations have one key")
	}
	later := open(t, dir)
	if got, err := later.SignersOf(t.Context(), "operator"); err != nil || len(got) != 1 || got[0] != address {
		t.Errorf("%s, %v; want %s", got, err, address)
	}
	if _, err := later.Sign(t.Context(), address, []custody.Digest{{1}}); err != nil {
		t.Error(err)
	}
}

// An organisation that needs more keys has them under names. The first comes first, each name has one key, and another
// process, which has looked before, sees a new one.
func TestAnOrganisationHasSeveralKeys(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	k, other := open(t, dir), open(t, dir)
	var want []custody.Address
	for _, name := range []string{"", "op-1"} {
		address, err := k.CreateSigner(t.Context(), "operator", name)
		if err != nil {
			t.Fatal(err)
		}
		again, err := other.CreateSigner(t.Context(), "operator", name)
		if err != nil || again != address {
			t.Errorf("key %q is %s and %s, %v", name, address, again, err)
		}
		want = append(want, address)
		for _, process := range []*keystore.Keystore{k, other} {
			if got, err := process.SignersOf(t.Context(), "operator"); err != nil || !slices.Equal(got, want) {
				t.Errorf("%s, %v; want %s", got, err, want)
			}
		}
	}
	if _, err := other.Sign(t.Context(), want[1], []custody.Digest{{1}}); err != nil {
		t.Error(err)
	}
	if keys, err := k.SignersOf(t.Context(), "operators"); err != nil || len(keys) != 0 {
		t.Errorf("another organisation has %s, %v", keys, err)
	}
}

// Processes that make a key for one organisation at the same time all give the address of the one that is kept, and
// leave nothing else behind.
func TestFirstKeyWins(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	const processes = 8
	addresses := make([]custody.Address, processes)
	var all sync.WaitGroup
	for i := range processes {
		k := open(t, dir)
		all.Go(func() {
			var err error
			if addresses[i], err = k.CreateSigner(t.Context(), "operator", ""); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	for _, a := range addresses {
		if a != addresses[0] {
			t.Errorf("two keys, %s and %s", a, addresses[0])
		}
	}
	entries, err := os.ReadDir(dir)
	if err != nil || len(entries) != 1 || entries[0].Name() != "operator.json" {
		t.Errorf("the folder has %v, %v", entries, err)
	}
}

// Files are readable for their owner alone, and any Ethereum tool can decrypt them.
func TestFilesAreWeb3SecretStorage(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	address := create(t, open(t, dir), "operator")
	path := filepath.Join(dir, "operator.json")
	info, err := os.Stat(path)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v, %v", info.Mode(), err)
	}
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	key, err := geth.DecryptKey(text, passphrase)
	if err != nil || custody.Address(key.Address) != address {
		t.Errorf("decrypt: %v", err)
	}
}

// A wrong passphrase, a broken file, a file under another key's address and an id that would leave the folder are
// errors, and none repeats the passphrase.
func TestErrorsHaveNoSecrets(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	address := create(t, open(t, dir), "operator")
	other := create(t, open(t, dir), "northern-silicon")
	wrong, err := keystore.Open(dir, passphrase+" but wrong")
	if err != nil {
		t.Fatal(err)
	}
	_, wrongErr := wrong.Sign(t.Context(), address, []custody.Digest{{1}})
	_, escapeErr := wrong.SignersOf(t.Context(), "../operator")
	_, nameErr := wrong.CreateSigner(t.Context(), "operator", "../northern-silicon")
	_, createErr := wrong.CreateSigner(t.Context(), "../operator", "")
	_, emptyErr := keystore.Open(dir, "")

	text, err := os.ReadFile(filepath.Join(dir, "operator.json"))
	if err != nil {
		t.Fatal(err)
	}
	claimed := strings.Replace(string(text), address.Hex()[2:], other.Hex()[2:], 1)
	if err := os.Remove(filepath.Join(dir, "northern-silicon.json")); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "operator.json"), []byte(claimed), 0o600); err != nil {
		t.Fatal(err)
	}
	_, claimedErr := open(t, dir).Sign(t.Context(), other, []custody.Digest{{1}})
	if err := os.WriteFile(filepath.Join(dir, "operator.json"), text[:40], 0o600); err != nil {
		t.Fatal(err)
	}
	_, brokenErr := open(t, dir).SignersOf(t.Context(), "operator")

	for name, err := range map[string]error{
		"wrong passphrase": wrongErr, "outside the folder": escapeErr, "create outside": createErr, "name outside": nameErr,
		"no passphrase": emptyErr, "another's address": claimedErr, "broken file": brokenErr,
	} {
		if err == nil {
			t.Errorf("%s: no error", name)
		} else if strings.Contains(err.Error(), "horse") {
			t.Errorf("%s: the error repeats the passphrase", name)
		}
	}
}
