package documents

import (
	"context"
	"fmt"
	"io"

	"waybill/shared/custody"
	"waybill/shared/problem"
)

// Grant lets another organisation read a document that from can read. It is durable on return and may be repeated.
// Refusals as those of [Vault.Open]. The manifest still names only those for whom the sender sealed it.
func (v *Vault) Grant(ctx context.Context, from, to custody.OrganizationID, id string) error {
	if _, err := custody.ParseOrganizationID(string(to), "/to"); err != nil {
		return err
	}
	if _, err := v.readable(ctx, from, id); err != nil {
		return err
	}
	key, err := v.documentKey(ctx, from, id)
	if err != nil {
		return err
	}
	recipient, _, err := v.Keyring.Recipient(ctx, to)
	if err != nil {
		return fmt.Errorf("find the key of %s: %w", to, err)
	}
	capsule, err := key.capsule(recipient)
	if err != nil {
		return err
	}
	put, err := v.Store.PutCapsule(ctx, id, to, capsule)
	if err != nil {
		return fmt.Errorf("grant %s to %s: %w", id, to, err)
	}
	if !put {
		return notFound(id) // shredded meanwhile
	}
	return nil
}

// Shred makes a document unreadable for everybody for good, copies of its body in backups included, as long as no
// capsule was copied. Manifest and hash stay and say no more than that there was something. Only the organisation that
// sealed it may do so; for one that cannot see it, it is problem.NotFound. Durable on return; may be repeated.
func (v *Vault) Shred(ctx context.Context, owner custody.OrganizationID, id string) error {
	if !ValidID(id) {
		return notFound(id)
	}
	s, found, err := v.stored(ctx, id)
	if err != nil {
		return err
	}
	if !found || s.Manifest.Organization != owner {
		if _, err := v.readable(ctx, owner, id); err != nil {
			return err
		}
		return problem.Forbidden.With("only " + string(s.Manifest.Organization) + ", which sealed it, may shred " + id)
	}
	if err := v.Store.DeleteCapsules(ctx, id); err != nil {
		return fmt.Errorf("shred %s: %w", id, err)
	}
	return nil
}

// Verify checks what can be checked of a document without reading it: that the sender signed the manifest and that the
// body is the signed one. An error that wraps [ErrDamaged] says what is wrong; problem.NotFound if there is no such
// document. A shredded document is not damaged.
func (v *Vault) Verify(ctx context.Context, id string) (Sealed, error) {
	if !ValidID(id) {
		return Sealed{}, notFound(id)
	}
	s, found, err := v.stored(ctx, id)
	if err != nil {
		return Sealed{}, err
	}
	if !found {
		return Sealed{}, notFound(id)
	}
	body, err := v.Store.Body(ctx, id)
	if err != nil {
		return Sealed{}, fmt.Errorf("verify %s: %w", id, err)
	}
	defer func() { _ = body.Close() }()
	sealed := newMeter()
	if _, err := io.Copy(sealed, io.LimitReader(body, s.Manifest.Body.Length+1)); err != nil {
		return Sealed{}, fmt.Errorf("verify %s: %w", id, err)
	}
	if sealed.n != s.Manifest.Body.Length || sealed.sum() != s.Manifest.Body.SHA256 {
		return Sealed{}, fmt.Errorf("%s: %w: the body is not the one that was signed", id, ErrDamaged)
	}
	return s, nil
}

// List gives the ids of all documents in order, shredded ones among them.
func (v *Vault) List(ctx context.Context) ([]string, error) { return v.Store.List(ctx) }
