// Command waybill is for people: it runs a whole system on one machine, plays stories on it, imports, traces and
// verifies.
package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"

	"github.com/spf13/cobra"

	"waybill/internal/app"
	"waybill/internal/stage"
	"waybill/shared/problem"
)

func main() {
	if filepath.Base(os.Args[0]) == stage.HandlerName {
		os.Exit(app.Main()) // the host started this program under the handler's name
	}
	os.Exit(run())
}

// run gives the exit code: 0 for success, 1 for trouble, 2 for wrong use, 130 after an interrupt.
func run() int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	signal.Ignore(syscall.SIGPIPE) // a reader who leaves early, such as head, must not keep demo from clearing up
	command, err := newRoot().ExecuteContextC(ctx)
	switch {
	case err == nil:
		return 0
	case ctx.Err() != nil && errors.Is(err, context.Canceled):
		fmt.Fprintln(os.Stderr, "waybill: interrupted")
		return 130
	}
	fmt.Fprintln(os.Stderr, "waybill:", explain(command, err))
	if usage := (*usageError)(nil); errors.As(err, &usage) {
		fmt.Fprintf(os.Stderr, "See %s --help.\n", command.CommandPath())
		return 2
	}
	return 1
}

// explain says what went wrong, with the fields at fault and what to do about it.
func explain(command *cobra.Command, err error) string {
	text := err.Error()
	if p := (*problem.Problem)(nil); errors.As(err, &p) {
		for _, e := range p.Errors {
			at := e.Field + ": " + e.Detail
			if strings.Contains(text, e.Detail) && !strings.Contains(text, at) {
				text = strings.Replace(text, e.Detail, at, 1)
			} else if !strings.Contains(text, at) {
				text += "\n  " + at
			}
		}
	}
	if dial := (*net.OpError)(nil); errors.As(err, &dial) && command.Flags().Lookup("url") != nil {
		text += "\nIs the system up? waybill up starts one; WAYBILL_URL or --url says where it is."
	}
	return text
}
