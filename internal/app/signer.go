package app

import (
	"path/filepath"

	"waybill/shared/chain"
	"waybill/shared/chain/keystore"
	"waybill/shared/chain/keyvault"
	"waybill/shared/operations"
)

// Keys sign for organisations and know which key is whose.
type Keys interface {
	chain.Signer
	operations.Signers
}

// keys gives the signing keys that the settings choose.
func (c cloud) keys() (Keys, error) {
	if c.settings.Signer == "keyvault" {
		return orNothing[Keys](keyvault.Open(keyvault.Place{URL: c.settings.VaultURL, KeyType: c.settings.VaultKeys, Credential: c.credential, Tracing: c.tracing}))
	}
	return orNothing[Keys](keystore.Open(filepath.Join(c.settings.DataDir, "keys"), c.settings.Passphrase))
}
