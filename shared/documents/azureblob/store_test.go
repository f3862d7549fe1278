package azureblob_test

import (
	"bytes"
	"crypto/rand"
	"fmt"
	"io"
	"strings"
	"sync"
	"testing"
	"time"

	"golang.org/x/sync/errgroup"

	"waybill/internal/azurite"
	"waybill/shared/blobs"
	"waybill/shared/blobs/blobstest"
	"waybill/shared/custody"
	"waybill/shared/documents"
	"waybill/shared/documents/azureblob"
	"waybill/shared/documents/documentstest"
)

const (
	miner custody.OrganizationID = "northern-silicon"
	maker custody.OrganizationID = "metro-electronics"
)

// newPlace gives a place for a container of its own in Azurite.
func newPlace(t *testing.T) blobs.Place {
	t.Helper()
	at := azurite.NewContainer(t)
	return blobs.Place{Endpoint: at.Endpoint, Connection: at.Connection, Container: at.Name}
}

func openStore(t *testing.T, p blobs.Place) *azureblob.Store {
	t.Helper()
	s, err := azureblob.OpenStore(t.Context(), p)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func openKeyring(t *testing.T, p blobs.Place, passphrase string) documents.Keyring {
	t.Helper()
	k, err := azureblob.OpenKeyring(t.Context(), p, passphrase)
	if err != nil {
		t.Fatal(err)
	}
	return k
}

// names gives the names of a container's blobs.
func names(t *testing.T, p blobs.Place) (all []string) {
	t.Helper()
	c, err := blobs.Open(t.Context(), p)
	if err != nil {
		t.Fatal(err)
	}
	for entry, err := range c.List(t.Context(), "") {
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, entry.Name)
	}
	return all
}

