package azureblob

import (
	"context"
	"fmt"

	"waybill/shared/blobs"
	"waybill/shared/documents"
)

// maxKeys bounds what is read of a file of keys.
const maxKeys = 64 << 10

var _ documents.KeyFiles = keyBlobs{}

// keyBlobs are the files of a keyring in a container, named as in a folder.
type keyBlobs struct{ blobs *blobs.Container }

// OpenKeyring gives the keyring at the place; the default container is document-keys. With an Endpoint it asks nobody yet,
// so a wrong passphrase shows when the first key is needed.
func OpenKeyring(ctx context.Context, p blobs.Place, passphrase string) (*documents.SealedKeyring, error) {
	if p.Container == "" {
		p.Container = "document-keys"
	}
	c, err := blobs.Open(ctx, p)
	if err != nil {
		return nil, fmt.Errorf("open the document keys in Blob Storage: %w", err)
	}
	return documents.NewSealedKeyring(keyBlobs{c}, passphrase), nil
}

// Read gives a file.
func (k keyBlobs) Read(ctx context.Context, name string) ([]byte, bool, error) {
	b, found, err := k.blobs.Read(ctx, name, maxKeys)
	return b.Content, found, err
}

// Create makes a file. Who was quicker does not matter: the keyring reads what counts.
func (k keyBlobs) Create(ctx context.Context, name string, content []byte) error {
	_, err := k.blobs.Create(ctx, name, content, nil)
	return err
}
