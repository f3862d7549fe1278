// Package documents seals documents so that only those they are meant for can read them, and so that nobody can deny
// or change afterwards what was sealed. Reach for [Vault.Seal] and [Vault.Open].
//
// A sealed document has three parts:
//
//	body      age( zstd( plaintext ) ), encrypted to a key pair that exists for this document only
//	capsule   one per reader: an age file, encrypted to the organisation's key, that holds the document's private key
//	manifest  canonical JSON (RFC 8785) that says what was sealed, by whom and for whom, signed as a JWS (RFC 7515)
//
// The hash of the signed manifest goes on chain. Handing a document on means writing one more capsule; shredding it
// means deleting all capsules, after which the body is noise wherever a copy of it lies. Body and capsules are plain
// age files: who has the keys needs only the programs age and zstd to read a document.
package documents

import (
	"context"
	"crypto/ed25519"
	"io"
	"time"

	"filippo.io/age"

	"waybill/shared/custody"
)

// AbandonedAfter is the age at which what an upload left is swept: hours more than an upload lasts that somebody waits for.
const AbandonedAfter = 24 * time.Hour

// A Store keeps sealed documents. It never sees plaintext or keys.
type Store interface {
	// Create begins a document. Nothing of it is visible before the upload is committed.
	Create(ctx context.Context, id string) (Upload, error)

	// Manifest gives the signed manifest; false if there is no such document.
	Manifest(ctx context.Context, id string) (signed []byte, found bool, err error)

	// Body opens the sealed body of a document that is there.
	Body(ctx context.Context, id string) (io.ReadCloser, error)

	// Capsule gives an organisation's capsule; false if it has none.
	Capsule(ctx context.Context, id string, reader custody.OrganizationID) (capsule []byte, found bool, err error)

	// PutCapsule writes an organisation's capsule, or replaces it. Durable on return. False, and nothing happens, if the
	// document is shredded or not there.
	PutCapsule(ctx context.Context, id string, reader custody.OrganizationID, capsule []byte) (bool, error)

	// DeleteCapsules deletes all capsules of a document for good; none can be put there afterwards. Durable on return.
	// May be repeated, and has to be after an error.
	DeleteCapsules(ctx context.Context, id string) error

	// List gives the ids of all documents in order, shredded ones among them.
	List(ctx context.Context) ([]string, error)

	// Sweep removes what is left of uploads that were abandoned: those that are no document, and to which nothing was
	// written since the given time. It tells how many things that were, also if it fails in between; it may be repeated.
	//
	// It may run beside everything else, other sweeps too. Nothing of a document that was committed is ever removed,
	// shredded or damaged as it may be, nor of an upload that was written to since. An upload that is older may be
	// removed while it still runs: its Commit then fails, and there is no document, never one in part. For that, before
	// lies at least an hour back as long as uploads run: a store that cannot remove an upload at one stroke gives no
	// commit more than ten minutes.
	Sweep(ctx context.Context, before time.Time) (removed int, err error)
}

// An Upload is a document that is being written. What is written is its sealed body.
type Upload interface {
	io.Writer

	// Commit makes body, manifest and capsules visible at once, durable on return. False, and nothing is changed, if
	// the document is there already; of several at the same time one succeeds.
	Commit(ctx context.Context, manifest []byte, capsules map[custody.OrganizationID][]byte) (created bool, err error)

	// Discard gives up what was not committed; after Commit it does nothing. What a crash leaves behind is for
	// [Store.Sweep].
	Discard() error
}

// A Keyring has the document keys of organisations. An organisation gets its keys when one of them is first needed to
// seal or open; they are durable before they are given.
type Keyring interface {
	// Recipient gives the key to which an organisation's capsules are encrypted, and its fingerprint.
	Recipient(ctx context.Context, organization custody.OrganizationID) (age.Recipient, custody.Digest, error)

	// Identity gives the private key to it.
	Identity(ctx context.Context, organization custody.OrganizationID) (age.Identity, error)

	// SigningKey gives the key with which an organisation signs manifests.
	SigningKey(ctx context.Context, organization custody.OrganizationID) (ed25519.PrivateKey, error)

	// VerificationKey gives the organisation's public key with the key id, see [KeyID]; false if it never had such a key.
	// It makes no keys: what is to be verified may come from anybody.
	VerificationKey(ctx context.Context, organization custody.OrganizationID, keyID string) (ed25519.PublicKey, bool, error)
}
