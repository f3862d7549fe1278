package e2e_test

import (
	"context"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"waybill/internal/system"
)

// BenchmarkHandlerStart measures the time from starting the handler, as it is staged for Azure, to the answer to its
// first GET /, and its resident memory a second later when nothing was asked of it: with embedded stores, and with those
// of Azure on their stand-ins.
func BenchmarkHandlerStart(b *testing.B) {
	handler := filepath.Join(b.TempDir(), "handler")
	build := exec.CommandContext(b.Context(), "go", "build", "-trimpath", "-ldflags=-s -w", "-o", handler, "../../cmd/handler")
	build.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := build.CombinedOutput(); err != nil {
		b.Fatalf("build: %v\n%s", err, out)
	}
	for _, stores := range []struct {
		name  string
		azure bool
	}{{"embedded", false}, {"azure", true}} {
		b.Run(stores.name, func(b *testing.B) {
			s, err := system.Start(b.Context(), system.Options{Data: b.TempDir(), AzureEmulators: stores.azure})
			if err != nil {
				b.Fatal(err)
			}
			defer s.Stop() // its own handler is idle meanwhile, and its stand-ins answer
			env := os.Environ()
			for name, value := range s.Environment() {
				env = append(env, name+"="+value)
			}
			benchmarkStarts(b, handler, env)
		})
	}
}

func benchmarkStarts(b *testing.B, handler string, env []string) {
	resident := 0
	for b.Loop() {
		cmd, port := exec.Command(handler), freePort(b)
		cmd.Env = append(slices.Clone(env), "FUNCTIONS_CUSTOMHANDLER_PORT="+port)
		if err := cmd.Start(); err != nil {
			b.Fatal(err)
		}
		awaitAnswer(b, "http://127.0.0.1:"+port+"/")
		b.StopTimer()
		<-time.After(time.Second) // idle
		resident = max(resident, residentKiB(b, cmd.Process.Pid))
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
		b.StartTimer()
	}
	b.ReportMetric(float64(resident)/1024, "MiB-resident")
}

func freePort(b *testing.B) string {
	b.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		b.Fatal(err)
	}
	defer func() { _ = l.Close() }()
	return strconv.Itoa(l.Addr().(*net.TCPAddr).Port)
}

func awaitAnswer(b *testing.B, url string) {
	b.Helper()
	ctx, cancel := context.WithTimeout(b.Context(), time.Minute)
	defer cancel()
	for ctx.Err() == nil {
		r, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
		if err != nil {
			b.Fatal(err)
		}
		if answer, err := http.DefaultClient.Do(r); err == nil {
			_ = answer.Body.Close()
			return
		}
		<-time.After(time.Millisecond)
	}
	b.Fatal("the handler does not answer")
}

func residentKiB(b *testing.B, pid int) int {
	b.Helper()
	text, err := os.ReadFile(filepath.Join("/proc", strconv.Itoa(pid), "status"))
	if err != nil {
		b.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(text), "VmRSS:")
	n, err := strconv.Atoi(strings.Fields(rest)[0])
	if err != nil {
		b.Fatal(err)
	}
	return n
}
