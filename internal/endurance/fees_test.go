package endurance_test

import (
	"strings"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/common/hexutil"
	"github.com/ethereum/go-ethereum/params"

	"waybill/shared/chain"
)

// A signer without funds keeps its commands, and its nonces; as soon as somebody pays, everything goes on.
func TestInsufficientFundsThenToppedUp(t *testing.T) {
	t.Parallel()
	d, node := newAnvilDesk(t, chain.Instant, 2)
	poor := d.signers[0].Hex()
	node.Call("anvil_setBalance", poor, "0x1")
	d.submit(4)
	for range 10 {
		node.Call("anvil_mine", hexutil.Uint64(1))
		d.monitor(time.Minute)
	}
	if len(d.settled) != 4 {
		t.Fatalf("%d commands are final, want those of the rich signer", len(d.settled))
	}
	if got := d.transactions(d.submitted[0]); len(got) != 1 || !strings.Contains(strings.ToLower(got[0].Note), "insufficient funds") {
		t.Errorf("the operator is not told: %+v", got)
	}
	node.Call("anvil_setBalance", poor, (*hexutil.Big)(rich))
	d.finish(func() { node.Call("anvil_mine", hexutil.Uint64(1)) })
	for _, r := range d.submitted {
		if got := d.transactions(r); len(got) != 1 {
			t.Errorf("%s was signed %d times", r.Operation, len(got))
		}
	}
}

// The base fee jumps beyond what was offered. The first in line is signed again with a better fee, which is in the
// journal before it is sent: when the node does not hear it, the same transaction is sent later and no third is made.
func TestBaseFeeSpike(t *testing.T) {
	t.Parallel()
	d, node := newAnvilDesk(t, chain.Instant, 1)
	d.submit(3)
	spike(node.Call, 100)
	if effects, _ := d.effects(); len(effects) != 0 {
		t.Fatal("the spike came too late")
	}
	d.node.deaf = true
	d.monitor(49 * time.Second)
	bumped := d.transactions(d.submitted[0])
	if len(bumped) != 2 || bumped[1].Fee.Cap < 100*params.GWei {
		t.Fatalf("the bump is not in the journal: %+v", bumped)
	}
	d.node.deaf = false
	d.monitor(13 * time.Second)
	spike(node.Call, 100)
	d.monitor(time.Second)
	if o := d.settled[d.submitted[0].Operation]; o.Transaction != bumped[1].Hash {
		t.Errorf("carried out by %+v, want the bumped transaction", o)
	}
	d.finish(func() { node.Call("anvil_mine", hexutil.Uint64(1)) })
}

// spike mines a block with a base fee of so many gwei.
func spike(call func(string, ...any), gwei uint64) {
	call("anvil_setNextBlockBaseFeePerGas", hexutil.Uint64(gwei*params.GWei))
	call("anvil_mine", hexutil.Uint64(1))
}

// For six hours no transaction gets into a block: in the first three because there are none, then because the base fee is
// beyond any limit. The engine sends again and again, never signs more for a nonce than it may, and everything is
// carried out once as soon as it can be.
func TestStuckForHours(t *testing.T) {
	t.Parallel()
	d, node := newAnvilDesk(t, chain.Depth(1), 2)
	d.engine.Policy.MaxAttempts = 8
	d.submit(20)
	const step = 5 * time.Minute
	for range 3 * time.Hour / step {
		d.monitor(step)
	}
	for _, r := range d.submitted {
		if got := d.transactions(r); len(got) != 1 {
			t.Fatalf("%s was signed %d times, though no fee would have helped", r.Operation, len(got))
		}
	}
	for n := range 3 * time.Hour / step {
		spike(node.Call, 1000)
		d.monitor(step)
		if n%12 == 0 {
			d.submit(1)
		}
	}
	for _, r := range d.submitted {
		if got := d.transactions(r); len(got) > d.engine.Policy.MaxAttempts {
			t.Errorf("%s was signed %d times", r.Operation, len(got))
		}
	}
	if len(d.settled) != 0 {
		t.Fatalf("%d commands are final, so the fee was not beyond the limit", len(d.settled))
	}
	spike(node.Call, 1)
	d.finish(func() { node.Call("anvil_mine", hexutil.Uint64(1)) })
}
