package app

import (
	"context"
	"path/filepath"
	"time"

	"waybill/shared/documents"
	"waybill/shared/documents/azureblob"
	"waybill/shared/documents/files"
)

// vault gives the vault for documents, with store and keyring as the settings choose.
func (c cloud) vault(ctx context.Context) (*documents.Vault, error) {
	store, keyring, err := c.documents(ctx)
	if err != nil {
		return nil, err
	}
	return &documents.Vault{Store: store, Keyring: keyring, Now: time.Now, MaxSize: c.settings.MaxDocument}, nil
}

func (c cloud) documents(ctx context.Context) (documents.Store, documents.Keyring, error) {
	s := c.settings
	if s.Documents == "azureblob" {
		store, err := azureblob.OpenStore(ctx, c.blob(s.BlobsURL))
		if err != nil {
			return nil, nil, err
		}
		keyring, err := azureblob.OpenKeyring(ctx, c.blob(s.BlobsURL), s.Passphrase)
		return store, keyring, err
	}
	store, err := files.OpenStore(filepath.Join(s.DataDir, "documents"))
	if err != nil {
		return nil, nil, err
	}
	keyring, err := files.OpenKeyring(filepath.Join(s.DataDir, "document-keys"), s.Passphrase) //nolint:contextcheck // files are opened at once
	return store, keyring, err
}
