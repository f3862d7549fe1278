package app

import (
	"context"
	"path/filepath"

	"waybill/shared/ledger"
	"waybill/shared/ledger/azureblob"
	"waybill/shared/ledger/azuresql"
	"waybill/shared/ledger/files"
	"waybill/shared/ledger/sqlite"
)

// ledger gives the ledger that the settings choose.
func (c cloud) ledger(ctx context.Context) (Ledger, error) {
	s := c.settings
	if s.Ledger == "azuresql" {
		place := azuresql.Place{Server: s.SQLServer, Database: s.SQLDatabase, ClientID: s.ClientID}
		if s.SQLEmulator != "" {
			place = azuresql.Place{Emulator: s.SQLEmulator}
		}
		return orNothing[Ledger](azuresql.Open(ctx, place))
	}
	return orNothing[Ledger](sqlite.Open(ctx, filepath.Join(s.DataDir, "ledger.db")))
}

// digests gives the place for the ledger's digests that the settings choose.
func (c cloud) digests(ctx context.Context) (ledger.DigestStore, error) {
	if c.settings.Digests == "azureblob" {
		return orNothing[ledger.DigestStore](azureblob.Open(ctx, c.blob(c.settings.DigestsURL)))
	}
	return orNothing[ledger.DigestStore](files.Open(filepath.Join(c.settings.DataDir, "digests")))
}