// commit uploads a document with one capsule.
func commit(t *testing.T, s documents.Store, id, body string) (bool, error) {
	t.Helper()
	u, err := s.Create(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.WriteString(u, body); err != nil {
		t.Fatal(err)
	}
	created, err := u.Commit(t.Context(), []byte("manifest"), map[custody.OrganizationID][]byte{miner: []byte("capsule of " + body[:min(len(body), 40)])})
	if discarded := u.Discard(); discarded != nil {
		t.Fatal(discarded)
	}
	return created, err
}

// The store in a container keeps the port's promises.
func TestStore(t *testing.T) {
	t.Parallel()
	documentstest.Run(t, func(t *testing.T) documents.Store { return openStore(t, newPlace(t)) })
}

// The store in a container sweeps as the port promises. Of an upload that was not committed there is nothing yet that could
// grow old.
func TestSweep(t *testing.T) {
	t.Parallel()
	documentstest.RunSweep(t, func(t *testing.T) documentstest.Site {
		p := newPlace(t)
		return documentstest.Site{
			Store: openStore(t, p),
			Crash: func(id string) {
				dying := p
				dying.Transport = &blobstest.Wire{Spoil: dieAtManifest}
				if _, err := commit(t, openStore(t, dying), id, "abandoned"); err == nil {
					t.Fatal("it did not die")
				}
			},
			Age:  func(time.Duration) {},
			Left: func() int { return len(orphans(t, p)) },
		}
	})
}

// orphans gives the names of blobs that belong to no document.
func orphans(t *testing.T, p blobs.Place) (all []string) {
	t.Helper()
	c, err := blobs.Open(t.Context(), p)
	if err != nil {
		t.Fatal(err)
	}
	winners := map[string]bool{}
	for entry, err := range c.List(t.Context(), "") { // manifests come first
		if err != nil {
			t.Fatal(err)
		}
		winners[entry.Metadata["upload"]] = true
		if s := strings.Split(entry.Name, "/"); s[0] == "parts" && !winners[s[2]] {
			all = append(all, entry.Name)
		}
	}
	return all
}

// The keyring in a container keeps the port's promises, opened again and again as other processes would.
func TestKeyring(t *testing.T) {
	t.Parallel()
	var places sync.Map
	documentstest.RunKeyring(t, func(t *testing.T) documents.Keyring {
		place, _ := places.LoadOrStore(t.Name(), newPlace(t))
		return openKeyring(t, place.(blobs.Place), "a passphrase")
	})
}

// A wrong passphrase opens nothing, the blobs show no private key, and a file that was given another organisation's name
// is refused.
func TestKeysAreEncrypted(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	if _, err := openKeyring(t, p, "a passphrase").SigningKey(t.Context(), miner); err != nil {
		t.Fatal(err)
	}
	if _, err := openKeyring(t, p, "another").SigningKey(t.Context(), miner); err == nil || !strings.Contains(err.Error(), "is the passphrase another one?") {
		t.Errorf("with a wrong passphrase: %v", err)
	}
	c, err := blobs.Open(t.Context(), p)
	if err != nil {
		t.Fatal(err)
	}
	if got := names(t, p); fmt.Sprint(got) != "[master.age northern-silicon.keys.age]" {
		t.Fatalf("the blobs are %q", got)
	}
	for _, name := range names(t, p) {
		b, _, err := c.Read(t.Context(), name, 1<<20)
		if err != nil || !bytes.HasPrefix(b.Content, []byte("age-encryption.org/v1\n")) || bytes.Contains(b.Content, []byte("SECRET")) {
			t.Errorf("%s is not encrypted, %v", name, err)
		}
		if _, err := c.Create(t.Context(), "metro-electronics.keys.age", b.Content, nil); err != nil {
			t.Fatal(err)
		}
		if _, err := openKeyring(t, p, "a passphrase").SigningKey(t.Context(), maker); err == nil {
			t.Errorf("metro-electronics signs with %s", name)
		}
		if err := c.Delete(t.Context(), "metro-electronics.keys.age"); err != nil {
			t.Fatal(err)
		}
	}
}

// A document of several blocks is sealed, opened, granted, shredded and verified; a refusal, a repetition and a lost race
// leave nothing behind but the three blobs of the document.
func TestVaultOnBlobs(t *testing.T) {
	t.Parallel()
	p, keys := newPlace(t), newPlace(t)
	vault := documents.Vault{Store: openStore(t, p), Keyring: openKeyring(t, keys, "a passphrase"), Now: time.Now, MaxSize: 12 << 20}
	draft := documents.Draft{ID: documents.DocumentID(miner, "key"), Organization: miner}
	text := make([]byte, 11<<20)
	_, _ = rand.Read(text) // never fails
	for name, body := range map[string][]byte{"too large": make([]byte, 12<<20+1), "large, and too long at its end": append(text, text...)} {
		if _, err := vault.Seal(t.Context(), draft, bytes.NewReader(body)); err == nil {
			t.Fatalf("%s was sealed", name)
		}
	}
	if left := names(t, p); len(left) != 0 {
		t.Fatalf("refusals leave %q", left)
	}
	var all errgroup.Group
	for range 3 {
		all.Go(func() error {
			_, err := vault.Seal(t.Context(), draft, bytes.NewReader(text))
			return err
		})
	}
	if err := all.Wait(); err != nil {
		t.Fatal(err)
	}
	if err := vault.Grant(t.Context(), miner, maker, draft.ID); err != nil {
		t.Fatal(err)
	}
	_, plain, err := vault.Open(t.Context(), maker, draft.ID)
	if err != nil {
		t.Fatal(err)
	}
	got, err := io.ReadAll(plain)
	if err != nil || !bytes.Equal(got, text) || plain.Close() != nil {
		t.Errorf("opened %d bytes, %v", len(got), err)
	}
	if err := vault.Shred(t.Context(), miner, draft.ID); err != nil {
		t.Fatal(err)
	}
	if _, err := vault.Verify(t.Context(), draft.ID); err != nil {
		t.Error(err)
	}
	if left := names(t, p); len(left) != 3 {
		t.Errorf("there are %q", left)
	}
}

// Of many that add a capsule at once all succeed, and of some that shred the document meanwhile none is undone.
func TestCapsulesAtOnce(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	s, id := openStore(t, p), documents.DocumentID(miner, "key")
	if created, err := commit(t, s, id, "body"); err != nil || !created {
		t.Fatal(created, err)
	}
	reader := func(i int) custody.OrganizationID { return custody.OrganizationID(fmt.Sprint("reader-", i)) }
	var all errgroup.Group
	for i := range 12 {
		all.Go(func() error {
			put, err := openStore(t, p).PutCapsule(t.Context(), id, reader(i), []byte{byte(i)})
			if err == nil && !put {
				err = fmt.Errorf("the capsule of %s was not put", reader(i))
			}
			return err
		})
	}
	if err := all.Wait(); err != nil {
		t.Fatal(err)
	}
	for i := range 12 {
		if c, found, err := s.Capsule(t.Context(), id, reader(i)); err != nil || !found || !bytes.Equal(c, []byte{byte(i)}) {
			t.Errorf("the capsule of %s: %v, %v, %v", reader(i), c, found, err)
		}
	}
	for i := range 6 {
		all.Go(func() error {
			_, err := s.PutCapsule(t.Context(), id, reader(i), []byte("again"))
			return err
		})
		all.Go(func() error { return s.DeleteCapsules(t.Context(), id) })
	}
	if err := all.Wait(); err != nil {
		t.Fatal(err)
	}
	for i := range 12 {
		if _, found, err := s.Capsule(t.Context(), id, reader(i)); found || err != nil {
			t.Errorf("%s still has a capsule, %v", reader(i), err)
		}
	}
}
