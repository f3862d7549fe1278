package chain

import (
	"context"
	"fmt"
	"math/big"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"

	"waybill/shared/custody"
)

// cancelGas is what a plain transfer needs.
const cancelGas = 21_000

// draft makes a transaction that still has to be signed.
func draft(key Key, nonce uint64, call Call, fee Fee) *types.Transaction {
	to, value := common.Address(call.To), call.Value
	if value == nil {
		value = new(big.Int)
	}
	feeCap := new(big.Int).SetUint64(fee.Cap)
	if fee.Legacy {
		return types.NewTx(&types.LegacyTx{Nonce: nonce, GasPrice: feeCap, Gas: call.Gas, To: &to, Value: value, Data: call.Data})
	}
	return types.NewTx(&types.DynamicFeeTx{
		ChainID: new(big.Int).SetUint64(key.Chain), Nonce: nonce, GasTipCap: new(big.Int).SetUint64(fee.Tip),
		GasFeeCap: feeCap, Gas: call.Gas, To: &to, Value: value, Data: call.Data,
	})
}

// callOf reads the call back from signed bytes, so that the journal need not keep it twice.
func callOf(raw []byte) (Call, error) {
	var tx types.Transaction
	if err := tx.UnmarshalBinary(raw); err != nil {
		return Call{}, fmt.Errorf("read signed transaction: %w", err)
	}
	if tx.To() == nil {
		return Call{}, fmt.Errorf("read signed transaction %s: it has no recipient", tx.Hash())
	}
	return Call{To: custody.Address(*tx.To()), Data: tx.Data(), Value: tx.Value(), Gas: tx.Gas()}, nil
}

// cancellation is the call that does nothing but use up a nonce.
func cancellation(signer custody.Address) Call { return Call{To: signer, Gas: cancelGas} }

// sign signs the drafts and checks on the first that the key is the right one: what goes into the journal must be
// minable. All signatures of one call are of one key, and checking one costs as much as making four.
func (e *Engine) sign(ctx context.Context, key Key, drafts []*types.Transaction) ([]*types.Transaction, error) {
	rules := types.LatestSignerForChainID(new(big.Int).SetUint64(key.Chain))
	digests := make([]custody.Digest, len(drafts))
	for i, d := range drafts {
		digests[i] = custody.Digest(rules.Hash(d))
	}
	signatures, err := e.Signer.Sign(ctx, key.Signer, digests)
	if err != nil {
		return nil, fmt.Errorf("sign for %s: %w", key.Signer, err)
	}
	if len(signatures) != len(drafts) {
		return nil, fmt.Errorf("sign for %s: %d signatures for %d transactions", key.Signer, len(signatures), len(drafts))
	}
	signed := make([]*types.Transaction, len(drafts))
	for i, d := range drafts {
		if signed[i], err = d.WithSignature(rules, signatures[i]); err != nil {
			return nil, fmt.Errorf("sign for %s: %w", key.Signer, err)
		}
	}
	sender, err := types.Sender(rules, signed[0])
	if err != nil {
		return nil, fmt.Errorf("sign for %s: %w", key.Signer, err)
	}
	if custody.Address(sender) != key.Signer {
		return nil, fmt.Errorf("sign for %s: the signature is that of %s", key.Signer, custody.Address(sender))
	}
	return signed, nil
}

// attempt makes the signed transaction the row's newest attempt, about to be sent.
func (e *Engine) attempt(row *Row, kind AttemptKind, fee Fee, tx *types.Transaction) error {
	raw, err := tx.MarshalBinary()
	if err != nil {
		return fmt.Errorf("encode transaction %s: %w", tx.Hash(), err)
	}
	attempt := Attempt{Kind: kind, Hash: custody.Digest(tx.Hash()), Gas: tx.Gas(), Fee: fee, At: e.Now().UTC()}
	row.Attempts = append(row.Attempts[:len(row.Attempts):len(row.Attempts)], attempt)
	row.Raw, row.Sent, row.Note = raw, attempt.At, ""
	row.Sends++
	return nil
}
