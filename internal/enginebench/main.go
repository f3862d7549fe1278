// Command enginebench measures the transaction engine against what the node itself can take: a plain client and the
// engine send the same custody calls, from the same key, to the same geth, by turns. Run it in the top folder of the
// repository, with CGO_ENABLED=0 as the handler is built; it ends with one line of JSON.
//
// The node, the plain client and the engine are processes of their own, so that what the engine needs is what its
// process needs. This process prepares the chain, stamps the blocks and does the sums.
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
	"syscall"
)

// roles are what this program can be when it starts itself.
var roles = map[string]func(context.Context, task, io.Writer) error{"client": playClient, "engine": playEngine}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx); err != nil {
		fmt.Fprintln(os.Stderr, "enginebench:", err)
		os.Exit(1) //nolint:gocritic // everything that run started has ended
	}
}

func run(ctx context.Context) error {
	var o options
	flag.StringVar(&o.geth, "geth", "", "path of geth; built from tools/geth.mod if empty")
	flag.IntVar(&o.calls, "calls", 20_000, "custody calls of one run, a multiple of 2000")
	flag.IntVar(&o.rounds, "rounds", 3, "runs of client and engine each; medians count")
	flag.IntVar(&o.batch, "batch", 490, "commands that the bus delivers at once; host.json has maxMessageBatchSize 490")
	flag.BoolVar(&o.crowd, "crowd", true, "measure the memory with all calls in flight")
	flag.BoolVar(&o.scaling, "scaling", true, "measure 1, 2, 4 and 8 signers too")
	flag.BoolVar(&o.accept, "accept", true, "measure the acceptance of commands too")
	flag.StringVar(&o.profile, "profile", "", "file for a CPU profile of the engine's last run")
	role := flag.String("role", "", "what this process is; set by the program itself")
	flag.Usage = func() {
		fmt.Fprint(flag.CommandLine.Output(), "Measures the transaction engine beside a plain client on the same geth: transactions mined a second, processor time\n"+
			"and memory, the scaling over signers, and the acceptance of commands. Takes some minutes; says on stderr how it gets\n"+
			"on, and ends with one line of JSON.\n\n")
		flag.PrintDefaults()
	}
	flag.Parse()
	if play := roles[*role]; play != nil {
		var t task
		if err := json.NewDecoder(os.Stdin).Decode(&t); err != nil {
			return fmt.Errorf("read the task: %w", err)
		}
		return play(ctx, t, os.Stdout)
	}
	if *role != "" || flag.NArg() > 0 || o.rounds < 1 || o.batch < 1 || o.calls < 1 || o.calls%(2*assets) != 0 {
		return errors.New("see -help: calls are a multiple of 2000, rounds and batch at least 1")
	}
	o.log = slog.New(slog.NewTextHandler(os.Stderr, nil))
	figures, err := measure(ctx, o)
	if err != nil {
		return err
	}
	return json.NewEncoder(os.Stdout).Encode(figures)
}
