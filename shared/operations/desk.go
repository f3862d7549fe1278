package operations

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"slices"
	"time"

	"waybill/shared/custody"
	"waybill/shared/problem"
)

// An Outbox hands an accepted operation to the next step.
type Outbox interface {
	// Dispatch puts the operation on the bus. The message is durable on return, unless the operation has to wait for
	// others ([Drain]): it then stays Accepted, and SweepOperations dispatches it again. May be repeated: whoever receives
	// the operation twice finds it done.
	Dispatch(ctx context.Context, o Operation) error
}

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
	// Purse pays for the first transactions of further keys; the zero one where gas is free.
	Purse Purse
	// Agreements check handovers that were signed elsewhere.
	Agreements Agreements
	// Admission limits how many new commands are taken; nil takes all.
	Admission *Admission
}

// Accept accepts an organisation's command under its Idempotency-Key and gives the operation, which is durable and on
// the bus on return. The same key with the same command gives the first operation again, whatever has become of it;
// with another command it is problem.KeyReused. A new command over the limits of Admission is problem.Throttled, which
// says when to come back. A command that the rules refuse leaves no trace.
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
	if err := d.admit(ctx, caller); err != nil {
		return Operation{}, err
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

// admit holds a new command of the caller against the limits. The operator's own commands, joins and digests, keep the
// system going and are not limited.
func (d *Desk) admit(ctx context.Context, caller custody.OrganizationID) error {
	if d.Admission == nil || caller == Operator {
		return nil
	}
	now := d.Now()
	if d.Admission.Stale(now) {
		backlogs, err := d.Store.Backlogs(ctx)
		if err != nil {
			return fmt.Errorf("count open operations: %w", err)
		}
		d.Admission.Observe(backlogs, now)
	}
	return d.Admission.Admit(caller, now)
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
	body := custody.EncodeCommand(c)
	return Operation{
		ID: id, Organization: caller, Kind: c.Kind(), Command: d.Secret.CommandID(id),
		BodyHash: sha256.Sum256(append([]byte(string(c.Kind())+"\x00"), body...)), Payload: custody.Payload(c),
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
	claims := custody.ClaimsOf(c)
	if err := d.openClaim(ctx, o.ID, claims); err != nil {
		return err // an open command explains a refusal better than the rules, which cannot know it
	}
	decision, err := custody.Decide(ctx, d.View, d.Secret, o.Organization, o.ID, c)
	if more := without(decision.Claims, claims); len(more) > 0 {
		if err := d.openClaim(ctx, o.ID, more); err != nil {
			return err
		}
		// Now that these are known to be free too, decide again: whoever held them a moment ago has changed the view.
		decision, err = custody.Decide(ctx, d.View, d.Secret, o.Organization, o.ID, c)
	}
	if err != nil {
		return err
	}
	if err := d.sign(ctx, o, c, &decision); err != nil {
		return err
	}
	o.Payload = custody.Payload(c)
	if h, ok := decision.Instruction.(*custody.HandOver); ok {
		if err := d.checkSignatures(ctx, o, h); err != nil {
			return err
		}
	}
	o.Claims = decision.Claims
	o.Instruction, err = custody.EncodeInstruction(decision.Instruction)
	return err
}

// sign makes the key that the command brings in, if it does, and fixes the signer.
func (d *Desk) sign(ctx context.Context, o *Operation, c custody.Command, decision *custody.Decision) error {
	keys, err := d.able(ctx, o, decision)
	if err != nil {
		return err
	}
	o.Signer = keys[0]
	switch c := c.(type) {
	case *custody.RegisterOrganization:
		key, err := d.Signers.CreateSigner(ctx, custody.OrganizationID(c.ID), FirstSigner)
		if err != nil {
			return fmt.Errorf("make a key for %s: %w", c.ID, err)
		}
		c.Key, decision.Instruction.(*custody.JoinOrganization).Key = &key, key
	case *custody.AddSigner:
		payer, wei, err := d.Purse.Pay(ctx, keys)
		if err != nil {
			return err
		}
		key, err := d.Signers.CreateSigner(ctx, o.Organization, o.ID)
		if err != nil {
			return fmt.Errorf("make another key for %s: %w", o.Organization, err)
		}
		add := decision.Instruction.(*custody.AddKey)
		c.Key, add.Key, add.Value, o.Signer = &key, key, wei, payer
	}
	return nil
}

// able gives the keys that may sign and that are here, and are not draining, the best one first; if there are several,
// those that come behind the first that is not draining are looked at only for a command that may choose among them. The
// subject is the first claim, the command's main asset, so that commands on one asset come from one key as long as the
// keys stay the same. They may come from another one when a key is added, and their order holds all the same: a claim is
// free only when the command before is done.
func (d *Desk) able(ctx context.Context, o *Operation, decision *custody.Decision) ([]custody.Address, error) {
	keys, err := d.Signers.SignersOf(ctx, o.Organization)
	if err != nil {
		return nil, fmt.Errorf("find the keys of %s: %w", o.Organization, err)
	}
	if o.Organization != Operator {
		keys = both(keys, decision.Signers)
	}
	if len(keys) == 0 {
		return nil, problem.Forbidden.With("the organisation " + string(o.Organization) + " has no signing key here")
	}
	if len(keys) == 1 {
		return keys, nil
	}
	subject := o.ID
	if len(decision.Claims) > 0 {
		subject = decision.Claims[0]
	}
	var able []custody.Address
	draining := ""
	for _, key := range Rank(subject, keys) {
		removal, err := d.Store.Claimant(ctx, custody.SignerClaim(key))
		if err != nil {
			return nil, fmt.Errorf("look whether %s is draining: %w", key, err)
		}
		if removal != "" && removal != o.ID {
			draining = removal
			continue
		}
		able = append(able, key)
		if o.Kind != custody.KindAddSigner {
			return able, nil
		}
	}
	if len(able) == 0 {
		return nil, busy("the last signing key of "+string(o.Organization), draining)
	}
	return able, nil
}

// both gives the keys of one list that are in the other too.
func both(keys, others []custody.Address) []custody.Address {
	var common []custody.Address
	for _, k := range keys {
		if slices.Contains(others, k) {
			common = append(common, k)
		}
	}
	return common
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

// without gives the claims that are not among the known.
func without(claims, known []string) []string {
	return slices.DeleteFunc(slices.Clone(claims), func(claim string) bool { return slices.Contains(known, claim) })
}

func busy(claim, operation string) error {
	return problem.AssetBusy.With(claim + " is being changed by " + operation + "; try again when that is done").After(busyRetry)
}
