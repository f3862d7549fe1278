package sim_test

import (
	"io"
	"log/slog"
	"os"
	"runtime"
	"strings"
	"testing"

	"waybill/internal/sim"
	"waybill/internal/sim/mutant"
)

// TestMain silences the steps, which log what the simulation does to them.
func TestMain(m *testing.M) {
	slog.SetDefault(slog.New(slog.DiscardHandler))
	os.Exit(m.Run())
}

// Whatever dies when, every accepted command is carried out once, every operation ends as the chain says, and nothing
// is sent that is not durable.
func TestNothingIsLostDoubledOrStuck(t *testing.T) {
	t.Parallel()
	commands := 20_000
	if testing.Short() {
		commands = 2_000
	}
	sum, err := sim.RunUntil(t.Context(), 0, runtime.GOMAXPROCS(0), sim.Variant{}, func(s *sim.Sum) bool { return s.Commands >= commands })
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range sum.Wrong {
		t.Error(r)
	}
	t.Logf("%d commands and %d kills in %d runs", sum.Commands, sum.Kills, sum.Runs)
	if spared := sum.Spared(); len(spared) > len(sim.Points())/5 && !testing.Short() {
		t.Errorf("in %d runs nothing was killed at %v", sum.Runs, spared)
	}
}

// A simulation that finds nothing proves nothing unless it finds what is wrong.
func TestBadEnginesAreCaught(t *testing.T) {
	t.Parallel()
	for _, v := range mutant.Six {
		hunt(t, v, mutant.Grave)
	}
	for _, v := range mutant.Others {
		hunt(t, v, mutant.Any)
	}
}

func hunt(t *testing.T, v sim.Variant, kinds []string) {
	t.Run(v.Name, func(t *testing.T) {
		t.Parallel()
		run, err := mutant.Hunt(t.Context(), v, kinds)
		if err != nil {
			t.Fatal(err)
		}
		t.Logf("caught by run %d: %s", run, v.Rule)
	})
}

// A failure can be repeated: the same seed gives the same calls in the same order with the same ends.
func TestTheSameSeedIsTheSameRun(t *testing.T) {
	t.Parallel()
	hashes := map[uint64]uint64{}
	for seed := range uint64(20) {
		first, err := sim.Run(t.Context(), seed, sim.Variant{}, nil)
		if err != nil {
			t.Fatal(err)
		}
		second, err := sim.Run(t.Context(), seed, sim.Variant{}, io.Discard)
		if err != nil {
			t.Fatal(err)
		}
		if first.Hash != second.Hash || first.Kills != second.Kills || first.Commands != second.Commands {
			t.Errorf("seed %d: %d kills and hash %x, and then %d and %x", seed, first.Kills, first.Hash, second.Kills, second.Hash)
		}
		if other, taken := hashes[first.Hash]; taken {
			t.Errorf("seeds %d and %d are the same run", seed, other)
		}
		hashes[first.Hash] = seed
	}
}

// A bad engine's runs can be repeated too, and their report says how.
func TestAReportSaysHowToRepeatIt(t *testing.T) {
	t.Parallel()
	variant, known := mutant.Named("absence")
	if !known {
		t.Fatal("there is no variant absence")
	}
	var trace strings.Builder
	report, err := sim.Run(t.Context(), 0, variant, &trace)
	if err != nil {
		t.Fatal(err)
	}
	again, err := sim.Run(t.Context(), 0, variant, nil)
	if err != nil {
		t.Fatal(err)
	}
	if report.Hash != again.Hash || len(report.Findings) != len(again.Findings) {
		t.Errorf("it had %d findings and then %d", len(report.Findings), len(again.Findings))
	}
	for _, want := range []string{"seed 0", "go run ./internal/sim/long -seed 0 -variant absence", report.Findings[0].String()} {
		if !strings.Contains(report.String(), want) {
			t.Errorf("the report does not say %q:\n%s", want, report)
		}
	}
	for _, want := range []string{"killed", "failed", "lost", "block", "reorg", "RecordOnChain journal.submit.before"} {
		if !strings.Contains(trace.String(), want) {
			t.Errorf("the trace does not say %q", want)
		}
	}
}

// The list of kill points has no point twice, and as many as it takes.
func TestKillPointsHaveNames(t *testing.T) {
	t.Parallel()
	seen := map[sim.Point]bool{}
	for _, p := range sim.Points() {
		if seen[p] || p.Step == "" || p.Call == "" {
			t.Errorf("%q is listed twice or has no name", p)
		}
		seen[p] = true
	}
	if len(seen) < 40 {
		t.Errorf("there are %d kill points", len(seen))
	}
}
