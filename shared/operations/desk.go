package operations

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"time"

	"waybill/shared/custody"
	"waybill/shared/problem"
)

// An Outbox hands an accepted operation to the next step.
type Outbox interface {
	// Dispatch puts the operation on the bus. The message is durable on return. May be repeated: whoever receives the
	// operation twice finds it done.
	Dispatch(ctx context.Context, o Operation) error
}

// Signers know which key signs for an organisation.
type Signers interface {
	// SignerOf gives the address of the organisation's key; false if it has none.
	SignerOf(ctx context.Context, organization custody.OrganizationID) (custody.Address, bool, error)
	// CreateSigner makes a key for the organisation, or gives the one it has. The key is durable on return.
	CreateSigner(ctx context.Context, organization custody.OrganizationID) (custody.Address, error)
}

// Operator is the organisation that runs this system; its key is the contract's administrator.
const Operator custody.OrganizationID = "operator"

// busyRetry is how many seconds a caller is asked to wait for an earlier command.
const busyRetry = 2

// A Desk accepts commands.
type Desk struct {
	Store   Store
	View    custody.View
	Outbox  Outbox
	Signers Signers
	Secret  custody.Secret
	Now     func() time.Time
}

// Accept accepts an organisation's command under its Idempotency-Key and gives the operation, which is durable and on
// the bus on return. The same key with the same command gives the first operation again, whatever has become of it;
// with another command it is problem.KeyReused. A command that the rules refuse leaves no trace.
//
// If Accept fails after the row was written, the row stays: the caller repeats the request, or SweepOperations takes
// it up.
func (d *Desk) Accept(ctx context.Context, caller custody.OrganizationID, key string, c custody.Command) (Operation, error) {
	o, err := d.draft(caller, key, c)
	if err != nil {
		return Operation{}, err
	}
	first, found, err := d.Store.Get(ctx, caller, o.ID)
	if err != nil {
		return Operation{}, fmt.Errorf("look for %s: %w", o.ID, err)
	}
	if found {
		return d.repeat(ctx, first, o.BodyHash)
	}
	if refusal := d.decide(ctx, &o, c); refusal != nil {
		// The same request, sent twice at once, may have been carried out since: its own effect is no reason to refuse.
		first, found, err := d.Store.Get(ctx, caller, o.ID)
		if err != nil {
			return Operation{}, fmt.Errorf("look for %s again: %w", o.ID, err)
		}
		if found {
			return d.repeat(ctx, first, o.BodyHash)
		}
		return Operation{}, refusal
	}
	stored, created, err := d.Store.Create(ctx, o)
	if claimed := (*ClaimedError)(nil); errors.As(err, &claimed) {
		return Operation{}, busy(claimed.Claim, claimed.Operation)
	}
	if err != nil {
		return Operation{}, fmt.Errorf("keep %s: %w", o.ID, err)
	}
	if !created {
		return d.repeat(ctx, stored, o.BodyHash)
	}
	if err := d.Outbox.Dispatch(ctx, stored); err != nil {
		return Operation{}, fmt.Errorf("dispatch %s: %w", o.ID, err)
	}
	return stored, nil
}

// Find gives the operation that an organisation's Idempotency-Key belongs to; false if the key is new.
func (d *Desk) Find(ctx context.Context, caller custody.OrganizationID, key string) (Operation, bool, error) {
	o, found, err := d.Store.Get(ctx, caller, custody.OperationID(caller, key))
	if err != nil {
		return Operation{}, false, fmt.Errorf("look for the operation of a key: %w", err)
	}
	return o, found, nil
}

// Refuse keeps the refusal of a command that came by queue, where nobody waits for an answer: the sender finds it
// under the operation's id. It is durable on return and may be repeated.
func (d *Desk) Refuse(ctx context.Context, caller custody.OrganizationID, key string, c custody.Command, why *problem.Problem) (Operation, error) {
	o, err := d.draft(caller, key, c)
	if err != nil {
		return Operation{}, err
	}
	o.Status, o.Problem = Refused, why
	stored, _, err := d.Store.Create(ctx, o)
	return stored, err
}

