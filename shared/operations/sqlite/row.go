package sqlite

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"waybill/shared/operations"
	"waybill/shared/sqldb"
)

const columns = "id, organization, kind, command, body_hash, payload, instruction, signer, claims, accepted_at, status, updated_at, tx, block, problem"

const selectOperation = "SELECT " + columns + " FROM operation "

// insert reports whether the row is new; if there is one with this id, nothing changes.
func insert(ctx context.Context, tx *sqldb.Tx, o operations.Operation) (bool, error) {
	result, err := tx.ExecContext(ctx, "INSERT INTO operation ("+columns+") VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?) ON CONFLICT (id) DO NOTHING",
		o.ID, string(o.Organization), string(o.Kind), o.Command[:], o.BodyHash[:], blob(o.Payload), blob(o.Instruction), o.Signer[:],
		encode(o.Claims), o.AcceptedAt.UnixNano(), string(o.Status), o.UpdatedAt.UnixNano(), o.Transaction[:], int64(o.Block), encode(o.Problem))
	if err != nil {
		return false, err
	}
	n, err := result.RowsAffected()
	return n == 1, err
}

// asRead gives an operation as it will be read from its row, so that the first answer and every repetition are the same.
func asRead(o operations.Operation) operations.Operation {
	o.AcceptedAt, o.UpdatedAt = time.Unix(0, o.AcceptedAt.UnixNano()).UTC(), time.Unix(0, o.UpdatedAt.UnixNano()).UTC()
	o.Payload, o.Instruction = blob(o.Payload), blob(o.Instruction)
	return o
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
