package keystore

import (
	"errors"
	"os"
	"path/filepath"
)

// createOnce puts text in a new file at path, which appears complete or not at all and is on disk on return. A file
// that exists is left alone and no error. A link instead of a rename, because a rename would replace the file of
// somebody who was a moment faster, and with it a key that may already own things.
func createOnce(path string, text []byte) (err error) {
	dir := filepath.Dir(path)
	file, err := os.CreateTemp(dir, ".new-*") // mode 0600
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.Remove(file.Name())) }()
	_, err = file.Write(text)
	if err = errors.Join(err, file.Sync(), file.Close()); err != nil {
		return err
	}
	if err := os.Link(file.Name(), path); err != nil && !errors.Is(err, os.ErrExist) {
		return err
	}
	folder, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(folder.Sync(), folder.Close())
}
