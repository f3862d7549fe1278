package chain

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"waybill/shared/custody"
	"waybill/shared/retry"
)

// lowBlockStep is how far LowBlock may fall behind while nothing happens. It keeps the search for a nonce's consumer
// within the blocks whose state a node without archive still has.
const lowBlockStep = 64

// searchesPerPass bounds how many nonces one pass looks for in block bodies; the next pass takes the next ones.
const searchesPerPass = 4

// passFor is how long a pass settles, and how long it sends what waited: after an outage thousands of rows may be due at once,
// and whoever calls has other signers to look after. The next pass goes on where this one ended.
const passFor = 40 * time.Second

// A Settle takes outcomes, at most [MaxCommit] at once, in order of nonce. They are taken for good once it has returned
// nil; after an error it may have taken any of them, and is asked again.
type Settle = func(ctx context.Context, outcomes []Outcome) error

// Monitor makes one pass over a signer's transactions. Those that are final are reported to settle and then marked
// Done; those that the network forgot are sent again; the first in line gets a better fee if that is what it waits
// for. settle is called for a row until it has succeeded and the mark is written, so a row may be reported more than
// once, always with the same outcome, and at the same time by overlapping passes. After an error of several outcomes
// each is reported by itself, so that one that cannot be taken holds up no other. A pass that finds very much to do leaves
// some of it to the next.
func (e *Engine) Monitor(ctx context.Context, signer custody.Address, settle Settle) error {
	e = e.onOneEndpoint()
	key, err := e.key(ctx, signer)
	if err != nil {
		return err
	}
	head, err := e.Journal.Head(ctx, key)
	if err != nil {
		return fmt.Errorf("read the head of %s: %w", key, err)
	}
	if head.Low == head.Next {
		return nil
	}
	p := &pass{Engine: e, key: key, policy: e.Policy.withDefaults(), head: head}
	if err := p.look(ctx); err != nil {
		return fmt.Errorf("look at the chain for %s: %w", key, err)
	}
	// A pass that cannot settle can still send, and the other way round.
	if err := errors.Join(p.settle(ctx, settle), p.again(ctx), p.onward(ctx), p.raise(ctx)); err != nil {
		return fmt.Errorf("monitor %s: %w", key, err)
	}
	return nil
}

// A pass is one look at the chain and what follows from it.
type pass struct {
	*Engine
	key    Key
	policy Policy
	head   Head

	final      uint64 // number of the newest final block
	finalNonce uint64 // the signer's nonce in it: what is below is decided
	mined      uint64 // the signer's nonce in the newest block: what is from here on is not mined

	market       *Market // asked for once, when it is needed
	settledBlock Block   // the last block that was found canonical
	searches     int
	low          uint64 // first nonce whose row is neither Done nor Foreign
	lowBlock     uint64
	sent         uint64 // first nonce that was not handed to a node yet
}

func (p *pass) look(ctx context.Context) error {
	newest, err := p.Backend.Head(ctx)
	if err != nil {
		return fmt.Errorf("newest block: %w", err)
	}
	if p.final, err = p.policy.Finality.Block(ctx, p.Backend, newest); err != nil {
		return err
	}
	if p.finalNonce, err = p.Backend.Nonce(ctx, p.key.Signer, p.final); err != nil {
		return fmt.Errorf("nonce in block %d: %w", p.final, err)
	}
	if p.mined, err = p.Backend.Nonce(ctx, p.key.Signer, newest.Number); err != nil {
		return fmt.Errorf("nonce in block %d: %w", newest.Number, err)
	}
	p.mined = max(p.mined, p.finalNonce)
	p.low, p.lowBlock = p.head.Low, p.head.LowBlock
	p.sent = max(p.head.Sent, min(p.mined, p.head.Next))
	return nil
}

func (p *pass) rate(ctx context.Context) (Market, error) {
	if p.market == nil {
		market, err := p.Backend.Market(ctx)
		if err != nil {
			return Market{}, fmt.Errorf("ask for fees: %w", err)
		}
		p.market = &market
	}
	return *p.market, nil
}

