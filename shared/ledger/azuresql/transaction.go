package azuresql

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"golang.org/x/mod/sumdb/tlog"

	"waybill/shared/ledger"
	"waybill/shared/sqlrow"
)

// A transaction is the ledger while one writer has it: nobody else writes to what is read here before the commit. What is
// put into the tables is kept back and goes to the server many rows at a time.
type transaction struct {
	reader
	tx    *sql.Tx
	kept  kept
	moved *move // by Advance, nil if it was not called
	wrote bool  // something
}

// A move is a change of the checkpoint.
type move struct{ from, to ledger.Checkpoint }

const (
	lockOrigin = "SELECT [block], [hash] FROM [waybill].[origin] WITH (UPDLOCK, HOLDLOCK) WHERE [one] = 1"

	selectSize       = "SELECT COALESCE(MAX([seq]) + 1, 0) FROM [waybill].[log_row]"
	updateProjection = "UPDATE [waybill].[origin] SET [projection] = @p1"
	updateCheckpoint = "UPDATE [waybill].[origin] SET [block] = @p1, [hash] = @p2 WHERE [block] = @p3 AND [hash] = @p4"

	// announced holds for an item i of the inbox and the row r that it announces.
	announced = "r.[block] = i.[block] AND r.[block_hash] = i.[block_hash] AND r.[transaction] = i.[transaction] AND i.[log_index] IN (-1, r.[log_index])"
	confirmed = "SELECT i.[key] FROM [waybill].[inbox] AS i JOIN [waybill].[log_row] AS r ON " + announced + " WHERE i.[quarantined] = 0 AND i.[block] <= @p1"

	countMissed     = "SELECT COUNT_BIG(*) FROM [waybill].[log_row] AS r WHERE r.[seq] >= @p1 AND NOT EXISTS (SELECT i.[key] FROM [waybill].[inbox] AS i WHERE " + announced + ")"
	deleteConfirmed = "DELETE FROM [waybill].[inbox] WHERE [key] IN (" + confirmed + ")"
	quarantine      = "UPDATE [waybill].[inbox] SET [quarantined] = 1 WHERE [quarantined] = 0 AND [block] <= @p1 AND [key] NOT IN (" + confirmed + ")"
)

var (
	rowColumns = []string{
		"seq", "chain_id", "block", "block_hash", "block_time", "log_index", "transaction", "transaction_index", "event", "fields",
		"command", "operation", "organization", "kind", "foreign",
	}
	hashColumns     = []string{"ix", "hash"}
	logBlockColumns = []string{"id", "first_seq", "size", "root", "rows_root", "prev_hash", "closed_at", "last_commit", "checkpoint"}
)

// lock waits until nobody else writes.
func (t *transaction) lock(ctx context.Context) (c ledger.Checkpoint, err error) {
	err = t.tx.QueryRowContext(ctx, lockOrigin).Scan(&c.Block, sqlrow.Fixed(c.Hash[:]))
	if errors.Is(err, sql.ErrNoRows) {
		err = nil // not started; the place where the row would be is locked
	}
	return c, err
}

// exec changes something, and gives the number of rows.
func (t *transaction) exec(ctx context.Context, statement string, args ...any) (int, error) {
	t.wrote = true
	result, err := t.tx.ExecContext(ctx, statement, args...)
	if err != nil {
		return 0, err
	}
	n, err := result.RowsAffected()
	return int(n), err
}

// Get fills in the record that has r's key.
func (t *transaction) Get(ctx context.Context, r ledger.Record) (bool, error) {
	m := mapped(r)
	row, err := m.row(r)
	if err != nil {
		return false, err
	}
	key := m.keyOf(row)
	if row, ok := t.kept.row(m, key); ok {
		return true, m.load(r, row.scan)
	}
	found, err := t.get(ctx, m, r, key)
	if err == nil {
		t.kept.saw(m, key, found)
	}
	return found, err
}

// Put inserts or replaces the record when the transaction ends.
func (t *transaction) Put(ctx context.Context, r ledger.Record) error {
	m := mapped(r)
	row, err := m.row(r)
	if err != nil {
		return err
	}
	t.wrote = true
	if t.kept.put(m, row); t.kept.count < maxKept {
		return nil
	}
	return t.flush(ctx)
}

