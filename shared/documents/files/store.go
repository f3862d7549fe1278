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
	"time"

	"waybill/shared/custody"
	"waybill/shared/documents"
)

const (
	unfinished = "unfinished"   // folder of uploads and new capsules; on the same file system, so that rename works
	sealedBody = "body.age"     // in a document's folder, as are the following
	manifest   = "manifest.jws" //
	capsules   = "capsules"     // folder with one file per reader; not there once the document is shredded
	shredded   = "shredded"     // the folder capsules on its way out

	// abandoned is the age at which an upload without an end is one that a crash left behind.
	abandoned = 24 * time.Hour

	// maxSmall bounds what is read of a manifest or capsule; the vault has narrower limits.
	maxSmall = 1 << 20
)

var _ documents.Store = (*Store)(nil)

// A Store keeps each document in a folder of its own. A document appears by the renaming of its folder, so that it is
// there as a whole or not at all.
type Store struct{ dir string }

// OpenStore opens the store in a folder, makes the folder if it is missing, and removes uploads that a crash left
// there more than a day ago.
func OpenStore(dir string) (*Store, error) {
	s := &Store{dir: dir}
	if err := os.MkdirAll(filepath.Join(dir, unfinished), 0o700); err != nil {
		return nil, fmt.Errorf("open the documents in %s: %w", dir, err)
	}
	if err := s.sweep(time.Now().Add(-abandoned)); err != nil {
		return nil, fmt.Errorf("open the documents in %s: %w", dir, err)
	}
	return s, nil
}

func (s *Store) sweep(before time.Time) error {
	entries, err := os.ReadDir(filepath.Join(s.dir, unfinished))
	if err != nil {
		return err
	}
	for _, e := range entries {
		info, err := e.Info()
		if errors.Is(err, fs.ErrNotExist) || err == nil && !info.ModTime().Before(before) {
			continue
		}
		if err != nil {
			return err
		}
		if err := os.RemoveAll(filepath.Join(s.dir, unfinished, e.Name())); err != nil {
			return err
		}
	}
	return nil
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
