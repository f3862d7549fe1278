package sqlite

import (
	"context"
	"database/sql"
	"fmt"
	"strconv"

	"waybill/shared/chain"
	"waybill/shared/custody"
	"waybill/shared/sqldb"
)

// Commit writes the change in one transaction, which is on disk when it returns.
func (j *Journal) Commit(ctx context.Context, key chain.Key, change chain.Change) error {
	err := sqldb.InTx(ctx, j.db, func(tx *sql.Tx) error { return write(ctx, tx, key, change) })
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

func write(ctx context.Context, tx *sql.Tx, key chain.Key, change chain.Change) error {
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
	for _, r := range change.Insert {
		if err := insert(ctx, tx, key, r, moved[r.Command]); err != nil {
			return fmt.Errorf("insert nonce %d of %s: %w", r.Nonce, key, err)
		}
	}
	return nil
}

func writeHead(ctx context.Context, tx *sql.Tx, key chain.Key, h chain.Head) error {
	if h.Version == "" {
		return exactlyOne(tx.ExecContext(ctx, `INSERT INTO head (next, low, low_block, version, chain, signer)
			VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
			h.Next, h.Low, h.LowBlock, following(""), key.Chain, key.Signer[:]))
	}
	return exactlyOne(tx.ExecContext(ctx, `UPDATE head SET next = ?, low = ?, low_block = ?, version = ?
		WHERE chain = ? AND signer = ? AND version = ?`,
		h.Next, h.Low, h.LowBlock, following(h.Version), key.Chain, key.Signer[:], h.Version))
}

func update(ctx context.Context, tx *sql.Tx, key chain.Key, r *chain.Row) error {
	values, err := valuesOf(r)
	if err != nil {
		return err
	}
	return exactlyOne(tx.ExecContext(ctx, `UPDATE nonce SET state = ?, organization = ?, operation = ?, command = ?,
		attempts = ?, raw = ?, sent = ?, note = ?, transaction_hash = ?, block = ?, succeeded = ?, reason = ?, version = ?
		WHERE chain = ? AND signer = ? AND nonce = ? AND version = ?`,
		append(values, following(r.Version), key.Chain, key.Signer[:], r.Nonce, r.Version)...))
}

// insert adds the row and the reference from its command. A command that moved within the change has a reference
// already.
func insert(ctx context.Context, tx *sql.Tx, key chain.Key, r *chain.Row, moved bool) error {
	values, err := valuesOf(r)
	if err != nil {
		return err
	}
	err = exactlyOne(tx.ExecContext(ctx, `INSERT INTO nonce (state, organization, operation, command, attempts, raw, sent,
		note, transaction_hash, block, succeeded, reason, version, chain, signer, nonce)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
		append(values, following(""), key.Chain, key.Signer[:], r.Nonce)...))
	if err != nil {
		return err
	}
	reference := "INSERT INTO command (nonce, chain, signer, command) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING"
	if moved {
		reference = "UPDATE command SET nonce = ? WHERE chain = ? AND signer = ? AND command = ?"
	}
	return exactlyOne(tx.ExecContext(ctx, reference, r.Nonce, key.Chain, key.Signer[:], r.Command[:]))
}

// exactlyOne turns a write that found another version, or another row, into a conflict.
func exactlyOne(result sql.Result, err error) error {
	if err != nil {
		return err
	}
	written, err := result.RowsAffected()
	if err == nil && written != 1 {
		return chain.ErrConflict
	}
	return err
}

// following gives the version after v; "" is the version of what does not exist.
func following(v string) string {
	n, _ := strconv.ParseUint(v, 10, 63)
	return strconv.FormatUint(n+1, 10)
}
