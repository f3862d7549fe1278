package mutant

import (
	"context"
	"errors"

	"waybill/shared/chain"
	"waybill/shared/custody"
)

// careless says that commands are journaled although they may not be.
type careless struct{ *chain.Engine }

// Submit tries to journal requests.
func (c careless) Submit(ctx context.Context, signer custody.Address, requests []chain.Request) error {
	err := c.Engine.Submit(ctx, signer, requests)
	if impossible := (*chain.EncodeError)(nil); errors.As(err, &impossible) {
		return err
	}
	return nil
}

// doneEarly marks outcomes as delivered and delivers them afterwards.
type doneEarly struct{ *chain.Engine }

// Monitor makes a pass.
func (d doneEarly) Monitor(ctx context.Context, signer custody.Address, settle chain.Settle) error {
	var outcomes []chain.Outcome
	err := d.Engine.Monitor(ctx, signer, func(_ context.Context, some []chain.Outcome) error {
		outcomes = append(outcomes, some...)
		return nil
	})
	if len(outcomes) > 0 {
		err = errors.Join(err, settle(ctx, outcomes))
	}
	return err
}
