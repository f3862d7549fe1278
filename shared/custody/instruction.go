package custody

import (
	"encoding/json"
	"fmt"
	"math/big"
)

// An Instruction is one call of the contract in the words of the domain: every id resolved to its key or number,
// every expected version fixed. Whoever carries it out adds the command id and the event hash.
type Instruction interface {
	// Function is the contract function's name.
	Function() string
}

// JoinOrganization lets a key speak for a new organisation.
type JoinOrganization struct {
	Key          Address `json:"key"`
	IdentityHash Digest  `json:"identityHash"`
}

// Register creates an asset held and owned by the caller. Quantity is 0 unless it is a lot.
type Register struct {
	Asset    Digest   `json:"asset"`
	Type     Kind     `json:"type"`
	Quantity Quantity `json:"quantity"`
	Measure  Measure  `json:"measure,omitempty"`
}

// Offer offers an asset to another organisation. Deadline is Unix seconds, 0 for none.
type Offer struct {
	Asset           Digest `json:"asset"`
	ExpectedVersion uint32 `json:"expectedVersion"`
	To              uint32 `json:"to"`
	WithOwnership   bool   `json:"withOwnership"`
	Deadline        uint64 `json:"deadline"`
}

// Accept takes an offered asset.
type Accept struct {
	Asset           Digest `json:"asset"`
	ExpectedVersion uint32 `json:"expectedVersion"`
}

// Reject refuses an offered asset.
type Reject struct {
	Asset           Digest `json:"asset"`
	ExpectedVersion uint32 `json:"expectedVersion"`
}

// Cancel withdraws an offer.
type Cancel struct {
	Asset           Digest `json:"asset"`
	ExpectedVersion uint32 `json:"expectedVersion"`
}

// Pack packs children into a parent at the same cost for any number of them.
type Pack struct {
	Parent          Digest `json:"parent"`
	ExpectedVersion uint32 `json:"expectedVersion"`
	ChildrenRoot    Digest `json:"childrenRoot"` // RFC 9162 root of BundleLeaf values
	Count           uint32 `json:"count"`
}

// Unpack gives the children of a parent its holder and owner.
type Unpack struct {
	Parent          Digest  `json:"parent"`
	ExpectedVersion uint32  `json:"expectedVersion"`
	PackedBy        uint32  `json:"packedBy"`    // organisation that packed it
	PackedOwner     uint32  `json:"packedOwner"` // owner of parent and children at that time
	Children        []Child `json:"children"`    // in the order of the leaves
}

// A Child is an asset at the version it had when it was packed.
type Child struct {
	Asset   Digest `json:"asset"`
	Version uint32 `json:"version"`
}

// Make uses up inputs and creates outputs.
type Make struct {
	Inputs  []Input  `json:"inputs"`
	Outputs []Output `json:"outputs"`
}

// An Input is an asset that is used up; Quantity is 0 for an item.
type Input struct {
	Asset           Digest   `json:"asset"`
	ExpectedVersion uint32   `json:"expectedVersion"`
	Quantity        Quantity `json:"quantity"`
	Measure         Measure  `json:"measure,omitempty"`
}

// An Output is an asset that is made; Quantity is 0 unless it is a lot.
type Output struct {
	Asset    Digest   `json:"asset"`
	Type     Kind     `json:"type"`
	Quantity Quantity `json:"quantity"`
	Measure  Measure  `json:"measure,omitempty"`
}

// Certify issues a certificate. ValidUntil is Unix seconds, 0 for no end.
type Certify struct {
	Certificate Digest          `json:"certificate"`
	Type        CertificateType `json:"type"`
	ValidUntil  uint64          `json:"validUntil"`
}

// Revoke withdraws a certificate.
type Revoke struct {
	Certificate Digest `json:"certificate"`
}

// Record leaves an event hash on chain and changes nothing. Subject is zero if it is about no single asset.
type Record struct {
	Subject Digest `json:"subject"`
}

// Anchor leaves the root of a tree with Size leaves on chain.
type Anchor struct {
	Root Digest `json:"root"`
	Size uint64 `json:"size"`
}

// AddKey lets one more key speak for the caller's organisation and gives it Value wei, nil for none.
type AddKey struct {
	Key   Address  `json:"key"`
	Value *big.Int `json:"value,omitempty"`
}

// RemoveKey ends what a key may say for the caller's organisation.
type RemoveKey struct {
	Key Address `json:"key"`
}

// Function is joinOrganization.
func (*JoinOrganization) Function() string { return "joinOrganization" }

// Function is register.
func (*Register) Function() string { return "register" }

// Function is offer.
func (*Offer) Function() string { return "offer" }

// Function is accept.
func (*Accept) Function() string { return "accept" }

// Function is reject.
func (*Reject) Function() string { return "reject" }

// Function is cancel.
func (*Cancel) Function() string { return "cancel" }

// Function is aggregate.
func (*Pack) Function() string { return "aggregate" }

// Function is disaggregate.
func (*Unpack) Function() string { return "disaggregate" }

// Function is transform.
func (*Make) Function() string { return "transform" }

// Function is issueCertificate.
func (*Certify) Function() string { return "issueCertificate" }

// Function is revokeCertificate.
func (*Revoke) Function() string { return "revokeCertificate" }

// Function is recordEvent.
func (*Record) Function() string { return "recordEvent" }

// Function is anchor.
func (*Anchor) Function() string { return "anchor" }

// Function is addKey.
func (*AddKey) Function() string { return "addKey" }

// Function is removeKey.
func (*RemoveKey) Function() string { return "removeKey" }

func newInstruction(function string) Instruction {
	for _, i := range []Instruction{
		&JoinOrganization{}, &Register{}, &Offer{}, &Accept{}, &Reject{}, &Cancel{}, &Pack{}, &Unpack{}, &Make{},
		&Certify{}, &Revoke{}, &Record{}, &Anchor{}, &AddKey{}, &RemoveKey{}, &RotateKey{},
		&SetOrganizationStatus{}, &Pause{}, &Unpause{}, &SetAdministrators{}, &RegisterBatch{}, &TransferOwnership{}, &Expire{},
		&HandOver{}, &Release{}, &Balance{}, &Consume{}, &Decommission{}, &OpenRecall{}, &CloseRecall{}, &Suspend{},
		&Reinstate{}, &DeclareError{},
	} {
		if i.Function() == function {
			return i
		}
	}
	return nil
}

type instructionJSON struct {
	Function  string          `json:"function"`
	Arguments json.RawMessage `json:"arguments"`
}

// EncodeInstruction gives the instruction as it is kept in an operations row.
func EncodeInstruction(i Instruction) ([]byte, error) {
	args, err := json.Marshal(i)
	if err != nil {
		return nil, fmt.Errorf("encode arguments of %s: %w", i.Function(), err)
	}
	return json.Marshal(instructionJSON{Function: i.Function(), Arguments: args})
}

// DecodeInstruction reads what EncodeInstruction wrote.
func DecodeInstruction(b []byte) (Instruction, error) {
	var j instructionJSON
	if err := json.Unmarshal(b, &j); err != nil {
		return nil, fmt.Errorf("decode instruction: %w", err)
	}
	i := newInstruction(j.Function)
	if i == nil {
		return nil, fmt.Errorf("decode instruction: no function %q", j.Function)
	}
	if err := json.Unmarshal(j.Arguments, i); err != nil {
		return nil, fmt.Errorf("decode arguments of %s: %w", j.Function, err)
	}
	return i, nil
}
