// Command waybill is for people: it runs a whole system on one machine, plays stories on it, imports, traces and
// verifies.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"

	"waybill/internal/app"
	"waybill/internal/stage"
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
	err := newRoot().ExecuteContext(ctx)
	switch {
	case err == nil:
		return 0
	case ctx.Err() != nil && errors.Is(err, context.Canceled):
		fmt.Fprintln(os.Stderr, "waybill: interrupted")
		return 130
	}
	fmt.Fprintln(os.Stderr, "waybill:", err)
	if usage := (*usageError)(nil); errors.As(err, &usage) {
		return 2
	}
	return 1
}
