package ledger

import (
	"context"
	"time"

	"waybill/shared/custody"
)

// A Source is the chain, as far as it is final.
type Source interface {
	// Finalized gives the number of the newest block that will not change any more.
	Finalized(ctx context.Context) (uint64, error)

	// Block gives one final block with all events of the contract in it. That they are all is proven against the
	// block's receipts root before Block returns; a node that hides or adds a log causes an error.
	Block(ctx context.Context, number uint64) (Block, error)
}

// A Block is a final block and what the contract did in it.
type Block struct {
	Number     uint64
	Hash       custody.Digest
	ParentHash custody.Digest
	Time       time.Time
	Events     []ChainEvent // in the order of LogIndex
}

// A ChainEvent is one log of the contract.
type ChainEvent struct {
	LogIndex         uint32 // position among all logs of the block
	Transaction      custody.Digest
	TransactionIndex uint32
	Event            custody.Event
}

// Commands know what the command ids on chain stand for.
type Commands interface {
	// Command gives the command that was accepted under the id; false if nobody here accepted it. The answer for an id
	// that is on chain never changes.
	Command(ctx context.Context, id custody.Digest) (CommandRecord, bool, error)
}

// A CommandRecord is a command as it was accepted.
type CommandRecord struct {
	Operation    string
	Organization custody.OrganizationID
	Kind         custody.CommandKind
	Payload      []byte // custody.EncodeCommand
}

// Administrator is the organisation that the contract knows as number 0: the operator of the system.
const Administrator custody.OrganizationID = "operator"
