package app

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"os/signal"
	"runtime/debug"
	"syscall"

	"waybill/shared/config"
)

// Main is the handler's process: it reads the settings from the environment, serves until it is told to stop, and
// gives the exit code. Logs go to stdout as JSON, as the Functions host wants them; what keeps the process from
// starting goes to stderr.
func Main() int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := serve(ctx); err != nil {
		fmt.Fprintln(os.Stderr, "handler:", err)
		return 1
	}
	return 0
}

func serve(ctx context.Context) error {
	settings, err := config.Load(os.LookupEnv)
	if err != nil {
		return fmt.Errorf("the settings are not complete:\n%w", err)
	}
	var level slog.Level
	if err := level.UnmarshalText([]byte(settings.LogLevel)); err != nil {
		return err
	}
	t, err := StartTelemetry(ctx, settings, slog.NewJSONHandler(os.Stdout, &slog.HandlerOptions{Level: level}))
	if err != nil {
		return err
	}
	defer func() { _ = t.Close(ctx) }() // what could not be sent in time is lost
	a, err := Open(ctx, settings, t)
	if err != nil {
		return err
	}
	defer func() { _ = a.Close() }()
	go debug.FreeOSMemory() // start-up needed memory that serving does not
	return a.Server.ListenAndServe(ctx)
}
