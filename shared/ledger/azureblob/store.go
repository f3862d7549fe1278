// Package azureblob keeps the ledger's digests in Azure Blob Storage, one blob each, which are only ever added. Reach for
// [Open].
//
// The container is meant to have a write-once policy (time-based retention), which not even the owner of the account can
// take back once it is locked. Nothing here overwrites or deletes, so it works the same with and without.
//
// https://learn.microsoft.com/azure/storage/blobs/immutable-time-based-retention-policy-overview
package azureblob

import (
	"bytes"
	"context"
	"fmt"
	"regexp"

	"waybill/shared/blobs"
	"waybill/shared/ledger"
)

// maxDigest bounds what is read of a digest, which has less than two kilobytes.
const maxDigest = 64 << 10

// named is what a digest may be called.
var named = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9._-]{0,199}$`)

// A Store is a container of digests. It is safe for concurrent use.
type Store struct{ blobs *blobs.Container }

var _ ledger.DigestStore = (*Store)(nil)

// Open gives the store at the place; the default container is digests. With an Endpoint it asks nobody yet.
func Open(ctx context.Context, p blobs.Place) (*Store, error) {
	if p.Container == "" {
		p.Container = "digests"
	}
	c, err := blobs.Open(ctx, p)
	if err != nil {
		return nil, fmt.Errorf("open the digests in Blob Storage: %w", err)
	}
	return &Store{c}, nil
}

// Put creates a blob. If there is one, it may be what an earlier try of this call has written, so what it says decides.
func (s *Store) Put(ctx context.Context, name string, body []byte) error {
	if !named.MatchString(name) || len(body) > maxDigest {
		return fmt.Errorf("%q with %d bytes is no digest", name, len(body))
	}
	created, err := s.blobs.Create(ctx, name, body, nil)
	if err != nil || created {
		return err
	}
	have, found, err := s.blobs.Read(ctx, name, maxDigest)
	if err != nil {
		return err
	}
	if !found || !bytes.Equal(have.Content, body) {
		return fmt.Errorf("digest %s is there already and says something else", name)
	}
	return nil
}

// Get reads a blob.
func (s *Store) Get(ctx context.Context, name string) (body []byte, found bool, err error) {
	if !named.MatchString(name) {
		return nil, false, fmt.Errorf("%q is no name for a digest", name)
	}
	have, found, err := s.blobs.Read(ctx, name, maxDigest)
	if err != nil || !found {
		return nil, false, err
	}
	return have.Content, true, nil
}

// Each calls do for the digests in the order of their names.
func (s *Store) Each(ctx context.Context, do func(name string, body []byte) error) error {
	for entry, err := range s.blobs.List(ctx, "") {
		if err != nil {
			return fmt.Errorf("list digests: %w", err)
		}
		have, found, err := s.blobs.Read(ctx, entry.Name, maxDigest)
		if err == nil && !found {
			err = fmt.Errorf("digest %s was deleted", entry.Name)
		}
		if err == nil {
			err = do(entry.Name, have.Content)
		}
		if err != nil {
			return err
		}
	}
	return nil
}
