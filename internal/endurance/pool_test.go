package endurance_test

import (
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/common/hexutil"

	"waybill/internal/endurance/process"
	"waybill/shared/chain"
)

// A node that loses its pool, again and again, gets the same transactions again.
func TestDroppedPool(t *testing.T) {
	t.Parallel()
	d, node := newAnvilDesk(t, chain.Depth(2), 2)
	for range 10 {
		d.submit(5)
		node.Call("anvil_dropAllTransactions")
		d.monitor(13 * time.Second)
		node.Call("anvil_dropAllTransactions")
		d.monitor(time.Second) // too early to send again
	}
	if effects, _ := d.effects(); len(effects) != 0 {
		t.Fatalf("%d transactions were not dropped", len(effects))
	}
	d.finish(func() { node.Call("anvil_mine", hexutil.Uint64(1)) })
}

// A node that is killed and started again has its chain and no pool. While it is dead, commands are refused and outcomes
// wait; nothing that was taken is lost, and nothing that is submitted again is taken twice.
func TestKilledNode(t *testing.T) {
	t.Parallel()
	node := process.Geth(t, t.TempDir(), "--dev.period", "1", "--txpool.nolocals", "--txpool.journal", "")
	d := newDesk(t, chain.Depth(1), 2).on(node.Client)
	for _, s := range d.signers {
		fundByNode(t, d, node, s)
	}
	for range 2 {
		d.submit(5)
		node.Kill()
		if d.trySubmit(2) == nil || d.tryMonitor(time.Second) == nil {
			t.Error("commands were taken, or followed, without a node")
		}
		node.Start()
		node.Answers()
		if err := d.resubmit(); err != nil {
			t.Fatal(err)
		}
	}
	d.finish(func() {})
}

// fundByNode lets the node's own account pay.
func fundByNode(t *testing.T, d *desk, node *process.Node, to interface{ Hex() string }) {
	t.Helper()
	var accounts []string
	if err := node.Client.CallContext(t.Context(), &accounts, "eth_accounts"); err != nil {
		t.Fatal(err)
	}
	node.Call("eth_sendTransaction", map[string]any{"from": accounts[0], "to": to.Hex(), "value": (*hexutil.Big)(rich)})
	process.Eventually(t, to.Hex()+" is rich", func() bool {
		var balance hexutil.Big
		err := d.client.CallContext(t.Context(), &balance, "eth_getBalance", to.Hex(), "latest")
		return err == nil && balance.ToInt().Sign() > 0
	})
}
