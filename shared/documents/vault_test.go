package documents_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"golang.org/x/sync/errgroup"

	"waybill/shared/custody"
	"waybill/shared/documents"
	"waybill/shared/documents/documentstest"
	"waybill/shared/problem"
)

const (
	miner    custody.OrganizationID = "northern-silicon"
	maker    custody.OrganizationID = "metro-electronics"
	stranger custody.OrganizationID = "harbour-freight"
)

// A bench is a vault in memory whose errors end the test.
type bench struct {
	*testing.T
	documents.Vault
	store *documentstest.Memory
	keys  *documentstest.Keyring
}

func newBench(t *testing.T) *bench {
	b := &bench{T: t, store: documentstest.NewMemory(), keys: documentstest.NewKeyring()}
	now := time.Date(2026, 3, 9, 8, 0, 0, 123456789, time.UTC)
	b.Vault = documents.Vault{Store: b.store, Keyring: b.keys, Now: func() time.Time { return now }, MaxSize: 8 << 20}
	return b
}

func draft(recipients ...custody.OrganizationID) documents.Draft {
	return documents.Draft{
		ID: documents.DocumentID(miner, "certificate"), Organization: miner, Asset: "https://id.gs1.org/01/04012345000016/21/W-1",
		MediaType: "application/pdf", Name: "Prüfzeugnis <1>.pdf", Recipients: recipients,
	}
}

func (b *bench) seal(d documents.Draft, body string) documents.Sealed {
	b.Helper()
	s, err := b.Seal(b.Context(), d, strings.NewReader(body))
	if err != nil {
		b.Fatal(err)
	}
	return s
}

func (b *bench) opens(reader custody.OrganizationID, id, want string) {
	b.Helper()
	_, r, err := b.Open(b.Context(), reader, id)
	if err != nil {
		b.Fatal(err)
	}
	defer r.Close()
	if got, err := io.ReadAll(r); err != nil || string(got) != want {
		b.Fatalf("%s reads %d bytes, %v; want %d", reader, len(got), err, len(want))
	}
}

// hidden expects that all ways to a document are shut, with the same words as for one that is not there.
func (b *bench) hidden(reader custody.OrganizationID, id string) {
	b.Helper()
	_, _, open := b.Open(b.Context(), reader, id)
	_, manifest := b.Manifest(b.Context(), reader, id)
	_, body := b.Body(b.Context(), reader, id)
	nowhere := documents.DocumentID(stranger, "nothing")
	_, _, want := b.Open(b.Context(), reader, nowhere)
	for way, err := range map[string]error{
		"open": open, "manifest": manifest, "body": body,
		"grant": b.Grant(b.Context(), reader, stranger, id), "shred": b.Shred(b.Context(), reader, id),
	} {
		if !errors.Is(err, problem.NotFound) || err.Error() != strings.ReplaceAll(want.Error(), nowhere, id) {
			b.Errorf("%s by %s: %v; want %v", way, reader, err, want)
		}
	}
}

func random(n int) string {
	source := rand.NewChaCha8([32]byte{1})
	b := make([]byte, n)
	_, _ = source.Read(b)
	return string(b)
}

// Documents of all sizes, those that can be compressed and those that cannot, come back as they were, for every reader.
func TestSealAndOpen(t *testing.T) {
	t.Parallel()
	for name, body := range map[string]string{
		"empty": "", "one byte": "x", "a chunk of age": random(64 << 10), "a chunk and a byte": random(64<<10 + 1),
		"text": strings.Repeat("wafer W-1 passed; ", 100_000), "random": random(3 << 20), "zeros": string(make([]byte, 8<<20)),
		"random, then zeros": random(40<<10) + string(make([]byte, 7<<20)), "text, then random": strings.Repeat("head ", 10_000) + random(2<<20),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := newBench(t)
			s := b.seal(draft(maker), body)
			b.opens(miner, s.Manifest.Document, body)
			b.opens(maker, s.Manifest.Document, body)
			b.hidden(stranger, s.Manifest.Document)
			if _, err := b.Verify(t.Context(), s.Manifest.Document); err != nil {
				t.Error(err)
			}
			m := s.Manifest
			if m.Size != int64(len(body)) || m.Size > documents.MaxRatio*m.Body.Length {
				t.Errorf("%d bytes are sealed as %d of %d", len(body), m.Body.Length, m.Size)
			}
			if want := map[bool]documents.Codec{true: documents.Zstd, false: documents.None}[strings.Contains(name, "text") || name == "zeros"]; m.Codec != want {
				t.Errorf("the codec is %s, want %s", m.Codec, want)
			}
		})
	}
}

