package chain_test

import (
	"fmt"
	"testing"
	"time"

	"pgregory.net/rapid"

	"waybill/shared/chain"
	"waybill/shared/chain/chaintest"
)

// A process runs one step of an engine and stops before every call to a port, until it is told to go on. Only one
// process runs at a time, so that a drawn order is the order.
type process struct {
	goOn   chan error    // nil to make the call, an error to let it fail
	halted chan struct{} // the process waits for goOn, or has ended
	ended  bool
	killed bool
}

func start(run func(hook chaintest.Hook)) *process {
	p := &process{goOn: make(chan error), halted: make(chan struct{})}
	go func() {
		defer func() { p.ended = true; p.halted <- struct{}{} }()
		run(func(string) error {
			if p.killed {
				return errKilled
			}
			p.halted <- struct{}{}
			return <-p.goOn
		})
	}()
	<-p.halted
	return p
}

// step lets the process make its call, or lets the call fail, and waits until it stands before the next one.
func (p *process) step(err error) {
	if p.ended {
		return
	}
	p.goOn <- err
	<-p.halted
}

// kill ends the process; what it was about to do and all that follows does not happen.
func (p *process) kill() {
	if !p.ended {
		p.killed = true
		p.step(errKilled)
	}
}

// Two submits and two passes at a time, in any order of their calls, killed anywhere, with answers lost, over a chain
// that reorganises, forgets, lags and gets dearer, and a key that others use: every command is carried out exactly
// once and everybody hears of it.
func TestAnyInterleaving(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		w := newWorld(rt)
		w.policy = chain.Policy{Window: 3, MaxFee: 10_000}
		running := make([]*process, 4) // two that submit, two that monitor
		defer func() {
			for _, p := range running {
				if p != nil {
					p.kill()
				}
			}
		}()
		asked := map[int]bool{}
		lottery := func() bool { return rapid.IntRange(0, 9).Draw(rt, "kept or dropped") < 5 }
		submit := func(from, count int) func(chaintest.Hook) {
			var batch []chain.Request
			for i := from; i < from+count; i++ {
				asked[i] = true
				batch = append(batch, chaintest.Command(fmt.Sprint(i)))
			}
			return func(hook chaintest.Hook) { _ = chaintest.Watch(w.engine(), hook).Submit(rt.Context(), w.signer, batch) }
		}
		monitor := func(hook chaintest.Hook) {
			_ = chaintest.Watch(w.engine(), hook).Monitor(rt.Context(), w.signer, w.settleWith(hook))
		}
		goOn := func(i int) func(*rapid.T) {
			return func(rt *rapid.T) {
				if running[i] == nil || running[i].ended {
					run := monitor
					if i < 2 {
						run = submit(rapid.IntRange(0, 8).Draw(rt, "first"), rapid.IntRange(1, 4).Draw(rt, "count"))
					}
					running[i] = start(run)
				}
				failing := rapid.IntRange(0, 60).Draw(rt, "failing call")
				for call := range rapid.IntRange(1, 40).Draw(rt, "calls") {
					var err error
					if call+1 == failing {
						err = errTimeout
					}
					running[i].step(err)
				}
			}
		}
		rt.Repeat(map[string]func(*rapid.T){
			"submit": goOn(0), "submit too": goOn(1), "monitor": goOn(2), "monitor too": goOn(3),
			"kill": func(rt *rapid.T) {
				if p := running[rapid.IntRange(0, len(running)-1).Draw(rt, "process")]; p != nil {
					p.kill()
				}
			},
			"mine":   func(rt *rapid.T) { w.chain.Mine(rapid.IntRange(0, 3).Draw(rt, "limit")) },
			"bury":   func(*rapid.T) { w.mine(finality) },
			"reorg":  func(rt *rapid.T) { w.chain.Reorg(rapid.IntRange(1, finality).Draw(rt, "depth"), lottery) },
			"forget": func(*rapid.T) { w.chain.Drop(lottery) },
			"lag":    func(rt *rapid.T) { w.chain.Lag(rapid.Uint64Range(0, 3).Draw(rt, "blocks")) },
			"hide": func(rt *rapid.T) {
				hidden := rapid.Bool().Draw(rt, "hidden")
				w.chain.Hide(func() bool { return hidden })
			},
			"use key": func(*rapid.T) { w.chain.UseKey(w.signer) },
			"wait":    func(rt *rapid.T) { w.pass(time.Duration(rapid.IntRange(1, 60).Draw(rt, "seconds")) * time.Second) },
			"market": func(rt *rapid.T) {
				w.chain.SetMarket(chain.Market{BaseFee: rapid.Uint64Range(1, 100).Draw(rt, "base fee"), Tip: rapid.Uint64Range(1, 5).Draw(rt, "tip")})
			},
		})
		for _, p := range running {
			if p != nil {
				p.kill()
			}
		}
		w.chain.Lag(0)
		w.chain.Hide(nil)
		w.chain.SetMarket(chain.Market{BaseFee: 10, Tip: 2})
		var all []chain.Request
		for i := range 12 {
			if asked[i] {
				all = append(all, chaintest.Command(fmt.Sprint(i)))
			}
		}
		w.submit(all...)
		w.finish()
		w.checkCarriedOnce(all...)
	})
}
