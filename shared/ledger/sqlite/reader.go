package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"reflect"
	"time"

	"golang.org/x/mod/sumdb/tlog"

	"waybill/shared/ledger"
	"waybill/shared/sqlrow"
)

// A reader reads the ledger, inside a transaction or not.
type reader struct{ q querier }

// querier is what *sql.DB, *sql.Conn and *sql.Tx have in common.
type querier interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

const (
	rowColumns = `seq, chain_id, block, block_hash, block_time, log_index, "transaction", transaction_index, event, fields,
		command, operation, organization, kind, "foreign"`
	blockColumns = "id, first_seq, size, root, rows_root, prev_hash, closed_at, last_commit, checkpoint"
)

// Origin gives what the ledger is the projection of.
func (r reader) Origin(ctx context.Context) (o ledger.Origin, err error) {
	err = r.q.QueryRowContext(ctx, "SELECT chain_id, contract, start FROM origin").Scan(&o.ChainID, sqlrow.Fixed(o.Contract[:]), &o.Block)
	if err != nil {
		return o, fmt.Errorf("the ledger was not started: %w", err)
	}
	return o, nil
}

// Checkpoint gives the last block that is in the ledger.
func (r reader) Checkpoint(ctx context.Context) (c ledger.Checkpoint, err error) {
	err = r.q.QueryRowContext(ctx, "SELECT block, hash FROM origin").Scan(&c.Block, sqlrow.Fixed(c.Hash[:]))
	return c, err
}

// Projection gives the version that the tables follow from.
func (r reader) Projection(ctx context.Context) (version int, err error) {
	err = r.q.QueryRowContext(ctx, "SELECT projection FROM origin").Scan(&version)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, fmt.Errorf("the ledger was not started: %w", err)
	}
	return version, err
}

// each calls do for each row of a query's result.
func (r reader) each(ctx context.Context, do func(scan func(...any) error) error, query string, args ...any) error {
	rows, err := r.q.QueryContext(ctx, query, args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		if err := do(rows.Scan); err != nil {
			return err
		}
	}
	return rows.Err()
}

// Rows calls do for rows of the log.
func (r reader) Rows(ctx context.Context, first, end uint64, do func(ledger.Row) error) error {
	return r.each(ctx, func(scan func(...any) error) error {
		var row ledger.Row
		var at int64
		err := scan(&row.Seq, &row.ChainID, &row.Block, sqlrow.Fixed(row.BlockHash[:]), &at, &row.LogIndex, sqlrow.Fixed(row.Transaction[:]), &row.TransactionIndex,
			&row.Event, &row.Fields, sqlrow.Fixed(row.Command[:]), &row.Operation, &row.Organization, &row.Kind, &row.Foreign)
		if err != nil {
			return fmt.Errorf("read row %d: %w", row.Seq, err)
		}
		row.BlockTime = time.Unix(at, 0).UTC()
		return do(row)
	}, "SELECT "+rowColumns+" FROM log_row WHERE seq >= ? AND seq < ? ORDER BY seq", int64(first), int64(end))
}

// RowCount counts the rows of the log.
func (r reader) RowCount(ctx context.Context) (n uint64, err error) {
	err = r.q.QueryRowContext(ctx, "SELECT count(*) FROM log_row").Scan(&n)
	return n, err
}

// SeqAt gives the position of the first row of the block or a later one.
func (r reader) SeqAt(ctx context.Context, block uint64) (seq uint64, err error) {
	err = r.q.QueryRowContext(ctx, `SELECT coalesce((SELECT seq FROM log_row WHERE block >= ? ORDER BY block, log_index LIMIT 1),
		(SELECT max(seq) + 1 FROM log_row), 0)`, int64(block)).Scan(&seq)
	return seq, err
}

// HashCount counts the stored Merkle hashes.
func (r reader) HashCount(ctx context.Context) (n int64, err error) {
	err = r.q.QueryRowContext(ctx, "SELECT count(*) FROM merkle_hash").Scan(&n)
	return n, err
}

// StoredHashes gives stored Merkle hashes in the order in which they are asked for.
func (r reader) StoredHashes(ctx context.Context, indexes []int64) ([]tlog.Hash, error) {
	found := make(map[int64]tlog.Hash, len(indexes))
	err := r.each(ctx, func(scan func(...any) error) error {
		var index int64
		var h tlog.Hash
		if err := scan(&index, sqlrow.Fixed(h[:])); err != nil {
			return err
		}
		found[index] = h
		return nil
	}, "SELECT ix, hash FROM merkle_hash WHERE ix IN (SELECT value FROM json_each(?))", sqlrow.List(indexes))
	if err != nil {
		return nil, fmt.Errorf("read Merkle hashes: %w", err)
	}
	hashes := make([]tlog.Hash, len(indexes))
	for i, index := range indexes {
		h, ok := found[index]
		if !ok {
			return nil, fmt.Errorf("the Merkle hash %d is missing", index)
		}
		hashes[i] = h
	}
	return hashes, nil
}

// Blocks calls do for the closed blocks of the log.
func (r reader) Blocks(ctx context.Context, first, end uint64, do func(ledger.LogBlock) error) error {
	return r.each(ctx, func(scan func(...any) error) error {
		b, err := scanBlock(scanner(scan))
		if err != nil {
			return err
		}
		return do(b)
	}, "SELECT "+blockColumns+" FROM log_block WHERE id >= ? AND id < ? ORDER BY id", int64(first), int64(end))
}

// Records calls do for each row of a table.
func (r reader) Records(ctx context.Context, like ledger.Record, do func(ledger.Record) error) error {
	m := mapped(like)
	record := reflect.New(reflect.TypeOf(like).Elem()).Interface().(ledger.Record)
	return r.each(ctx, func(scan func(...any) error) error {
		if err := m.Load(record, scan); err != nil {
			return err
		}
		return do(record)
	}, m.scan)
}

// Get fills in the record that has the key.
func (r reader) Get(ctx context.Context, record ledger.Record) (bool, error) {
	m := mapped(record)
	keys, err := m.KeyValues(record)
	if err != nil {
		return false, err
	}
	err = m.Load(record, r.q.QueryRowContext(ctx, m.get, keys...).Scan)
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	return err == nil, err
}

// scanner is a row whose columns can be taken.
type scanner func(...any) error

func (s scanner) Scan(into ...any) error { return s(into...) }

func scanBlock(row interface{ Scan(...any) error }) (b ledger.LogBlock, err error) {
	var closed, last int64
	err = row.Scan(&b.ID, &b.FirstSeq, &b.Size, sqlrow.Fixed(b.Root[:]), sqlrow.Fixed(b.RowsRoot[:]), sqlrow.Fixed(b.PrevHash[:]), &closed, &last, &b.Checkpoint)
	b.ClosedAt, b.LastCommit = sqlrow.FromMicros(closed), sqlrow.FromMicros(last)
	return b, err
}
