package app

import (
	"context"
	"path/filepath"

	"waybill/shared/config"
	"waybill/shared/partner"
	"waybill/shared/partner/sqlite"
)

// OpenCredentials opens the app credentials where the settings say they are; close them after use.
func OpenCredentials(ctx context.Context, s config.Settings) (*partner.Credentials, error) {
	rows, err := orNothing[partner.CredentialRows](sqlite.Open(ctx, filepath.Join(s.DataDir, "credentials.db")))
	if err != nil {
		return nil, err
	}
	return partner.NewCredentials(rows, s.Pepper, s.Environment)
}
