package endurance_test

import (
	"context"
	"errors"
	"slices"
	"testing"

	"github.com/ethereum/go-ethereum/core/types"

	"waybill/shared/chain"
	"waybill/shared/custody"
)

// A witness stands between engine and node. It sees to it that nothing is sent which the journal does not know, and can
// keep what is sent from the node.
type witness struct {
	chain.Backend
	t       *testing.T
	journal chain.Journal
	deaf    bool // nothing arrives, and nothing is heard
}

// Pass gives the witness of one pass.
func (w *witness) Pass() chain.Backend {
	pinned := *w
	pinned.Backend = w.Backend.(chain.Endpoints).Pass()
	return &pinned
}

// Send hands transactions on after looking them up in the journal.
func (w *witness) Send(ctx context.Context, raw [][]byte) ([]chain.Answer, error) {
	for _, r := range raw {
		w.mustBeDurable(ctx, r)
	}
	if w.deaf {
		return nil, errors.New("the node does not answer")
	}
	return w.Backend.Send(ctx, raw)
}

func (w *witness) mustBeDurable(ctx context.Context, raw []byte) {
	var tx types.Transaction
	if err := tx.UnmarshalBinary(raw); err != nil {
		w.t.Errorf("the engine sends no transaction: %v", err)
		return
	}
	sender, err := types.Sender(types.LatestSignerForChainID(tx.ChainId()), &tx)
	if err != nil {
		w.t.Errorf("transaction %s has no sender: %v", tx.Hash(), err)
		return
	}
	key := chain.Key{Chain: tx.ChainId().Uint64(), Signer: custody.Address(sender)}
	rows, err := w.journal.Rows(ctx, key, tx.Nonce(), tx.Nonce()+1)
	known := slices.ContainsFunc(rows, func(r *chain.Row) bool { return r.Attempted(custody.Digest(tx.Hash())) })
	if err != nil || !known {
		w.t.Errorf("transaction %s with nonce %d is sent and not in the journal: %v", tx.Hash(), tx.Nonce(), err)
	}
}
