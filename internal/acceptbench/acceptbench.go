// Package acceptbench measures how fast the handler accepts commands: 202 answered, with operation and message on disk
// before. Reach for [Run]; `make bench-accept` prints what it gives.
//
// The handler is the real process on a data folder of its own, called as the Functions host calls it. The measure is the
// same machine's own: how often one program can insert one row of the same size durably. Both are measured in turns, so
// that whatever else the machine does slows down both.
package acceptbench

import (
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
	"time"

	"waybill/handlers/recordonchain"
	"waybill/internal/app"
)

// Options say what to measure. The zero value of a field is a sensible default, except for Handler and Data.
type Options struct {
	Handler     string        // binary of the handler, as [Build] makes it
	Data        string        // folder for a new system, empty or missing
	Connections int           // that send at the same time, each kept alive; default 16
	Rounds      int           // of inserting and accepting in turns; default 5
	Turn        time.Duration // length of one turn; default 2 s
}

func (o Options) withDefaults() Options {
	if o.Connections <= 0 {
		o.Connections = 16
	}
	if o.Rounds <= 0 {
		o.Rounds = 5
	}
	if o.Turn <= 0 {
		o.Turn = 2 * time.Second
	}
	return o
}

// A Result is what was measured.
type Result struct {
	AcceptedPerS      float64 `json:"accepted_per_s"`       // commands answered with 202
	InsertCeilingPerS float64 `json:"insert_ceiling_per_s"` // durable transactions of one row each, one after the other
	Ratio             float64 `json:"ratio"`                // of the two
	P50Ms             float64 `json:"p50_ms"`               // from sending a command to having read its answer
	P99Ms             float64 `json:"p99_ms"`
	CPUMsPerCommand   float64 `json:"cpu_ms_per_command"` // of the handler's process, its start included
	RSSMiB            float64 `json:"rss_mib"`            // the most that the handler had resident after a turn; 0 where that is not known
	Accepted          int     `json:"accepted"`
	Connections       int     `json:"connections"`
}

// Run makes a system, starts the handler on it and measures. It fails if any command is refused, or if one that was
// accepted has no operation or no message afterwards.
func Run(ctx context.Context, o Options) (Result, error) {
	o = o.withDefaults()
	site, err := prepare(ctx, o)
	if err != nil {
		return Result{}, fmt.Errorf("prepare the system: %w", err)
	}
	h, err := start(ctx, o.Handler, site.environment)
	if err != nil {
		return Result{}, err
	}
	r, err := measure(ctx, o, site, h)
	cpu, stopErr := h.stop()
	if err := errors.Join(err, stopErr); err != nil {
		return Result{}, err
	}
	r.CPUMsPerCommand = milliseconds(cpu) / float64(r.Accepted)
	return r, site.check(ctx, r.Accepted)
}

func measure(ctx context.Context, o Options, site *site, h *handler) (Result, error) {
	ceiling, err := newCeiling(ctx, site.beside("ceiling.db"), site.rowSize)
	if err != nil {
		return Result{}, err
	}
	defer ceiling.close()
	load, err := newLoad(ctx, h.address, site.token, o.Connections)
	if err != nil {
		return Result{}, err
	}
	defer load.close()
	var inserting, accepting time.Duration
	var resident float64
	for range o.Rounds {
		took, err := ceiling.run(ctx, o.Turn)
		inserting += took
		if err != nil {
			return Result{}, err
		}
		took, err = load.run(ctx, o.Turn)
		accepting += took
		resident = max(resident, h.residentMiB())
		if err != nil {
			return Result{}, err
		}
	}
	times := load.times()
	r := Result{
		AcceptedPerS: float64(len(times)) / accepting.Seconds(), InsertCeilingPerS: float64(ceiling.inserted) / inserting.Seconds(),
		P50Ms: quantile(times, 0.50), P99Ms: quantile(times, 0.99), RSSMiB: resident,
		Accepted: len(times), Connections: o.Connections,
	}
	r.Ratio = r.AcceptedPerS / r.InsertCeilingPerS
	return r, nil
}

// quantile gives the time in milliseconds that the share of the times does not exceed.
func quantile(times []time.Duration, share float64) float64 {
	if len(times) == 0 {
		return 0
	}
	slices.Sort(times)
	return milliseconds(times[int(math.Ceil(share*float64(len(times))))-1])
}

func milliseconds(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }

// check compares what was answered with what is on disk.
func (s *site) check(ctx context.Context, accepted int) (err error) {
	stores, err := app.OpenStores(ctx, s.settings)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, stores.Close()) }()
	counts, err := stores.Operations.Counts(ctx)
	if err != nil {
		return err
	}
	messages, err := stores.Bus.Depth(ctx, recordonchain.Queue)
	if err != nil {
		return err
	}
	rows := 0
	for _, n := range counts {
		rows += n
	}
	if rows -= s.before; rows != accepted || messages != accepted {
		return fmt.Errorf("%d commands were accepted, and there are %d operations and %d messages", accepted, rows, messages)
	}
	return nil
}
