package evm

import (
	"crypto/sha256"

	"github.com/ethereum/go-ethereum/core/types"

	"waybill/contracts/bindings"
	"waybill/shared/custody"
)

// administrationDecoders read what the contract's administrators do.
var administrationDecoders = map[string]func(*types.Log) (custody.Event, error){
	"OrganizationStatusChanged": decoder(contract.UnpackOrganizationStatusChangedEvent, func(e *bindings.CustodyLedgerOrganizationStatusChanged) custody.Event {
		return custody.OrganizationStatusChanged{
			EventHead: head(e.CommandId, 0, e.EventHash), Organization: e.Organization, Status: e.Status, Version: uint32(e.Version.Uint64()),
		}
	}),
	"Paused": decoder(contract.UnpackPausedEvent, func(e *bindings.CustodyLedgerPaused) custody.Event {
		return custody.Paused{EventHead: head(e.CommandId, 0, e.EventHash), Version: uint32(e.Version.Uint64())}
	}),
	"Unpaused": decoder(contract.UnpackUnpausedEvent, func(e *bindings.CustodyLedgerUnpaused) custody.Event {
		return custody.Unpaused{EventHead: head(e.CommandId, 0, e.EventHash), Version: uint32(e.Version.Uint64())}
	}),
	"AdministratorsSet": decoder(contract.UnpackAdministratorsSetEvent, func(e *bindings.CustodyLedgerAdministratorsSet) custody.Event {
		var all []byte
		for _, a := range e.Administrators {
			all = append(all, a[:]...)
		}
		return custody.AdministratorsSet{
			EventHead: head(e.CommandId, 0, e.EventHash), Administrators: sha256.Sum256(all), Threshold: e.Threshold, Round: uint32(e.Round.Uint64()),
		}
	}),
	"Confirmed": decoder(contract.UnpackConfirmedEvent, func(e *bindings.CustodyLedgerConfirmed) custody.Event {
		return custody.Confirmed{
			EventHead: head(e.CommandId, 0, [32]byte{}), Call: e.Call, Administrator: custody.Address(e.Administrator),
			Confirmations: e.Confirmations, Threshold: e.Threshold,
		}
	}),
	"ConfirmationWithdrawn": decoder(contract.UnpackConfirmationWithdrawnEvent, func(e *bindings.CustodyLedgerConfirmationWithdrawn) custody.Event {
		return custody.ConfirmationWithdrawn{
			EventHead: head(e.CommandId, 0, [32]byte{}), Call: e.Call, Administrator: custody.Address(e.Administrator),
		}
	}),
}
