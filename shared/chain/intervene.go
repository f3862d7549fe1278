package chain

import (
	"context"
	"errors"
	"fmt"

	"waybill/shared/custody"
	"waybill/shared/retry"
)

// What keeps a person from changing anything about a command.
var (
	// ErrSettled says that the command's outcome is fixed.
	ErrSettled = errors.New("its outcome is final on chain")
	// ErrMined says that a block has the command's transaction; the block may yet be replaced, but not by us.
	ErrMined = errors.New("its transaction is in a block that is not final yet")
	// ErrUnsent says that the command has no transaction, or that too many others are before it.
	ErrUnsent = errors.New("its transaction is not with the network yet")
)

// Cancel signs a transfer of nothing for the command's nonce, makes it durable and sends it: at most one of it and the
// command's own transactions is ever mined, and which one is, is the outcome. A command without a nonce is given one
// that is used for nothing, so that it cannot be carried out any more. A cancellation replaces a transaction in the
// node's pool only if it pays more, so on a free network it helps only where the node has lost the command's own.
//
// ErrSettled or ErrMined, and nothing changed, if it is too late. May be repeated: a command is cancelled once.
func (e *Engine) Cancel(ctx context.Context, signer custody.Address, request Request) error {
	return e.intervene(ctx, signer, request.Command, func(p *pass, row *Row) error {
		switch {
		case row == nil:
			return p.forgo(ctx, request)
		case row.Last().Kind == Cancel:
			p.send(ctx, p.key, []*Row{row})
			return nil
		}
		if err := p.replace(ctx, row, Cancel); err != nil {
			return err
		}
		if row.Last().Kind != Cancel {
			return ErrConflict // somebody else was quicker
		}
		return nil
	})
}

// Bump sends the command's transaction at once, with those that must be mined before it, and gives the first of them a
// better fee if that is what it waits for; Monitor does the same when it is time.
//
// ErrSettled, ErrMined or ErrUnsent if there is nothing to send. May be repeated.
func (e *Engine) Bump(ctx context.Context, signer custody.Address, command custody.Digest) error {
	return e.intervene(ctx, signer, command, func(p *pass, row *Row) error {
		first := max(p.mined, p.head.Low)
		if row == nil || row.Nonce-first >= MaxCommit {
			return ErrUnsent
		}
		rows, err := p.signed(ctx, first, row.Nonce+1)
		if err != nil || len(rows) == 0 {
			return err
		}
		answers, err := p.hand(ctx, rows)
		if err != nil {
			return err
		}
		market, err := p.rate(ctx)
		if err != nil {
			return err
		}
		refused := len(answers) > 0 && (answers[0].Meaning == Underpriced || answers[0].Meaning == Outbid)
		if rows[0].Nonce != p.mined || !refused && rows[0].Last().Fee.Enough(market) {
			return nil
		}
		return p.replace(ctx, rows[0], rows[0].Last().Kind)
	})
}

// intervene looks at the chain and does something about the command's row, nil if it has none; again, if somebody else
// changed the row meanwhile.
func (e *Engine) intervene(ctx context.Context, signer custody.Address, command custody.Digest, do func(*pass, *Row) error) error {
	e = e.onOneEndpoint()
	key, err := e.key(ctx, signer)
	if err != nil {
		return err
	}
	for range maxRounds {
		err = e.interveneOnce(ctx, key, command, do)
		if retry.VerdictOf(err) != retry.Again {
			break
		}
	}
	if err != nil {
		return fmt.Errorf("command %s of %s: %w", command, key, err)
	}
	return nil
}

func (e *Engine) interveneOnce(ctx context.Context, key Key, command custody.Digest, do func(*pass, *Row) error) error {
	head, err := e.head(ctx, key)
	if err != nil {
		return err
	}
	p := &pass{Engine: e, key: key, policy: e.Policy.withDefaults(), head: head}
	if err := p.look(ctx); err != nil {
		return fmt.Errorf("look at the chain: %w", err)
	}
	row, err := e.rowOf(ctx, key, command)
	switch {
	case err != nil:
		return err
	case row == nil:
	case row.State != Signed:
		return ErrSettled
	case row.Nonce < p.finalNonce:
		return fmt.Errorf("%w, and about to be told", ErrSettled)
	case row.Nonce < p.mined:
		return ErrMined
	}
	return do(p, row)
}

// rowOf gives the row of the command's present nonce, nil if it has none.
func (e *Engine) rowOf(ctx context.Context, key Key, command custody.Digest) (*Row, error) {
	nonces, err := e.Journal.Nonces(ctx, key, []custody.Digest{command})
	if err != nil {
		return nil, fmt.Errorf("look for its nonce: %w", err)
	}
	nonce, found := nonces[command]
	if !found {
		return nil, nil
	}
	rows, err := e.Journal.Rows(ctx, key, nonce, nonce+1)
	if err != nil {
		return nil, fmt.Errorf("read row %d: %w", nonce, err)
	}
	if len(rows) == 0 {
		return nil, fmt.Errorf("there is no row %d, which the command refers to", nonce)
	}
	return rows[0], nil
}

// forgo gives a command that has no nonce one that is used for nothing. Whoever submits it afterwards finds the nonce.
func (p *pass) forgo(ctx context.Context, request Request) error {
	market, err := p.rate(ctx)
	if err != nil {
		return err
	}
	head := p.head
	rows, err := p.prepare(ctx, p.key, &head, []order{{request, cancellation(p.key.Signer)}}, market)
	if err != nil {
		return err
	}
	rows[0].Attempts[0].Kind = Cancel
	if err := p.Journal.Commit(ctx, p.key, Change{Head: &head, Insert: rows}); err != nil {
		return fmt.Errorf("keep cancellation %s: %w", rows[0].Last().Hash, err)
	}
	if !rows[0].Sent.IsZero() {
		p.send(ctx, p.key, rows)
	}
	return nil
}
