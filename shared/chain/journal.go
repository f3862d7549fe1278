package chain

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"waybill/shared/custody"
	"waybill/shared/retry"
)

// ErrConflict says that somebody else changed the rows first and nothing was written: read again.
var ErrConflict = retry.Mark(retry.Again, errors.New("the journal was changed by somebody else"))

// MaxCommit is the most entities that one [Change] touches, and MaxBatch the most commands in one commit: a head, and
// a row and a reference for each. It is the limit of an entity-group transaction of Table Storage.
const (
	MaxCommit = 100
	MaxBatch  = (MaxCommit - 1) / 2
)

// A Key names the nonce sequence of one signer on one chain: the partition of the journal.
type Key struct {
	Chain  uint64
	Signer custody.Address
}

// String gives "{chainId}:{signer}".
func (k Key) String() string { return fmt.Sprintf("%d:%s", k.Chain, k.Signer) }

// A Head says where a signer's nonce sequence stands.
type Head struct {
	Next     uint64 // the next nonce to give out
	Low      uint64 // every row below is Done or Foreign
	LowBlock uint64 // no nonce from Low on is used in a block below this one
	Sent     uint64 // every row below was handed to a node at least once, or was meant to be; never above Next
	Version  string // opaque, changes with every write; "" if the signer has no head yet
}

// State is how far a nonce has come. It only moves forward.
type State string

// The states of a row.
const (
	Signed  State = "signed"  // a signed transaction is durable
	Final   State = "final"   // one of its attempts is in a final block; the outcome is fixed and has to be delivered
	Done    State = "done"    // the outcome was delivered
	Foreign State = "foreign" // a transaction that is not ours used the nonce; the command has a new row
)

// AttemptKind is what a transaction is for.
type AttemptKind string

// The kinds of attempts.
const (
	Carry  AttemptKind = "command" // carries the command out
	Cancel AttemptKind = "cancel"  // sends nothing to oneself, to use up the nonce of a command that can never be mined
)

// An Attempt is one transaction that was signed for a nonce. At most one of a nonce's attempts is ever mined.
type Attempt struct {
	Kind AttemptKind
	Hash custody.Digest
	Gas  uint64
	Fee  Fee
	At   time.Time // when it was signed
}

// A Row is one nonce and everything signed for it.
type Row struct {
	Nonce        uint64
	State        State
	Organization custody.OrganizationID
	Operation    string
	Command      custody.Digest
	Attempts     []Attempt // oldest first, never empty; all may still be mined
	Raw          []byte    // signed bytes of the last attempt
	Sent         time.Time // when it was last meant to be sent; zero if it was not
	Sends        int       // how often it was meant to be sent, all attempts together; written whenever Sent is
	Note         string    // what the node said last, if it did not take it
	Transaction  custody.Digest
	Block        uint64 // where Transaction was mined; both are set from Final and Foreign on
	Succeeded    bool
	Reason       string
	Version      string // opaque, changes with every write
}

// Last gives the newest attempt.
func (r *Row) Last() Attempt { return r.Attempts[len(r.Attempts)-1] }

// Attempted reports whether the transaction is one that was signed for this row.
func (r *Row) Attempted(transaction custody.Digest) bool {
	return slices.ContainsFunc(r.Attempts, func(a Attempt) bool { return a.Hash == transaction })
}

// request gives back the command, as far as a new row needs it.
func (r *Row) request() Request {
	return Request{Organization: r.Organization, Operation: r.Operation, Command: r.Command}
}

// outcome gives the news of a Final row.
func (r *Row) outcome() Outcome {
	return Outcome{
		Organization: r.Organization, Operation: r.Operation, Command: r.Command,
		Transaction: r.Transaction, Block: r.Block, Succeeded: r.Succeeded, Reason: r.Reason,
		Cancelled: !r.Succeeded && r.Reason == cancelled,
	}
}

// A Change is written as a whole or not at all.
type Change struct {
	Head   *Head  // written if its Version is still the stored one; nil leaves the head alone
	Insert []*Row // new nonces, each with the reference from its command
	Update []*Row // written if their Version is still the stored one
}

// A Journal keeps what was signed. It is the memory of the engine.
type Journal interface {
	// Head gives the signer's head, the zero Head if it has none.
	Head(ctx context.Context, key Key) (Head, error)

	// Rows gives the rows with nonces from first up to but not including end, in order of nonce.
	Rows(ctx context.Context, key Key, first, end uint64) ([]*Row, error)

	// Nonces gives the nonce of each command that has one.
	Nonces(ctx context.Context, key Key, commands []custody.Digest) (map[custody.Digest]uint64, error)

	// Commit writes the change, which is durable on return, and sets the new versions in it. ErrConflict, and nothing
	// written, if a version is not the stored one, a nonce to insert exists, or a command to insert has a nonce
	// already, unless the row of that nonce is updated in the same change. After any other error the change may have
	// been written.
	Commit(ctx context.Context, key Key, change Change) error

	// Signers gives the signers on the chain whose head has Low below Next.
	Signers(ctx context.Context, chain uint64) ([]custody.Address, error)
}
