package azureblob

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"time"

	"waybill/shared/blobs"
	"waybill/shared/custody"
	"waybill/shared/documents"
)

const (
	// commitWithin bounds a commit from its first part to its manifest, so that no sweep can meet it.
	commitWithin = 10 * time.Minute

	// discardWithin bounds the removal of what is not needed; a sweep removes the rest.
	discardWithin = 30 * time.Second
)

// An upload writes the parts of a document under a name that no other upload has.
type upload struct {
	ctx   context.Context //nolint:containedctx // Discard has none, and its values belong to the requests
	store *Store
	id    string
	name  string
	body  *blobs.Upload

	kept bool // the parts are the document's, or may be
}

// Create begins a document. Its context is that of the upload.
func (s *Store) Create(ctx context.Context, id string) (documents.Upload, error) {
	if !documents.ValidID(id) {
		return nil, fmt.Errorf("create document: %q is not a document's id", id)
	}
	name := rand.Text()
	return &upload{ctx: ctx, store: s, id: id, name: name, body: s.blobs.Upload(ctx, bodyName(id, name))}, nil
}

// Write adds to the body.
func (u *upload) Write(p []byte) (int, error) { return u.body.Write(p) }

// Commit writes body and capsules and then the manifest, which makes them the document.
func (u *upload) Commit(ctx context.Context, manifest []byte, readers map[custody.OrganizationID][]byte) (bool, error) {
	ctx, cancel := context.WithTimeout(ctx, commitWithin)
	defer cancel()
	began := u.store.now().Round(0) // by the calendar: the timer of a context stands still while the machine does
	if err := u.parts(ctx, readers); err != nil {
		return false, fmt.Errorf("commit %s: %w", u.id, err)
	}
	if took := u.store.now().Round(0).Sub(began); took > commitWithin {
		return false, fmt.Errorf("commit %s: it was held up for %s, and its parts may have been swept: %w", u.id, took, context.DeadlineExceeded)
	}
	u.kept = true // until it is known that another upload won, the request below may still take effect
	created, err := u.store.blobs.Create(ctx, manifestName(u.id), manifest, map[string]string{uploadKey: u.name})
	if err != nil || created {
		return created, err
	}
	winner, found, err := u.store.upload(ctx, u.id) // perhaps this one, and the answer was lost
	if err == nil && !found {
		err = errors.New("its manifest was there and is not any more")
	}
	if err != nil {
		return false, fmt.Errorf("commit %s: %w", u.id, err)
	}
	u.kept = winner == u.name
	return u.kept, nil
}

func (u *upload) parts(ctx context.Context, readers map[custody.OrganizationID][]byte) error {
	for reader := range readers {
		if _, err := custody.ParseOrganizationID(string(reader), "reader"); err != nil {
			return err
		}
	}
	text, err := capsules{Capsules: readers}.encode()
	if err != nil {
		return err
	}
	if err := u.body.Finish(ctx); err != nil {
		return err
	}
	// A blob of this name can only be what a try of this request has written.
	_, err = u.store.blobs.Create(ctx, capsulesName(u.id, u.name), text, nil)
	return err
}

// Discard removes the parts that are not the document's. Those of a commit without an answer stay, because the answer may
// have been yes; a sweep decides about them.
func (u *upload) Discard() error {
	if u.kept {
		return nil
	}
	u.kept = true
	ctx, cancel := context.WithTimeout(context.WithoutCancel(u.ctx), discardWithin)
	defer cancel()
	return errors.Join(u.body.Remove(ctx), u.store.blobs.Delete(ctx, capsulesName(u.id, u.name)))
}
