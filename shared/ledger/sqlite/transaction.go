package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"golang.org/x/mod/sumdb/tlog"

	"waybill/shared/ledger"
	"waybill/shared/sqlrow"
)

// A transaction is the ledger while one writer has it. SQLite admits one at a time, so nothing read here changes before
// the commit.
type transaction struct {
	reader
	tx         *sql.Tx
	statements map[string]*sql.Stmt // each is used for many rows
}

func (t *transaction) prepared(ctx context.Context, query string) (*sql.Stmt, error) {
	if s, ok := t.statements[query]; ok {
		return s, nil
	}
	s, err := t.tx.PrepareContext(ctx, query)
	if err != nil {
		return nil, err
	}
	t.statements[query] = s
	return s, nil
}

func (t *transaction) close() {
	for _, s := range t.statements {
		_ = s.Close()
	}
}

// unhurried is for statements that take microseconds: the driver would start a goroutine for each, to interrupt it. A
// context that ends still ends the transaction, and with it the next statement.
func unhurried(ctx context.Context) context.Context { return context.WithoutCancel(ctx) }

// Get fills in the record that has r's key.
func (t *transaction) Get(ctx context.Context, r ledger.Record) (bool, error) {
	m := mapped(r)
	keys, err := m.KeyValues(r)
	if err != nil {
		return false, err
	}
	ctx = unhurried(ctx)
	s, err := t.prepared(ctx, m.get)
	if err != nil {
		return false, err
	}
	err = m.Load(r, s.QueryRowContext(ctx, keys...).Scan)
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	return err == nil, err
}

// Put inserts or replaces the record.
func (t *transaction) Put(ctx context.Context, r ledger.Record) error {
	m := mapped(r)
	values, err := m.Values(r)
	if err != nil {
		return err
	}
	ctx = unhurried(ctx)
	s, err := t.prepared(ctx, m.put)
	if err != nil {
		return err
	}
	_, err = s.ExecContext(ctx, values...)
	return err
}

// Size counts the rows of the log.
func (t *transaction) Size(ctx context.Context) (n uint64, err error) {
	err = t.tx.QueryRowContext(ctx, "SELECT coalesce(max(seq) + 1, 0) FROM log_row").Scan(&n)
	return n, err
}

// Append adds rows and Merkle hashes.
func (t *transaction) Append(ctx context.Context, rows []ledger.Row, firstHash int64, hashes []tlog.Hash) error {
	ctx = unhurried(ctx)
	insert, err := t.prepared(ctx, "INSERT INTO log_row ("+rowColumns+") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
	if err != nil {
		return err
	}
	for _, r := range rows {
		_, err := insert.ExecContext(ctx, int64(r.Seq), int64(r.ChainID), int64(r.Block), r.BlockHash[:], r.BlockTime.Unix(), r.LogIndex,
			r.Transaction[:], r.TransactionIndex, r.Event, r.Fields, r.Command[:], r.Operation, string(r.Organization), string(r.Kind), r.Foreign)
		if err != nil {
			return fmt.Errorf("append row %d: %w", r.Seq, err)
		}
	}
	if insert, err = t.prepared(ctx, "INSERT INTO merkle_hash (ix, hash) VALUES (?, ?)"); err != nil {
		return err
	}
	for i := range hashes {
		if _, err := insert.ExecContext(ctx, firstHash+int64(i), hashes[i][:]); err != nil {
			return fmt.Errorf("append hash %d: %w", firstHash+int64(i), err)
		}
	}
	return nil
}

// Clear empties the tables that follow from the log.
func (t *transaction) Clear(ctx context.Context, version int) error {
	for _, table := range ledger.Tables() {
		if _, err := t.tx.ExecContext(ctx, `DELETE FROM "`+table.Table()+`"`); err != nil {
			return fmt.Errorf("empty %s: %w", table.Table(), err)
		}
	}
	_, err := t.tx.ExecContext(ctx, "UPDATE origin SET projection = ?", version)
	return err
}

// Hashes gives stored Merkle hashes.
func (t *transaction) Hashes(ctx context.Context, indexes []int64) ([]tlog.Hash, error) {
	return t.StoredHashes(ctx, indexes)
}

// Advance moves the checkpoint by compare-and-set.
func (t *transaction) Advance(ctx context.Context, from, to ledger.Checkpoint) error {
	result, err := t.tx.ExecContext(ctx, "UPDATE origin SET block = ?, hash = ? WHERE block = ? AND hash = ?",
		int64(to.Block), to.Hash[:], int64(from.Block), from.Hash[:])
	if err != nil {
		return fmt.Errorf("move the checkpoint: %w", err)
	}
	n, err := result.RowsAffected()
	if err == nil && n == 0 {
		err = ledger.ErrMoved
	}
	return err
}

// announced holds for an item i of the inbox and the row r that it announces.
const announced = `r.block = i.block AND r.block_hash = i.block_hash AND r."transaction" = i."transaction" AND i.log_index IN (-1, r.log_index)`

// Settle compares the inbox with the log.
func (t *transaction) Settle(ctx context.Context, seq, block uint64) (missed, quarantined int, err error) {
	count := "SELECT count(*) FROM log_row r WHERE r.seq >= ? AND NOT EXISTS (SELECT 1 FROM inbox i WHERE " + announced + ")"
	if err := t.tx.QueryRowContext(ctx, count, int64(seq)).Scan(&missed); err != nil {
		return 0, 0, fmt.Errorf("count events that no webhook announced: %w", err)
	}
	confirmed := "DELETE FROM inbox AS i WHERE quarantined = 0 AND block <= ? AND EXISTS (SELECT 1 FROM log_row r WHERE " + announced + ")"
	if _, err := t.tx.ExecContext(ctx, confirmed, int64(block)); err != nil {
		return 0, 0, fmt.Errorf("remove confirmed items from the inbox: %w", err)
	}
	result, err := t.tx.ExecContext(ctx, "UPDATE inbox SET quarantined = 1 WHERE quarantined = 0 AND block <= ?", int64(block))
	if err != nil {
		return 0, 0, fmt.Errorf("put items in quarantine: %w", err)
	}
	n, err := result.RowsAffected()
	return missed, int(n), err
}

// LastBlock gives the newest closed block of the log.
func (t *transaction) LastBlock(ctx context.Context) (ledger.LogBlock, bool, error) {
	b, err := scanBlock(t.tx.QueryRowContext(ctx, "SELECT "+blockColumns+" FROM log_block ORDER BY id DESC LIMIT 1"))
	if errors.Is(err, sql.ErrNoRows) {
		return ledger.LogBlock{}, false, nil
	}
	return b, err == nil, err
}

// AppendBlock adds a closed block.
func (t *transaction) AppendBlock(ctx context.Context, b ledger.LogBlock) error {
	_, err := t.tx.ExecContext(ctx, "INSERT INTO log_block ("+blockColumns+") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
		int64(b.ID), int64(b.FirstSeq), int64(b.Size), b.Root[:], b.RowsRoot[:], b.PrevHash[:], sqlrow.Micros(b.ClosedAt), sqlrow.Micros(b.LastCommit), int64(b.Checkpoint))
	return err
}
