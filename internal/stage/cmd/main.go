// Command cmd builds dist/: what the Functions host runs.
package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"

	"waybill/handlers"
	"waybill/internal/stage"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx); err != nil {
		fmt.Fprintln(os.Stderr, "stage:", err)
		os.Exit(1)
	}
}

// run builds a static binary for the machines that Azure has.
func run(ctx context.Context) error {
	if err := stage.Write("dist", handlers.Definitions(), func(handler string) error { return build(ctx, handler) }); err != nil {
		return err
	}
	fmt.Println("dist/ is ready: host.json,", filepath.Join("dist", stage.HandlerName), "and", len(handlers.All), "functions")
	return nil
}

func build(ctx context.Context, handler string) error {
	cmd := exec.CommandContext(ctx, "go", "build", "-trimpath", "-buildvcs=false", "-ldflags=-s -w -buildid=", "-o", handler, "./cmd/handler")
	cmd.Env = append(os.Environ(), "GOOS=linux", "GOARCH=amd64", "CGO_ENABLED=0")
	cmd.Stdout, cmd.Stderr = os.Stdout, os.Stderr
	if err := cmd.Run(); err != nil {
		return fmt.Errorf("build the handler: %w", err)
	}
	return os.Chmod(handler, 0o755)
}
