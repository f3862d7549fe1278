package chain

import (
	"context"
	"time"

	"waybill/shared/custody"
)

// A Transaction is an attempt as people want to see it.
type Transaction struct {
	Nonce uint64
	Hash  custody.Digest
	Kind  AttemptKind
	Fee   Fee
	Gas   uint64
	At    time.Time // when it was signed
	Sent  time.Time // when it was last sent; zero if it was not, or if a later one took its place
	Sends int       // how often the nonce's transactions were sent, up to now; 0 if a later one took its place
	State TransactionState
	Note  string // what the node said last, or why it failed
}

// TransactionState is what is known of one attempt.
type TransactionState string

// The states of an attempt.
const (
	Open     TransactionState = "open"     // it may be mined
	Mined    TransactionState = "mined"    // it is in a final block
	Replaced TransactionState = "replaced" // another transaction used its nonce for good
)

// Transactions gives what was signed for a command at its present nonce, oldest first; nothing if the command has no
// nonce.
func (e *Engine) Transactions(ctx context.Context, signer custody.Address, command custody.Digest) ([]Transaction, error) {
	key, err := e.key(ctx, signer)
	if err != nil {
		return nil, err
	}
	row, err := e.rowOf(ctx, key, command)
	if err != nil || row == nil {
		return nil, err
	}
	all := make([]Transaction, len(row.Attempts))
	for i, a := range row.Attempts {
		t := Transaction{Nonce: row.Nonce, Hash: a.Hash, Kind: a.Kind, Fee: a.Fee, Gas: a.Gas, At: a.At, State: Open}
		if i == len(row.Attempts)-1 {
			t.Sent, t.Sends = row.Sent, row.Sends
		}
		switch {
		case row.State == Signed && i == len(row.Attempts)-1:
			t.Note = row.Note
		case row.State == Signed:
		case row.Transaction == a.Hash:
			t.State, t.Note = Mined, row.Reason
		default:
			t.State = Replaced
		}
		all[i] = t
	}
	return all, nil
}
