// Command dist builds dist/, what the Functions host runs, and dist.zip, what is deployed to Azure. Run it in the top
// folder of the repository.
package main

import (
	"context"
	"crypto/sha256"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"runtime"

	"waybill/handlers"
	"waybill/internal/stage"
)

func main() {
	here := flag.Bool("here", false, "build the handler for this machine, not for Azure's (linux/amd64)")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, *here); err != nil {
		fmt.Fprintln(os.Stderr, "dist:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, here bool) error {
	system, processor := "linux", "amd64"
	if here {
		system, processor = runtime.GOOS, runtime.GOARCH
	}
	err := stage.Write("dist", handlers.Definitions(), func(handler string) error { return build(ctx, handler, system, processor) })
	if err != nil {
		return err
	}
	fmt.Printf("dist/ is ready: host.json, %s for %s/%s and %d functions\n", filepath.Join("dist", stage.HandlerName), system, processor, len(handlers.All))
	if here {
		return nil // not what Azure runs
	}
	return packUp()
}

// packUp makes the package that is deployed, and says what it is.
func packUp() error {
	const path = "dist.zip"
	if err := stage.Zip("dist", path); err != nil {
		return err
	}
	text, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	fmt.Printf("%s is ready: %.1f MB, SHA-256 %x\n", path, float64(len(text))/1e6, sha256.Sum256(text))
	return nil
}

// build makes a static binary: with the same Go, the same to the byte wherever it is built.
func build(ctx context.Context, handler, system, processor string) error {
	cmd := exec.CommandContext(ctx, "go", "build", "-trimpath", "-buildvcs=false", "-ldflags=-s -w -buildid=", "-o", handler, "./cmd/handler")
	cmd.Env = append(os.Environ(), "GOOS="+system, "GOARCH="+processor, "CGO_ENABLED=0")
	cmd.Stdout, cmd.Stderr = os.Stdout, os.Stderr
	if err := cmd.Run(); err != nil {
		return fmt.Errorf("build the handler: %w", err)
	}
	return os.Chmod(handler, 0o755)
}
