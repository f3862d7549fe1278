package evm

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/trie"

	"waybill/shared/custody"
	"waybill/shared/ledger"
)

// Block gives a block with the contract's events. If the header's bloom filter says that the contract logged nothing,
// that is certain, and no more is asked. Otherwise all receipts of the block are read and their root is compared with
// the header's, and so are the transactions', because a receipt does not commit to its transaction's hash.
func (s *Source) Block(ctx context.Context, number uint64) (ledger.Block, error) {
	h, err := s.header(ctx, number)
	if err != nil {
		return ledger.Block{}, fmt.Errorf("block %d: %w", number, err)
	}
	b := ledger.Block{
		Number: number, Hash: custody.Digest(h.Hash()), ParentHash: custody.Digest(h.ParentHash), Time: time.Unix(int64(h.Time), 0).UTC(),
	}
	if !types.BloomLookup(h.Bloom, s.contract) {
		return b, nil
	}
	receipts, err := s.receipts(ctx, h)
	if err != nil {
		return ledger.Block{}, fmt.Errorf("block %d: %w", number, err)
	}
	if b.Events, err = s.events(receipts); err != nil || len(b.Events) == 0 {
		return b, err
	}
	hashes, err := s.transactions(ctx, h)
	if err != nil {
		return ledger.Block{}, fmt.Errorf("block %d: %w", number, err)
	}
	if len(hashes) != len(receipts) {
		return ledger.Block{}, fmt.Errorf("block %d has %d transactions and %d receipts", number, len(hashes), len(receipts))
	}
	for i := range b.Events {
		b.Events[i].Transaction = custody.Digest(hashes[b.Events[i].TransactionIndex])
	}
	return b, nil
}

// ErrIncomplete says that a node gave receipts or transactions that are not those of the block. It may be out of step,
// or lie; asking again, or another node, may help.
var ErrIncomplete = errors.New("what the node gave is not what the block commits to")

// receipts gives all receipts of a block, proven against the header.
func (s *Source) receipts(ctx context.Context, h *header) (types.Receipts, error) {
	var receipts types.Receipts
	if err := s.call(ctx, &receipts, "eth_getBlockReceipts", h.Hash()); err != nil {
		return nil, err
	}
	for i, r := range receipts {
		if r == nil {
			return nil, fmt.Errorf("receipt %d is null: %w", i, ErrIncomplete)
		}
	}
	if root := types.DeriveSha(receipts, trie.NewStackTrie(nil)); root != h.ReceiptHash {
		return nil, fmt.Errorf("the receipts have root %s and not %s: %w", root, h.ReceiptHash, ErrIncomplete)
	}
	return receipts, nil
}

// transactions gives the hashes of a block's transactions, proven against the header.
func (s *Source) transactions(ctx context.Context, h *header) ([]common.Hash, error) {
	var body struct {
		Transactions types.Transactions `json:"transactions"`
	}
	if err := s.call(ctx, &body, "eth_getBlockByHash", h.Hash(), true); err != nil {
		return nil, err
	}
	for i, tx := range body.Transactions {
		if tx == nil {
			return nil, fmt.Errorf("transaction %d is null: %w", i, ErrIncomplete)
		}
	}
	if root := types.DeriveSha(body.Transactions, trie.NewStackTrie(nil)); root != h.TxHash {
		return nil, fmt.Errorf("the transactions have root %s and not %s: %w", root, h.TxHash, ErrIncomplete)
	}
	hashes := make([]common.Hash, len(body.Transactions))
	for i, tx := range body.Transactions {
		hashes[i] = tx.Hash()
	}
	return hashes, nil
}

// events decodes the contract's logs. Positions are counted here: what a log says of its place is proven by nothing.
func (s *Source) events(receipts types.Receipts) ([]ledger.ChainEvent, error) {
	var events []ledger.ChainEvent
	index := uint32(0)
	for i, r := range receipts {
		for _, l := range r.Logs {
			if l.Address == s.contract {
				e, err := decode(l)
				if err != nil {
					return nil, fmt.Errorf("log %d: %w", index, err)
				}
				events = append(events, ledger.ChainEvent{LogIndex: index, TransactionIndex: uint32(i), Event: e})
			}
			index++
		}
	}
	return events, nil
}
