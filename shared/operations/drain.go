package operations

import (
	"context"
	"fmt"

	"waybill/shared/custody"
)

// A Drain is an Outbox that holds back the removal of a signing key until the key has carried out what was given to it:
// the contract would refuse the transactions of a key that was removed before. From the moment at which the removal was
// accepted its claim keeps new commands from the key, so what is open can only become less.
type Drain struct {
	Outbox Outbox
	Store  interface {
		Backlogs(ctx context.Context) ([]Backlog, error)
	}
}

// Dispatch puts the operation on the bus unless it is a removal whose time has not come.
func (d Drain) Dispatch(ctx context.Context, o Operation) error {
	if o.Kind == custody.KindRemoveSigner {
		open, err := d.open(ctx, o)
		if err != nil {
			return fmt.Errorf("look whether the signer of %s is drained: %w", o.ID, err)
		}
		if open > 0 {
			return nil
		}
	}
	return d.Outbox.Dispatch(ctx, o)
}

// open counts what the key that is to be removed has still to do.
func (d Drain) open(ctx context.Context, o Operation) (int, error) {
	instruction, err := custody.DecodeInstruction(o.Instruction)
	if err != nil {
		return 0, err
	}
	removal, ok := instruction.(*custody.RemoveKey)
	if !ok {
		return 0, fmt.Errorf("its instruction is %s", instruction.Function())
	}
	backlogs, err := d.Store.Backlogs(ctx)
	if err != nil {
		return 0, err
	}
	open := 0
	for _, b := range backlogs {
		if b.Signer == removal.Key {
			open += b.Open
		}
	}
	return open, nil
}
