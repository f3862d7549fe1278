package custody

import (
	"context"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
	"time"

	"waybill/shared/problem"
)

// KindRelayHandover names [RelayHandover].
const KindRelayHandover CommandKind = "RelayHandover"

// RelayHandover passes on a handover that both sides have signed outside of Waybill (EIP-712, ERC-1271). It is carried out
// in one step, without an offer. Any member may pass it on, and pays for it.
type RelayHandover struct {
	Assets        []string           `json:"assets"`
	From          string             `json:"from"`
	To            string             `json:"to"`
	WithOwnership bool               `json:"withOwnership,omitempty"`
	Deadline      *time.Time         `json:"deadline,omitempty"`
	ByFrom        *HandoverSignature `json:"byFrom,omitempty"`
	ByTo          *HandoverSignature `json:"byTo,omitempty"`
	Context
}

// A HandoverSignature is what a key of one side signed: the typed data that [PrepareHandover] leads to.
type HandoverSignature struct {
	Key       Address `json:"key"`
	Signature string  `json:"signature"` // 0x and hexadecimal digits: r, s and v of an account, or what a contract accepts
}

// maxSignature is the most bytes of a signature; a contract's may have those of several people.
const maxSignature = 4096

// Kind of RelayHandover.
func (*RelayHandover) Kind() CommandKind { return KindRelayHandover }

// Payload gives what the event hash of a command commits to: its canonical bytes, without the signatures of a handover,
// which sign that very hash.
func Payload(c Command) []byte {
	if relay, ok := c.(*RelayHandover); ok {
		unsigned := *relay
		unsigned.ByFrom, unsigned.ByTo = nil, nil
		c = &unsigned
	}
	return EncodeCommand(c)
}

// PrepareHandover gives the handover that both sides have to sign, with the versions that the assets have now and without
// signatures, or a *problem.Problem.
func PrepareHandover(ctx context.Context, view View, secret Secret, caller OrganizationID, c *RelayHandover) (*HandOver, error) {
	r := ruling{ctx: ctx, view: view, secret: secret, caller: caller, scene: &scene{numbers: map[OrganizationID]uint32{}}}
	if _, err := r.admit(c); err != nil {
		return nil, err
	}
	h, _, err := r.agree(c)
	return h, err
}

func (r ruling) relayHandover(c *RelayHandover) (Decision, error) {
	h, claims, err := r.agree(c)
	if err != nil {
		return Decision{}, err
	}
	if h.ByFrom, err = r.signed("/byFrom", c.From, c.ByFrom); err != nil {
		return Decision{}, err
	}
	if h.ByTo, err = r.signed("/byTo", c.To, c.ByTo); err != nil {
		return Decision{}, err
	}
	return Decision{Instruction: h, Claims: claims}, nil
}

// agree checks what the two sides are to sign.
func (r ruling) agree(c *RelayHandover) (*HandOver, []string, error) {
	if err := checkContext(c.Context); err != nil {
		return nil, nil, err
	}
	deadline, err := unixSeconds("/deadline", c.Deadline)
	if err != nil {
		return nil, nil, err
	}
	if err := checkCount("/assets", len(c.Assets), MaxParts); err != nil {
		return nil, nil, err
	}
	from, err := r.side("/from", c.From)
	if err != nil {
		return nil, nil, err
	}
	to, err := r.side("/to", c.To)
	if err != nil {
		return nil, nil, err
	}
	if from.ID == to.ID {
		return nil, nil, problem.InvalidField.At("/to", "an asset cannot be handed over to its own holder; name another organisation")
	}
	h := &HandOver{From: from.Number, To: to.Number, WithOwnership: c.WithOwnership, Deadline: deadline}
	var claims []string
	for i, id := range c.Assets {
		field := fmt.Sprintf("/assets/%d", i)
		a, err := r.heldBy(field, id, from.ID)
		switch {
		case err != nil:
			return nil, nil, err
		case slices.Contains(claims, string(a.ID)):
			return nil, nil, problem.InvalidField.At(field, fmt.Sprintf("%s is named twice", a.ID))
		case c.WithOwnership && a.Owner != from.ID:
			return nil, nil, problem.Forbidden.At("/withOwnership", fmt.Sprintf("%s belongs to %s; leave this out to hand over custody alone", a.ID, a.Owner))
		}
		h.Assets = append(h.Assets, Child{Asset: a.Key, Version: a.Version})
		claims = append(claims, string(a.ID))
	}
	return h, claims, nil
}

// side gives one of the two organisations between which something goes.
func (r ruling) side(field, id string) (Organization, error) {
	parsed, err := ParseOrganizationID(id, field)
	if err != nil {
		return Organization{}, err
	}
	return r.member(parsed, func(detail string) error { return problem.UnknownOrg.At(field, detail) })
}

// heldBy gives an asset that an organisation has in its hands and has not offered to anybody.
func (r ruling) heldBy(field, id string, holder OrganizationID) (Asset, error) {
	a, err := r.asset(field, id)
	switch {
	case err != nil:
		return Asset{}, err
	case a.Status == StatusBundled:
		return Asset{}, problem.NotAvailable.At(field, fmt.Sprintf("%s is packed in %s; hand over the unit or unpack it first", a.ID, a.Bundle))
	case a.Holder != holder:
		return Asset{}, problem.NotHolder.At(field, fmt.Sprintf("%s is not held by %s", a.ID, holder))
	case a.Status != StatusActive:
		return Asset{}, problem.NotAvailable.At(field, fmt.Sprintf("%s is %s", a.ID, a.Status))
	}
	return a, nil
}

// signed reads a signature of an organisation's key. Whether it is one, only who knows the chain can say.
func (r ruling) signed(field, id string, by *HandoverSignature) (KeySignature, error) {
	if by == nil {
		return KeySignature{}, problem.InvalidField.At(field, "it is missing; both sides sign, and POST /api/v1/signed-handovers/typed-data says what")
	}
	o, err := r.side(field, id)
	if err != nil {
		return KeySignature{}, err
	}
	if !slices.Contains(o.Signers(), by.Key) {
		return KeySignature{}, problem.WrongParty.At(field+"/key", fmt.Sprintf("%s is no signing key of %s", by.Key, id))
	}
	digits, prefixed := strings.CutPrefix(by.Signature, "0x")
	signature, err := hex.DecodeString(digits)
	if err != nil || !prefixed || len(signature) == 0 || len(signature) > maxSignature {
		return KeySignature{}, problem.InvalidField.At(field+"/signature", fmt.Sprintf("it is 0x and the hexadecimal digits of at most %d bytes", maxSignature))
	}
	return KeySignature{Key: by.Key, Signature: signature}, nil
}
