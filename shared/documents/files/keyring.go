package files

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"waybill/shared/documents"
)

var _ documents.KeyFiles = keyFolder{}

// keyFolder is a folder of keys. The names come from the keyring, which takes no others than those of organisations.
type keyFolder struct{ dir string }

// OpenKeyring opens the keyring in a folder and makes it if it is missing. A wrong passphrase is an error.
func OpenKeyring(dir, passphrase string) (*documents.SealedKeyring, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("open the document keys in %s: %w", dir, err)
	}
	keyring := documents.NewSealedKeyring(keyFolder{dir}, passphrase)
	if err := keyring.Open(context.Background()); err != nil {
		return nil, fmt.Errorf("open the document keys in %s: %w", dir, err)
	}
	return keyring, nil
}

// Read gives a file.
func (k keyFolder) Read(_ context.Context, name string) ([]byte, bool, error) {
	content, err := os.ReadFile(filepath.Join(k.dir, name))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, false, nil
	}
	return content, err == nil, err
}

// Create makes a file under a temporary name and then links it to its own: unlike a rename, a link never replaces.
func (k keyFolder) Create(_ context.Context, name string, content []byte) error {
	temporary := filepath.Join(k.dir, newName())
	if err := writeFile(temporary, content); err != nil {
		return err
	}
	defer func() { _ = os.Remove(temporary) }()
	if err := os.Link(temporary, filepath.Join(k.dir, name)); err != nil && !errors.Is(err, fs.ErrExist) {
		return fmt.Errorf("give %s its name: %w", name, err)
	}
	return syncDir(k.dir)
}
