// Package operations keeps what Waybill has accepted: one insert-only row per command, keyed by organisation and
// Idempotency-Key, its state until it is recorded, and the first answer for every repetition. [Desk.Accept] is the
// one way in, for HTTP and for queue messages alike.
package operations

import (
	"context"
	"fmt"
	"time"

	"waybill/shared/custody"
	"waybill/shared/problem"
)

// Status is how far an operation has come. It only moves forward.
type Status string

// The states of an operation; docs/state-machine.md draws them.
const (
	Accepted  Status = "accepted"  // durable here; will be carried out
	Submitted Status = "submitted" // a signed transaction is durable in the journal
	Confirmed Status = "confirmed" // the transaction is final on chain
	Recorded  Status = "recorded"  // the ledger has it; done
	Failed    Status = "failed"    // the contract refused it or it was cancelled; nothing changed; done
	Refused   Status = "refused"   // a queue message that was refused; nothing changed; done
)

// Done reports whether the status is the last one.
func (s Status) Done() bool { return s == Recorded || s == Failed || s == Refused }

// Rank orders the states; a store moves an operation only to a higher rank.
func (s Status) Rank() int {
	switch s {
	case Accepted:
		return 1
	case Submitted:
		return 2
	case Confirmed:
		return 3
	case Recorded, Failed, Refused:
		return 4
	}
	return 0
}

// An Operation is one accepted command.
type Operation struct {
	ID           string                 // custody.OperationID of organisation and Idempotency-Key
	Organization custody.OrganizationID // who asked for it
	Kind         custody.CommandKind
	Command      custody.Digest // its id on chain
	BodyHash     custody.Digest // of kind and body as given, to tell a repetition from another request
	Payload      []byte         // custody.EncodeCommand
	Instruction  []byte         // custody.EncodeInstruction; empty if refused
	Signer       custody.Address
	Claims       []string // what it changes; released when it is done
	Status       Status
	AcceptedAt   time.Time
	UpdatedAt    time.Time
	Transaction  custody.Digest   // hash of the transaction that carried it out, zero before
	Block        uint64           // its block, 0 before
	Problem      *problem.Problem // why it failed or was refused
}

// An Outcome is news of an operation.
type Outcome struct {
	Status      Status
	Transaction custody.Digest
	Block       uint64
	Problem     *problem.Problem
}

// A ClaimedError says that an open operation already claims something.
type ClaimedError struct {
	Claim     string
	Operation string
}

// Error names the claim and who has it.
func (e *ClaimedError) Error() string {
	return fmt.Sprintf("%s is claimed by %s", e.Claim, e.Operation)
}

// A Store keeps operations.
type Store interface {
	// Create inserts the operation if no row with its ID exists and neither one of its claims nor the
	// custody.SignerClaim of its signer, which means that the signer is draining, is held by another open operation.
	// It gives the row that is stored, and whether this call created it; an existing row is given as it is and
	// nothing changes. A held claim is a *ClaimedError. The row is durable on return. May be repeated.
	Create(ctx context.Context, o Operation) (stored Operation, created bool, err error)

	// Get gives the organisation's operation; false if that organisation has none with this id.
	Get(ctx context.Context, organization custody.OrganizationID, id string) (Operation, bool, error)

	// ByCommand gives the operation with the command id, whoever's it is.
	ByCommand(ctx context.Context, command custody.Digest) (Operation, bool, error)

	// Claimant gives the id of the open operation that holds the claim, "" if there is none.
	Claimant(ctx context.Context, claim string) (string, error)

	// Advance moves the operation forward and releases its claims when it is done. News of a rank that the row already
	// has or is past changes nothing and is no error, except that missing transaction and block are filled in.
	// ErrContradiction, and nothing changed, if what was done cannot have been done. Durable on return. May be repeated.
	Advance(ctx context.Context, organization custody.OrganizationID, id string, news Outcome) error

	// AdvanceAll makes many moves, in their order, for little more than the price of one. All are durable on return. Each
	// obeys the rule of Advance for itself: [MoveErrors] says which were refused and why, and all the others are made.
	// After any other error some may be. May be repeated.
	AdvanceAll(ctx context.Context, moves []Move) error

	// Waiting gives up to limit operations that have one of the states and were last changed before the given time,
	// oldest first, those of one time by id. It begins behind the given operation, or with the oldest if that is zero.
	Waiting(ctx context.Context, states []Status, behind Operation, before time.Time, limit int) ([]Operation, error)

	// RemoveAbandoned removes up to limit of the attempts to create that whoever began them has left unfinished, and that
	// are so old that nobody waits for them any more, with the claims that they hold; it gives how many. What was accepted
	// it never touches, and a Create that is still at its old attempt begins another. However many operations there are,
	// it costs few requests if nothing was left. A store whose Create leaves nothing unfinished does nothing and gives 0.
	// Durable on return. May be repeated, and run beside anything else.
	RemoveAbandoned(ctx context.Context, limit int) (removed int, err error)

	// SetAside keeps a message that nobody can act on. Durable on return. The same queue, id and body is kept once.
	SetAside(ctx context.Context, message SetAside) error

	// SetAsides gives up to limit messages that were set aside, oldest first.
	SetAsides(ctx context.Context, limit int) ([]SetAside, error)

	// Counts gives the number of operations in each state.
	Counts(ctx context.Context) (map[Status]int, error)

	// Backlogs gives how many open operations each organisation has with each of its signers; those with none may be
	// left out. It is asked for often, so it takes the time of as many rows as there are signers.
	Backlogs(ctx context.Context) ([]Backlog, error)
}

// A Backlog is what an organisation has given a signer to do.
type Backlog struct {
	Organization custody.OrganizationID
	Signer       custody.Address
	Open         int // operations that are neither done nor refused
}

// A SetAside message could not be acted on. It is kept so that nothing is lost and people can look at it.
type SetAside struct {
	Queue     string
	MessageID string
	Body      []byte
	Reason    string
	At        time.Time // when it was set aside; zero for now
}
