package evm_test

import (
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/crypto"

	"waybill/shared/chain/chaintest"
	"waybill/shared/chain/evm"
	"waybill/shared/custody"
)

// Under the rules of every chain each function stays below its gas limit by a tenth or more, and what is not used is
// not wasted beyond reason.
func TestGasLimitsHold(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"development", "osaka", "amsterdam"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			n := newNode(t, rules(name))
			command := byte(0)
			run := func(signer custody.Address, what string, instruction custody.Instruction) {
				t.Helper()
				command++
				receipt := n.carryOut(signer, command, instruction)
				call, err := n.encoder.Encode(instruction, custody.Digest{}, custody.Digest{})
				if err != nil {
					t.Fatal(err)
				}
				t.Logf("%-12s %-22s %-12s used %9d of %9d", name, instruction.Function(), what, receipt.GasUsed, call.Gas)
				if receipt.Status != 1 || receipt.GasUsed > call.Gas/10*9 {
					t.Errorf("%s %s: status %d, used %d of %d gas", instruction.Function(), what, receipt.Status, receipt.GasUsed, call.Gas)
				}
			}
			run(n.operator, "first", &custody.JoinOrganization{Key: n.miner, IdentityHash: custody.Digest{1}})
			run(n.operator, "second", &custody.JoinOrganization{Key: n.maker, IdentityHash: custody.Digest{2}})
			for _, a := range []custody.Address{n.miner, n.maker} { // the grant does not last for all of this
				to := [20]byte(a)
				n.fund(to)
			}

			unit, tray, lot, other := digests("unit", 1)[0], digests("tray", 1)[0], digests("lot", 1)[0], digests("lot", 2)[1]
			run(n.miner, "unit", &custody.Register{Asset: unit, Type: custody.KindUnit})
			run(n.miner, "lot", &custody.Register{Asset: lot, Type: custody.KindLot, Quantity: custody.MaxQuantity})
			run(n.miner, "lot", &custody.Register{Asset: other, Type: custody.KindLot, Quantity: 1})

			const many = 60
			items := digests("item", many)
			outputs := make([]custody.Output, many)
			children := make([]custody.Child, many)
			bundled := make([]custody.BundledAsset, many)
			for i, item := range items {
				outputs[i] = custody.Output{Asset: item, Type: custody.KindItem}
				children[i] = custody.Child{Asset: item, Version: 1}
				bundled[i] = custody.BundledAsset{Key: item, Version: 1}
			}
			run(n.miner, "1 to 0", &custody.Make{Inputs: []custody.Input{{Asset: other, ExpectedVersion: 1, Quantity: 1}}})
			run(n.miner, "1 to 60", &custody.Make{Inputs: []custody.Input{{Asset: lot, ExpectedVersion: 1, Quantity: 5}}, Outputs: outputs})

			run(n.miner, "60", &custody.Pack{Parent: unit, ExpectedVersion: 1, ChildrenRoot: custody.BundleRoot(bundled), Count: many})
			run(n.miner, "", &custody.Offer{Asset: unit, ExpectedVersion: 2, To: 2, WithOwnership: true, Deadline: 1<<40 - 1})
			run(n.maker, "", &custody.Accept{Asset: unit, ExpectedVersion: 3})
			run(n.maker, "60", &custody.Unpack{Parent: unit, ExpectedVersion: 4, PackedBy: 1, PackedOwner: 1, Children: children})
			rest, left := make([]custody.BundledAsset, many-1), make([]custody.Child, many-1)
			for i, item := range items[1:] {
				rest[i] = custody.BundledAsset{Key: item, Version: 2}
				left[i] = custody.Child{Asset: item, Version: 2}
			}
			run(n.maker, "unit", &custody.Register{Asset: tray, Type: custody.KindUnit})
			run(n.maker, "59", &custody.Pack{Parent: tray, ExpectedVersion: 1, ChildrenRoot: custody.BundleRoot(rest), Count: many - 1})
			run(n.maker, "1 of 59", &custody.Release{
				Parent: tray, ExpectedVersion: 2, PackedBy: 2, PackedOwner: 2, Child: left[0], Index: 0, Size: many - 1, Path: custody.BundlePath(rest, 0),
			})
			run(n.maker, "58 of 59", &custody.Unpack{Parent: tray, ExpectedVersion: 2, PackedBy: 2, PackedOwner: 2, Children: left})
			run(n.maker, "one more", &custody.Pack{Parent: unit, ExpectedVersion: 5, ChildrenRoot: custody.BundleRoot([]custody.BundledAsset{{Key: items[0], Version: 2}}), Count: 1})
			run(n.maker, "1", &custody.Unpack{Parent: unit, ExpectedVersion: 6, PackedBy: 2, PackedOwner: 2, Children: []custody.Child{{Asset: items[0], Version: 2}}})

			used := make([]custody.Input, many)
			for i, item := range items {
				used[i] = custody.Input{Asset: item, ExpectedVersion: 3}
			}
			run(n.maker, "60 to 1", &custody.Make{Inputs: used, Outputs: []custody.Output{{Asset: digests("made", 1)[0], Type: custody.KindItem}}})

			run(n.miner, "", &custody.Offer{Asset: lot, ExpectedVersion: 2, To: 2})
			run(n.maker, "", &custody.Reject{Asset: lot, ExpectedVersion: 3})
			run(n.miner, "", &custody.Offer{Asset: lot, ExpectedVersion: 4, To: 2, Deadline: 1<<40 - 1})
			run(n.miner, "", &custody.Cancel{Asset: lot, ExpectedVersion: 5})

			tip, err := n.client.HeaderByNumber(t.Context(), nil)
			if err != nil {
				t.Fatal(err)
			}
			run(n.miner, "", &custody.TransferOwnership{Asset: lot, ExpectedVersion: 6, To: 2, Deadline: tip.Time + 3600})
			if err := n.AdjustTime(2 * time.Hour); err != nil {
				t.Fatal(err)
			}
			run(n.maker, "", &custody.Expire{Asset: lot, ExpectedVersion: 7})
			weighed, parts := digests("weighed", 1)[0], make([]custody.Output, 2)
			for i, part := range digests("part", 2) {
				parts[i] = custody.Output{Asset: part, Type: custody.KindLot, Quantity: 2, Measure: "KGM"}
			}
			run(n.miner, "measured lot", &custody.Register{Asset: weighed, Type: custody.KindLot, Quantity: custody.MaxQuantity, Measure: "KGM"})
			run(n.miner, "1 to 2", &custody.Balance{
				Make: custody.Make{Inputs: []custody.Input{{Asset: weighed, ExpectedVersion: 1, Quantity: 5, Measure: "KGM"}}, Outputs: parts},
				Loss: 1, Measure: "KGM", Model: custody.Segregated,
			})
			run(n.miner, "", &custody.Consume{Asset: weighed, ExpectedVersion: 2, Quantity: 5, Measure: "KGM"})

			agreements := evm.Agreements{ChainID: chaintest.ChainID, Contract: n.contract}
			agreed := &custody.HandOver{From: 1, To: 2, WithOwnership: true, Deadline: 1<<40 - 1}
			for _, part := range digests("part", 2) {
				agreed.Assets = append(agreed.Assets, custody.Child{Asset: part, Version: 1})
			}
			digest := agreements.Digest(agreed, custody.Digest{31: command + 1}, custody.Digest{1, 2, 3})
			agreed.ByFrom, agreed.ByTo = n.signed(n.miner, digest), n.signed(n.maker, digest)
			run(n.operator, "2", agreed)
			run(n.miner, "", &custody.Certify{Certificate: custody.Digest{9}, Type: custody.CertificateQuality, ValidUntil: 1<<40 - 1})
			run(n.miner, "", &custody.Suspend{Certificate: custody.Digest{9}, ExpectedVersion: 1})
			run(n.miner, "", &custody.Reinstate{Certificate: custody.Digest{9}, ExpectedVersion: 2})
			run(n.miner, "", &custody.Revoke{Certificate: custody.Digest{9}})
			run(n.miner, "first", &custody.OpenRecall{Asset: lot})
			run(n.miner, "", &custody.CloseRecall{Asset: lot, ExpectedVersion: 1})
			run(n.miner, "again", &custody.OpenRecall{Asset: lot, ExpectedVersion: 2})
			run(n.miner, "", &custody.Decommission{Asset: lot, ExpectedVersion: 8})
			run(n.miner, "", &custody.DeclareError{Subject: lot, Erroneous: custody.Digest{1, 2}, Reason: custody.IncorrectData, Correction: custody.Digest{3, 4}})
			run(n.miner, "", &custody.Record{Subject: lot})
			run(n.miner, "", &custody.AddKey{Key: custody.Address{0xaa}})
			run(n.miner, "", &custody.RemoveKey{Key: custody.Address{0xaa}})
			run(n.operator, "first", &custody.Anchor{Root: custody.Digest{7}, Size: 1 << 40})
			run(n.operator, "later", &custody.Anchor{Root: custody.Digest{8}, Size: 1 << 41})
		})
	}
}

// signed gives the signature of an account for a digest, as the contract takes it.
func (n *testNode) signed(by custody.Address, digest custody.Digest) custody.KeySignature {
	n.Helper()
	signature, err := crypto.Sign(digest[:], n.keys[by])
	if err != nil {
		n.Fatal(err)
	}
	signature[64] += 27
	return custody.KeySignature{Key: by, Signature: signature}
}
