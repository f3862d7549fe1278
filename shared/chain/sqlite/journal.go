// Package sqlite keeps the journal of the transaction engine in a SQLite file. Start with [Open].
package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"

	"waybill/shared/chain"
	"waybill/shared/custody"
	"waybill/shared/sqldb"
)

// A Journal is a chain.Journal in a SQLite file. Any number of processes may have the file open.
type Journal struct{ db *sqldb.Group }

// Open opens the journal in the file at path, which is created if it is missing.
func Open(ctx context.Context, path string) (*Journal, error) {
	db, err := sqldb.Open(ctx, path, schema)
	if err != nil {
		return nil, fmt.Errorf("open the journal: %w", err)
	}
	return &Journal{sqldb.NewGroup(db)}, nil
}

// Close closes the file.
func (j *Journal) Close() error { return j.db.Close() }

// Head gives the signer's head, the zero Head if it has none.
func (j *Journal) Head(ctx context.Context, key chain.Key) (chain.Head, error) {
	var h chain.Head
	err := j.db.QueryRowContext(ctx, "SELECT next, low, low_block, sent, version FROM head WHERE chain = ? AND signer = ?",
		key.Chain, key.Signer[:]).Scan(&h.Next, &h.Low, &h.LowBlock, &h.Sent, &h.Version)
	if errors.Is(err, sql.ErrNoRows) {
		return chain.Head{}, nil
	}
	return h, err
}

// Rows gives the rows with nonces from first up to but not including end, in order of nonce.
func (j *Journal) Rows(ctx context.Context, key chain.Key, first, end uint64) ([]*chain.Row, error) {
	rows, err := j.db.QueryContext(ctx, "SELECT "+columns+` FROM nonce
		WHERE chain = ? AND signer = ? AND nonce >= ? AND nonce < ? ORDER BY nonce`, key.Chain, key.Signer[:], first, end)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var all []*chain.Row
	for rows.Next() {
		r, err := scan(rows)
		if err != nil {
			return nil, err
		}
		all = append(all, r)
	}
	return all, rows.Err()
}

// asked is how many commands are looked up at once: all of a full commit. One text serves any number up to that.
const asked = chain.MaxBatch

var nonceOf = "SELECT command, nonce FROM command WHERE chain = ? AND signer = ? AND command IN (?" + strings.Repeat(", ?", asked-1) + ")"

// Nonces gives the nonce of each command that has one.
func (j *Journal) Nonces(ctx context.Context, key chain.Key, commands []custody.Digest) (map[custody.Digest]uint64, error) {
	nonces := map[custody.Digest]uint64{}
	for some := range slices.Chunk(commands, asked) {
		args := make([]any, 2+asked) // nil for the places left over, which is no command
		args[0], args[1] = key.Chain, key.Signer[:]
		for i := range some {
			args[2+i] = some[i][:]
		}
		if err := j.lookUp(ctx, args, nonces); err != nil {
			return nil, err
		}
	}
	return nonces, nil
}

func (j *Journal) lookUp(ctx context.Context, args []any, nonces map[custody.Digest]uint64) error {
	rows, err := j.db.QueryContext(ctx, nonceOf, args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var command sql.RawBytes
		var nonce uint64
		if err := rows.Scan(&command, &nonce); err != nil {
			return err
		}
		nonces[custody.Digest(command)] = nonce
	}
	return rows.Err()
}

// Signers gives the signers on the chain whose head has Low below Next.
func (j *Journal) Signers(ctx context.Context, chainID uint64) ([]custody.Address, error) {
	rows, err := j.db.QueryContext(ctx, "SELECT signer FROM head WHERE chain = ? AND low < next ORDER BY signer", chainID)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var all []custody.Address
	for rows.Next() {
		var signer []byte
		if err := rows.Scan(&signer); err != nil {
			return nil, err
		}
		all = append(all, custody.Address(signer))
	}
	return all, rows.Err()
}