// Size counts the rows of the log.
func (t *transaction) Size(ctx context.Context) (n uint64, err error) {
	err = t.tx.QueryRowContext(ctx, selectSize).Scan(&n)
	return n, err
}

// Append adds rows and Merkle hashes.
func (t *transaction) Append(ctx context.Context, rows []ledger.Row, firstHash int64, hashes []tlog.Hash) error {
	added := make([][]any, len(rows))
	for i, r := range rows {
		added[i] = []any{
			int64(r.Seq), int64(r.ChainID), int64(r.Block), r.BlockHash[:], r.BlockTime.Unix(), int64(r.LogIndex),
			r.Transaction[:], int64(r.TransactionIndex), r.Event, append([]byte{}, r.Fields...), r.Command[:], r.Operation,
			string(r.Organization), string(r.Kind), r.Foreign,
		}
	}
	if err := t.insert(ctx, "log_row", rowColumns, added); err != nil {
		return fmt.Errorf("append rows: %w", err)
	}
	added = make([][]any, len(hashes))
	for i := range hashes {
		added[i] = []any{firstHash + int64(i), hashes[i][:]}
	}
	if err := t.insert(ctx, "merkle_hash", hashColumns, added); err != nil {
		return fmt.Errorf("append Merkle hashes: %w", err)
	}
	return nil
}

// Clear empties the tables that follow from the log.
func (t *transaction) Clear(ctx context.Context, version int) error {
	for _, table := range ledger.Tables() {
		t.kept.forget(mapped(table))
		if _, err := t.exec(ctx, deleteAll(table.Table())); err != nil {
			return fmt.Errorf("empty %s: %w", table.Table(), err)
		}
	}
	_, err := t.exec(ctx, updateProjection, int64(version))
	return err
}

func deleteAll(table string) string { return "DELETE FROM [waybill].[" + table + "]" }

// Hashes gives stored Merkle hashes.
func (t *transaction) Hashes(ctx context.Context, indexes []int64) ([]tlog.Hash, error) {
	return t.StoredHashes(ctx, indexes)
}

// Advance moves the checkpoint by compare-and-set.
func (t *transaction) Advance(ctx context.Context, from, to ledger.Checkpoint) error {
	n, err := t.exec(ctx, updateCheckpoint, int64(to.Block), to.Hash[:], int64(from.Block), from.Hash[:])
	if err != nil {
		return fmt.Errorf("move the checkpoint: %w", err)
	}
	if n == 0 {
		return ledger.ErrMoved
	}
	t.moved = &move{from, to}
	return nil
}

// Settle compares the inbox with the log. Webhooks do not wait for it: what comes meanwhile is looked at the next time.
func (t *transaction) Settle(ctx context.Context, seq, block uint64) (missed, quarantined int, err error) {
	if err := t.tx.QueryRowContext(ctx, countMissed, int64(seq)).Scan(&missed); err != nil {
		return 0, 0, fmt.Errorf("count events that no webhook announced: %w", err)
	}
	if _, err := t.exec(ctx, deleteConfirmed, int64(block)); err != nil {
		return 0, 0, fmt.Errorf("remove confirmed items from the inbox: %w", err)
	}
	if quarantined, err = t.exec(ctx, quarantine, int64(block)); err != nil {
		return 0, 0, fmt.Errorf("put items in quarantine: %w", err)
	}
	return missed, quarantined, nil
}

// LastBlock gives the newest closed block of the log.
func (t *transaction) LastBlock(ctx context.Context) (ledger.LogBlock, bool, error) {
	b, err := loadBlock(t.tx.QueryRowContext(ctx, lastBlock).Scan)
	if errors.Is(err, sql.ErrNoRows) {
		return ledger.LogBlock{}, false, nil
	}
	return b, err == nil, err
}

// AppendBlock adds a closed block.
func (t *transaction) AppendBlock(ctx context.Context, b ledger.LogBlock) error {
	return t.insert(ctx, "log_block", logBlockColumns, [][]any{{
		int64(b.ID), int64(b.FirstSeq), int64(b.Size), b.Root[:], b.RowsRoot[:], b.PrevHash[:],
		sqlrow.Micros(b.ClosedAt), sqlrow.Micros(b.LastCommit), int64(b.Checkpoint),
	}})
}
