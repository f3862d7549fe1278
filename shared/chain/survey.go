package chain

import (
	"context"
	"fmt"
	"time"

	"waybill/shared/custody"
)

// surveyed bounds how many transactions of one signer a survey reads; what holds up a line stands at its front.
const surveyed = 1000

// A Standing is how one signer gets on.
type Standing struct {
	Signer        custody.Address
	Next          uint64    // the next nonce to give out
	InFlight      uint64    // transactions whose outcome is not told yet
	Unsent        uint64    // of those, how many wait in the journal for the window
	Unfinal       uint64    // of those, how many are in a block that is not final yet
	OldestPending time.Time // when the oldest transaction that is not mined was first signed; zero if there is none
	Bumps         int       // how often a fee was raised, of the first 1000 in flight
	Resends       int       // how often transactions were sent again, of the first 1000 in flight
}

// A Survey is how things stand on the chain.
type Survey struct {
	Newest, Final uint64 // numbers of the newest block, and of the newest final one
	Standings     []Standing
}

// Survey looks how the signers get on, in their order. A signer that never signed anything stands at zero.
func (e *Engine) Survey(ctx context.Context, signers []custody.Address) (Survey, error) {
	e = e.onOneEndpoint()
	newest, err := e.Backend.Head(ctx)
	if err != nil {
		return Survey{}, fmt.Errorf("ask for the newest block: %w", err)
	}
	s := Survey{Newest: newest.Number}
	if s.Final, err = e.Policy.Finality.Block(ctx, e.Backend, newest); err != nil {
		return Survey{}, err
	}
	for _, signer := range signers {
		standing, err := e.standing(ctx, signer)
		if err != nil {
			return Survey{}, fmt.Errorf("look how %s gets on: %w", signer, err)
		}
		s.Standings = append(s.Standings, standing)
	}
	return s, nil
}

func (e *Engine) standing(ctx context.Context, signer custody.Address) (Standing, error) {
	key, err := e.key(ctx, signer)
	if err != nil {
		return Standing{}, err
	}
	head, err := e.Journal.Head(ctx, key)
	if err != nil {
		return Standing{}, fmt.Errorf("read the head: %w", err)
	}
	s := Standing{Signer: signer, Next: head.Next, InFlight: head.Next - head.Low}
	if s.InFlight == 0 {
		return s, nil
	}
	p := &pass{Engine: e, key: key, policy: e.Policy.withDefaults(), head: head}
	if err := p.look(ctx); err != nil {
		return Standing{}, err
	}
	s.Unsent = head.Next - min(p.sent, head.Next)
	s.Unfinal = min(p.mined, head.Next) - min(p.finalNonce, head.Next)
	rows, err := p.Journal.Rows(ctx, key, head.Low, min(head.Next, head.Low+surveyed))
	if err != nil {
		return Standing{}, fmt.Errorf("read rows from %d: %w", head.Low, err)
	}
	for _, r := range rows {
		s.Bumps += len(r.Attempts) - 1
		s.Resends += max(r.Sends-len(r.Attempts), 0)
		if s.OldestPending.IsZero() && r.State == Signed && r.Nonce >= p.mined {
			s.OldestPending = r.Attempts[0].At
		}
	}
	return s, nil
}
