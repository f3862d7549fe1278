package app

import (
	"path/filepath"

	"waybill/shared/chain"
	"waybill/shared/chain/keystore"
	"waybill/shared/chain/keyvault"
	"waybill/shared/config"
	"waybill/shared/operations"
)

// Keys sign for organisations and know which key is whose.
type Keys interface {
	chain.Signer
	operations.Signers
}

// openKeys gives the signing keys that the settings choose.
func openKeys(s config.Settings) (Keys, error) {
	if s.Signer == "keyvault" {
		return orNothing[Keys](keyvault.Open(keyvault.Place{URL: s.VaultURL, KeyType: s.VaultKeys}))
	}
	return orNothing[Keys](keystore.Open(filepath.Join(s.DataDir, "keys"), s.Passphrase))
}
