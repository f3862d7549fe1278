package sqlite

import (
	"context"
	"database/sql"
	"fmt"
	"strconv"
	"strings"

	"waybill/shared/chain"
	"waybill/shared/custody"
	"waybill/shared/sqldb"
)

// Commit writes the change, which is on disk when it returns. What several goroutines commit at once shares a
// transaction; a conflict undoes its own part only.
func (j *Journal) Commit(ctx context.Context, key chain.Key, change chain.Change) error {
	err := j.db.Write(ctx, func(ctx context.Context, tx *sqldb.Tx) error { return write(ctx, tx, key, change) })
	if err != nil {
		return err
	}
	if change.Head != nil {
		change.Head.Version = following(change.Head.Version)
	}
	for _, r := range change.Insert {
		r.Version = following("")
	}
	for _, r := range change.Update {
		r.Version = following(r.Version)
	}
	return nil
}

func write(ctx context.Context, tx *sqldb.Tx, key chain.Key, change chain.Change) error {
	if change.Head != nil {
		if err := writeHead(ctx, tx, key, *change.Head); err != nil {
			return fmt.Errorf("write the head of %s: %w", key, err)
		}
	}
	moved := map[custody.Digest]bool{}
	for _, r := range change.Update {
		moved[r.Command] = true
		if err := update(ctx, tx, key, r); err != nil {
			return fmt.Errorf("update nonce %d of %s: %w", r.Nonce, key, err)
		}
	}
	return insert(ctx, tx, key, change.Insert, moved)
}

func writeHead(ctx context.Context, tx *sqldb.Tx, key chain.Key, h chain.Head) error {
	if h.Version == "" {
		return exactly(1)(tx.ExecContext(ctx, `INSERT INTO head (next, low, low_block, sent, version, chain, signer)
			VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
			h.Next, h.Low, h.LowBlock, h.Sent, following(""), key.Chain, key.Signer[:]))
	}
	return exactly(1)(tx.ExecContext(ctx, `UPDATE head SET next = ?, low = ?, low_block = ?, sent = ?, version = ?
		WHERE chain = ? AND signer = ? AND version = ?`,
		h.Next, h.Low, h.LowBlock, h.Sent, following(h.Version), key.Chain, key.Signer[:], h.Version))
}

func update(ctx context.Context, tx *sqldb.Tx, key chain.Key, r *chain.Row) error {
	values, err := valuesOf(r)
	if err != nil {
		return err
	}
	return exactly(1)(tx.ExecContext(ctx, `UPDATE nonce SET state = ?, attempts = ?, raw = ?, sent = ?, note = ?,
		transaction_hash = ?, block = ?, succeeded = ?, reason = ?, sends = ?, version = ?
		WHERE chain = ? AND signer = ? AND nonce = ? AND version = ?`,
		append(values, following(r.Version), key.Chain, key.Signer[:], r.Nonce, r.Version)...))
}

// together is how many rows one statement inserts; a commit's last rows go one by one.
const together = 7

const columnsInserted, referenceInserted = 17, 4

var (
	insertOne, insertMany       = insertText(1), insertText(together)
	referenceOne, referenceMany = referenceText(1), referenceText(together)
)

func insertText(rows int) string {
	return `INSERT INTO nonce (state, attempts, raw, sent, note, transaction_hash, block, succeeded, reason, sends,
		version, chain, signer, nonce, organization, operation, command) VALUES ` + places(rows, columnsInserted) + " ON CONFLICT DO NOTHING"
}

func referenceText(rows int) string {
	return "INSERT INTO command (nonce, chain, signer, command) VALUES " + places(rows, referenceInserted) + " ON CONFLICT DO NOTHING"
}

// places gives "(?, ?), (?, ?)" for 2 rows of 2 columns.
func places(rows, columns int) string {
	row := "(?" + strings.Repeat(", ?", columns-1) + ")"
	return row + strings.Repeat(", "+row, rows-1)
}

// insert adds the rows and the references from their commands. A command that moved within the change has a reference
// already.
func insert(ctx context.Context, tx *sqldb.Tx, key chain.Key, rows []*chain.Row, moved map[custody.Digest]bool) error {
	for len(rows) > 0 {
		count, row, reference := together, insertMany, referenceMany
		if len(rows) < together || len(moved) > 0 {
			count, row, reference = 1, insertOne, referenceOne
		}
		if moved[rows[0].Command] {
			reference = "UPDATE command SET nonce = ? WHERE chain = ? AND signer = ? AND command = ?"
		}
		values, references := make([]any, 0, count*columnsInserted), make([]any, 0, count*referenceInserted)
		for _, r := range rows[:count] {
			columns, err := valuesOf(r)
			if err != nil {
				return err
			}
			values = append(append(values, columns...), following(""), key.Chain, key.Signer[:], r.Nonce,
				string(r.Organization), r.Operation, r.Command[:])
			references = append(references, r.Nonce, key.Chain, key.Signer[:], r.Command[:])
		}
		if err := exactly(count)(tx.ExecContext(ctx, row, values...)); err != nil {
			return fmt.Errorf("insert from nonce %d of %s: %w", rows[0].Nonce, key, err)
		}
		if err := exactly(count)(tx.ExecContext(ctx, reference, references...)); err != nil {
			return fmt.Errorf("refer to nonce %d of %s: %w", rows[0].Nonce, key, err)
		}
		rows = rows[count:]
	}
	return nil
}

// exactly turns a write that found another version, or another row, into a conflict.
func exactly(rows int) func(sql.Result, error) error {
	return func(result sql.Result, err error) error {
		if err != nil {
			return err
		}
		written, err := result.RowsAffected()
		if err == nil && written != int64(rows) {
			return chain.ErrConflict
		}
		return err
	}
}

// following gives the version after v; "" is the version of what does not exist.
func following(v string) string {
	n, _ := strconv.ParseUint(v, 10, 63)
	return strconv.FormatUint(n+1, 10)
}
