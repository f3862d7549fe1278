// Package sqlite keeps the journal of the transaction engine in a SQLite file. Start with [Open].
package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"waybill/shared/chain"
	"waybill/shared/custody"
	"waybill/shared/sqldb"
)

// A Journal is a chain.Journal in a SQLite file. Any number of processes may have the file open.
type Journal struct{ db *sql.DB }

// Open opens the journal in the file at path, which is created if it is missing.
func Open(ctx context.Context, path string) (*Journal, error) {
	db, err := sqldb.Open(ctx, path, schema)
	if err != nil {
		return nil, fmt.Errorf("open the journal: %w", err)
	}
	return &Journal{db}, nil
}

// Close closes the file.
func (j *Journal) Close() error { return j.db.Close() }

// Head gives the signer's head, the zero Head if it has none.
func (j *Journal) Head(ctx context.Context, key chain.Key) (chain.Head, error) {
	var h chain.Head
	err := j.db.QueryRowContext(ctx, "SELECT next, low, low_block, version FROM head WHERE chain = ? AND signer = ?",
		key.Chain, key.Signer[:]).Scan(&h.Next, &h.Low, &h.LowBlock, &h.Version)
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

// Nonces gives the nonce of each command that has one.
func (j *Journal) Nonces(ctx context.Context, key chain.Key, commands []custody.Digest) (map[custody.Digest]uint64, error) {
	query, err := j.db.PrepareContext(ctx, "SELECT nonce FROM command WHERE chain = ? AND signer = ? AND command = ?")
	if err != nil {
		return nil, err
	}
	defer query.Close()
	nonces := map[custody.Digest]uint64{}
	for _, c := range commands {
		var nonce uint64
		err := query.QueryRowContext(ctx, key.Chain, key.Signer[:], c[:]).Scan(&nonce)
		if errors.Is(err, sql.ErrNoRows) {
			continue
		}
		if err != nil {
			return nil, err
		}
		nonces[c] = nonce
	}
	return nonces, nil
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
