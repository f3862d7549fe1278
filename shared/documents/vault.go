package documents

import (
	"context"
	"crypto/ed25519"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"time"

	"waybill/shared/custody"
	"waybill/shared/problem"
)

// DefaultMaxSize is the largest plaintext of a [Vault] with no other limit, in bytes; the Functions host takes no larger
// request.
const DefaultMaxSize = 100 << 20

// A Vault seals and opens documents.
type Vault struct {
	Store   Store
	Keyring Keyring
	Now     func() time.Time
	MaxSize int64 // of a plaintext in bytes; 0 means DefaultMaxSize
}

// A Draft is what is to be sealed, but for its body.
type Draft struct {
	ID           string                 // see DocumentID
	Organization custody.OrganizationID // the sender, who is always a reader
	Asset        string                 // URI of the asset that it is about, or ""
	MediaType    string                 // application/octet-stream if ""
	Name         string                 // file name for people
	Recipients   []custody.OrganizationID
}

// Sealed is a document that was sealed.
type Sealed struct {
	Manifest Manifest
	Signed   []byte         // the manifest as a compact JWS
	Hash     custody.Digest // SHA-256 of Signed: what goes on chain
}

// Seal seals a document, which is durable on return. It reads the body once, in constant memory. The same draft and
// body again give the first document, however far an earlier attempt came; another draft or body under the same id is
// problem.KeyReused, one that is over the limit problem.TooLarge.
func (v *Vault) Seal(ctx context.Context, draft Draft, body io.Reader) (Sealed, error) {
	draft, err := draft.check()
	if err != nil {
		return Sealed{}, err
	}
	if first, found, err := v.stored(ctx, draft.ID); err != nil || found {
		if err != nil {
			return Sealed{}, err
		}
		plain, _, err := readAll(io.Discard, body, v.maxSize())
		if err != nil {
			return Sealed{}, err
		}
		return v.repeat(ctx, first, draft, plain)
	}
	upload, err := v.Store.Create(ctx, draft.ID)
	if err != nil {
		return Sealed{}, fmt.Errorf("store %s: %w", draft.ID, err)
	}
	sealed, plain, created, err := v.upload(ctx, upload, draft, body)
	if err = errors.Join(err, upload.Discard()); err != nil {
		return Sealed{}, fmt.Errorf("seal %s: %w", draft.ID, err)
	}
	if created {
		return sealed, nil
	}
	first, _, err := v.stored(ctx, draft.ID) // somebody was faster
	if err != nil {
		return Sealed{}, err
	}
	return v.repeat(ctx, first, draft, plain)
}

// upload writes the three parts of a document: the body while it is read, then manifest and capsules.
func (v *Vault) upload(ctx context.Context, upload Upload, draft Draft, body io.Reader) (s Sealed, plain custody.Digest, created bool, err error) {
	key, err := newDocumentKey()
	if err != nil {
		return Sealed{}, plain, false, err
	}
	recipients, capsules, err := v.capsules(ctx, key, draft.Recipients)
	if err != nil {
		return Sealed{}, plain, false, err
	}
	sealing, err := sealBody(upload, body, key.Recipient(), v.maxSize())
	if err != nil {
		return Sealed{}, plain, false, err
	}
	if s, err = v.sign(ctx, draft, key, sealing, recipients); err != nil {
		return Sealed{}, plain, false, err
	}
	created, err = upload.Commit(ctx, s.Signed, capsules)
	return s, sealing.plain, created, err
}

// capsules makes a capsule for each reader, before the body is read: a reader without a key costs nobody an upload.
func (v *Vault) capsules(ctx context.Context, key documentKey, readers []custody.OrganizationID) ([]Recipient, map[custody.OrganizationID][]byte, error) {
	var recipients []Recipient
	capsules := map[custody.OrganizationID][]byte{}
	for _, reader := range readers {
		to, fingerprint, err := v.Keyring.Recipient(ctx, reader)
		if err != nil {
			return nil, nil, fmt.Errorf("find the key of %s: %w", reader, err)
		}
		if capsules[reader], err = key.capsule(to); err != nil {
			return nil, nil, err
		}
		recipients = append(recipients, Recipient{Organization: reader, Fingerprint: fingerprint})
	}
	return recipients, capsules, nil
}

// sign makes the manifest.
func (v *Vault) sign(ctx context.Context, draft Draft, key documentKey, s sealing, recipients []Recipient) (Sealed, error) {
	signer, err := v.Keyring.SigningKey(ctx, draft.Organization)
	if err != nil {
		return Sealed{}, fmt.Errorf("find the signing key of %s: %w", draft.Organization, err)
	}
	m := draft.manifest()
	m.Key = KeyID(signer.Public().(ed25519.PublicKey))
	m.Size, m.Codec, m.Body, m.Recipients = s.size, s.codec, s.body, recipients
	m.CreatedAt = v.Now().UTC().Truncate(time.Millisecond)
	if m.Commitment, err = key.commitment(s.plain); err != nil {
		return Sealed{}, err
	}
	payload, err := m.encode()
	if err != nil {
		return Sealed{}, err
	}
	signed := sign(signer, payload)
	return Sealed{Manifest: m, Signed: signed, Hash: sha256.Sum256(signed)}, nil
}

// repeat answers a draft whose id is taken: the first document, if it is the same.
func (v *Vault) repeat(ctx context.Context, first Sealed, draft Draft, plain custody.Digest) (Sealed, error) {
	reused := problem.KeyReused.At("header:Idempotency-Key", "it belongs to "+draft.ID+", which is another document; use a new key for a new document")
	key, err := v.documentKey(ctx, draft.Organization, draft.ID)
	if errors.Is(err, problem.NotFound) {
		return Sealed{}, reused // shredded: nobody can say any more whether it was the same
	}
	if err != nil {
		return Sealed{}, err
	}
	commitment, err := key.commitment(plain)
	if err != nil {
		return Sealed{}, err
	}
	if commitment != first.Manifest.Commitment || !draft.describes(first.Manifest) {
		return Sealed{}, reused
	}
	return first, nil
}

func (v *Vault) maxSize() int64 {
	if v.MaxSize == 0 {
		return DefaultMaxSize
	}
	return v.MaxSize
}
