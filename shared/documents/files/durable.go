package files

import (
	"crypto/rand"
	"errors"
	"os"
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
