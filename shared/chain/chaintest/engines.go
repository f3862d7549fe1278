package chaintest

import (
	"context"
	"fmt"
	"sync"
	"testing"
	"time"

	"waybill/shared/chain"
	"waybill/shared/custody"
)

// RunEngines runs two engines, each with a journal of its own on one store as two processes have, which submit the same
// commands to the same signer and watch them, all at once: every command gets one nonce and is carried out once,
// without a gap. open is that of [RunJournal].
func RunEngines(t *testing.T, open func(t *testing.T) func(t *testing.T) chain.Journal) {
	t.Helper()
	const commands, batch, passes = 120, 8, 20
	journal := open(t)
	keys, addresses := NewKeys("signer")
	signer, node := addresses[0], NewChain(0)

	var settling sync.Mutex
	settled := map[custody.Digest]chain.Outcome{}
	settle := func(_ context.Context, outcomes []chain.Outcome) error {
		settling.Lock()
		defer settling.Unlock()
		for _, o := range outcomes {
			settled[o.Command] = o
		}
		return nil
	}
	var all sync.WaitGroup
	for range 2 {
		engine := NewEngine(journal(t), node, keys, time.Now)
		engine.Policy.Window = 1000
		all.Go(func() {
			for first := 0; first < commands; first += batch / 2 { // each batch overlaps with the one before
				var requests []chain.Request
				for i := first; i < min(first+batch, commands); i++ {
					requests = append(requests, Command(fmt.Sprint(i)))
				}
				if err := engine.Submit(t.Context(), signer, requests); err != nil {
					t.Error(err)
					return
				}
			}
		})
		all.Go(func() {
			for range passes {
				node.Mine(100)
				if err := engine.Monitor(t.Context(), signer, settle); err != nil {
					t.Error(err)
					return
				}
			}
		})
	}
	all.Wait()

	late := NewEngine(journal(t), node, keys, func() time.Time { return time.Now().Add(time.Hour) })
	for range 2 {
		if err := late.Monitor(t.Context(), signer, settle); err != nil {
			t.Fatal(err)
		}
		node.Mine(commands)
	}
	if err := late.Monitor(t.Context(), signer, settle); err != nil {
		t.Fatal(err)
	}
	carried := node.Carried()
	for i := range commands {
		command := Command(fmt.Sprint(i)).Command
		if carried[command] != 1 || !settled[command].Succeeded {
			t.Errorf("command %d was carried out %d times and settled as %+v", i, carried[command], settled[command])
		}
	}
	if signers, err := late.Signers(t.Context()); err != nil || len(signers) != 0 {
		t.Errorf("there is still something to do: %v, %v", signers, err)
	}
}
