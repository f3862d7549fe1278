package endurance_test

import (
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/common"

	"waybill/internal/endurance/process"
	"waybill/shared/chain"
)

// cliqueDepth is how deep a block has to be to be final: three sealers cannot agree on another branch of that length.
const cliqueDepth = 6

// newCliqueDesks gives a desk on each node of a three-node network. They share the journal and the keys, as instances of
// one service do whose endpoints differ; what one of them hears, all know.
func newCliqueDesks(t *testing.T) (desks []*desk, nodes []*process.Node) {
	t.Helper()
	d := newDesk(t, chain.Depth(cliqueDepth), 2)
	var rich []common.Address
	for _, s := range d.signers {
		rich = append(rich, common.Address(s))
	}
	nodes = process.NewClique(t, rich...)
	for _, n := range nodes {
		desks = append(desks, d.beside(n.Client))
	}
	return desks, nodes
}

// One of three nodes is killed while commands come in, and is started again. The network goes on. An engine that knows of
// the dead node only fails until it is back; one that knows of another goes on with that. Every command is carried out
// once.
func TestCliqueWithOneNodeKilledAndRestarted(t *testing.T) {
	t.Parallel()
	desks, nodes := newCliqueDesks(t)
	survivor, mortal := desks[0], desks[1]
	both := mortal.beside(nodes[1].Client, nodes[0].Client)
	survivor.submit(10)
	mortal.submit(10)
	both.follow(10)
	nodes[1].Kill()
	if mortal.trySubmit(1) == nil {
		t.Error("a dead node answers")
	}
	process.Eventually(t, "the engine turns to the other node", func() bool { return both.resubmit() == nil })
	both.submit(10)
	both.follow(50) // some are final that only the survivors know of
	nodes[1].Start()
	nodes[1].Answers()
	mortal.submit(10)
	mortal.finish(func() { _ = survivor.tryMonitor(time.Second) })
	survivor.exactlyOnce()
}

// Two of three nodes are killed. The chain stops, so nothing that is submitted can become final; when they are back it
// goes on, and every command is carried out once.
func TestCliqueWithTwoNodesDeadThenBack(t *testing.T) {
	t.Parallel()
	desks, nodes := newCliqueDesks(t)
	survivor := desks[0]
	survivor.submit(10)
	survivor.follow(10)
	nodes[1].Kill()
	nodes[2].Kill()
	before := len(survivor.submitted)
	survivor.submit(10)
	for range 50 {
		survivor.monitor(15 * time.Second)
	}
	for _, r := range survivor.submitted[before:] {
		if o, told := survivor.settled[r.Operation]; told {
			t.Errorf("final on a chain that stands still: %+v", o)
		}
	}
	for _, n := range nodes[1:] {
		n.Start()
		n.Answers()
	}
	desks[1].submit(10)
	survivor.finish(func() { _ = desks[2].tryMonitor(time.Second) })
}
