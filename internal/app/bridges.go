package app

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"waybill/handlers/recordonchain"
	"waybill/shared/bus"
	"waybill/shared/custody"
	"waybill/shared/ledger"
	"waybill/shared/operations"
)

// An outbox puts accepted operations on the queue of their signer.
type outbox struct {
	bus     bus.Sender
	chainID uint64
}

// Dispatch implements operations.Outbox. The session is the signing key: its nonces follow the order of acceptance.
func (o outbox) Dispatch(ctx context.Context, op operations.Operation) error {
	body, err := json.Marshal(recordonchain.Task{Organization: op.Organization, Operation: op.ID})
	if err != nil {
		return fmt.Errorf("encode the task of %s: %w", op.ID, err)
	}
	return o.bus.Send(ctx, bus.Message{
		Queue: recordonchain.Queue, ID: op.ID, Session: fmt.Sprintf("%d:%s", o.chainID, op.Signer), Body: body,
	})
}

// commands tell the ledger what a command id on chain means.
type commands struct{ store operations.Store }

// Command implements ledger.Commands.
func (c commands) Command(ctx context.Context, id custody.Digest) (ledger.CommandRecord, bool, error) {
	o, found, err := c.store.ByCommand(ctx, id)
	if err != nil || !found {
		return ledger.CommandRecord{}, false, err
	}
	return ledger.CommandRecord{Operation: o.ID, Organization: o.Organization, Kind: o.Kind, Payload: o.Payload}, true, nil
}

// confirmed tells the ledger which operations wait for it.
type confirmed struct{ store operations.Store }

// Confirmed implements ledger.Operations.
func (c confirmed) Confirmed(ctx context.Context, limit int) ([]ledger.ConfirmedOperation, error) {
	waiting, err := c.store.Waiting(ctx, []operations.Status{operations.Confirmed}, operations.Operation{}, time.Now(), limit)
	if err != nil {
		return nil, err
	}
	out := make([]ledger.ConfirmedOperation, len(waiting))
	for i, o := range waiting {
		out[i] = ledger.ConfirmedOperation{Operation: o.ID, Organization: o.Organization, Command: o.Command}
	}
	return out, nil
}
