package files

import (
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// newName gives a name that no other file has.
func newName() string { return "new-" + rand.Text() }

// writeFile writes a file that was not there. Its content is durable on return, its name is not.
func writeFile(path string, content []byte) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	_, err = f.Write(content)
	return errors.Join(err, f.Sync(), f.Close())
}

// syncDir makes the names in a folder durable.
func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}

// firstWins gives a file's content; if it is not there, it is made, at once as a whole, and durable on return. Of
// several processes at the same time all get what one of them made.
func firstWins(path string, make func() ([]byte, error)) ([]byte, error) {
	content, err := os.ReadFile(path)
	if !errors.Is(err, fs.ErrNotExist) {
		return content, err
	}
	if content, err = make(); err != nil {
		return nil, err
	}
	dir := filepath.Dir(path)
	temporary := filepath.Join(dir, newName())
	if err := writeFile(temporary, content); err != nil {
		return nil, err
	}
	defer func() { _ = os.Remove(temporary) }()
	err = os.Link(temporary, path) // unlike a rename, a link never replaces
	if err != nil && !errors.Is(err, fs.ErrExist) {
		return nil, fmt.Errorf("give %s its name: %w", filepath.Base(path), err)
	}
	if err := syncDir(dir); err != nil {
		return nil, err
	}
	return os.ReadFile(path)
}
