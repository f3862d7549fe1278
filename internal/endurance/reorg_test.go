package endurance_test

import (
	"math/big"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/common/hexutil"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/eth/ethconfig"
	"github.com/ethereum/go-ethereum/ethclient/simulated"
	"github.com/ethereum/go-ethereum/node"
	"github.com/ethereum/go-ethereum/rpc"

	"waybill/shared/chain"
)

// deepest is the deepest reorg that a chain with finality by this depth can have.
const deepest = 16

// While commands are submitted, anvil replaces its newest blocks by empty ones, up to as deep as finality allows. The
// transactions in them are gone, and everything is carried out once in the end.
func TestReorgsUpToFinality(t *testing.T) {
	t.Parallel()
	repeatable(t)
	d, node := newAnvilDesk(t, chain.Depth(deepest), 2)
	random := rand.New(rand.NewPCG(*seed, 2))
	node.Call("anvil_mine", hexutil.Uint64(deepest+4))
	for range 24 {
		d.submit(1 + random.IntN(3))
		node.Call("anvil_mine", hexutil.Uint64(1+random.IntN(3)))
		d.monitor(13 * time.Second)
		if random.IntN(2) == 0 {
			node.Call("anvil_reorg", 1+random.IntN(deepest), []any{})
		}
		d.monitor(13 * time.Second)
	}
	d.finish(func() { node.Call("anvil_mine", hexutil.Uint64(4)) })
}

// On geth's own chain another branch overtakes the one with the transactions, again and again. The pool gets back what
// was on the branch that lost, and half the time forgets it.
func TestForksUpToFinality(t *testing.T) {
	t.Parallel()
	repeatable(t)
	d := newDesk(t, chain.Depth(deepest), 2)
	sim := newSimulated(t, d)
	random := rand.New(rand.NewPCG(*seed, 3))
	for range deepest + 4 {
		sim.Commit()
	}
	for range 24 {
		d.submit(1 + random.IntN(3))
		sim.Commit()
		d.monitor(13 * time.Second)
		if random.IntN(2) == 0 {
			fork(d, sim, 1+random.IntN(deepest), random.IntN(2) == 0)
		}
		d.monitor(13 * time.Second)
		sim.Commit()
	}
	d.finish(func() { sim.Commit() })
}

// fork lets a branch without the newest blocks grow longer than they are; if the node is forgetful, the transactions in
// them are lost.
func fork(d *desk, sim *simulated.Backend, depth int, forgetful bool) {
	d.t.Helper()
	head, err := d.node.Head(d.t.Context())
	if err != nil {
		d.t.Fatal(err)
	}
	parent, known, err := d.node.BlockHash(d.t.Context(), head.Number-uint64(depth))
	if err != nil || !known {
		d.t.Fatalf("block %d below %d: %v, %v", depth, head.Number, known, err)
	}
	if err := sim.Fork(common.Hash(parent)); err != nil {
		d.t.Fatal(err)
	}
	if forgetful {
		sim.Rollback()
	}
	for range depth + 1 {
		sim.Commit()
	}
}

// newSimulated puts the desk on a geth node inside this process, whose signers are rich.
func newSimulated(t *testing.T, d *desk) *simulated.Backend {
	t.Helper()
	dir, err := os.MkdirTemp("", "") //nolint:usetesting // a socket's path must be short, which t.TempDir's is not
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	socket := filepath.Join(dir, "geth.ipc")
	alloc := types.GenesisAlloc{}
	for _, s := range d.signers {
		alloc[common.Address(s)] = types.Account{Balance: new(big.Int).Set(rich)}
	}
	sim := simulated.NewBackend(alloc, func(node *node.Config, _ *ethconfig.Config) { node.IPCPath = socket })
	t.Cleanup(func() { _ = sim.Close() })
	client, err := rpc.DialContext(t.Context(), socket)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(client.Close)
	d.on(client)
	return sim
}
