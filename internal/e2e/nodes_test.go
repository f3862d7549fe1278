package e2e_test

import (
	"testing"

	"waybill/internal/endurance/process"
	"waybill/internal/system"
)

// The story ends in the same state on other nodes: geth as its own people run it for development, and anvil.
func TestOtherNodesEndInTheSameState(t *testing.T) {
	want := plain(t)
	for name, run := range map[string]func(*testing.T) *process.Node{
		"geth":  func(t *testing.T) *process.Node { return process.Geth(t, "") },
		"anvil": func(t *testing.T) *process.Node { return process.Anvil(t) },
	} {
		t.Run(name, func(t *testing.T) {
			s := start(t, system.Options{RPC: run(t).URL})
			tell(t, s, false)
			mustVerify(t, s)
			if got := state(t, s); got != want {
				t.Fatalf("the state differs from the undisturbed telling's:\n%s", got)
			}
			s.Stop()
		})
	}
}
