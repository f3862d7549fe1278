package app

import (
	"context"
	"path/filepath"

	"waybill/shared/config"
	"waybill/shared/documents"
	"waybill/shared/documents/files"
)

// openDocuments gives the places for documents and for the keys to them that the settings choose.
func openDocuments(_ context.Context, s config.Settings) (documents.Store, documents.Keyring, error) {
	store, err := files.OpenStore(filepath.Join(s.DataDir, "documents"))
	if err != nil {
		return nil, nil, err
	}
	keyring, err := files.OpenKeyring(filepath.Join(s.DataDir, "document-keys"), s.Passphrase)
	if err != nil {
		return nil, nil, err
	}
	return store, keyring, nil
}
