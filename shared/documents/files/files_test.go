package files_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"waybill/shared/custody"
	"waybill/shared/documents"
	"waybill/shared/documents/documentstest"
	"waybill/shared/documents/files"
)

const miner custody.OrganizationID = "northern-silicon"

// The store in a folder keeps the port's promises.
func TestStore(t *testing.T) {
	documentstest.Run(t, func(t *testing.T) documents.Store {
		store, err := files.OpenStore(filepath.Join(t.TempDir(), "documents"))
		if err != nil {
			t.Fatal(err)
		}
		return store
	})
}

// The keyring in a folder keeps the port's promises, opened again and again as other processes would.
func TestKeyring(t *testing.T) {
	var folders sync.Map
	documentstest.RunKeyring(t, func(t *testing.T) documents.Keyring {
		dir, _ := folders.LoadOrStore(t.Name(), filepath.Join(t.TempDir(), "keys"))
		ring, err := files.OpenKeyring(dir.(string), "a passphrase")
		if err != nil {
			t.Fatal(err)
		}
		return ring
	})
}

// A wrong passphrase opens nothing, and the files show no private key.
func TestKeysAreEncrypted(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	ring, err := files.OpenKeyring(dir, "a passphrase")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := ring.SigningKey(t.Context(), miner); err != nil {
		t.Fatal(err)
	}
	if _, err := files.OpenKeyring(dir, "another passphrase"); err == nil {
		t.Error("a wrong passphrase opens the keyring")
	}
	entries, err := os.ReadDir(dir)
	if err != nil || len(entries) != 2 {
		t.Fatalf("the folder has %v, %v; want the master key and one organisation's", entries, err)
	}
	for _, e := range entries {
		content, err := os.ReadFile(filepath.Join(dir, e.Name()))
		if err != nil || !strings.HasPrefix(string(content), "age-encryption.org/v1\n") || strings.Contains(string(content), "SECRET") {
			t.Errorf("%s is not encrypted, %v", e.Name(), err)
		}
		if info, err := e.Info(); err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%s has the mode %v, %v", e.Name(), info.Mode(), err)
		}
	}
}

// A key file that was given another organisation's name is refused.
func TestExchangedKeysAreRefused(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	open := func() *documents.SealedKeyring {
		ring, err := files.OpenKeyring(dir, "a passphrase")
		if err != nil {
			t.Fatal(err)
		}
		return ring
	}
	if _, err := open().SigningKey(t.Context(), miner); err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(filepath.Join(dir, "northern-silicon.keys.age"), filepath.Join(dir, "metro-electronics.keys.age")); err != nil {
		t.Fatal(err)
	}
	if _, err := open().SigningKey(t.Context(), "metro-electronics"); err == nil {
		t.Error("metro-electronics signs with the key of northern-silicon")
	}
}

// The store in a folder sweeps as the port promises.
func TestSweep(t *testing.T) {
	documentstest.RunSweep(t, func(t *testing.T) documentstest.Site {
		dir := t.TempDir()
		store, err := files.OpenStore(dir)
		if err != nil {
			t.Fatal(err)
		}
		left := func(pattern string) []string {
			paths, err := filepath.Glob(filepath.Join(dir, "unfinished", pattern))
			if err != nil {
				t.Fatal(err)
			}
			return paths
		}
		return documentstest.Site{
			Store: store,
			Crash: func(id string) {
				if _, err := store.Create(t.Context(), id); err != nil {
					t.Fatal(err)
				}
			},
			Age: func(by time.Duration) {
				for _, path := range append(left("*/*"), left("*")...) {
					info, err := os.Stat(path)
					if err != nil {
						t.Fatal(err)
					}
					if err := os.Chtimes(path, time.Time{}, info.ModTime().Add(-by)); err != nil {
						t.Fatal(err)
					}
				}
			},
			Left: func() int { return len(left("*")) },
		}
	})
}

// What a sweep was killed over is gone after the next, as is a new capsule that never came to its document; opening the
// store removes nothing, because commands open it beside a system that runs.
func TestOnlySweepsRemove(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	for name, content := range map[string]string{"new-killed": "", "new-capsule": "age"} {
		path := filepath.Join(dir, "unfinished", name)
		err := os.MkdirAll(path, 0o700)
		if content != "" {
			err = errors.Join(err, os.Remove(path), os.WriteFile(path, []byte(content), 0o600))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	store, err := files.OpenStore(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []int{2, 0} {
		if removed, err := store.Sweep(t.Context(), time.Now().Add(time.Hour)); err != nil || removed != want {
			t.Errorf("removed %d, %v; want %d", removed, err, want)
		}
	}
}

// A commit that comes while its upload is being removed, which here takes long, finds nothing of it and makes no document
// of the rest.
func TestNoDocumentIsHalfRemoved(t *testing.T) {
	t.Parallel()
	const more = 2000
	dir, id := t.TempDir(), documents.DocumentID(miner, "key")
	store, err := files.OpenStore(dir)
	if err != nil {
		t.Fatal(err)
	}
	u, err := store.Create(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	folders, err := filepath.Glob(filepath.Join(dir, "unfinished", "*"))
	if err != nil || len(folders) != 1 {
		t.Fatal(folders, err)
	}
	for i := range more {
		if err := os.WriteFile(filepath.Join(folders[0], strconv.Itoa(i)), nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	swept := make(chan error, 1)
	go func() {
		_, err := store.Sweep(context.Background(), time.Now().Add(time.Hour))
		swept <- err
	}()
	for there := more + 1; there > more; { // until the sweep has begun
		entries, _ := os.ReadDir(folders[0])
		there = len(entries)
	}
	created, err := u.Commit(t.Context(), []byte("manifest"), nil)
	if created || err == nil {
		t.Errorf("created: %v, %v", created, err)
	}
	if err := errors.Join(<-swept, u.Discard()); err != nil {
		t.Error(err)
	}
	if ids, err := store.List(t.Context()); len(ids) != 0 || err != nil {
		t.Errorf("there are %q, %v", ids, err)
	}
}

// A repetition, a refusal and a shredding leave nothing behind in the folder of unfinished uploads.
func TestNothingIsLeftBehind(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	store, err := files.OpenStore(dir)
	if err != nil {
		t.Fatal(err)
	}
	vault := documents.Vault{Store: store, Keyring: documentstest.NewKeyring(), Now: time.Now, MaxSize: 10}
	draft := documents.Draft{ID: documents.DocumentID(miner, "key"), Organization: miner}
	for _, body := range []string{"more than ten bytes", "report", "report", "other"} {
		_, _ = vault.Seal(t.Context(), draft, strings.NewReader(body))
	}
	if err := vault.Grant(t.Context(), miner, "metro-electronics", draft.ID); err != nil {
		t.Fatal(err)
	}
	if err := vault.Shred(t.Context(), miner, draft.ID); err != nil {
		t.Fatal(err)
	}
	for folder, want := range map[string]int{"unfinished": 0, draft.ID: 2} {
		if entries, err := os.ReadDir(filepath.Join(dir, folder)); err != nil || len(entries) != want {
			t.Errorf("%s has %v, %v; want %d entries", folder, entries, err, want)
		}
	}
}
