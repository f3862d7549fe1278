// Command long runs the simulation for as many commands as it is told, then lets it catch every known-bad engine. The
// last line on standard output is the result; it exits with 1 if anything was found, a bad engine was not caught, or
// there is a kill point at which nothing was ever killed. With -seed it repeats one run and says what it found.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/signal"
	"runtime"
	"runtime/debug"
	"time"

	"waybill/internal/sim"
	"waybill/internal/sim/mutant"
)

func main() {
	debug.SetGCPercent(400)
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, os.Args[1:], os.Stdout, os.Stderr); err != nil {
		fmt.Fprintln(os.Stderr, "long:", err)
		os.Exit(1) //nolint:gocritic // the signal handler goes with the process
	}
}

func run(ctx context.Context, arguments []string, stdout, stderr io.Writer) error {
	slog.SetDefault(slog.New(slog.DiscardHandler)) // steps log what the simulation does to them
	flags := flag.NewFlagSet("long", flag.ContinueOnError)
	commands := flags.Int("commands", 1_000_000, "accept at least this many commands")
	kills := flags.Int("kills", 500_000, "kill at least this many tasks")
	workers := flags.Int("workers", runtime.GOMAXPROCS(0), "runs at the same time")
	first := flags.Uint64("first", 0, "the first seed")
	seed := flags.Int64("seed", -1, "repeat this one run")
	name := flags.String("variant", "", "with -seed: the bad engine to use")
	trace := flags.Bool("trace", false, "with -seed: print every call")
	if err := flags.Parse(arguments); err != nil {
		return err
	}
	if *seed >= 0 {
		return repeat(ctx, uint64(*seed), *name, *trace, stdout)
	}
	sum, err := sim.RunUntil(ctx, *first, *workers, sim.Variant{}, progress(stderr, *commands, *kills))
	if err != nil {
		return err
	}
	return conclude(ctx, sum, stdout, stderr)
}

// repeat makes one run and prints what it found.
func repeat(ctx context.Context, seed uint64, name string, trace bool, stdout io.Writer) error {
	variant, known := mutant.Named(name)
	if name != "" && !known {
		return fmt.Errorf("there is no variant %q", name)
	}
	var calls io.Writer
	if trace {
		calls = stdout
	}
	report, err := sim.Run(ctx, seed, variant, calls)
	if err != nil {
		return err
	}
	fmt.Fprintf(stdout, "seed %d: %d commands, %d kills, hash %016x\n", seed, report.Commands, report.Kills, report.Hash)
	for _, f := range report.Findings {
		fmt.Fprintln(stdout, f)
	}
	if len(report.Findings) > 0 {
		return fmt.Errorf("%d findings", len(report.Findings))
	}
	return nil
}

// progress says now and then how far the runs are, and when there were enough.
func progress(stderr io.Writer, commands, kills int) func(*sim.Sum) bool {
	started, told := time.Now(), time.Now()
	return func(s *sim.Sum) bool {
		if time.Since(told) > 10*time.Second {
			told = time.Now()
			fmt.Fprintf(stderr, "%4.0f s  %d commands  %d kills  %d runs with findings\n", time.Since(started).Seconds(), s.Commands, s.Kills, len(s.Wrong))
		}
		return s.Commands >= commands && s.Kills >= kills
	}
}

// A result is the last line.
type result struct {
	Commands int `json:"commands"`
	Kills    int `json:"kills"`
	Lost     int `json:"lost"`
	Doubled  int `json:"doubled"`
	Stuck    int `json:"stuck"`
	Caught   int `json:"mutants_caught"`
}

// conclude prints what was found, hunts the bad engines and prints the result.
func conclude(ctx context.Context, sum *sim.Sum, stdout, stderr io.Writer) error {
	r := result{Commands: sum.Commands, Kills: sum.Kills}
	var failed []error
	for _, report := range sum.Wrong {
		r.Doubled += report.Count("doubled")
		r.Lost += report.Count("lost")
		r.Stuck += report.Count("stuck")
		failed = append(failed, errors.New(report.String()))
	}
	for _, p := range sum.Spared() {
		failed = append(failed, fmt.Errorf("nothing was ever killed at %s", p))
	}
	hunt := func(list []sim.Variant, kinds []string) (caught int) {
		for _, v := range list {
			run, err := mutant.Hunt(ctx, v, kinds)
			if err != nil {
				failed = append(failed, err)
				continue
			}
			fmt.Fprintf(stderr, "%-14s caught by run %d: %s\n", v.Name, run, v.Rule)
			caught++
		}
		return caught
	}
	r.Caught = hunt(mutant.Six, mutant.Grave)
	hunt(mutant.Others, mutant.Any)
	line, err := json.Marshal(r)
	if err != nil {
		return err
	}
	fmt.Fprintln(stdout, string(line))
	return errors.Join(failed...)
}
