package documents

import (
	"bytes"
	"context"
	"crypto/sha256"
	"fmt"

	"waybill/shared/custody"
)

// stored gives the document as it was sealed, with its signature checked; false if there is none.
func (v *Vault) stored(ctx context.Context, id string) (Sealed, bool, error) {
	signed, found, err := v.Store.Manifest(ctx, id)
	if err != nil || !found {
		return Sealed{}, false, err
	}
	s, err := parseSigned(signed)
	if err != nil {
		return Sealed{}, false, fmt.Errorf("%s: %w: %w", id, ErrDamaged, err)
	}
	if s.Document != id {
		return Sealed{}, false, fmt.Errorf("%s: %w: it has the manifest of %s", id, ErrDamaged, s.Document)
	}
	key, found, err := v.Keyring.VerificationKey(ctx, s.Organization, s.Key)
	if err != nil {
		return Sealed{}, false, fmt.Errorf("find the signing key of %s: %w", s.Organization, err)
	}
	if !found {
		return Sealed{}, false, fmt.Errorf("%s: %w: %s never had the key %s", id, ErrDamaged, s.Organization, s.Key)
	}
	if err := s.verify(key); err != nil {
		return Sealed{}, false, fmt.Errorf("%s: %w: %w", id, ErrDamaged, err)
	}
	return Sealed{Manifest: s.Manifest, Signed: bytes.Clone(signed), Hash: sha256.Sum256(signed)}, true, nil
}

// documentKey opens the reader's capsule; problem.NotFound if it has none.
func (v *Vault) documentKey(ctx context.Context, reader custody.OrganizationID, id string) (documentKey, error) {
	capsule, found, err := v.Store.Capsule(ctx, id, reader)
	if err != nil {
		return documentKey{}, fmt.Errorf("find the capsule of %s: %w", id, err)
	}
	if !found {
		return documentKey{}, notFound(id)
	}
	identity, err := v.Keyring.Identity(ctx, reader)
	if err != nil {
		return documentKey{}, fmt.Errorf("find the key of %s: %w", reader, err)
	}
	key, err := openCapsule(capsule, identity)
	if err != nil {
		return documentKey{}, fmt.Errorf("%s: %w", id, err)
	}
	return key, nil
}
