package sim

import (
	"context"
	"fmt"
	"io"

	"waybill/shared/chain"
	"waybill/shared/custody"
)

// An Engine is what RecordOnChain and PollConfirmations use of the transaction engine.
type Engine interface {
	Submit(ctx context.Context, signer custody.Address, requests []chain.Request) error
	Signers(ctx context.Context) ([]custody.Address, error)
	Monitor(ctx context.Context, signer custody.Address, settle chain.Settle) error
}

// A Variant is an engine that breaks a rule. The zero Variant is the product's own.
type Variant struct {
	Name   string
	Rule   string                     // what it breaks
	Engine func(*chain.Engine) Engine // makes the bad engine of a good one
}

func (v Variant) wrap(e *chain.Engine) Engine {
	if v.Engine == nil {
		return e
	}
	return v.Engine(e)
}

// A Report is what came of a run.
type Report struct {
	Seed     uint64
	Variant  string // "" for the product's own engine
	Commands int    // that were accepted
	Kills    int
	Points   []Count // in the order of [Points]
	Findings []Finding
	Hash     uint64 // of every call and every event: equal for equal seeds
}

// String names the run, how to repeat it, and its first findings.
func (r Report) String() string {
	again := fmt.Sprintf("go run ./internal/sim/long -seed %d", r.Seed)
	if r.Variant != "" {
		again += " -variant " + r.Variant
	}
	text := fmt.Sprintf("seed %d: %d findings; repeat with: %s", r.Seed, len(r.Findings), again)
	for _, f := range r.Findings[:min(3, len(r.Findings))] {
		text += "\n  " + f.String()
	}
	return text
}

// Count gives the number of findings of a kind.
func (r Report) Count(kind string) (count int) {
	for _, f := range r.Findings {
		if f.Kind == kind {
			count++
		}
	}
	return count
}

// Run makes one run, the same for the same seed and variant. First there are commands and faults; then the faults end,
// and the steps go on until nothing is left to do or it has taken too long. trace, if it is not nil, gets a line for each
// call.
func Run(ctx context.Context, seed uint64, variant Variant, trace io.Writer) (Report, error) {
	w, err := newWorld(seed, variant, trace)
	if err != nil {
		return Report{}, err
	}
	for range w.pace.ticks {
		w.pass(ctx)
	}
	w.faulty = false
	for end := w.tick + quietTicks; w.tick < end; {
		w.pass(ctx)
		if w.tick%32 == 0 && w.quiet(ctx) {
			break
		}
	}
	w.stop()
	for range finality + 1 {
		w.node.mine()
	}
	commands := w.check(ctx)
	return Report{
		Seed: seed, Variant: variant.Name, Commands: commands, Kills: w.kills, Points: w.points[:len(points)],
		Findings: w.findings, Hash: w.hash,
	}, nil
}

// pass lets a tick go by.
func (w *world) pass(ctx context.Context) {
	w.tick++
	w.arrive(ctx)
	w.weather()
	for range w.pace.turns {
		w.turn()
	}
}
