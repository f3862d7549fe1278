// Command run measures how fast the handler accepts commands and ends with one line of JSON.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"

	"waybill/internal/acceptbench"
)

func main() {
	var o acceptbench.Options
	flags := flag.NewFlagSet("run", flag.ContinueOnError)
	flags.Usage = func() {
		fmt.Fprint(flags.Output(), "Measures how many commands per second the handler accepts durably (HTTP 202), beside how many\n"+
			"single rows one program inserts durably into SQLite on the same disk. Ends with one line of JSON.\n\n")
		flags.PrintDefaults()
	}
	data := flags.String("data", ".", "folder on the disk to measure; a new folder is made in it and removed")
	flags.IntVar(&o.Connections, "connections", 16, "that send at the same time")
	flags.IntVar(&o.Rounds, "rounds", 5, "of inserting and accepting in turns")
	flags.DurationVar(&o.Turn, "turn", 0, "length of one turn (default 2s)")
	flags.StringVar(&o.Handler, "handler", "", "the handler's binary (default: it is built)")
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
		fmt.Fprintln(os.Stderr, "bench-accept:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, below string, o acceptbench.Options) (err error) {
	dir, err := os.MkdirTemp(below, "waybill-accept-")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	if o.Handler == "" {
		o.Handler = filepath.Join(dir, "handler")
		if err := acceptbench.Build(ctx, o.Handler); err != nil {
			return err
		}
	}
	o.Data = filepath.Join(dir, "data")
	r, err := acceptbench.Run(ctx, o)
	if err != nil {
		return err
	}
	return json.NewEncoder(os.Stdout).Encode(r)
}
