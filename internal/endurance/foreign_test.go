package endurance_test

import (
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/common/hexutil"

	"waybill/shared/chain"
)

// Somebody else uses the key for the very nonces that commands have. The commands get other nonces, and only once the
// foreign transactions are in final blocks: before that nothing is decided, however sure it looks.
func TestForeignUseIsMendedOnFinalEvidenceOnly(t *testing.T) {
	t.Parallel()
	const depth = 4
	d, node := newAnvilDesk(t, chain.Depth(depth), 1)
	d.node.deaf = true
	d.submit(3)
	d.node.deaf = false
	for nonce := range uint64(2) {
		d.outside(d.signers[0], nonce)
	}
	node.Call("anvil_mine", hexutil.Uint64(1))
	for range depth - 1 {
		d.monitor(13 * time.Second)
		for n, r := range d.submitted {
			if got := d.transactions(r); len(got) != 1 || got[0].Nonce != uint64(n) {
				t.Fatalf("%s moved before the foreign transaction was final: %+v", r.Operation, got)
			}
		}
		node.Call("anvil_mine", hexutil.Uint64(1))
	}
	d.finish(func() { node.Call("anvil_mine", hexutil.Uint64(1)) })
	for n, want := range []uint64{3, 4, 2} {
		if got := d.transactions(d.submitted[n]); got[len(got)-1].Nonce != want {
			t.Errorf("%s ended at %+v, want nonce %d", d.submitted[n].Operation, got, want)
		}
	}
}

// A foreign transaction that a reorg takes back has never been: the command is carried out at its own nonce.
func TestForeignUseThatIsTakenBack(t *testing.T) {
	t.Parallel()
	d, node := newAnvilDesk(t, chain.Depth(4), 1)
	node.Call("anvil_mine", hexutil.Uint64(8))
	d.node.deaf = true
	d.submit(2)
	d.node.deaf = false
	d.outside(d.signers[0], 0)
	node.Call("anvil_mine", hexutil.Uint64(2))
	d.monitor(13 * time.Second)
	node.Call("anvil_reorg", 3, []any{})
	node.Call("anvil_dropAllTransactions")
	d.finish(func() { node.Call("anvil_mine", hexutil.Uint64(1)) })
	for n, r := range d.submitted {
		if got := d.transactions(r); len(got) != 1 || got[0].Nonce != uint64(n) {
			t.Errorf("%s was moved: %+v", r.Operation, got)
		}
	}
}