// The manifest says what was sealed, by whom and for whom; the sender is always a reader, and each is named once.
func TestManifestSaysWhatWasSealed(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	s := b.seal(draft(maker, maker), "body")
	m := s.Manifest
	if m.Document != draft().ID || m.Organization != miner || m.Asset != draft().Asset || m.MediaType != "application/pdf" || m.Name != draft().Name {
		t.Errorf("the manifest is %+v", m)
	}
	if !m.CreatedAt.Equal(time.Date(2026, 3, 9, 8, 0, 0, 123e6, time.UTC)) {
		t.Errorf("it was made at %s", m.CreatedAt)
	}
	if len(m.Recipients) != 2 || m.Recipients[0].Organization != maker || m.Recipients[1].Organization != miner {
		t.Errorf("the recipients are %+v", m.Recipients)
	}
	for _, r := range m.Recipients {
		if _, fingerprint, err := b.keys.Recipient(t.Context(), r.Organization); err != nil || r.Fingerprint != fingerprint {
			t.Errorf("the key of %s is %s, %v; want %s", r.Organization, r.Fingerprint, err, fingerprint)
		}
	}
	if s.Hash != sha256.Sum256(s.Signed) {
		t.Error("the hash is not that of the signed manifest")
	}
	if got, err := b.Vault.Manifest(t.Context(), maker, m.Document); err != nil || !bytes.Equal(got, s.Signed) {
		t.Errorf("the reader gets the manifest %s, %v", got, err)
	}
}

// Two documents with the same text have nothing in common that an outsider could see.
func TestEqualDocumentsLookDifferent(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	first := b.seal(draft(), "the same text")
	other := draft()
	other.ID = documents.DocumentID(miner, "other")
	second := b.seal(other, "the same text")
	if first.Manifest.Commitment == second.Manifest.Commitment || first.Manifest.Body.SHA256 == second.Manifest.Body.SHA256 {
		t.Error("who knows one document recognises the other")
	}
}

// The same draft and body again give the first document; anything else under the same id is refused.
func TestRepetition(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	first := b.seal(draft(maker), "body")
	b.Now = func() time.Time { return time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC) }
	if again := b.seal(draft(miner, maker), "body"); !bytes.Equal(again.Signed, first.Signed) || again.Hash != first.Hash {
		t.Error("the repetition gave another document")
	}
	other := map[string]func(*documents.Draft){
		"asset":      func(d *documents.Draft) { d.Asset = "" },
		"media type": func(d *documents.Draft) { d.MediaType = "text/plain" },
		"name":       func(d *documents.Draft) { d.Name = "other" },
		"recipients": func(d *documents.Draft) { d.Recipients = append(d.Recipients, stranger) },
	}
	for what, change := range other {
		d := draft(maker)
		change(&d)
		if _, err := b.Seal(t.Context(), d, strings.NewReader("body")); !errors.Is(err, problem.KeyReused) {
			t.Errorf("another %s: %v", what, err)
		}
	}
	if _, err := b.Seal(t.Context(), draft(maker), strings.NewReader("another body")); !errors.Is(err, problem.KeyReused) {
		t.Errorf("another body: %v", err)
	}
	b.opens(maker, first.Manifest.Document, "body")
}

// Of several senders at once with one id and one body, all get the same document.
func TestConcurrentRepetition(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	var all errgroup.Group
	hashes := make([]custody.Digest, 8)
	for i := range hashes {
		all.Go(func() error {
			s, err := b.Seal(t.Context(), draft(maker), strings.NewReader("body"))
			hashes[i] = s.Hash
			return err
		})
	}
	if err := all.Wait(); err != nil {
		t.Fatal(err)
	}
	for _, h := range hashes {
		if h != hashes[0] {
			t.Fatal("the senders got different documents")
		}
	}
}

// A body over the limit is refused, at the limit it is taken.
func TestSizeLimit(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.MaxSize = 1000
	if _, err := b.Seal(t.Context(), draft(), strings.NewReader(random(1001))); !errors.Is(err, problem.TooLarge) {
		t.Errorf("a byte too much: %v", err)
	}
	s := b.seal(draft(), random(1000))
	b.MaxSize = 999
	if _, _, err := b.Open(t.Context(), miner, s.Manifest.Document); !errors.Is(err, problem.TooLarge) {
		t.Errorf("opened with a lower limit: %v", err)
	}
}

