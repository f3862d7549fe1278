package evm

import (
	"errors"
	"fmt"
	"math/big"

	"github.com/ethereum/go-ethereum/core/types"

	"waybill/contracts/bindings"
	"waybill/shared/custody"
)

var contract = bindings.NewCustodyLedger()

// decoders read the logs of the contract, by the name of the event. Those of the administrators, and of what no command
// of ours asks for, have files of their own.
var decoders = map[string]func(*types.Log) (custody.Event, error){
	"OrganizationJoined": decoder(contract.UnpackOrganizationJoinedEvent, func(e *bindings.CustodyLedgerOrganizationJoined) custody.Event {
		return custody.OrganizationJoined{
			EventHead: head(e.CommandId, 0, e.EventHash), Organization: e.Organization, Key: custody.Address(e.Key), IdentityHash: e.IdentityHash,
		}
	}),
	"KeyAdded": decoder(contract.UnpackKeyAddedEvent, func(e *bindings.CustodyLedgerKeyAdded) custody.Event {
		return custody.KeyAdded{EventHead: head(e.CommandId, e.Actor, e.EventHash), Key: custody.Address(e.Key)}
	}),
	"KeyRemoved": decoder(contract.UnpackKeyRemovedEvent, func(e *bindings.CustodyLedgerKeyRemoved) custody.Event {
		return custody.KeyRemoved{EventHead: head(e.CommandId, e.Actor, e.EventHash), Key: custody.Address(e.Key)}
	}),
	"KeyRotated": decoder(contract.UnpackKeyRotatedEvent, func(e *bindings.CustodyLedgerKeyRotated) custody.Event {
		return custody.KeyRotated{
			EventHead: head(e.CommandId, e.Actor, e.EventHash), Key: custody.Address(e.Key), Previous: custody.Address(e.Previous),
		}
	}),
	"AssetRegistered": decoder(contract.UnpackAssetRegisteredEvent, func(e *bindings.CustodyLedgerAssetRegistered) custody.Event {
		return custody.AssetRegistered{
			EventHead: head(e.CommandId, e.Actor, e.EventHash), Asset: e.Asset, Type: custody.Kind(e.Kind),
			Quantity: quantity(e.Quantity), Version: uint32(e.Version.Uint64()), Measure: measure(e.Quantity),
		}
	}),
	"CustodyOffered": decoder(contract.UnpackCustodyOfferedEvent, func(e *bindings.CustodyLedgerCustodyOffered) custody.Event {
		return custody.CustodyOffered{
			EventHead: head(e.CommandId, e.Actor, e.EventHash), Asset: e.Asset, To: e.To, WithOwnership: e.WithOwnership,
			Deadline: e.Deadline.Uint64(), Version: uint32(e.Version.Uint64()),
		}
	}),
	"CustodyAccepted": decoder(contract.UnpackCustodyAcceptedEvent, func(e *bindings.CustodyLedgerCustodyAccepted) custody.Event {
		return custody.CustodyAccepted{
			EventHead: head(e.CommandId, e.Actor, e.EventHash), Asset: e.Asset, From: e.From, WithOwnership: e.WithOwnership,
			Version: uint32(e.Version.Uint64()),
		}
	}),
	"CustodyClosed": decoder(contract.UnpackCustodyClosedEvent, func(e *bindings.CustodyLedgerCustodyClosed) custody.Event {
		return custody.CustodyClosed{
			EventHead: head(e.CommandId, e.Actor, e.EventHash), Asset: e.Asset, Outcome: custody.ClosedOutcome(e.Outcome),
			Version: uint32(e.Version.Uint64()),
		}
	}),
	"Aggregated": decoder(contract.UnpackAggregatedEvent, func(e *bindings.CustodyLedgerAggregated) custody.Event {
		return custody.Aggregated{
			EventHead: head(e.CommandId, e.Actor, e.EventHash), Parent: e.Parent, ChildrenRoot: e.ChildrenRoot, Count: e.Count,
			Version: uint32(e.Version.Uint64()),
		}
	}),
	"ChildReleased": decoder(contract.UnpackChildReleasedEvent, func(e *bindings.CustodyLedgerChildReleased) custody.Event {
		return custody.ChildReleased{
			EventHead: head(e.CommandId, e.Actor, e.EventHash), Parent: e.Parent, Child: e.Child, Version: uint32(e.Version.Uint64()),
		}
	}),
	"Disaggregated": decoder(contract.UnpackDisaggregatedEvent, func(e *bindings.CustodyLedgerDisaggregated) custody.Event {
		return custody.Disaggregated{
			EventHead: head(e.CommandId, e.Actor, e.EventHash), Parent: e.Parent, Version: uint32(e.Version.Uint64()),
		}
	}),
	"InputConsumed": decoder(contract.UnpackInputConsumedEvent, func(e *bindings.CustodyLedgerInputConsumed) custody.Event {
		return custody.InputConsumed{
			EventHead: head(e.CommandId, e.Actor, e.EventHash), Asset: e.Asset, Quantity: quantity(e.Quantity),
			Remaining: quantity(e.Remaining), Version: uint32(e.Version.Uint64()),
		}
	}),
	"Transformed": decoder(contract.UnpackTransformedEvent, func(e *bindings.CustodyLedgerTransformed) custody.Event {
		return custody.Transformed{EventHead: head(e.CommandId, e.Actor, e.EventHash), Inputs: e.Inputs, Outputs: e.Outputs}
	}),
	"CertificateIssued": decoder(contract.UnpackCertificateIssuedEvent, func(e *bindings.CustodyLedgerCertificateIssued) custody.Event {
		return custody.CertificateIssued{
			EventHead: head(e.CommandId, e.Actor, e.EventHash), Certificate: e.Certificate, Type: custody.CertificateType(e.Kind),
			ValidUntil: e.ValidUntil.Uint64(),
		}
	}),
	"CertificateRevoked": decoder(contract.UnpackCertificateRevokedEvent, func(e *bindings.CustodyLedgerCertificateRevoked) custody.Event {
		return custody.CertificateRevoked{EventHead: head(e.CommandId, e.Actor, e.EventHash), Certificate: e.Certificate}
	}),
	"EventRecorded": decoder(contract.UnpackEventRecordedEvent, func(e *bindings.CustodyLedgerEventRecorded) custody.Event {
		return custody.EventRecorded{EventHead: head(e.CommandId, e.Actor, e.EventHash), Subject: e.Subject}
	}),
	"Anchored": decoder(contract.UnpackAnchoredEvent, func(e *bindings.CustodyLedgerAnchored) custody.Event {
		return custody.Anchored{EventHead: head(e.CommandId, e.Actor, e.EventHash), Root: e.Root, Size: e.Size}
	}),
}