// settle decides the rows below the final nonce and reports those that are decided.
func (p *pass) settle(ctx context.Context, settle Settle) error {
	var failed error
	end, late := min(p.finalNonce, p.head.Next), p.Now().Add(passFor)
	for first := p.head.Low; first < end; first += MaxCommit {
		if first > p.head.Low && !p.Now().Before(late) {
			break
		}
		rows, err := p.Journal.Rows(ctx, p.key, first, min(first+MaxCommit, end))
		if err != nil {
			return errors.Join(failed, fmt.Errorf("read rows from %d: %w", first, err))
		}
		failed = errors.Join(failed, p.decide(ctx, rows), p.deliver(ctx, rows, settle))
		for _, r := range rows {
			if r.Nonce == p.low && (r.State == Done || r.State == Foreign) {
				p.low, p.lowBlock = r.Nonce+1, r.Block
			}
		}
	}
	return failed
}

// deliver reports Final rows and marks those that were taken.
func (p *pass) deliver(ctx context.Context, rows []*Row, settle Settle) error {
	var failed error
	var news []*Row
	var outcomes []Outcome
	for _, r := range rows {
		if r.State == Final {
			news, outcomes = append(news, r), append(outcomes, r.outcome())
		}
	}
	if len(news) == 0 {
		return nil
	}
	delivered := news
	if err := settle(ctx, outcomes); err != nil {
		delivered = nil
		for i, r := range news {
			if err := settle(ctx, outcomes[i:i+1]); err != nil {
				failed = errors.Join(failed, fmt.Errorf("settle %s: %w", r.Operation, err))
				continue
			}
			delivered = append(delivered, r)
		}
	}
	return errors.Join(failed, p.update(ctx, delivered, func(_ int, r *Row) { r.State = Done }))
}

// update writes a change to rows, as many at once as one commit takes. If somebody else was quicker nothing is lost: the
// next pass sees what there is.
func (p *pass) update(ctx context.Context, rows []*Row, change func(i int, r *Row)) error {
	var failed error
	done := 0
	for batch := range slices.Chunk(rows, MaxCommit) {
		updated := make([]*Row, len(batch))
		for i, r := range batch {
			c := *r
			change(done+i, &c)
			updated[i] = &c
		}
		done += len(batch)
		if err := p.Journal.Commit(ctx, p.key, Change{Update: updated}); err != nil {
			failed = errors.Join(failed, unlessQuicker(fmt.Errorf("update rows from %d: %w", batch[0].Nonce, err)))
			continue
		}
		for i, c := range updated {
			*batch[i] = *c
		}
	}
	return failed
}

// raise moves Low over the rows that are Done or Foreign, and Sent over those that were sent. It is done last: a kill
// before it costs a little reading, whereas a kill after an early one would lose outcomes. Where much is submitted
// somebody else has written the head since, so it is tried again on theirs.
func (p *pass) raise(ctx context.Context) error {
	for range maxRounds {
		head := p.head
		if p.low > head.Low {
			head.Low, head.LowBlock = p.low, p.lowBlock
		}
		if p.finalNonce <= head.Low && p.final >= head.LowBlock+lowBlockStep {
			head.LowBlock = p.final
		}
		head.Sent = max(head.Sent, p.sent)
		if head == p.head {
			return nil
		}
		err := p.Journal.Commit(ctx, p.key, Change{Head: &head})
		if err == nil {
			p.head = head
			return nil
		}
		if retry.VerdictOf(err) != retry.Again {
			return fmt.Errorf("move low to %d: %w", head.Low, err)
		}
		if p.head, err = p.Journal.Head(ctx, p.key); err != nil {
			return fmt.Errorf("read the head: %w", err)
		}
	}
	return nil // the next pass comes to the same
}

// unlessQuicker hides the conflict that overlapping passes are made for.
func unlessQuicker(err error) error {
	if retry.VerdictOf(err) == retry.Again {
		return nil
	}
	return err
}
