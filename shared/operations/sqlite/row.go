package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"time"

	"waybill/shared/operations"
)

const columns = "id, organization, kind, command, body_hash, payload, instruction, signer, claims, accepted_at, status, updated_at, tx, block, problem"

const selectOperation = "SELECT " + columns + " FROM operation "

// insert gives the row back as it will be read, so that the first answer and every repetition are the same.
func insert(ctx context.Context, tx *sql.Tx, o operations.Operation) (operations.Operation, error) {
	return one(tx.QueryRowContext(ctx, "INSERT INTO operation ("+columns+") VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?) RETURNING "+columns,
		o.ID, string(o.Organization), string(o.Kind), o.Command[:], o.BodyHash[:], blob(o.Payload), blob(o.Instruction), o.Signer[:],
		encode(o.Claims), o.AcceptedAt.UnixNano(), string(o.Status), o.UpdatedAt.UnixNano(), o.Transaction[:], int64(o.Block), encode(o.Problem)))
}

// one reads a row, of a query for one or for many.
func one(row interface{ Scan(...any) error }) (operations.Operation, error) {
	var o operations.Operation
	var command, bodyHash, signer, transaction, claims, why []byte
	var acceptedAt, updatedAt, block int64
	err := row.Scan(&o.ID, &o.Organization, &o.Kind, &command, &bodyHash, &o.Payload, &o.Instruction, &signer,
		&claims, &acceptedAt, &o.Status, &updatedAt, &transaction, &block, &why)
	if err != nil {
		return operations.Operation{}, err
	}
	copy(o.Command[:], command)
	copy(o.BodyHash[:], bodyHash)
	copy(o.Signer[:], signer)
	copy(o.Transaction[:], transaction)
	o.AcceptedAt, o.UpdatedAt = time.Unix(0, acceptedAt).UTC(), time.Unix(0, updatedAt).UTC()
	o.Block = uint64(block)
	if err := json.Unmarshal(claims, &o.Claims); err != nil {
		return operations.Operation{}, fmt.Errorf("claims of %s: %w", o.ID, err)
	}
	if err := json.Unmarshal(why, &o.Problem); err != nil {
		return operations.Operation{}, fmt.Errorf("problem of %s: %w", o.ID, err)
	}
	return o, nil
}

// encode gives the JSON of a value that JSON can hold.
func encode(v any) string {
	b, _ := json.Marshal(v) // only strings and a Problem inside
	return string(b)
}

// blob keeps an empty value from becoming NULL.
func blob(b []byte) []byte {
	if b == nil {
		return []byte{}
	}
	return b
}
