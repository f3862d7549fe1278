package chain

import (
	"context"
	"errors"
	"fmt"

	"waybill/shared/custody"
)

// cancelled is why a command failed whose nonce was used up by a [Cancel].
const cancelled = "it was cancelled before it was mined, by somebody or because the network does not take it"

// decide fixes the outcome of Signed rows whose nonce is used up in a final block, as far as there is evidence.
func (p *pass) decide(ctx context.Context, rows []*Row) error {
	receipts, err := p.finalReceipts(ctx, rows)
	if err != nil {
		return err
	}
	var failed error
	var decided []*Row
	var ends []Receipt
	for _, r := range rows {
		if r.State != Signed {
			continue
		}
		if receipt, ok := ownReceipt(r, receipts); ok {
			decided, ends = append(decided, r), append(ends, receipt)
		} else if p.searches < searchesPerPass {
			p.searches++
			failed = errors.Join(failed, p.search(ctx, r))
		}
	}
	return errors.Join(failed, p.finalize(ctx, decided, ends))
}

// finalize makes outcomes durable before anybody hears of them, so that everybody always hears the same.
func (p *pass) finalize(ctx context.Context, rows []*Row, receipts []Receipt) error {
	reasons := make([]string, len(rows))
	for i, r := range rows {
		reasons[i] = p.reason(ctx, r, receipts[i])
	}
	return p.update(ctx, rows, func(i int, r *Row) {
		r.State, r.Transaction, r.Block = Final, receipts[i].Transaction, receipts[i].Block.Number
		r.Succeeded, r.Reason = reasons[i] == "", reasons[i]
	})
}

// finalReceipts gives the receipts of all attempts that are in canonical and final blocks, by hash.
func (p *pass) finalReceipts(ctx context.Context, rows []*Row) (map[custody.Digest]Receipt, error) {
	var hashes []custody.Digest
	for _, r := range rows {
		if r.State != Signed {
			continue
		}
		for _, a := range r.Attempts {
			hashes = append(hashes, a.Hash)
		}
	}
	if len(hashes) == 0 {
		return nil, nil
	}
	receipts, err := p.Backend.Receipts(ctx, hashes)
	if err != nil {
		return nil, fmt.Errorf("ask for %d receipts: %w", len(hashes), err)
	}
	final := map[custody.Digest]Receipt{}
	for _, r := range receipts {
		if r == nil || r.Block.Number > p.final {
			continue
		}
		canonical, err := p.canonical(ctx, r.Block)
		if err != nil {
			return nil, err
		}
		if canonical {
			final[r.Transaction] = *r
		}
	}
	return final, nil
}

// canonical reports whether the block is the one at its height: a node may still show receipts of one that is not. A
// final block is asked about once in a pass.
func (p *pass) canonical(ctx context.Context, block Block) (bool, error) {
	if p.settledBlock == block {
		return true, nil
	}
	hash, known, err := p.Backend.BlockHash(ctx, block.Number)
	if err != nil {
		return false, fmt.Errorf("ask for block %d: %w", block.Number, err)
	}
	if !known || hash != block.Hash {
		return false, nil
	}
	p.settledBlock = block
	return true, nil
}

func ownReceipt(row *Row, receipts map[custody.Digest]Receipt) (Receipt, bool) {
	for _, a := range row.Attempts {
		if receipt, ok := receipts[a.Hash]; ok {
			return receipt, true
		}
	}
	return Receipt{}, false
}

// reason says why the command failed, "" if it did not.
func (p *pass) reason(ctx context.Context, row *Row, receipt Receipt) string {
	for _, a := range row.Attempts {
		if a.Hash == receipt.Transaction && a.Kind == Cancel {
			return cancelled
		}
	}
	if receipt.Succeeded {
		return ""
	}
	reason, err := p.Backend.Explain(ctx, receipt.Transaction)
	if err != nil {
		p.log().WarnContext(ctx, "the node does not say why a transaction failed", "transaction", receipt.Transaction.Hex(), "err", err)
	}
	if reason == "" {
		return "the contract refused the transaction"
	}
	return reason
}

// search looks in the final blocks for the transaction that used up the nonce. If it is one of ours, its receipt will
// turn up; if nothing is seen, nothing follows; only a different transaction lets the command move.
func (p *pass) search(ctx context.Context, row *Row) error {
	consumer, seen, err := p.Backend.Consumer(ctx, p.key.Signer, row.Nonce, p.head.LowBlock, p.final)
	if err != nil {
		return fmt.Errorf("look for the transaction with nonce %d: %w", row.Nonce, err)
	}
	if !seen || row.Attempted(consumer.Transaction) {
		return nil
	}
	p.log().ErrorContext(ctx, "the key was used by somebody else", "key", p.key.String(), "nonce", row.Nonce,
		"transaction", consumer.Transaction.Hex(), "operation", row.Operation)
	if row.Last().Kind == Cancel {
		return p.update(ctx, []*Row{row}, func(_ int, r *Row) {
			r.State, r.Transaction, r.Block, r.Reason = Final, consumer.Transaction, consumer.Block, cancelled
		})
	}
	return p.reissue(ctx, row, consumer)
}

// reissue gives the command a new nonce, in one commit with the end of the old one.
func (p *pass) reissue(ctx context.Context, row *Row, consumer Consumer) error {
	call, err := callOf(row.Raw)
	if err != nil {
		return err
	}
	market, err := p.rate(ctx)
	if err != nil {
		return err
	}
	head, err := p.Journal.Head(ctx, p.key) // the one of the pass is old where much is submitted
	if err != nil {
		return fmt.Errorf("read the head: %w", err)
	}
	rows, err := p.prepare(ctx, p.key, &head, []order{{row.request(), call}}, market)
	if err != nil {
		return err
	}
	old := *row
	old.State, old.Transaction, old.Block = Foreign, consumer.Transaction, consumer.Block
	if err := p.Journal.Commit(ctx, p.key, Change{Head: &head, Insert: rows, Update: []*Row{&old}}); err != nil {
		return unlessQuicker(fmt.Errorf("give %s a new nonce: %w", row.Operation, err))
	}
	p.head, *row = head, old
	if !rows[0].Sent.IsZero() {
		p.send(ctx, p.key, rows)
	}
	return nil
}
