package ledger

import (
	"context"
	"errors"
	"fmt"
	"time"

	"golang.org/x/mod/sumdb/tlog"

	"waybill/shared/custody"
)

// An Origin says of which contract a ledger is the projection. A ledger has one for life.
type Origin struct {
	ChainID  uint64
	Contract custody.Address
	Block    uint64 // the last block before the contract was deployed
}

// Match refuses a ledger that has another origin than o.
func (o Origin) Match(have Origin) error {
	if have != o {
		return fmt.Errorf("the ledger belongs to contract %s on chain %d from block %d, not to %s on chain %d from block %d",
			have.Contract, have.ChainID, have.Block, o.Contract, o.ChainID, o.Block)
	}
	return nil
}

// A Checkpoint is the last block that is in the ledger.
type Checkpoint struct {
	Block uint64
	Hash  custody.Digest // zero before the first block, whose parent is taken on trust
}

// ErrMoved says that another projector was faster. What this one read is out of date; nothing was written.
var ErrMoved = errors.New("the checkpoint has moved")

// A Log is what a Projector needs of a store.
type Log interface {
	// Origin says what the ledger is the projection of; it was fixed when the ledger was started.
	Origin(ctx context.Context) (Origin, error)
	// Checkpoint gives the last block that is in the ledger.
	Checkpoint(ctx context.Context) (Checkpoint, error)
	Writer
}

// A Writer changes a ledger.
type Writer interface {
	// Write runs do in one transaction, which has the only right to write; everything or nothing is durable on return. If the
	// store has to begin again, after a connection was lost, it runs do once more.
	Write(ctx context.Context, do func(Tx) error) error
}

// A Projected is a ledger that knows what filled its tables.
type Projected interface {
	Writer
	// Projection gives the version of the projection that the tables follow from. It does not wait for writers. Of a
	// ledger that was not started it is an error.
	Projection(ctx context.Context) (int, error)
}

// Intake is what the webhook needs of a store.
type Intake interface {
	// Receive puts items in the inbox; those that are there already are left as they are. It gives the number of new
	// ones. All are durable on return. May be repeated.
	Receive(ctx context.Context, items []InboxItem) (int, error)
}

// A Tx is one transaction of a store.
type Tx interface {
	TableTx

	// Size gives the number of rows in the log.
	Size(ctx context.Context) (uint64, error)
	// Append adds rows and their Merkle hashes, whose first has the given index in the order of tlog.StoredHashIndex.
	Append(ctx context.Context, rows []Row, firstHash int64, hashes []tlog.Hash) error
	// Hashes gives stored Merkle hashes; one that is missing is an error.
	Hashes(ctx context.Context, indexes []int64) ([]tlog.Hash, error)
	// Advance moves the checkpoint. If it is not at from any more, ErrMoved.
	Advance(ctx context.Context, from, to Checkpoint) error
	// Settle compares the inbox, up to the block, with the log: items that the log confirms have done their work and
	// are removed, the others are put in quarantine for people to look into. It gives the number of rows from seq on
	// that no webhook announced, and of items newly in quarantine.
	Settle(ctx context.Context, seq, block uint64) (missed, quarantined int, err error)

	// Projection gives the version of the projection that the tables follow from.
	Projection(ctx context.Context) (int, error)
	// Clear empties the tables of Tables and says which version of the projection will fill them.
	Clear(ctx context.Context, version int) error

	// LastBlock gives the newest closed block of the log; false if there is none.
	LastBlock(ctx context.Context) (LogBlock, bool, error)
	// AppendBlock adds a closed block.
	AppendBlock(ctx context.Context, b LogBlock) error
	// Rows calls do for the rows from first up to, not including, end, in order.
	Rows(ctx context.Context, first, end uint64, do func(Row) error) error
	// Checkpoint gives the last block that is in the ledger.
	Checkpoint(ctx context.Context) (Checkpoint, error)
}

// TableTx is the tables, within one transaction.
type TableTx interface {
	// Get fills in the record that has r's key; false if there is none.
	Get(ctx context.Context, r Record) (bool, error)
	// Put inserts the record or replaces the one with its key.
	Put(ctx context.Context, r Record) error
}

// A Snapshotter gives views of the ledger that stand still.
type Snapshotter interface {
	// Snapshot runs do on the ledger as it is now. What others write meanwhile is not seen, and nobody waits.
	Snapshot(ctx context.Context, do func(Archive) error) error
}

// An Archive is the whole ledger at one moment, for verification, proofs and reconciliation. A callback must not use
// the archive itself, and must not keep what it is given a pointer to.
type Archive interface {
	Origin(ctx context.Context) (Origin, error)
	Checkpoint(ctx context.Context) (Checkpoint, error)
	// Rows calls do for the rows from first up to, not including, end, in order; those that are missing are left out.
	Rows(ctx context.Context, first, end uint64, do func(Row) error) error
	// SeqAt gives the position of the first row that belongs to the block or to a later one.
	SeqAt(ctx context.Context, block uint64) (uint64, error)
	// RowCount counts the rows.
	RowCount(ctx context.Context) (uint64, error)
	// HashCount counts the stored Merkle hashes.
	HashCount(ctx context.Context) (int64, error)
	// StoredHashes gives stored Merkle hashes; one that is missing is an error.
	StoredHashes(ctx context.Context, indexes []int64) ([]tlog.Hash, error)
	// Blocks calls do for the closed blocks from first up to, not including, end, in order.
	Blocks(ctx context.Context, first, end uint64, do func(LogBlock) error) error
	// Records calls do for each row of the record's table, in the order of its key.
	Records(ctx context.Context, like Record, do func(Record) error) error
	// Get fills in the record that has r's key; false if there is none.
	Get(ctx context.Context, r Record) (bool, error)
}

// A LogBlock closes a stretch of the log: Azure SQL ledger calls it a block of the database ledger.
type LogBlock struct {
	ID         uint64 // from 0, without gaps
	FirstSeq   uint64
	Size       uint64         // rows in the whole log when it was closed
	Root       custody.Digest // of the whole log at Size
	RowsRoot   custody.Digest // of the rows from FirstSeq on alone
	PrevHash   custody.Digest // hash of the block before, zero for the first
	ClosedAt   time.Time      // microseconds
	LastCommit time.Time      // time of the newest row's block on chain
	Checkpoint uint64         // block of the chain up to which the ledger was filled
}
