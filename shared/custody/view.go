package custody

import "context"

// A View is what the ledger knows now. Each method gives false if there is no such thing.
type View interface {
	Organization(ctx context.Context, id OrganizationID) (Organization, bool, error)
	Asset(ctx context.Context, id AssetID) (Asset, bool, error)
	Handover(ctx context.Context, id string) (Handover, bool, error)
	Bundle(ctx context.Context, id string) (Bundle, bool, error)
	Certificate(ctx context.Context, id string) (Certificate, bool, error)
	// Recall gives an organisation's recall of an asset, open or closed.
	Recall(ctx context.Context, asset AssetID, by OrganizationID) (Recall, bool, error)
	// RecallByID gives a recall by the operation that opened it last.
	RecallByID(ctx context.Context, id string) (Recall, bool, error)
	// PastEvent gives what was carried out of an accepted command.
	PastEvent(ctx context.Context, command Digest) (PastEvent, bool, error)
}

// A Decision is the outcome of holding a command against a View.
type Decision struct {
	Instruction Instruction
	// Claims are the things that the command changes. Two commands with a common claim must not be open at once:
	// the second could not know the version it has to expect.
	Claims []string
	// Signers are the keys that may sign: those of the caller's organisation on chain. Empty for the operator, whose key
	// the ledger does not know.
	Signers []Address
}