// draft makes the row as far as it follows from the request alone.
func (d *Desk) draft(caller custody.OrganizationID, key string, c custody.Command) (Operation, error) {
	if key == "" {
		return Operation{}, problem.KeyMissing.At("header:Idempotency-Key", "send a new value for each new command, and the same value when you repeat one")
	}
	if len(key) > 255 {
		return Operation{}, problem.InvalidField.At("header:Idempotency-Key", "it is longer than 255 characters")
	}
	now := d.Now().UTC()
	id := custody.OperationID(caller, key)
	payload := custody.EncodeCommand(c)
	return Operation{
		ID: id, Organization: caller, Kind: c.Kind(), Command: d.Secret.CommandID(id),
		BodyHash: sha256.Sum256(append([]byte(string(c.Kind())+"\x00"), payload...)), Payload: payload,
		Status: Accepted, AcceptedAt: now, UpdatedAt: now,
	}, nil
}

// repeat answers a request that was accepted before. An operation that may not have reached the bus is put there
// again.
func (d *Desk) repeat(ctx context.Context, first Operation, bodyHash custody.Digest) (Operation, error) {
	if first.BodyHash != bodyHash {
		return Operation{}, problem.KeyReused.At("header:Idempotency-Key", "it belongs to "+first.ID+"; use a new key for a new command")
	}
	if first.Status == Accepted {
		if err := d.Outbox.Dispatch(ctx, first); err != nil {
			return Operation{}, fmt.Errorf("dispatch %s again: %w", first.ID, err)
		}
	}
	return first, nil
}

// decide applies the rules and fixes everything that must not change later: instruction, claims and signer.
func (d *Desk) decide(ctx context.Context, o *Operation, c custody.Command) error {
	decision, _ := custody.Decide(ctx, d.View, d.Secret, o.Organization, o.ID, c)
	if err := d.openClaim(ctx, o.ID, claimsOf(c, decision)); err != nil {
		return err // an open command explains a refusal better than the rules, which cannot know it
	}
	// Now that the claims are known to be free, decide again: whoever held them a moment ago has changed the view.
	decision, err := custody.Decide(ctx, d.View, d.Secret, o.Organization, o.ID, c)
	if err != nil {
		return err
	}
	if err := d.sign(ctx, o, c, &decision); err != nil {
		return err
	}
	o.Payload = custody.EncodeCommand(c)
	o.Claims = decision.Claims
	o.Instruction, err = custody.EncodeInstruction(decision.Instruction)
	return err
}

// sign fixes the signer; an organisation that joins gets its key here.
func (d *Desk) sign(ctx context.Context, o *Operation, c custody.Command, decision *custody.Decision) error {
	signer := o.Organization
	if join, ok := c.(*custody.RegisterOrganization); ok {
		key, err := d.Signers.CreateSigner(ctx, custody.OrganizationID(join.ID))
		if err != nil {
			return fmt.Errorf("make a key for %s: %w", join.ID, err)
		}
		join.Key = &key
		decision.Instruction.(*custody.JoinOrganization).Key = key
		signer = Operator
	}
	address, found, err := d.Signers.SignerOf(ctx, signer)
	if err != nil {
		return fmt.Errorf("find the key of %s: %w", signer, err)
	}
	if !found {
		return problem.Forbidden.With("the organisation " + string(signer) + " has no signing key here")
	}
	o.Signer = address
	return nil
}

// openClaim gives problem.AssetBusy if an open operation other than own has one of the claims. Own has them if the same
// request came twice at once; Create then gives the row of the other one.
func (d *Desk) openClaim(ctx context.Context, own string, claims []string) error {
	for _, claim := range claims {
		holder, err := d.Store.Claimant(ctx, claim)
		if err != nil {
			return fmt.Errorf("look for open commands on %s: %w", claim, err)
		}
		if holder != "" && holder != own {
			return busy(claim, holder)
		}
	}
	return nil
}

func claimsOf(c custody.Command, decision custody.Decision) []string {
	if decision.Claims != nil {
		return decision.Claims
	}
	return custody.ClaimsOf(c)
}

func busy(claim, operation string) error {
	return problem.AssetBusy.With(claim + " is being changed by " + operation + "; try again when that is done").After(busyRetry)
}
