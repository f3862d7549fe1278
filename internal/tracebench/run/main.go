// Command run measures how fast the ledger traces and recalls, and ends with one line of JSON.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"

	"waybill/internal/tracebench"
)

func main() {
	o := tracebench.Options{Progress: os.Stderr}
	flags := flag.NewFlagSet("run", flag.ContinueOnError)
	flags.Usage = func() {
		fmt.Fprint(flags.Output(), "Makes up a ledger of a chip story, always the same, and measures how long traces of depth 12 and a recall\n"+
			"take. Ends with one line of JSON.\n\n")
		flags.PrintDefaults()
	}
	data := flags.String("data", "", "folder on the disk to measure; a new folder is made below it and removed (default the system's for temporary files)")
	flags.IntVar(&o.Events, "events", 1_000_000, "of the contract, about; 10 million take 12 GB")
	flags.IntVar(&o.Traces, "traces", 1000, "to measure")
	flags.IntVar(&o.Recalls, "recalls", 9, "to measure")
	err := flags.Parse(os.Args[1:])
	if errors.Is(err, flag.ErrHelp) {
		return
	}
	if err != nil || flags.NArg() > 0 {
		os.Exit(2)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, *data, o); err != nil {
		fmt.Fprintln(os.Stderr, "bench-trace:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, below string, o tracebench.Options) (err error) {
	if o.Data, err = os.MkdirTemp(below, "waybill-trace-"); err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(o.Data)) }()
	r, err := tracebench.Run(ctx, o)
	if err != nil {
		return err
	}
	return json.NewEncoder(os.Stdout).Encode(r)
}
