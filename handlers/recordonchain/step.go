// Package recordonchain turns accepted operations into signed transactions that are durable in the journal, and sends
// them to the chain. The queue's session is the signing key, so that nonces follow the order of acceptance.
package recordonchain

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"waybill/shared/azfunc"
	"waybill/shared/chain"
	"waybill/shared/custody"
	"waybill/shared/each"
	"waybill/shared/operations"
	"waybill/shared/problem"
)

// Queue has a task for each accepted operation.
const Queue = "transactions"

// Definition of RecordOnChain.
var Definition = azfunc.Definition{
	Name:    "RecordOnChain",
	Trigger: azfunc.QueueTrigger{Queue: Queue, Sessions: true, Batch: true},
}

// A Task is the body of a message on Queue.
type Task struct {
	Organization custody.OrganizationID `json:"organization"`
	Operation    string                 `json:"operation"`
}

// Operations are the accepted commands.
type Operations interface {
	Get(ctx context.Context, organization custody.OrganizationID, id string) (operations.Operation, bool, error)
	AdvanceAll(ctx context.Context, moves []operations.Move) error
	SetAside(ctx context.Context, message operations.SetAside) error
}

// An Engine journals and sends transactions.
type Engine interface {
	Submit(ctx context.Context, signer custody.Address, requests []chain.Request) error
}

// New gives the function. Calls, which may be nil, reads the operations of a batch side by side; the order in which they
// are journaled is that of the messages in any case.
func New(store Operations, engine Engine, secret custody.Secret, calls each.Each) azfunc.Function {
	if calls == nil {
		calls = each.OneByOne
	}
	return azfunc.Function{Definition: Definition, Messages: step{store, engine, secret, calls}.run}
}

type step struct {
	store  Operations
	engine Engine
	secret custody.Secret
	calls  each.Each
}

// run journals the batch. It succeeds once every operation of the batch is in the journal, not when it is mined; a
// message that cannot be read is set aside, so that it holds up nobody.
func (s step) run(ctx context.Context, messages []azfunc.Message) error {
	bySigner := map[custody.Address][]chain.Request{}
	var signers []custody.Address
	for i, r := range s.readAll(ctx, messages) {
		if isUnusable(r.err) {
			if err := s.setAside(ctx, messages[i], r.err); err != nil {
				return err
			}
			continue
		}
		if r.err != nil {
			return r.err
		}
		o := r.operation
		if o.Status.Done() {
			continue
		}
		if bySigner[o.Signer] == nil {
			signers = append(signers, o.Signer)
		}
		bySigner[o.Signer] = append(bySigner[o.Signer], r.request)
	}
	for _, signer := range signers {
		if err := s.submit(ctx, signer, bySigner[signer]); err != nil {
			return err
		}
	}
	return nil
}

func (s step) setAside(ctx context.Context, m azfunc.Message, why error) error {
	azfunc.Logger(ctx).Error("message set aside", "message", m.ID, "reason", why.Error())
	err := s.store.SetAside(ctx, operations.SetAside{Queue: Queue, MessageID: m.ID, Body: m.Body, Reason: why.Error()})
	if err != nil {
		return fmt.Errorf("set message %s aside: %w", m.ID, err)
	}
	return nil
}

// submit journals the requests of one signer. One that can never become a transaction fails, and the others go on.
func (s step) submit(ctx context.Context, signer custody.Address, requests []chain.Request) error {
	for {
		err := s.engine.Submit(ctx, signer, requests)
		if err == nil {
			break
		}
		impossible := (*chain.EncodeError)(nil)
		if !errors.As(err, &impossible) {
			return fmt.Errorf("submit for %s: %w", signer, err)
		}
		news := operations.Outcome{Status: operations.Failed, Problem: problem.ContractRefused.With("it does not make a transaction: " + impossible.Err.Error())}
		move := operations.Move{Organization: impossible.Organization, Operation: impossible.Operation, Outcome: news}
		if err := s.store.AdvanceAll(ctx, []operations.Move{move}); err != nil {
			return fmt.Errorf("mark %s as failed: %w", impossible.Operation, err)
		}
		requests = slices.DeleteFunc(requests, func(r chain.Request) bool {
			return r.Organization == impossible.Organization && r.Operation == impossible.Operation
		})
	}
	moves := make([]operations.Move, len(requests))
	for i, r := range requests {
		moves[i] = operations.Move{Organization: r.Organization, Operation: r.Operation, Outcome: operations.Outcome{Status: operations.Submitted}}
	}
	if err := s.store.AdvanceAll(ctx, moves); err != nil {
		return fmt.Errorf("mark what was submitted for %s: %w", signer, err)
	}
	return nil
}
