package mutant

import (
	"context"
	"fmt"
	"math/big"

	"github.com/ethereum/go-ethereum/core/types"

	"waybill/shared/chain"
	"waybill/shared/custody"
)

// absence says of every nonce for which no receipt was found that somebody else used it.
type absence struct{ chain.Backend }

// Consumer names a transaction that nobody has seen.
func (a absence) Consumer(_ context.Context, _ custody.Address, _, _, last uint64) (chain.Consumer, bool, error) {
	return chain.Consumer{Transaction: custody.Digest{0xff}, Block: last}, true, nil
}

// anyFork takes every block for canonical of which it has seen a receipt.
type anyFork struct {
	chain.Backend
	shown map[uint64]custody.Digest
}

// Receipts gives receipts.
func (a anyFork) Receipts(ctx context.Context, hashes []custody.Digest) ([]*chain.Receipt, error) {
	receipts, err := a.Backend.Receipts(ctx, hashes)
	for _, r := range receipts {
		if r != nil {
			a.shown[r.Block.Number] = r.Block.Hash
		}
	}
	return receipts, err
}

// BlockHash gives the hash of the block that was seen.
func (a anyFork) BlockHash(ctx context.Context, number uint64) (custody.Digest, bool, error) {
	if hash, seen := a.shown[number]; seen {
		return hash, true, nil
	}
	return a.Backend.BlockHash(ctx, number)
}

// latestReissue looks for other users of a nonce up to the newest block.
type latestReissue struct{ chain.Backend }

// Nonce gives how many transactions the address has sent up to the newest block, whichever was asked about.
func (l latestReissue) Nonce(ctx context.Context, address custody.Address, _ uint64) (uint64, error) {
	newest, err := l.Head(ctx)
	if err != nil {
		return 0, err
	}
	return l.Backend.Nonce(ctx, address, newest.Number)
}

// Consumer looks up to the newest block.
func (l latestReissue) Consumer(ctx context.Context, address custody.Address, nonce, first, _ uint64) (chain.Consumer, bool, error) {
	newest, err := l.Head(ctx)
	if err != nil {
		return chain.Consumer{}, false, err
	}
	return l.Backend.Consumer(ctx, address, nonce, first, newest.Number)
}

// resign signs again what it sends, and expects the same signature.
type resign struct {
	chain.Backend
	engine *chain.Engine
}

// Send sends transactions.
func (r resign) Send(ctx context.Context, raw [][]byte) ([]chain.Answer, error) {
	again := make([][]byte, len(raw))
	for i := range raw {
		tx, sender, err := read(raw[i])
		if err != nil {
			return nil, err
		}
		if again[i], _, err = sign(ctx, r.engine, sender, tx, tx.Nonce()); err != nil {
			return nil, err
		}
	}
	return r.Backend.Send(ctx, again)
}

// timeoutFails gives a command another nonce when there is no answer to its transaction.
type timeoutFails struct {
	chain.Backend
	engine *chain.Engine
}

// Send sends transactions.
func (t timeoutFails) Send(ctx context.Context, raw [][]byte) ([]chain.Answer, error) {
	answers, err := t.Backend.Send(ctx, raw)
	if err == nil {
		return answers, nil
	}
	for _, r := range raw {
		if err := t.move(ctx, r); err != nil {
			return nil, err
		}
	}
	return nil, err
}

func (t timeoutFails) move(ctx context.Context, raw []byte) error {
	tx, sender, err := read(raw)
	if err != nil {
		return err
	}
	id, err := t.ChainID(ctx)
	if err != nil {
		return err
	}
	key := chain.Key{Chain: id, Signer: sender}
	rows, err := t.engine.Journal.Rows(ctx, key, tx.Nonce(), tx.Nonce()+1)
	if err != nil || len(rows) == 0 {
		return err
	}
	head, err := t.engine.Journal.Head(ctx, key)
	if err != nil {
		return err
	}
	old, moved := rows[0], *rows[0]
	moved.Nonce, moved.Version = head.Next, ""
	attempt := old.Last()
	if moved.Raw, attempt.Hash, err = sign(ctx, t.engine, sender, tx, moved.Nonce); err != nil {
		return err
	}
	moved.Attempts = []chain.Attempt{attempt}
	head.Next++
	if err := t.engine.Journal.Commit(ctx, key, chain.Change{Head: &head}); err != nil {
		return err
	}
	old.State = chain.Foreign
	return t.engine.Journal.Commit(ctx, key, chain.Change{Insert: []*chain.Row{&moved}, Update: []*chain.Row{old}})
}

func read(raw []byte) (*types.Transaction, custody.Address, error) {
	var tx types.Transaction
	if err := tx.UnmarshalBinary(raw); err != nil {
		return nil, custody.Address{}, fmt.Errorf("read what is to be sent: %w", err)
	}
	sender, err := types.Sender(types.LatestSignerForChainID(tx.ChainId()), &tx)
	return &tx, custody.Address(sender), err
}

// sign signs the call of a transaction for a nonce.
func sign(ctx context.Context, e *chain.Engine, sender custody.Address, tx *types.Transaction, nonce uint64) ([]byte, custody.Digest, error) {
	rules := types.LatestSignerForChainID(new(big.Int).Set(tx.ChainId()))
	var draft *types.Transaction
	if tx.Type() == types.LegacyTxType {
		draft = types.NewTx(&types.LegacyTx{Nonce: nonce, GasPrice: tx.GasPrice(), Gas: tx.Gas(), To: tx.To(), Value: tx.Value(), Data: tx.Data()})
	} else {
		draft = types.NewTx(&types.DynamicFeeTx{
			ChainID: tx.ChainId(), Nonce: nonce, GasTipCap: tx.GasTipCap(), GasFeeCap: tx.GasFeeCap(), Gas: tx.Gas(), To: tx.To(), Value: tx.Value(), Data: tx.Data(),
		})
	}
	signatures, err := e.Signer.Sign(ctx, sender, []custody.Digest{custody.Digest(rules.Hash(draft))})
	if err != nil {
		return nil, custody.Digest{}, err
	}
	signed, err := draft.WithSignature(rules, signatures[0])
	if err != nil {
		return nil, custody.Digest{}, err
	}
	raw, err := signed.MarshalBinary()
	return raw, custody.Digest(signed.Hash()), err
}
