package sqlite

import (
	"database/sql"
	"encoding/json"
	"fmt"
	"time"

	"waybill/shared/chain"
	"waybill/shared/custody"
)

const columns = `nonce, state, organization, operation, command, attempts, raw, sent, note, transaction_hash, block,
	succeeded, reason, sends, version`

// attempt is a chain.Attempt as the column attempts has it.
type attempt struct {
	Kind   chain.AttemptKind `json:"kind"`
	Hash   custody.Digest    `json:"hash"`
	Gas    uint64            `json:"gas"`
	Tip    uint64            `json:"tip"`
	Cap    uint64            `json:"cap"`
	Legacy bool              `json:"legacy,omitempty"`
	At     time.Time         `json:"at"`
}

// valuesOf gives the columns that change, from state to sends, in the order in which the statements name them.
func valuesOf(r *chain.Row) ([]any, error) {
	attempts := make([]attempt, len(r.Attempts))
	for i, a := range r.Attempts {
		attempts[i] = attempt{a.Kind, a.Hash, a.Gas, a.Fee.Tip, a.Fee.Cap, a.Fee.Legacy, a.At}
	}
	text, err := json.Marshal(attempts)
	if err != nil {
		return nil, fmt.Errorf("encode attempts: %w", err)
	}
	sent := int64(0)
	if !r.Sent.IsZero() {
		sent = r.Sent.UnixMilli()
	}
	return []any{
		string(r.State), string(text), r.Raw, sent, r.Note,
		r.Transaction[:], r.Block, r.Succeeded, r.Reason, r.Sends,
	}, nil
}

func scan(rows *sql.Rows) (*chain.Row, error) {
	var r chain.Row
	var command, transaction []byte
	var text string
	var sent int64
	err := rows.Scan(&r.Nonce, &r.State, &r.Organization, &r.Operation, &command, &text, &r.Raw, &sent, &r.Note,
		&transaction, &r.Block, &r.Succeeded, &r.Reason, &r.Sends, &r.Version)
	if err != nil {
		return nil, err
	}
	r.Command, r.Transaction = custody.Digest(command), custody.Digest(transaction)
	if sent != 0 {
		r.Sent = time.UnixMilli(sent).UTC()
	}
	var attempts []attempt
	if err := json.Unmarshal([]byte(text), &attempts); err != nil {
		return nil, fmt.Errorf("decode attempts of nonce %d: %w", r.Nonce, err)
	}
	for _, a := range attempts {
		fee := chain.Fee{Tip: a.Tip, Cap: a.Cap, Legacy: a.Legacy}
		r.Attempts = append(r.Attempts, chain.Attempt{Kind: a.Kind, Hash: a.Hash, Gas: a.Gas, Fee: fee, At: a.At})
	}
	return &r, nil
}
