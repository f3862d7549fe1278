package app

import (
	"context"
	"io"
	"path/filepath"

	"waybill/shared/chain"
	"waybill/shared/chain/azuretable"
	"waybill/shared/chain/sqlite"
)

// A Journal keeps what was signed.
type Journal interface {
	chain.Journal
	io.Closer
}

// journal gives the journal that the settings choose.
func (c cloud) journal(ctx context.Context) (Journal, error) {
	if c.settings.Journal == "azuretable" {
		return orNothing[Journal](azuretable.Open(ctx, c.table()))
	}
	return orNothing[Journal](sqlite.Open(ctx, filepath.Join(c.settings.DataDir, "journal.db")))
}
