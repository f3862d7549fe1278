// Package recordonchain turns accepted operations into signed transactions that are durable in the journal, and sends
// them to the chain. The queue's session is the signing key, so that nonces follow the order of acceptance.
package recordonchain

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"waybill/shared/azfunc"
	"waybill/shared/chain"
	"waybill/shared/custody"
	"waybill/shared/operations"
)

// Definition of RecordOnChain.
var Definition = azfunc.Definition{
	Name:    "RecordOnChain",
	Trigger: azfunc.QueueTrigger{Queue: "transactions", Sessions: true, Batch: true},
}

// A Task is the body of a message on the queue transactions.
type Task struct {
	Organization custody.OrganizationID `json:"organization"`
	Operation    string                 `json:"operation"`
}

// Operations are the accepted commands.
type Operations interface {
	Get(ctx context.Context, organization custody.OrganizationID, id string) (operations.Operation, bool, error)
	Advance(ctx context.Context, organization custody.OrganizationID, id string, news operations.Outcome) error
	SetAside(ctx context.Context, message operations.SetAside) error
}

// An Engine journals and sends transactions.
type Engine interface {
	Submit(ctx context.Context, signer custody.Address, requests []chain.Request) error
}

// New gives the function.
func New(store Operations, engine Engine, secret custody.Secret) azfunc.Function {
	return azfunc.Function{Definition: Definition, Messages: step{store, engine, secret}.run}
}

type step struct {
	store  Operations
	engine Engine
	secret custody.Secret
}

// run journals the batch. It succeeds once every operation of the batch is in the journal, not when it is mined; a
// message that cannot be read is set aside, so that it holds up nobody.
func (s step) run(ctx context.Context, messages []azfunc.Message) error {
	bySigner := map[custody.Address][]chain.Request{}
	var signers []custody.Address
	for _, m := range messages {
		o, err := s.load(ctx, m)
		if unusable := (*unusableError)(nil); errors.As(err, &unusable) {
			if err := s.store.SetAside(ctx, operations.SetAside{Queue: "transactions", MessageID: m.ID, Body: m.Body, Reason: unusable.Error()}); err != nil {
				return fmt.Errorf("set message %s aside: %w", m.ID, err)
			}
			azfunc.Logger(ctx).Error("message set aside", "message", m.ID, "reason", unusable.Error())
			continue
		}
		if err != nil {
			return err
		}
		if o.Status.Done() {
			continue
		}
		request, err := s.request(o)
		if err != nil {
			return err
		}
		if bySigner[o.Signer] == nil {
			signers = append(signers, o.Signer)
		}
		bySigner[o.Signer] = append(bySigner[o.Signer], request)
	}
	for _, signer := range signers {
		if err := s.submit(ctx, signer, bySigner[signer]); err != nil {
			return err
		}
	}
	return nil
}

// An unusableError says why a message can never be carried out.
type unusableError struct{ reason string }

func (e *unusableError) Error() string { return e.reason }

func (s step) load(ctx context.Context, m azfunc.Message) (operations.Operation, error) {
	var task Task
	if err := json.Unmarshal(m.Body, &task); err != nil {
		return operations.Operation{}, &unusableError{"the body is not a task: " + err.Error()}
	}
	o, found, err := s.store.Get(ctx, task.Organization, task.Operation)
	if err != nil {
		return operations.Operation{}, fmt.Errorf("load %s: %w", task.Operation, err)
	}
	if !found {
		return operations.Operation{}, &unusableError{"there is no operation " + task.Operation}
	}
	return o, nil
}

func (s step) request(o operations.Operation) (chain.Request, error) {
	instruction, err := custody.DecodeInstruction(o.Instruction)
	if err != nil {
		return chain.Request{}, fmt.Errorf("operation %s: %w", o.ID, err)
	}
	return chain.Request{
		Organization: o.Organization, Operation: o.ID, Command: o.Command,
		EventHash: s.secret.EventHash(o.Command, o.Payload), Instruction: instruction,
	}, nil
}

func (s step) submit(ctx context.Context, signer custody.Address, requests []chain.Request) error {
	if err := s.engine.Submit(ctx, signer, requests); err != nil {
		return fmt.Errorf("submit for %s: %w", signer, err)
	}
	for _, r := range requests {
		if err := s.store.Advance(ctx, r.Organization, r.Operation, operations.Outcome{Status: operations.Submitted}); err != nil {
			return fmt.Errorf("mark %s as submitted: %w", r.Operation, err)
		}
	}
	return nil
}
