package documents_test

import (
	"bytes"
	"crypto/ed25519"
	"crypto/sha256"
	"errors"
	"io"
	"strings"
	"testing"

	"filippo.io/age"
	"github.com/klauspost/compress/zstd"

	"waybill/shared/custody"
	"waybill/shared/documents"
	"waybill/shared/documents/documentstest"
)

// damaged expects that nobody gets a byte of the document, and that whoever looks is told why.
func (b *bench) damaged(what, id string, verifiable bool) {
	b.Helper()
	_, r, err := b.Open(b.Context(), miner, id)
	if !errors.Is(err, documents.ErrDamaged) || r != nil {
		b.Errorf("%s: opened, %v; want ErrDamaged", what, err)
	}
	if _, err := b.Verify(b.Context(), id); errors.Is(err, documents.ErrDamaged) == verifiable {
		b.Errorf("%s: verified, %v", what, err)
	}
}

// Whatever byte of body, manifest or capsule changes, is missing or comes on top, the document does not open.
func TestEveryDamageIsFound(t *testing.T) {
	t.Parallel()
	for part, verifiable := range map[documentstest.Part]bool{documentstest.Body: false, documentstest.Manifest: false, documentstest.Capsules: true} {
		t.Run(string(part), func(t *testing.T) {
			t.Parallel()
			b := newBench(t)
			id := b.seal(draft(), "a body that is not long").Manifest.Document
			var good []byte
			b.store.Change(id, part, func(p []byte) []byte { good = bytes.Clone(p); return p })
			try := func(what string, bad []byte) {
				b.store.Change(id, part, func([]byte) []byte { return bad })
				b.damaged(what, id, verifiable)
			}
			for i := range good {
				if testing.Short() && i%10 != 0 {
					continue
				}
				bad := bytes.Clone(good)
				bad[i] ^= 1 << (i % 8)
				try("a bit changed", bad)
			}
			for i := 0; i < len(good); i += 11 {
				try("cut off", good[:i])
			}
			try("the last byte cut off", good[:len(good)-1])
			try("longer by a byte", append(bytes.Clone(good), '\n'))
			try("twice", append(bytes.Clone(good), good...))
			b.store.Change(id, part, func([]byte) []byte { return good })
			b.opens(miner, id, "a body that is not long")
		})
	}
}

// A long body that is cut at the border of an age chunk, or whose chunks changed places, does not open.
func TestTruncatedAndReorderedChunks(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	s := b.seal(draft(), random(3*64<<10))
	id, length := s.Manifest.Document, int(s.Manifest.Body.Length)
	const chunk = 64<<10 + 16
	b.store.Change(id, documentstest.Body, func(p []byte) []byte { return p[:length-chunk] })
	b.damaged("cut at a chunk", id, false)
	b.store.Change(id, documentstest.Body, func(p []byte) []byte { return p[:length-2*chunk] })
	b.damaged("cut at two chunks", id, false)
}

// The parts of one document do not do for another one: neither its manifest, nor its body, nor its capsules.
func TestExchangedPartsAreFound(t *testing.T) {
	t.Parallel()
	for _, part := range []documentstest.Part{documentstest.Manifest, documentstest.Body, documentstest.Capsules} {
		b := newBench(t)
		id := b.seal(draft(), "one text").Manifest.Document
		other := draft()
		other.ID = documents.DocumentID(miner, "other")
		b.seal(other, "two text")
		var foreign []byte
		b.store.Change(other.ID, part, func(p []byte) []byte { foreign = p; return p })
		b.store.Change(id, part, func([]byte) []byte { return foreign })
		b.damaged(string(part), id, part == documentstest.Capsules)
	}
}

// A manifest that was signed with a key that the sender does not have is no manifest of the sender.
func TestForeignSignatureIsFound(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	id := b.seal(draft(), "body").Manifest.Document
	b.keys.Forget(miner)
	if _, err := b.Verify(t.Context(), id); !errors.Is(err, documents.ErrDamaged) {
		t.Errorf("verified: %v", err)
	}
}

