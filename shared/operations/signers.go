package operations

import (
	"context"

	"waybill/shared/custody"
)

// Operator is the organisation that runs this system; its key is the contract's administrator.
const Operator custody.OrganizationID = "operator"

// FirstSigner is the name of the key that an organisation joins with, and of the operator's only one.
const FirstSigner = ""

// Signers keep the signing keys of organisations, in files or in a vault. They know nothing of the chain: for which of
// its keys the contract takes an organisation's word, the ledger says ([custody.Organization]).
type Signers interface {
	// SignersOf gives the addresses of the organisation's keys, the one named [FirstSigner] first and the others in the
	// order of their names; none, and no error, if it has none. It is asked for every command, so it answers from memory
	// where it can: a key that another process made within the last minute may be missing, the first one may not.
	SignersOf(ctx context.Context, organization custody.OrganizationID) ([]custody.Address, error)

	// CreateSigner makes the organisation's key with the name, or gives the one it has. A name is [FirstSigner] or the
	// id of an operation: up to 64 lower-case letters, digits and hyphens. The key is durable on return, this process
	// knows it at once, and it is never removed: what it signed may have to be signed again. If several make one key at
	// the same time, the first wins and all give its address.
	CreateSigner(ctx context.Context, organization custody.OrganizationID, name string) (custody.Address, error)
}
