package operations_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"waybill/shared/custody"
	"waybill/shared/operations"
	"waybill/shared/problem"
)

// grows gives the miner so many keys, here and on chain.
func (o *office) grows(n int) (all []custody.Address) {
	o.Helper()
	o.view.keys[miner] = nil
	made := o.Signers.(signers).made
	made[miner] = nil
	for i := range n {
		key := custody.Address{byte(i), 0xbb}
		made[miner] = append(made[miner], key)
		o.view.keys[miner] = append(o.view.keys[miner], custody.SigningKey{Address: key})
		all = append(all, key)
	}
	return all
}

func (o *office) done(op operations.Operation, status operations.Status) {
	o.Helper()
	if err := o.store.Advance(o.Context(), op.Organization, op.ID, operations.Outcome{Status: status}); err != nil {
		o.Fatal(err)
	}
}

// The signer of an asset's commands is the best of those that the contract takes and that are here, fixed at acceptance.
func TestTheAssetChoosesTheSigner(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	keys := o.grows(4)
	o.view.keys[miner][1].Retired = true                                                                // here, and no more on chain
	o.view.keys[miner] = append(o.view.keys[miner], custody.SigningKey{Address: custody.Address{0xee}}) // on chain, and not here
	o.Signers.(signers).made[miner] = append(o.Signers.(signers).made[miner], custody.Address{0xdd})    // here, and not yet on chain
	able := []custody.Address{keys[0], keys[2], keys[3]}
	used := map[custody.Address]bool{}
	for i := range 64 {
		asset := fmt.Sprintf("urn:x:%d", i)
		op := o.accept(asset, register(asset))
		if op.Signer != operations.Rank(asset, able)[0] {
			t.Fatalf("%s is signed by %s", asset, op.Signer)
		}
		used[op.Signer] = true
		o.view.keys[miner][0].Retired = i%2 == 0
		if again := o.accept(asset, register(asset)); again.Signer != op.Signer {
			t.Fatalf("the repetition is signed by %s", again.Signer)
		}
		o.view.keys[miner][0].Retired = false
	}
	if len(used) != len(able) {
		t.Errorf("used were %v", used)
	}
}

// However the keys change in between, two commands on one asset are never on their way at once, so that their order
// does not depend on which key signs.
func TestOrderHoldsAcrossSigners(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.grows(1)
	moved := 0
	for i := range 64 {
		asset := fmt.Sprintf("urn:x:%d", i)
		first := o.accept("register "+asset, register(asset))
		o.grows(2)
		offer := &custody.OfferHandover{Asset: asset, To: string(maker)}
		o.view.assets[custody.AssetID(asset)] = custody.Asset{ID: custody.AssetID(asset), Status: custody.StatusActive, Holder: miner, Owner: miner, Version: 1}
		o.refused(problem.AssetBusy, "offer "+asset, offer)
		o.done(first, operations.Recorded)
		if second := o.accept("offer "+asset, offer); second.Signer != first.Signer {
			moved++
		}
		o.grows(1)
	}
	if moved == 0 || moved == 64 {
		t.Errorf("%d of 64 assets moved to the second key", moved)
	}
}

// A new key is made for the command's own id, once however often the request comes, and is in what goes on chain.
func TestAddSigner(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	op := o.accept("key", &custody.AddSigner{})
	if again := o.accept("key", &custody.AddSigner{}); again.ID != op.ID {
		t.Errorf("the repetition is %s", again.ID)
	}
	made := o.Signers.(signers).made[miner]
	if len(made) != 2 || op.Signer != made[0] {
		t.Fatalf("the keys are %s, signed by %s", made, op.Signer)
	}
	instruction, err := custody.DecodeInstruction(op.Instruction)
	if add, ok := instruction.(*custody.AddKey); err != nil || !ok || add.Key != made[1] || !strings.Contains(string(op.Payload), made[1].Hex()) {
		t.Errorf("%s, %s, %v", op.Instruction, op.Payload, err)
	}
	o.refused(problem.AssetBusy, "another", &custody.AddSigner{})
	if next := o.accept("asset", register(wafer)); next.Signer != made[0] {
		t.Errorf("a key that is not on chain signs")
	}
}

// From the moment at which its removal is accepted a key gets nothing new. What it has it finishes, then the removal
// goes on its way, signed by another key; if the removal fails, the key is back.
func TestAKeyDrainsBeforeItIsRemoved(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.Outbox = operations.Drain{Outbox: o.outbox, Store: o.store}
	keys := o.grows(3)
	var last operations.Operation // that the key has to finish
	for i := 0; last.Signer != keys[0]; i++ {
		last = o.accept(fmt.Sprint(i), register(fmt.Sprintf("urn:x:%d", i)))
		if last.Signer != keys[0] {
			o.done(last, operations.Recorded)
		}
	}
	sent := len(o.outbox.sent)
	removal := o.accept("remove", &custody.RemoveSigner{Signer: keys[0]})
	if removal.Signer == keys[0] {
		t.Fatal("the key signs its own removal")
	}
	if len(o.outbox.sent) != sent {
		t.Fatal("the removal did not wait")
	}
	for i := range 64 {
		if op := o.accept(fmt.Sprint("new ", i), register(fmt.Sprintf("urn:y:%d", i))); op.Signer == keys[0] {
			t.Fatalf("%s went to the draining key", op.ID)
		}
	}
	o.done(last, operations.Recorded)
	sent = len(o.outbox.sent)
	if err := o.Outbox.Dispatch(t.Context(), removal); err != nil || !slices.Equal(o.outbox.sent[sent:], []string{removal.ID}) {
		t.Fatalf("drained, it sent %v, %v", o.outbox.sent[sent:], err)
	}
	o.done(removal, operations.Failed)
	back := false
	for i := range 64 {
		back = back || o.accept(fmt.Sprint("back ", i), register(fmt.Sprintf("urn:z:%d", i))).Signer == keys[0]
	}
	if !back {
		t.Error("the key never came back")
	}
}

// A key that nobody has, the last one, and one more than there may be are refused.
func TestSignersThatCannotBe(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	keys := o.grows(1)
	o.refused(problem.Forbidden, "last", &custody.RemoveSigner{Signer: keys[0]})
	o.refused(problem.NotFound, "unknown", &custody.RemoveSigner{Signer: custody.Address{0xff}})
	o.grows(custody.MaxSigners)
	o.refused(problem.Forbidden, "too many", &custody.AddSigner{})
	o.grows(custody.MaxSigners - 1)
	o.accept("enough", &custody.AddSigner{})
}
