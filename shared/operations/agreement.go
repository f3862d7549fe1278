package operations

import (
	"context"
	"encoding/json"
	"fmt"

	"waybill/shared/custody"
	"waybill/shared/problem"
)

// Agreements know how two parties sign a handover for the contract, outside of this system (EIP-712).
type Agreements interface {
	// TypedData gives what both sides sign, as the method eth_signTypedData_v4 of wallets takes it.
	TypedData(h *custody.HandOver, command, eventHash custody.Digest) (json.RawMessage, error)
	// Signed reports whether the key signed, or may have: what a contract accepts as its signature is for the chain to
	// say (ERC-1271).
	Signed(ctx context.Context, h *custody.HandOver, command, eventHash custody.Digest, by custody.KeySignature) (bool, error)
}

// A Preparation is a handover that waits for its signatures.
type Preparation struct {
	Operation string          `json:"operation"` // that it will be, if it is sent under the same Idempotency-Key
	Command   custody.Digest  `json:"command"`   // the operation's name on chain
	EventHash custody.Digest  `json:"eventHash"` // salted, over the command without signatures
	TypedData json.RawMessage `json:"typedData"` // as eth_signTypedData_v4 takes it
}

// Prepare says what both sides of a handover have to sign so that the caller can pass it on under the key. Nothing is
// kept, and nothing is promised: a signature is good as long as the assets do not change.
func (d *Desk) Prepare(ctx context.Context, caller custody.OrganizationID, key string, c *custody.RelayHandover) (Preparation, error) {
	o, err := d.draft(caller, key, c)
	if err != nil {
		return Preparation{}, err
	}
	h, err := custody.PrepareHandover(ctx, d.View, d.Secret, caller, c)
	if err != nil {
		return Preparation{}, err
	}
	p := Preparation{Operation: o.ID, Command: o.Command, EventHash: d.Secret.EventHash(o.Command, o.Payload)}
	if p.TypedData, err = d.Agreements.TypedData(h, p.Command, p.EventHash); err != nil {
		return Preparation{}, fmt.Errorf("write what is to be signed for %s: %w", o.ID, err)
	}
	return p, nil
}

// checkSignatures refuses a handover that one side has not signed as it would be carried out.
func (d *Desk) checkSignatures(ctx context.Context, o *Operation, h *custody.HandOver) error {
	eventHash := d.Secret.EventHash(o.Command, o.Payload)
	for _, side := range []struct {
		field string
		by    custody.KeySignature
	}{{"/byFrom/signature", h.ByFrom}, {"/byTo/signature", h.ByTo}} {
		good, err := d.Agreements.Signed(ctx, h, o.Command, eventHash, side.by)
		if err != nil {
			return fmt.Errorf("check the signature of %s: %w", side.by.Key, err)
		}
		if !good {
			return problem.InvalidField.At(side.field, fmt.Sprintf("%s did not sign this handover with this Idempotency-Key and the assets as they are now; ask for the typed data again and sign that", side.by.Key))
		}
	}
	return nil
}
