// Package files keeps sealed documents and the keys of organisations in folders. Reach for [OpenStore] and
// [OpenKeyring].
package files

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"waybill/shared/custody"
	"waybill/shared/documents"
)

const (
	unfinished = "unfinished"   // folder of uploads and new capsules; on the same file system, so that rename works
	sealedBody = "body.age"     // in a document's folder, as are the following
	manifest   = "manifest.jws" //
	capsules   = "capsules"     // folder with one file per reader; not there once the document is shredded
	shredded   = "shredded"     // the folder capsules on its way out

	// maxSmall bounds what is read of a manifest or capsule; the vault has narrower limits.
	maxSmall = 1 << 20
)

var _ documents.Store = (*Store)(nil)

// A Store keeps each document in a folder of its own. A document appears by the renaming of its folder, so that it is
// there as a whole or not at all.
type Store struct{ dir string }

// OpenStore opens the store in a folder, and makes the folder if it is missing.
func OpenStore(dir string) (*Store, error) {
	s := &Store{dir: dir}
	if err := os.MkdirAll(filepath.Join(dir, unfinished), 0o700); err != nil {
		return nil, fmt.Errorf("open the documents in %s: %w", dir, err)
	}
	return s, nil
}

// Manifest gives the signed manifest.
func (s *Store) Manifest(_ context.Context, id string) ([]byte, bool, error) {
	return s.small(id, manifest)
}

// Capsule gives an organisation's capsule.
func (s *Store) Capsule(_ context.Context, id string, reader custody.OrganizationID) ([]byte, bool, error) {
	if _, err := custody.ParseOrganizationID(string(reader), "reader"); err != nil {
		return nil, false, nil //nolint:nilerr // no organisation has such an id, so there is no capsule; it would be a file outside the folder
	}
	return s.small(id, capsules, string(reader)+".age")
}

// small reads a small file of a document.
func (s *Store) small(id string, name ...string) ([]byte, bool, error) {
	if !documents.ValidID(id) {
		return nil, false, nil
	}
	f, err := os.Open(filepath.Join(append([]string{s.dir, id}, name...)...))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, false, nil
	}
	if err != nil {
		return nil, false, fmt.Errorf("read a file of %s: %w", id, err)
	}
	defer func() { _ = f.Close() }()
	content, err := io.ReadAll(io.LimitReader(f, maxSmall))
	if err != nil {
		return nil, false, fmt.Errorf("read a file of %s: %w", id, err)
	}
	return content, true, nil
}

// Body opens the sealed body.
func (s *Store) Body(_ context.Context, id string) (io.ReadCloser, error) {
	if !documents.ValidID(id) {
		return nil, fmt.Errorf("open the body of a document: there is no document %q", id)
	}
	f, err := os.Open(filepath.Join(s.dir, id, sealedBody))
	if err != nil {
		return nil, fmt.Errorf("open the body of %s: %w", id, err)
	}
	return f, nil
}

// List gives the ids of all documents in order.
func (s *Store) List(context.Context) ([]string, error) {
	entries, err := os.ReadDir(s.dir) // in order
	if err != nil {
		return nil, fmt.Errorf("list documents: %w", err)
	}
	var ids []string
	for _, e := range entries {
		if documents.ValidID(e.Name()) {
			ids = append(ids, e.Name())
		}
	}
	return slices.Clip(ids), nil
}
