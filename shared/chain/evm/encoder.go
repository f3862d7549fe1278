package evm

import (
	"fmt"
	"math/big"

	"waybill/contracts/bindings"
	"waybill/shared/chain"
	"waybill/shared/custody"
)

// The widest values that the contract's types take.
const (
	maxVersion = 1<<24 - 1 // uint24
	maxTime    = 1<<40 - 1 // uint40
)

// An Encoder is a chain.Encoder for the CustodyLedger contract.
type Encoder struct {
	// MaxGas is the most gas that a call is given. Default: 2^24, more than which Ethereum does not take (EIP-7825).
	// It is enough for a thousand children or two hundred outputs, except where new storage slots are priced as in
	// Amsterdam: such a network, which has no limit of that kind, needs 30 million.
	MaxGas uint64

	contract custody.Address
	grant    *big.Int
	ledger   *bindings.CustodyLedger
}

// NewEncoder gives the encoder for the contract at the address. Every organisation that joins is given gasGrant wei
// for its first transactions; nil or 0 on a network where gas is free. What a further key is given stands in
// its instruction.
func NewEncoder(contract custody.Address, gasGrant *big.Int) *Encoder {
	grant := new(big.Int)
	if gasGrant != nil {
		grant.Set(gasGrant)
	}
	return &Encoder{MaxGas: maxTransactionGas, contract: contract, grant: grant, ledger: bindings.NewCustodyLedger()}
}

// Encode gives the call that carries out the instruction.
func (e *Encoder) Encode(instruction custody.Instruction, command, eventHash custody.Digest) (chain.Call, error) {
	if instruction == nil {
		return chain.Call{}, fmt.Errorf("there is no instruction")
	}
	data, err := e.pack(instruction, command, eventHash)
	if err != nil {
		return chain.Call{}, fmt.Errorf("encode %s: %w", instruction.Function(), err)
	}
	call := chain.Call{To: e.contract, Data: data, Gas: min(gasOf(instruction), e.MaxGas)}
	switch i := instruction.(type) {
	case *custody.JoinOrganization:
		call.Value = new(big.Int).Set(e.grant)
	case *custody.AddKey:
		call.Value = i.Value
	}
	return call, nil
}

func (e *Encoder) pack(instruction custody.Instruction, command, eventHash custody.Digest) ([]byte, error) {
	var n narrow
	var data []byte
	var err error
	switch i := instruction.(type) {
	case *custody.JoinOrganization:
		data, err = e.ledger.TryPackJoinOrganization(command, [20]byte(i.Key), i.IdentityHash, eventHash)
	case *custody.Register:
		data, err = e.ledger.TryPackRegister(command, i.Asset, uint8(i.Type), n.amount(i.Quantity, i.Measure), eventHash)
	case *custody.Offer:
		data, err = e.ledger.TryPackOffer(command, i.Asset, n.version(i.ExpectedVersion), i.To, i.WithOwnership, n.time(i.Deadline), eventHash)
	case *custody.Accept:
		data, err = e.ledger.TryPackAccept(command, i.Asset, n.version(i.ExpectedVersion), eventHash)
	case *custody.Reject:
		data, err = e.ledger.TryPackReject(command, i.Asset, n.version(i.ExpectedVersion), eventHash)
	case *custody.Cancel:
		data, err = e.ledger.TryPackCancel(command, i.Asset, n.version(i.ExpectedVersion), eventHash)
	case *custody.Pack:
		data, err = e.ledger.TryPackAggregate(command, i.Parent, n.version(i.ExpectedVersion), i.ChildrenRoot, i.Count, eventHash)
	case *custody.Unpack:
		data, err = e.ledger.TryPackDisaggregate(command, i.Parent, n.version(i.ExpectedVersion), i.PackedBy, i.PackedOwner, n.children(i.Children), eventHash)
	case *custody.Make:
		data, err = e.ledger.TryPackTransform(command, n.inputs(i.Inputs), n.outputs(i.Outputs), eventHash)
	case *custody.Certify:
		data, err = e.ledger.TryPackIssueCertificate(command, i.Certificate, uint8(i.Type), n.time(i.ValidUntil), eventHash)
	case *custody.Revoke:
		data, err = e.ledger.TryPackRevokeCertificate(command, i.Certificate, eventHash)
	case *custody.Record:
		data, err = e.ledger.TryPackRecordEvent(command, i.Subject, eventHash)
	case *custody.Anchor:
		data, err = e.ledger.TryPackAnchor(command, i.Root, i.Size, eventHash)
	case *custody.AddKey:
		data, err = e.ledger.TryPackAddKey(command, [20]byte(i.Key), eventHash)
	case *custody.RemoveKey:
		data, err = e.ledger.TryPackRemoveKey(command, [20]byte(i.Key), eventHash)
	default:
		data, err = e.packFurther(&n, instruction, command, eventHash)
	}
	if n.err != nil {
		return nil, n.err
	}
	return data, err
}

// narrow converts to the contract's types and keeps the first value that does not fit: the ABI would cut it silently.
type narrow struct{ err error }

func (n *narrow) number(what string, value, most uint64) *big.Int {
	if value > most && n.err == nil {
		n.err = fmt.Errorf("%s %d is more than %d", what, value, most)
	}
	return new(big.Int).SetUint64(value)
}

func (n *narrow) version(v uint32) *big.Int { return n.number("version", uint64(v), maxVersion) }
func (n *narrow) time(t uint64) *big.Int    { return n.number("time", t, maxTime) }

func (n *narrow) quantity(q custody.Quantity) *big.Int {
	if q < 0 && n.err == nil {
		n.err = fmt.Errorf("quantity %s is negative", q)
	}
	return big.NewInt(int64(q))
}

func (n *narrow) children(children []custody.Child) []bindings.ICustodyLedgerChild {
	all := make([]bindings.ICustodyLedgerChild, len(children))
	for i, c := range children {
		all[i] = bindings.ICustodyLedgerChild{Asset: c.Asset, Version: n.version(c.Version)}
	}
	return all
}

func (n *narrow) inputs(inputs []custody.Input) []bindings.ICustodyLedgerInput {
	all := make([]bindings.ICustodyLedgerInput, len(inputs))
	for i, in := range inputs {
		all[i] = bindings.ICustodyLedgerInput{Asset: in.Asset, ExpectedVersion: n.version(in.ExpectedVersion), Quantity: n.amount(in.Quantity, in.Measure)}
	}
	return all
}

func (n *narrow) outputs(outputs []custody.Output) []bindings.ICustodyLedgerOutput {
	all := make([]bindings.ICustodyLedgerOutput, len(outputs))
	for i, out := range outputs {
		all[i] = bindings.ICustodyLedgerOutput{Asset: out.Asset, Kind: uint8(out.Type), Quantity: n.amount(out.Quantity, out.Measure)}
	}
	return all
}
