package tracebench

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"time"

	"waybill/shared/ledger"
	"waybill/shared/ledger/sqlite"
)

// Options say what to measure.
type Options struct {
	Events   int       // about how many; at the full scale at least 50,000, so that something comes to the shop
	Scale    Scale     // Full if zero
	Data     string    // folder for the ledger, which stays there
	Traces   int       // default 1000
	Recalls  int       // default 9
	Progress io.Writer // hears how far it is
}

// A Result is what was measured. Times are those of the answer as the API gives it, before it is written as JSON.
type Result struct {
	Events            int     `json:"events"`
	TraceP50Ms        float64 `json:"trace_p50_ms"`
	TraceP99Ms        float64 `json:"trace_p99_ms"`
	TraceNodes        int     `json:"trace_nodes"` // in the largest trace
	TraceDepth        int     `json:"trace_depth"`
	RecallMs          float64 `json:"recall_ms"` // median
	RecallDescendants int     `json:"recall_descendants"`
	GapsMs            float64 `json:"gaps_ms"`
	ProjectUsPerEvent float64 `json:"project_us_per_event"`
	BytesPerEvent     int64   `json:"bytes_per_event"`
}

// Run makes the ledger up and asks it.
func Run(ctx context.Context, o Options) (r Result, err error) {
	o.Traces, o.Recalls = cmp.Or(o.Traces, 1000), cmp.Or(o.Recalls, 9)
	if o.Scale == (Scale{}) {
		o.Scale = Full
	}
	path := filepath.Join(o.Data, "ledger.db")
	store, err := sqlite.Open(ctx, path)
	if err != nil {
		return Result{}, err
	}
	defer func() { err = errors.Join(err, store.Close()) }()
	began := time.Now()
	c, err := fill(ctx, store, o)
	if err != nil {
		return r, fmt.Errorf("fill the ledger: %w", err)
	}
	r.Events = c.events
	r.ProjectUsPerEvent = float64(time.Since(began).Microseconds()) / float64(r.Events)
	if r.BytesPerEvent, err = sizeOf(path, r.Events); err != nil {
		return r, err
	}
	fmt.Fprintln(o.Progress, "asking")
	return r, ask(ctx, ledger.Queries{Store: store, Now: time.Now}, c.world.inShop, o, &r)
}

// fill projects the story.
func fill(ctx context.Context, store *sqlite.Store, o Options) (*chain, error) {
	if err := store.Start(ctx, origin); err != nil {
		return nil, err
	}
	c, stop := newChain(o.Events, o.Scale)
	defer stop()
	projector := &ledger.Projector{Source: c, Store: store, Commands: c, Secret: Secret}
	for !c.ended {
		progress, err := projector.Run(ctx, 250)
		if err != nil {
			return nil, err
		}
		fmt.Fprintf(o.Progress, "\r%d of %d events", c.events, o.Events)
		if progress.To == progress.From {
			return nil, errors.New("the projector stands still")
		}
	}
	fmt.Fprintln(o.Progress)
	return c, nil
}
