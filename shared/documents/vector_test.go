package documents_test

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"encoding/hex"
	"flag"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"filippo.io/age"

	"waybill/shared/custody"
	"waybill/shared/documents"
	"waybill/shared/documents/documentstest"
)

var update = flag.Bool("update", false, "seal testdata/v1 anew; only before the form of documents was ever released")

// paper is a keyring of one organisation whose keys are written down.
type paper struct {
	identity *age.X25519Identity
	signing  ed25519.PrivateKey
}

func readPaper(t *testing.T, file string) paper {
	lines := strings.Fields(read(t, file))
	identity, err := age.ParseX25519Identity(lines[0])
	if err != nil {
		t.Fatal(err)
	}
	seed, err := hex.DecodeString(lines[1])
	if err != nil {
		t.Fatal(err)
	}
	return paper{identity, ed25519.NewKeyFromSeed(seed)}
}

// Recipient gives the key that is written down.
func (p paper) Recipient(context.Context, custody.OrganizationID) (age.Recipient, custody.Digest, error) {
	return p.identity.Recipient(), documents.Fingerprint(p.identity.Recipient()), nil
}

// Identity gives the key that is written down.
func (p paper) Identity(context.Context, custody.OrganizationID) (age.Identity, error) {
	return p.identity, nil
}

// SigningKey gives the key that is written down.
func (p paper) SigningKey(context.Context, custody.OrganizationID) (ed25519.PrivateKey, error) {
	return p.signing, nil
}

// VerificationKey gives the key that is written down.
func (p paper) VerificationKey(_ context.Context, _ custody.OrganizationID, id string) (ed25519.PublicKey, bool, error) {
	public := p.signing.Public().(ed25519.PublicKey)
	return public, documents.KeyID(public) == id, nil
}

func read(t *testing.T, file string) string {
	t.Helper()
	content, err := os.ReadFile(filepath.Join("testdata", "v1", file))
	if err != nil {
		t.Fatal(err)
	}
	return string(content)
}

// Documents that were sealed once can be opened for ever: the one in testdata/v1, whose keys are published, is a vector
// for programs in other languages too.
func TestOldDocumentsOpen(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.Keyring = readPaper(t, "keys.txt")
	id := documents.DocumentID(miner, "vector")
	if *update {
		writeVector(t, b, id)
	}
	upload, err := b.store.Create(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.WriteString(upload, read(t, "body.age")); err != nil {
		t.Fatal(err)
	}
	capsule := map[custody.OrganizationID][]byte{miner: []byte(read(t, "capsule.age"))}
	if _, err := upload.Commit(t.Context(), []byte(read(t, "manifest.jws")), capsule); err != nil {
		t.Fatal(err)
	}
	b.opens(miner, id, read(t, "plaintext.txt"))
	s, err := b.Verify(t.Context(), id)
	if err != nil || s.Hash.Hex()+"\n" != read(t, "hash.txt") {
		t.Errorf("the hash on chain is %s, %v; want %s", s.Hash, err, read(t, "hash.txt"))
	}
}

func writeVector(t *testing.T, b *bench, id string) {
	from := documents.Vault{Store: documentstest.NewMemory(), Keyring: b.Keyring, Now: b.Now}
	d := documents.Draft{ID: id, Organization: miner, Asset: draft().Asset, MediaType: "text/plain", Name: "plaintext.txt"}
	s, err := from.Seal(t.Context(), d, strings.NewReader(read(t, "plaintext.txt")))
	if err != nil {
		t.Fatal(err)
	}
	body, err := from.Body(t.Context(), miner, id)
	if err != nil {
		t.Fatal(err)
	}
	var sealed bytes.Buffer
	if _, err := sealed.ReadFrom(body); err != nil {
		t.Fatal(err)
	}
	capsule, _, err := from.Store.Capsule(t.Context(), id, miner)
	if err != nil {
		t.Fatal(err)
	}
	for file, content := range map[string][]byte{
		"body.age": sealed.Bytes(), "capsule.age": capsule, "manifest.jws": s.Signed, "hash.txt": []byte(s.Hash.Hex() + "\n"),
	} {
		if err := os.WriteFile(filepath.Join("testdata", "v1", file), content, 0o644); err != nil {
			t.Fatal(err)
		}
	}
}