// forge stores a document whose sender signs whatever he likes over whatever body he likes.
func (b *bench) forge(body func(io.Writer), change func(*documents.Manifest)) string {
	b.Helper()
	must := func(err error) {
		if err != nil {
			b.Helper()
			b.Fatal(err)
		}
	}
	key, err := documents.NewKey()
	must(err)
	var sealed, capsule bytes.Buffer
	w, err := age.Encrypt(&sealed, key.Recipient())
	must(err)
	body(w)
	must(w.Close())
	to, _, err := b.keys.Recipient(b.Context(), miner)
	must(err)
	w, err = age.Encrypt(&capsule, to)
	must(err)
	_, err = io.WriteString(w, key.String())
	must(err)
	must(w.Close())
	signer, err := b.keys.SigningKey(b.Context(), miner)
	must(err)
	m := documents.Manifest{
		Version: 1, Document: draft().ID, Organization: miner, Key: documents.KeyID(signer.Public().(ed25519.PublicKey)), Codec: documents.Zstd,
		Body: documents.SealedBody{SHA256: sha256.Sum256(sealed.Bytes()), Length: int64(sealed.Len())}, CreatedAt: b.Now().UTC(),
	}
	m.Commitment, err = key.Commitment(sha256.Sum256([]byte("body")))
	must(err)
	m.Size = int64(len("body"))
	change(&m)
	payload, err := m.Encode()
	must(err)
	upload, err := b.store.Create(b.Context(), m.Document)
	must(err)
	_, err = upload.Write(sealed.Bytes())
	must(err)
	_, err = upload.Commit(b.Context(), documents.Sign(signer, payload), map[custody.OrganizationID][]byte{miner: capsule.Bytes()})
	must(err)
	return m.Document
}

func packed(text string, options ...zstd.EOption) func(io.Writer) {
	return func(w io.Writer) {
		enc, _ := zstd.NewWriter(w, options...)
		_, _ = io.WriteString(enc, text)
		_ = enc.Close()
	}
}

// A sender who signs a lie about a body, or a body that unpacks to far more than was said, gets nowhere; a forged
// document that is right in everything opens, so the forgeries fail for the reason they should.
func TestBombsAndLies(t *testing.T) {
	t.Parallel()
	large := string(make([]byte, 64<<20))
	for name, forged := range map[string]struct {
		body   func(io.Writer)
		change func(*documents.Manifest)
	}{
		"more than was said":       {packed("body" + large), func(*documents.Manifest) {}},
		"less than was said":       {packed("bod"), func(*documents.Manifest) {}},
		"another text":             {packed("BODY"), func(*documents.Manifest) {}},
		"too good a ratio":         {packed(large), func(m *documents.Manifest) { m.Size = 8 << 20 }},
		"a window over the limit":  {packed(random(16<<20), zstd.WithWindowSize(16<<20)), func(m *documents.Manifest) { m.Size = 8 << 20 }},
		"another codec":            {packed("body"), func(m *documents.Manifest) { m.Codec = documents.None }},
		"something after the body": {func(w io.Writer) { packed("body")(w); _, _ = io.WriteString(w, "more") }, func(*documents.Manifest) {}},
		"a body of another length": {packed("body"), func(m *documents.Manifest) { m.Body.Length++ }},
		"a body of another hash":   {packed("body"), func(m *documents.Manifest) { m.Body.SHA256[0]++ }},
		"another commitment":       {packed("body"), func(m *documents.Manifest) { m.Commitment[0]++ }},
		"another version":          {packed("body"), func(m *documents.Manifest) { m.Version = 2 }},
		"an unknown codec":         {packed("body"), func(m *documents.Manifest) { m.Codec = "gzip" }},
		"a negative size":          {packed("body"), func(m *documents.Manifest) { m.Size = -1 }},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := newBench(t)
			id := b.forge(forged.body, forged.change)
			if _, r, err := b.Open(t.Context(), miner, id); !errors.Is(err, documents.ErrDamaged) || r != nil {
				t.Errorf("opened: %v; want ErrDamaged", err)
			}
		})
	}
	b := newBench(t)
	b.opens(miner, b.forge(packed("body"), func(*documents.Manifest) {}), "body")
}

// Errors about a capsule say nothing of the key inside.
func TestErrorsShowNoKey(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	id := b.seal(draft(), "body").Manifest.Document
	to, _, err := b.keys.Recipient(t.Context(), miner)
	if err != nil {
		t.Fatal(err)
	}
	key, err := documents.NewKey()
	if err != nil {
		t.Fatal(err)
	}
	var capsule bytes.Buffer
	w, err := age.Encrypt(&capsule, to)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.WriteString(w, key.String()+"x"); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	b.store.Change(id, documentstest.Capsules, func([]byte) []byte { return capsule.Bytes() })
	_, _, err = b.Open(t.Context(), miner, id)
	if !errors.Is(err, documents.ErrDamaged) {
		t.Fatalf("opened: %v", err)
	}
	for i := 0; i+8 <= len(key.String()); i++ {
		if part := key.String()[i : i+8]; part != "AGE-SECR" && strings.Contains(err.Error(), part) {
			t.Fatalf("the error shows a part of the key: %v", err)
		}
	}
}
