package app

import (
	"context"
	"io"
	"path/filepath"

	"waybill/shared/chain"
	"waybill/shared/chain/azuretable"
	"waybill/shared/chain/sqlite"
	"waybill/shared/config"
)

// A Journal keeps what was signed.
type Journal interface {
	chain.Journal
	io.Closer
}

// openJournal gives the journal that the settings choose.
func openJournal(ctx context.Context, s config.Settings) (Journal, error) {
	if s.Journal == "azuretable" {
		return orNothing[Journal](azuretable.Open(ctx, azuretable.Place{Endpoint: s.TablesURL, Connection: s.StorageEmulator}))
	}
	return orNothing[Journal](sqlite.Open(ctx, filepath.Join(s.DataDir, "journal.db")))
}
