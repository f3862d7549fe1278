package endurance_test

import (
	"testing"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/common/hexutil"
	"github.com/ethereum/go-ethereum/core/types"

	"waybill/contracts/bindings"
	"waybill/handlers/anchordigest"
	"waybill/internal/endurance/process"
	"waybill/internal/system"
	"waybill/shared/chain"
	"waybill/shared/custody"
	"waybill/shared/operations"
)

// checkEffects compares the contract's events, as the node has them, with the commands that were accepted: each has one
// effect, and there is no other. Waybill's own tables are only asked whether they think that they are done.
func checkEffects(t *testing.T, node *process.Node, s *system.System, all []accepted) {
	t.Helper()
	effects := effectsOnChain(t, node, s)
	secret := custody.Secret(s.Settings.NetworkSecret)
	signed := map[custody.OrganizationID]uint64{operations.Operator: 1} // the deployment
	for _, a := range all {
		command := secret.CommandID(a.operation)
		if effects[command] != 1 {
			t.Errorf("%s of %s was accepted and has %d effects on chain", a.operation, a.organization, effects[command])
		}
		delete(effects, command)
		signed[a.organization]++
	}
	for command, n := range effects {
		t.Errorf("the chain has %d effects of %s, which nobody sent", n, command)
	}
	signed[operations.Operator] += anchorsOnChain(t, node, s)
	for organization, want := range signed {
		checkNonces(t, node, s, organization, want)
	}
	checkDone(t, s, len(all))
}

// effectsOnChain counts the events of each command, other than those of anchors.
func effectsOnChain(t *testing.T, node *process.Node, s *system.System) map[custody.Digest]int {
	t.Helper()
	effects := map[custody.Digest]int{}
	for _, log := range logs(t, node, s) {
		if _, err := bindings.NewCustodyLedger().UnpackAnchoredEvent(log); err != nil {
			effects[custody.Digest(log.Topics[1])]++
		}
	}
	return effects
}

// anchorsOnChain counts the digests that the system anchored of its own accord, and checks that each is named after what
// it is of.
func anchorsOnChain(t *testing.T, node *process.Node, s *system.System) uint64 {
	t.Helper()
	seen := map[uint64]bool{}
	for _, log := range logs(t, node, s) {
		e, err := bindings.NewCustodyLedger().UnpackAnchoredEvent(log)
		if err != nil {
			continue
		}
		operation := custody.OperationID(operations.Operator, anchordigest.Key(e.Size))
		if seen[e.Size] || custody.Digest(e.CommandId) != custody.Secret(s.Settings.NetworkSecret).CommandID(operation) {
			t.Errorf("an anchor of %d rows was not asked for", e.Size)
		}
		seen[e.Size] = true
	}
	return uint64(len(seen))
}

// logs gives the contract's events from the first block on.
func logs(t *testing.T, node *process.Node, s *system.System) (all []*types.Log) {
	t.Helper()
	filter := map[string]any{"address": common.Address(s.Settings.Contract), "fromBlock": "0x0", "toBlock": "latest"}
	if err := node.Client.CallContext(t.Context(), &all, "eth_getLogs", filter); err != nil {
		t.Fatal(err)
	}
	return all
}

// checkNonces checks that the signer has as many transactions on chain as commands, none of which was in vain, that none
// waits and that the journal says the same.
func checkNonces(t *testing.T, node *process.Node, s *system.System, organization custody.OrganizationID, want uint64) {
	t.Helper()
	signers, err := s.Stores().Keys.SignersOf(t.Context(), organization)
	if err != nil || len(signers) != 1 {
		t.Fatalf("the keys of %s: %v, %v", organization, signers, err)
	}
	signer := signers[0]
	for _, block := range []string{"latest", "pending"} {
		var nonce hexutil.Uint64
		if err := node.Client.CallContext(t.Context(), &nonce, "eth_getTransactionCount", common.Address(signer), block); err != nil {
			t.Fatal(err)
		}
		if uint64(nonce) != want {
			t.Errorf("%s sent %d transactions (%s), want %d", organization, nonce, block, want)
		}
	}
	process.Eventually(t, "the journal of "+string(organization)+" is done", func() bool {
		head, err := s.Stores().Journal.Head(t.Context(), chain.Key{Chain: s.Settings.ChainID, Signer: signer})
		if err != nil || head.Next != want {
			t.Fatalf("%s: the next nonce is %d, want %d: %v", organization, head.Next, want, err)
		}
		return head.Low == want
	})
}

// checkDone checks that every operation is recorded and that no message was unreadable.
func checkDone(t *testing.T, s *system.System, atLeast int) {
	t.Helper()
	counts, err := s.Stores().Operations.Counts(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if len(counts) != 1 || counts[operations.Recorded] < atLeast {
		t.Errorf("operations: %v", counts)
	}
	aside, err := s.Stores().Operations.SetAsides(t.Context(), 1)
	if err != nil || len(aside) != 0 {
		t.Errorf("set aside: %v, %v", aside, err)
	}
}