func decoder[E any](unpack func(*types.Log) (*E, error), convert func(*E) custody.Event) func(*types.Log) (custody.Event, error) {
	return func(l *types.Log) (custody.Event, error) {
		e, err := unpack(l)
		if err != nil {
			return nil, err
		}
		return convert(e), nil
	}
}

// decode reads one log of the contract.
func decode(l *types.Log) (custody.Event, error) {
	if len(l.Topics) == 0 {
		return nil, errors.New("the contract has no anonymous events")
	}
	contractABI := contract.GetABI()
	event, err := contractABI.EventByID(l.Topics[0])
	if err != nil {
		return nil, fmt.Errorf("the contract has no event %s", l.Topics[0])
	}
	unpack := decoders[event.Name]
	if unpack == nil {
		unpack = goodsDecoders[event.Name]
	}
	if unpack == nil {
		unpack = administrationDecoders[event.Name]
	}
	if unpack == nil {
		return nil, fmt.Errorf("there is no reader for event %s", event.Name)
	}
	e, err := unpack(l)
	if err != nil {
		return nil, fmt.Errorf("read event %s: %w", event.Name, err)
	}
	return e, nil
}

func head(command [32]byte, actor uint32, eventHash [32]byte) custody.EventHead {
	return custody.EventHead{Command: command, Actor: actor, EventHash: eventHash}
}

// quantityBits are the lower bits of the contract's amounts of 80 bits, which count thousandths. Above them stands the
// measure.
const quantityBits = 56

// quantity takes the thousandths of an amount.
func quantity(amount *big.Int) custody.Quantity {
	thousandths := new(big.Int).Lsh(big.NewInt(1), quantityBits)
	return sum(thousandths.And(amount, thousandths.Sub(thousandths, big.NewInt(1))))
}

// sum takes thousandths. No command of ours can be over custody.MaxQuantity; what somebody else wrote past Waybill and is
// over it counts as that, so that he cannot stop the projection.
func sum(thousandths *big.Int) custody.Quantity {
	if !thousandths.IsInt64() || thousandths.Int64() > int64(custody.MaxQuantity) {
		return custody.MaxQuantity
	}
	return custody.Quantity(thousandths.Int64())
}

// measure takes the measure of an amount.
func measure(amount *big.Int) (code [3]byte) {
	new(big.Int).Rsh(amount, quantityBits).FillBytes(code[:])
	return code
}
