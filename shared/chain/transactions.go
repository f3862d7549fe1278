package chain

import (
	"context"
	"fmt"
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
	nonces, err := e.Journal.Nonces(ctx, key, []custody.Digest{command})
	if err != nil {
		return nil, fmt.Errorf("look for the nonce of %s: %w", command, err)
	}
	nonce, ok := nonces[command]
	if !ok {
		return nil, nil
	}
	rows, err := e.Journal.Rows(ctx, key, nonce, nonce+1)
	if err != nil {
		return nil, fmt.Errorf("read row %d of %s: %w", nonce, key, err)
	}
	var all []Transaction
	for _, r := range rows {
		for i, a := range r.Attempts {
			t := Transaction{Nonce: r.Nonce, Hash: a.Hash, Kind: a.Kind, Fee: a.Fee, Gas: a.Gas, At: a.At, State: Open}
			switch {
			case r.State == Signed && i == len(r.Attempts)-1:
				t.Note = r.Note
			case r.State == Signed:
			case r.Transaction == a.Hash:
				t.State, t.Note = Mined, r.Reason
			default:
				t.State = Replaced
			}
			all = append(all, t)
		}
	}
	return all, nil
}
