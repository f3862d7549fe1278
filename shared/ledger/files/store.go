// Package files keeps the ledger's digests in a folder, one file each, which are only ever added.
package files

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"waybill/shared/ledger"
)

// A Store is a folder of digests.
type Store struct{ dir string }

var _ ledger.DigestStore = (*Store)(nil)

// Open opens the folder and makes it if there is none.
func Open(dir string) (*Store, error) {
	if err := os.MkdirAll(dir, 0o750); err != nil {
		return nil, fmt.Errorf("open the folder of digests: %w", err)
	}
	return &Store{dir: dir}, nil
}

// partial marks a file that was not finished; it does not count.
const partial = ".partial"

// Put writes the digest to a file of its own and then gives it its name, which fails if the name is taken.
func (s *Store) Put(_ context.Context, name string, body []byte) error {
	path, err := s.path(name)
	if err != nil {
		return err
	}
	f, err := os.CreateTemp(s.dir, name+".*"+partial)
	if err != nil {
		return fmt.Errorf("write digest %s: %w", name, err)
	}
	defer func() { _ = os.Remove(f.Name()) }() // the link below is what stays
	_, err = f.Write(body)
	err = errors.Join(err, f.Sync(), f.Chmod(0o444), f.Close())
	if err != nil {
		return fmt.Errorf("write digest %s: %w", name, err)
	}
	err = os.Link(f.Name(), path)
	if errors.Is(err, fs.ErrExist) {
		have, err := os.ReadFile(path)
		if err != nil {
			return fmt.Errorf("read digest %s: %w", name, err)
		}
		if !bytes.Equal(have, body) {
			return fmt.Errorf("digest %s is there already and says something else", name)
		}
		return s.sync() // who gave it its name may have died before that was durable
	}
	if err != nil {
		return fmt.Errorf("name digest %s: %w", name, err)
	}
	return s.sync()
}

// Get reads the file of that name. Who gave it its name may have died before that was durable.
func (s *Store) Get(_ context.Context, name string) (body []byte, found bool, err error) {
	path, err := s.path(name)
	if err != nil {
		return nil, false, err
	}
	body, err = os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, false, nil
	}
	if err != nil {
		return nil, false, fmt.Errorf("read digest %s: %w", name, err)
	}
	return body, true, s.sync()
}

// path gives the file of a digest.
func (s *Store) path(name string) (string, error) {
	if name == "" || name == "." || name == ".." || name != filepath.Base(name) || strings.HasSuffix(name, partial) {
		return "", fmt.Errorf("%q is no name for a digest", name)
	}
	return filepath.Join(s.dir, name), nil
}

// sync makes a new name durable.
func (s *Store) sync() error {
	d, err := os.Open(s.dir)
	if err != nil {
		return fmt.Errorf("sync the folder of digests: %w", err)
	}
	return errors.Join(d.Sync(), d.Close())
}

// Each calls do for the digests in the order of their names.
func (s *Store) Each(ctx context.Context, do func(name string, body []byte) error) error {
	entries, err := os.ReadDir(s.dir) // sorted by name
	if err != nil {
		return fmt.Errorf("list digests: %w", err)
	}
	for _, e := range entries {
		if e.IsDir() || strings.HasSuffix(e.Name(), partial) {
			continue
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		body, err := os.ReadFile(filepath.Join(s.dir, e.Name()))
		if err != nil {
			return fmt.Errorf("read digest %s: %w", e.Name(), err)
		}
		if err := do(e.Name(), body); err != nil {
			return err
		}
	}
	return nil
}
