package evm

import (
	"fmt"
	"math/big"

	"github.com/ethereum/go-ethereum/common"

	"waybill/contracts/bindings"
	"waybill/shared/custody"
)

// packFurther packs the calls that are not part of every day: administration, handovers in one step, single children,
// balances, recalls and corrections.
func (e *Encoder) packFurther(n *narrow, instruction custody.Instruction, command, eventHash custody.Digest) ([]byte, error) {
	switch i := instruction.(type) {
	case *custody.RotateKey:
		return e.ledger.TryPackRotateKey(command, [20]byte(i.Key), eventHash)
	case *custody.SetOrganizationStatus:
		return e.ledger.TryPackSetOrganizationStatus(command, i.Organization, n.version(i.ExpectedVersion), organizationStatus(i.Active), eventHash)
	case *custody.Pause:
		return e.ledger.TryPackPause(command, n.version(i.ExpectedVersion), eventHash)
	case *custody.Unpause:
		return e.ledger.TryPackUnpause(command, n.version(i.ExpectedVersion), eventHash)
	case *custody.SetAdministrators:
		return e.ledger.TryPackSetAdministrators(command, n.version(i.ExpectedRound), addresses(i.Administrators), i.Threshold, eventHash)
	case *custody.RegisterBatch:
		return e.ledger.TryPackRegisterBatch(command, n.outputs(i.Assets), eventHash)
	case *custody.TransferOwnership:
		return e.ledger.TryPackTransferOwnership(command, i.Asset, n.version(i.ExpectedVersion), i.To, n.time(i.Deadline), eventHash)
	case *custody.Expire:
		return e.ledger.TryPackExpire(command, i.Asset, n.version(i.ExpectedVersion), eventHash)
	case *custody.HandOver:
		return e.ledger.TryPackHandover(n.agreed(i, command, eventHash), signature(i.ByFrom), signature(i.ByTo))
	case *custody.Release:
		return e.ledger.TryPackRelease(command, i.Parent, n.version(i.ExpectedVersion), i.PackedBy, i.PackedOwner,
			bindings.ICustodyLedgerChild{Asset: i.Child.Asset, Version: n.version(i.Child.Version)},
			bindings.ICustodyLedgerMembership{Index: i.Index, Size: i.Size, Path: words(i.Path)}, eventHash)
	case *custody.Balance:
		return e.ledger.TryPackTransformBalanced(command, n.inputs(i.Inputs), n.outputs(i.Outputs), n.amount(i.Loss, i.Measure), uint8(i.Model), eventHash)
	case *custody.Consume:
		return e.ledger.TryPackConsume(command, i.Asset, n.version(i.ExpectedVersion), n.amount(i.Quantity, i.Measure), eventHash)
	case *custody.Decommission:
		return e.ledger.TryPackDecommission(command, i.Asset, n.version(i.ExpectedVersion), eventHash)
	case *custody.OpenRecall:
		return e.ledger.TryPackOpenRecall(command, i.Asset, n.version(i.ExpectedVersion), eventHash)
	case *custody.CloseRecall:
		return e.ledger.TryPackCloseRecall(command, i.Asset, n.version(i.ExpectedVersion), eventHash)
	case *custody.Suspend:
		return e.ledger.TryPackSuspendCertificate(command, i.Certificate, n.version(i.ExpectedVersion), eventHash)
	case *custody.Reinstate:
		return e.ledger.TryPackReinstateCertificate(command, i.Certificate, n.version(i.ExpectedVersion), eventHash)
	case *custody.DeclareError:
		return e.ledger.TryPackDeclareError(command, i.Subject, i.Erroneous, uint8(i.Reason), i.Correction, eventHash)
	}
	return nil, fmt.Errorf("the contract has no such function")
}

// organizationStatus gives the contract's OrganizationStatus.
func organizationStatus(active bool) uint8 {
	if active {
		return 1
	}
	return 2
}

// measureBits is how far the measure stands to the left in an amount.
const measureBits = 56

// amount gives a quantity with its measure as the contract packs them: three bytes of code, and thousandths.
func (n *narrow) amount(q custody.Quantity, m custody.Measure) *big.Int {
	amount := n.quantity(q)
	if len(m) > 3 && n.err == nil {
		n.err = fmt.Errorf("the measure %q has more than three characters", m)
		return amount
	}
	var code [3]byte
	copy(code[:], m)
	measure := new(big.Int).SetBytes(code[:])
	return measure.Lsh(measure, measureBits).Or(measure, amount)
}

// agreed gives the message that both sides of a handover sign.
func (n *narrow) agreed(i *custody.HandOver, command, eventHash custody.Digest) bindings.ICustodyLedgerHandover {
	assets := make([]bindings.ICustodyLedgerAssetVersion, len(i.Assets))
	for at, a := range i.Assets {
		assets[at] = bindings.ICustodyLedgerAssetVersion{Asset: a.Asset, Version: n.version(a.Version)}
	}
	return bindings.ICustodyLedgerHandover{
		CommandId: command, Assets: assets, From: i.From, To: i.To, WithOwnership: i.WithOwnership, Deadline: n.time(i.Deadline), EventHash: eventHash,
	}
}

func signature(by custody.KeySignature) bindings.ICustodyLedgerSignature {
	return bindings.ICustodyLedgerSignature{Key: common.Address(by.Key), Signature: by.Signature}
}

func addresses(all []custody.Address) []common.Address {
	out := make([]common.Address, len(all))
	for i, a := range all {
		out[i] = common.Address(a)
	}
	return out
}

func words(all []custody.Digest) [][32]byte {
	out := make([][32]byte, len(all))
	for i, d := range all {
		out[i] = d
	}
	return out
}
