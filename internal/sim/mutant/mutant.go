// Package mutant has engines that break a rule, to show that the simulation would notice: each is the product's engine
// with one decision replaced, at the port where it shows. Only the simulation's own tests and its long run import it.
package mutant

import (
	"context"
	"fmt"
	"slices"

	"waybill/internal/sim"
	"waybill/shared/chain"
	"waybill/shared/custody"
)

// Six are the mistakes that engines are known to have made.
var Six = []sim.Variant{
	onJournal("counter", "a nonce and its signed bytes are durable together", func(e *chain.Engine) chain.Journal { return counter{e.Journal} }),
	onJournal("sendfirst", "nothing is sent that is not durable", func(e *chain.Engine) chain.Journal { return sendFirst{e.Journal, e.Backend, "submit"} }),
	{Name: "timeoutfails", Rule: "a send without an answer may have arrived", Engine: func(e *chain.Engine) sim.Engine {
		bad := *e
		bad.Journal = counter{e.Journal}
		bad.Backend = timeoutFails{e.Backend, &bad}
		return &bad
	}},
	onJournal("bumpsendfirst", "an attempt is durable before it is sent", func(e *chain.Engine) chain.Journal { return sendFirst{e.Journal, e.Backend, "attempt"} }),
	onBackend("absence", "what is not found proves nothing", func(e *chain.Engine) chain.Backend { return absence{e.Backend} }),
	onBackend("latestreissue", "a command moves on final evidence only", func(e *chain.Engine) chain.Backend { return latestReissue{e.Backend} }),
}

// Others break rules that Waybill has besides.
var Others = []sim.Variant{
	{Name: "careless", Rule: "a message is completed when its command is durable", Engine: func(e *chain.Engine) sim.Engine { return careless{e} }},
	{Name: "doneearly", Rule: "an outcome is delivered before it is marked so", Engine: func(e *chain.Engine) sim.Engine { return doneEarly{e} }},
	onJournal("tellonce", "an outcome is told until it was heard", func(e *chain.Engine) chain.Journal { return tellOnce{e.Journal} }),
	onJournal("forgetattempt", "every attempt is known until one is final", func(e *chain.Engine) chain.Journal { return forgetAttempt{e.Journal} }),
	onBackend("anyfork", "a receipt counts in the canonical chain only", func(e *chain.Engine) chain.Backend { return anyFork{e.Backend, map[uint64]custody.Digest{}} }),
	onBackend("resign", "what is sent again are the same bytes", func(e *chain.Engine) chain.Backend { return resign{e.Backend, e} }),
}

// What the six end in, and what breaking one of the other rules may end in too.
var (
	Grave = []string{"doubled", "lost", "stuck"}
	Any   = append([]string{"untruthful"}, Grave...)
)

// maxRuns is how many runs a bad engine may survive.
const maxRuns = 100

// Hunt makes runs with the variant until one has a finding of one of the kinds, and gives its number, counted from 1.
// It is an error if none has in the first hundred.
func Hunt(ctx context.Context, v sim.Variant, kinds []string) (run int, err error) {
	for seed := range uint64(maxRuns) {
		report, err := sim.Run(ctx, seed, v, nil)
		if err != nil {
			return 0, fmt.Errorf("variant %s, seed %d: %w", v.Name, seed, err)
		}
		if slices.ContainsFunc(kinds, func(kind string) bool { return report.Count(kind) > 0 }) {
			return int(seed) + 1, nil
		}
	}
	return 0, fmt.Errorf("variant %s was not caught in %d runs: %s", v.Name, maxRuns, v.Rule)
}

// Named gives the named variant, false if there is none.
func Named(name string) (sim.Variant, bool) {
	for _, list := range [][]sim.Variant{Six, Others} {
		for _, v := range list {
			if v.Name == name {
				return v, true
			}
		}
	}
	return sim.Variant{}, false
}

func onJournal(name, rule string, replace func(*chain.Engine) chain.Journal) sim.Variant {
	return sim.Variant{Name: name, Rule: rule, Engine: func(e *chain.Engine) sim.Engine {
		bad := *e
		bad.Journal = replace(e)
		return &bad
	}}
}

func onBackend(name, rule string, replace func(*chain.Engine) chain.Backend) sim.Variant {
	return sim.Variant{Name: name, Rule: rule, Engine: func(e *chain.Engine) sim.Engine {
		bad := *e
		bad.Backend = replace(e)
		return &bad
	}}
}
