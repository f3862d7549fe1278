package evm

import (
	"github.com/ethereum/go-ethereum/core/types"

	"waybill/contracts/bindings"
	"waybill/shared/custody"
)

// goodsDecoders read what happens to goods and certificates beside the usual way of offer and answer.
var goodsDecoders = map[string]func(*types.Log) (custody.Event, error){
	"CustodyHandedOver": decoder(contract.UnpackCustodyHandedOverEvent, func(e *bindings.CustodyLedgerCustodyHandedOver) custody.Event {
		return custody.CustodyHandedOver{
			EventHead: head(e.CommandId, e.Actor, e.EventHash), Asset: e.Asset, From: e.From, WithOwnership: e.WithOwnership,
			Version: uint32(e.Version.Uint64()),
		}
	}),
	"OwnershipOffered": decoder(contract.UnpackOwnershipOfferedEvent, func(e *bindings.CustodyLedgerOwnershipOffered) custody.Event {
		return custody.OwnershipOffered{
			EventHead: head(e.CommandId, e.Actor, e.EventHash), Asset: e.Asset, To: e.To, Deadline: e.Deadline.Uint64(),
			Version: uint32(e.Version.Uint64()),
		}
	}),
	"OwnershipTransferred": decoder(contract.UnpackOwnershipTransferredEvent, func(e *bindings.CustodyLedgerOwnershipTransferred) custody.Event {
		return custody.OwnershipTransferred{
			EventHead: head(e.CommandId, e.Actor, e.EventHash), Asset: e.Asset, From: e.From, Version: uint32(e.Version.Uint64()),
		}
	}),
	"ChildSkipped": decoder(contract.UnpackChildSkippedEvent, func(e *bindings.CustodyLedgerChildSkipped) custody.Event {
		return custody.ChildSkipped{
			EventHead: head(e.CommandId, e.Actor, e.EventHash), Parent: e.Parent, Child: e.Child, Version: uint32(e.Version.Uint64()),
		}
	}),
	"MassBalanced": decoder(contract.UnpackMassBalancedEvent, func(e *bindings.CustodyLedgerMassBalanced) custody.Event {
		return custody.MassBalanced{
			EventHead: head(e.CommandId, e.Actor, e.EventHash), Model: e.Model, Measure: e.Measure,
			QuantityIn: sum(e.QuantityIn), QuantityOut: sum(e.QuantityOut), Loss: sum(e.Loss),
		}
	}),
	"AssetDecommissioned": decoder(contract.UnpackAssetDecommissionedEvent, func(e *bindings.CustodyLedgerAssetDecommissioned) custody.Event {
		return custody.AssetDecommissioned{
			EventHead: head(e.CommandId, e.Actor, e.EventHash), Asset: e.Asset, Quantity: quantity(e.Quantity),
			Version: uint32(e.Version.Uint64()),
		}
	}),
	"RecallOpened": decoder(contract.UnpackRecallOpenedEvent, func(e *bindings.CustodyLedgerRecallOpened) custody.Event {
		return custody.RecallOpened{EventHead: head(e.CommandId, e.Actor, e.EventHash), Asset: e.Asset, Version: uint32(e.Version.Uint64())}
	}),
	"RecallClosed": decoder(contract.UnpackRecallClosedEvent, func(e *bindings.CustodyLedgerRecallClosed) custody.Event {
		return custody.RecallClosed{EventHead: head(e.CommandId, e.Actor, e.EventHash), Asset: e.Asset, Version: uint32(e.Version.Uint64())}
	}),
	"CertificateSuspended": decoder(contract.UnpackCertificateSuspendedEvent, func(e *bindings.CustodyLedgerCertificateSuspended) custody.Event {
		return custody.CertificateSuspended{
			EventHead: head(e.CommandId, e.Actor, e.EventHash), Certificate: e.Certificate, Version: uint32(e.Version.Uint64()),
		}
	}),
	"CertificateReinstated": decoder(contract.UnpackCertificateReinstatedEvent, func(e *bindings.CustodyLedgerCertificateReinstated) custody.Event {
		return custody.CertificateReinstated{
			EventHead: head(e.CommandId, e.Actor, e.EventHash), Certificate: e.Certificate, Version: uint32(e.Version.Uint64()),
		}
	}),
	"ErrorDeclared": decoder(contract.UnpackErrorDeclaredEvent, func(e *bindings.CustodyLedgerErrorDeclared) custody.Event {
		return custody.ErrorDeclared{
			EventHead: head(e.CommandId, e.Actor, e.EventHash), Subject: e.Subject, Erroneous: e.Erroneous, Reason: e.Reason, Correction: e.Correction,
		}
	}),
}
