package main

import (
	"context"
	"errors"
	"log/slog"
	"math"
	"os"
	"slices"
)

// options are what to measure.
type options struct {
	geth, profile          string
	calls, rounds, batch   int
	crowd, scaling, accept bool
	log                    *slog.Logger
}

// figures are the line at the end.
type figures struct {
	Mined    float64 `json:"mined_per_s"`
	Ceiling  float64 `json:"ceiling_per_s"`
	Ratio    float64 `json:"ratio"` // the median of the rounds' ratios
	Accepted float64 `json:"accepted_per_s,omitempty"`
	Inserts  float64 `json:"insert_ceiling_per_s,omitempty"` // what SQLite takes of bare rows, beside accepted_per_s
	CPU      float64 `json:"cpu_ms_per_tx"`
	RSS      float64 `json:"rss_mb"` // with all calls in flight at once
	Settled  float64 `json:"settled_per_s"`
	Scaling  []scale `json:"scaling,omitempty"`
}

// A scale is what several signers reach together, each with the same small window.
type scale struct {
	Signers    int     `json:"signers"`
	Mined      float64 `json:"mined_per_s"`
	Efficiency float64 `json:"efficiency"` // of what one signer reaches, times their number
}

const (
	// wholeWindow lets the engine send all it has, as the plain client does.
	wholeWindow = 20_000
	// smallRate keeps one signer far below the node's limit, and eight as well: so many commands a second. Its window has
	// room for a few blocks, since passes and blocks, both a second apart, do not keep step.
	smallRate   = 128
	smallWindow = 4 * smallRate
	// smallCalls are those of each signer with the small window.
	smallCalls = 2 * assets
	// lateFinality is how many blocks, and so seconds, keep a whole run in flight.
	lateFinality = 20
)

// measure measures one thing after the other.
func measure(ctx context.Context, o options) (f figures, err error) {
	dir, err := os.MkdirTemp("", "enginebench")
	if err != nil {
		return f, err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	if err := onGeth(ctx, dir, o, &f); err != nil {
		return f, err
	}
	if o.accept {
		err = accept(ctx, o, &f)
	}
	return f, err
}

// onGeth measures what needs a node.
func onGeth(ctx context.Context, dir string, o options, f *figures) error {
	url, stop, err := startGeth(ctx, o.geth, dir)
	if err != nil {
		return err
	}
	defer stop()
	s, err := prepare(ctx, o, url)
	if err != nil {
		return err
	}
	defer s.close()
	s.dir, s.batch = dir, o.batch
	if err := s.compare(ctx, o, f); err != nil {
		return err
	}
	if o.crowd {
		if err := s.crowd(ctx, o, f); err != nil {
			return err
		}
	}
	if o.scaling {
		return s.scale(ctx, o, f)
	}
	return nil
}

// compare lets client and engine do the same by turns.
func (s *scene) compare(ctx context.Context, o options, f *figures) error {
	var clients, engines []measured
	var ratios []float64
	for round := range o.rounds {
		c, err := s.run(ctx, "client", task{Calls: o.calls, Signers: 1})
		if err != nil {
			return err
		}
		o.log.Info("plain client", "round", round+1, "mined_per_s", tidy(c.mined), "accepted_per_s", tidy(c.accepted))
		t := task{Calls: o.calls, Signers: 1, Window: wholeWindow}
		if round == o.rounds-1 {
			t.Profile = o.profile
		}
		e, err := s.run(ctx, "engine", t)
		if err != nil {
			return err
		}
		o.log.Info("engine", "round", round+1, "mined_per_s", tidy(e.mined), "journaled_per_s", tidy(e.accepted),
			"settled_per_s", tidy(e.settled), "cpu_ms_per_tx", e.cpu, "rss_mb", tidy(e.rss))
		clients, engines, ratios = append(clients, c), append(engines, e), append(ratios, e.mined/c.mined)
	}
	f.Ceiling = tidy(median(clients, func(m measured) float64 { return m.mined }))
	f.Mined = tidy(median(engines, func(m measured) float64 { return m.mined }))
	f.Settled = tidy(median(engines, func(m measured) float64 { return m.settled }))
	f.CPU = thousandths(median(engines, func(m measured) float64 { return m.cpu }))
	f.Ratio = thousandths(median(ratios, func(r float64) float64 { return r }))
	return nil
}

// crowd lets all calls be in flight at once, because no block is final for a while.
func (s *scene) crowd(ctx context.Context, o options, f *figures) error {
	for range lateFinality { // a new journal begins at the nonce of the final block, which must not be an old one
		if _, err := s.watcher.block(ctx); err != nil {
			return err
		}
	}
	m, err := s.run(ctx, "engine", task{Calls: o.calls, Signers: 1, Window: wholeWindow, Depth: lateFinality})
	if err != nil {
		return err
	}
	o.log.Info("all in flight", "calls", o.calls, "rss_mb", tidy(m.rss), "cpu_ms_per_tx", m.cpu)
	f.RSS = tidy(m.rss)
	return nil
}

// scale lets more and more signers go on beside each other, each with the same rate of commands.
func (s *scene) scale(ctx context.Context, o options, f *figures) error {
	for signers := 1; signers <= organizations; signers *= 2 {
		m, err := s.run(ctx, "engine", task{Calls: smallCalls, Signers: signers, Window: smallWindow, Rate: smallRate})
		if err != nil {
			return err
		}
		one := m.mined
		if len(f.Scaling) > 0 {
			one = f.Scaling[0].Mined
		}
		f.Scaling = append(f.Scaling, scale{signers, tidy(m.mined), thousandths(m.mined / (float64(signers) * one))})
		o.log.Info("signers", "count", signers, "mined_per_s", tidy(m.mined), "cpu_ms_per_tx", m.cpu)
	}
	return nil
}

func median[T any](all []T, of func(T) float64) float64 {
	numbers := make([]float64, len(all))
	for i, a := range all {
		numbers[i] = of(a)
	}
	slices.Sort(numbers)
	return (numbers[(len(numbers)-1)/2] + numbers[len(numbers)/2]) / 2
}

func tidy(x float64) float64        { return math.Round(x) }
func thousandths(x float64) float64 { return math.Round(1000*x) / 1000 }
