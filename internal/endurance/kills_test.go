package endurance_test

import (
	"math/rand/v2"
	"testing"
	"time"

	"waybill/internal/audit"
	"waybill/internal/azurite"
	"waybill/internal/endurance/process"
	"waybill/internal/system"
)

// systemShare is how many kills hit the handler for each that hits the whole system: the host, the bus and the handler.
const systemShare = 16

// longestLife bounds how long a handler serves before it is killed.
const longestLife = 250 * time.Millisecond

// While partners send commands without a pause, the handler, and now and then everything but the node, is killed at
// random moments. Afterwards the chain has exactly one effect of every command that was answered with 202 and no other,
// the ledger is proven from scratch, and no nonce is missing.
func TestKillsLoseAndDoubleNothing(t *testing.T) {
	nodes := map[string]func(*testing.T) *process.Node{
		"anvil": func(t *testing.T) *process.Node { return process.Anvil(t, "--block-time", "0.5") },
		"geth":  func(t *testing.T) *process.Node { return process.Geth(t, "", "--dev.period", "1") },
	}
	journals := map[string]func(*testing.T) map[string]string{
		"sqlite": func(*testing.T) map[string]string { return nil },
		"azure": func(t *testing.T) map[string]string {
			return map[string]string{"WAYBILL_JOURNAL": "azuretable", "WAYBILL_STORAGE_EMULATOR": azurite.Start(t).ConnectionString()}
		},
	}
	handler := process.Handler(t)
	for nodeName, node := range nodes {
		for journalName, journal := range journals {
			t.Run(nodeName+" "+journalName, func(t *testing.T) {
				t.Parallel()
				repeatable(t)
				endure(t, node(t), handler, journal(t))
			})
		}
	}
}

// endure kills a system on the node and checks what is left.
func endure(t *testing.T, node *process.Node, handler string, settings map[string]string) {
	t.Helper()
	o := system.Options{Data: t.TempDir(), RPC: node.URL, Handler: handler}
	if len(settings) > 0 {
		restore(t, o).Stop() // settings can only be changed once they are there
		for name, value := range settings {
			process.Set(t, o.Data, name, value)
		}
	}
	s := process.NewSystem(t, o)
	s.Serving()
	st := newStream(t, s)
	begun := time.Now()
	st.flow()
	handlers, systems := killAtRandom(s)
	killed, during := time.Since(begun), st.count()
	all := st.end()
	s.Kill()
	restored := restore(t, o)
	mustVerify(t, restored)
	checkEffects(t, node, restored, all)
	t.Logf("seed %d: %d kills of the handler and %d of the system in %.0f s, %d commands accepted meanwhile; all %d done after %.0f s",
		*seed, handlers, systems, killed.Seconds(), during, len(all), time.Since(begun).Seconds())
}

// killAtRandom kills as often as the flag says; each kill falls at a random moment after the handler began to serve.
func killAtRandom(s *process.System) (handlers, systems int) {
	random := rand.New(rand.NewPCG(*seed, 1))
	for n := range *kills {
		s.Serving()
		<-time.After(time.Duration(random.Int64N(int64(longestLife)))) // a random moment, not a wait for anything
		if n%systemShare == systemShare-1 {
			s.Kill()
			s.Start()
			systems++
		} else {
			s.KillHandler()
			handlers++
		}
	}
	return handlers, systems
}

// restore runs the system again, in this process, to look into it.
func restore(t *testing.T, o system.Options) *system.System {
	t.Helper()
	s, err := system.Start(process.Deadline(t), o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Stop)
	return s
}

// mustVerify anchors the ledger and verifies everything from scratch, as `waybill verify` does.
func mustVerify(t *testing.T, s *system.System) {
	t.Helper()
	ctx := process.Deadline(t)
	if err := s.Anchor(ctx); err != nil {
		t.Fatal(err)
	}
	report, err := audit.Run(ctx, s.Settings, s.Stores())
	if err != nil {
		t.Fatal(err)
	}
	if !report.Verified || report.Anchored == 0 {
		t.Fatalf("not verified: %+v", report)
	}
}
