package app

import (
	"context"
	"path/filepath"

	"waybill/shared/config"
	"waybill/shared/ledger"
	"waybill/shared/ledger/files"
	"waybill/shared/ledger/sqlite"
)

// openLedger gives the ledger that the settings choose.
func openLedger(ctx context.Context, s config.Settings) (Ledger, error) {
	return orNothing[Ledger](sqlite.Open(ctx, filepath.Join(s.DataDir, "ledger.db")))
}

// openDigests gives the place for the ledger's digests that the settings choose.
func openDigests(_ context.Context, s config.Settings) (ledger.DigestStore, error) {
	return orNothing[ledger.DigestStore](files.Open(filepath.Join(s.DataDir, "digests")))
}