// A draft that cannot be is refused before the body is read.
func TestRefusedDrafts(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	many := make([]custody.OrganizationID, 101)
	for i := range many {
		many[i] = custody.OrganizationID(fmt.Sprintf("organization-%d", i))
	}
	for name, change := range map[string]func(*documents.Draft){
		"id":               func(d *documents.Draft) { d.ID = "../doc" },
		"media type":       func(d *documents.Draft) { d.MediaType = "not a type" },
		"name with slash":  func(d *documents.Draft) { d.Name = "../name" },
		"name with break":  func(d *documents.Draft) { d.Name = "a\r\nb" },
		"name not UTF-8":   func(d *documents.Draft) { d.Name = "\xff" },
		"long name":        func(d *documents.Draft) { d.Name = strings.Repeat("n", 256) },
		"long asset":       func(d *documents.Draft) { d.Asset = strings.Repeat("a", 5000) },
		"sender":           func(d *documents.Draft) { d.Organization = "" },
		"recipient":        func(d *documents.Draft) { d.Recipients = []custody.OrganizationID{"../x"} },
		"many recipients":  func(d *documents.Draft) { d.Recipients = many },
		"sender's id case": func(d *documents.Draft) { d.Organization = "Northern" },
	} {
		d := draft()
		change(&d)
		_, err := b.Seal(t.Context(), d, failingReader{})
		if p := (*problem.Problem)(nil); !errors.As(err, &p) || len(p.Errors) == 0 {
			t.Errorf("%s: %v; want a problem that names the field", name, err)
		}
	}
}

type failingReader struct{}

func (failingReader) Read([]byte) (int, error) { return 0, errors.New("the connection broke") }

// A body that breaks off leaves nothing, and the sender may begin again.
func TestBrokenUploadLeavesNothing(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	broken := io.MultiReader(strings.NewReader(random(1<<20)), failingReader{})
	if _, err := b.Seal(t.Context(), draft(), broken); err == nil || !strings.Contains(err.Error(), "the connection broke") {
		t.Fatalf("sealed half a document: %v", err)
	}
	b.hidden(miner, draft().ID)
	b.seal(draft(), "body")
}

// A reader can let another one read; the capsule of either opens the same body.
func TestGrant(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	id := b.seal(draft(maker), "body").Manifest.Document
	for range 2 {
		if err := b.Grant(t.Context(), maker, stranger, id); err != nil {
			t.Fatal(err)
		}
	}
	b.opens(stranger, id, "body")
	if err := b.Grant(t.Context(), maker, "No Organisation", id); !errors.Is(err, problem.InvalidID) {
		t.Errorf("granted to nobody: %v", err)
	}
}

// Shredding is for the sender; afterwards nobody can read, be granted or seal anew, and nothing counts as damaged.
func TestShred(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	id := b.seal(draft(maker), "body").Manifest.Document
	if err := b.Shred(t.Context(), maker, id); !errors.Is(err, problem.Forbidden) {
		t.Errorf("shredded by a reader: %v", err)
	}
	b.opens(maker, id, "body")
	for range 2 {
		if err := b.Shred(t.Context(), miner, id); err != nil {
			t.Fatal(err)
		}
	}
	b.hidden(maker, id)
	if _, _, err := b.Open(t.Context(), miner, id); !errors.Is(err, problem.NotFound) {
		t.Errorf("the sender opens it: %v", err)
	}
	if err := b.Grant(t.Context(), miner, stranger, id); !errors.Is(err, problem.NotFound) {
		t.Errorf("the sender grants it: %v", err)
	}
	if _, err := b.Verify(t.Context(), id); err != nil {
		t.Errorf("it counts as damaged: %v", err)
	}
	if _, err := b.Seal(t.Context(), draft(maker), strings.NewReader("body")); !errors.Is(err, problem.KeyReused) {
		t.Errorf("it was sealed again: %v", err)
	}
	if ids, err := b.List(t.Context()); err != nil || len(ids) != 1 || ids[0] != id {
		t.Errorf("listed %v, %v", ids, err)
	}
}

// The sealed body is a plain age file under a plain zstd frame, and the id of a document follows from organisation and
// key alone.
func TestPublishedForms(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	s := b.seal(draft(), "body")
	body, err := b.Body(context.Background(), miner, s.Manifest.Document)
	if err != nil {
		t.Fatal(err)
	}
	sealed, err := io.ReadAll(body)
	if err != nil || !bytes.HasPrefix(sealed, []byte("age-encryption.org/v1\n-> X25519 ")) || sha256.Sum256(sealed) != s.Manifest.Body.SHA256 {
		t.Errorf("the body begins %q, %v", sealed[:40], err)
	}
	if got := documents.DocumentID(miner, "certificate"); !documents.ValidID(got) || got != "doc-sbfc850jk6wys8g6kjzzasgmz0" {
		t.Errorf("the id is %s", got)
	}
}
