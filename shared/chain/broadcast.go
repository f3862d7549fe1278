package chain

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/ethereum/go-ethereum/core/types"
)

// again looks at the front of the line, sends again what is due, and improves what does not get on. What stands behind
// cannot be mined earlier, so a pass costs the same however long the line is; only where the node turns out to have
// lost what it had does the look go on.
func (p *pass) again(ctx context.Context) error {
	var failed error
	end := min(p.sent, p.mined+p.policy.Window)
	for first := max(p.mined, p.head.Low); first < end; first += MaxCommit {
		rows, err := p.signed(ctx, first, min(first+MaxCommit, end))
		if err != nil {
			return errors.Join(failed, err)
		}
		answers, err := p.hand(ctx, rows[:p.due(rows)])
		failed = errors.Join(failed, err)
		for i, r := range rows {
			answer := Unclear
			if i < len(answers) {
				answer = answers[i].Meaning
			}
			if answer == Rejected && r.Last().Kind == Carry {
				failed = errors.Join(failed, p.replace(ctx, r, Cancel))
			} else if r.Nonce == p.mined {
				failed = errors.Join(failed, p.improve(ctx, r, answer))
			}
		}
		if !slices.ContainsFunc(answers, func(a Answer) bool { return a.Meaning == Taken }) {
			break
		}
	}
	return failed
}

// onward sends what has waited for the window to reach it.
func (p *pass) onward(ctx context.Context) error {
	end, late := min(p.head.Next, p.mined+p.policy.Window), p.Now().Add(passFor)
	for p.sent < end && p.Now().Before(late) {
		next := min(p.sent+MaxCommit, end)
		rows, err := p.signed(ctx, p.sent, next)
		if err != nil {
			return err
		}
		answers, err := p.hand(ctx, rows)
		if err != nil {
			return err
		}
		if len(answers) < len(rows) {
			return nil // the node was not reached; the next pass begins here
		}
		p.sent = next
	}
	return nil
}

// signed gives the rows from first up to but not including end that are Signed.
func (p *pass) signed(ctx context.Context, first, end uint64) ([]*Row, error) {
	rows, err := p.Journal.Rows(ctx, p.key, first, end)
	if err != nil {
		return nil, fmt.Errorf("read rows from %d: %w", first, err)
	}
	return slices.DeleteFunc(rows, func(r *Row) bool { return r.State != Signed }), nil
}

// due counts the rows up to the last one that was sent too long ago: a pool that lost one has probably lost those
// before it too.
func (p *pass) due(rows []*Row) int {
	now, due := p.Now(), 0
	for i, r := range rows {
		if now.Sub(r.Sent) >= p.policy.RebroadcastAfter {
			due = i + 1
		}
	}
	return due
}

// hand sends rows in order of nonce and keeps when, and what the node said. It gives the answers, none if the node was
// not reached.
func (p *pass) hand(ctx context.Context, rows []*Row) ([]Answer, error) {
	now := p.Now().UTC()
	answers := p.send(ctx, p.key, rows)
	err := p.update(ctx, rows[:len(answers)], func(i int, r *Row) {
		r.Sent, r.Sends, r.Note = now, r.Sends+1, answers[i].Text
	})
	return answers, err
}

// improve gives the first transaction in line a better fee if that is what keeps it waiting.
func (p *pass) improve(ctx context.Context, row *Row, answer Meaning) error {
	waited := p.Now().Sub(row.Last().At) >= p.policy.BumpAfter
	if !waited && answer != Underpriced {
		return nil
	}
	market, err := p.rate(ctx)
	if err != nil {
		return err
	}
	if answer != Underpriced && answer != Outbid && row.Last().Fee.Enough(market) {
		return nil
	}
	return p.replace(ctx, row, row.Last().Kind)
}

// replace signs another transaction for the row's nonce, makes it durable and sends it. In this order: a hash that is
// on the wire must be known, or a command that was carried out would look as if it was not.
func (p *pass) replace(ctx context.Context, row *Row, kind AttemptKind) error {
	market, err := p.rate(ctx)
	if err != nil {
		return err
	}
	fee, possible := row.Last().Fee.Bump(market, p.policy.MaxFee)
	switch {
	case kind == Cancel && row.Last().Kind == Carry:
		if !possible {
			fee = row.Last().Fee // enough if the node never took what is replaced; else this one waits until the node forgets it
		}
	case !possible && fee.Cap == 0:
		return nil // a free network
	case !possible || len(row.Attempts) >= p.policy.MaxAttempts:
		p.log().ErrorContext(ctx, "a transaction waits for a fee beyond the limit", "key", p.key.String(), "nonce", row.Nonce,
			"operation", row.Operation, "fee", row.Last().Fee.String(), "since", row.Attempts[0].At.Format(time.RFC3339))
		return nil
	}
	call := cancellation(p.key.Signer)
	if kind == Carry {
		var err error
		if call, err = callOf(row.Raw); err != nil {
			return err
		}
	}
	signed, err := p.sign(ctx, p.key, []*types.Transaction{draft(p.key, row.Nonce, call, fee)})
	if err != nil {
		return err
	}
	updated := *row
	if err := p.attempt(&updated, kind, fee, signed[0]); err != nil {
		return err
	}
	if err := p.Journal.Commit(ctx, p.key, Change{Update: []*Row{&updated}}); err != nil {
		return unlessQuicker(fmt.Errorf("keep attempt %s: %w", signed[0].Hash(), err))
	}
	*row = updated
	p.log().InfoContext(ctx, "a transaction was replaced", "key", p.key.String(), "nonce", row.Nonce, "kind", string(kind),
		"operation", row.Operation, "transaction", row.Last().Hash.Hex(), "fee", fee.String())
	p.send(ctx, p.key, []*Row{row})
	return nil
}
