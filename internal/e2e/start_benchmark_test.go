package e2e_test

import (
	"context"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"waybill/internal/system"
)

// BenchmarkHandlerStart measures the time from starting the handler, as it is staged for Azure, to the answer to its
// first GET /, and its resident memory a second later when nothing was asked of it.
func BenchmarkHandlerStart(b *testing.B) {
	dir := b.TempDir()
	handler := filepath.Join(dir, "handler")
	build := exec.CommandContext(b.Context(), "go", "build", "-trimpath", "-ldflags=-s -w", "-o", handler, "../../cmd/handler")
	build.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := build.CombinedOutput(); err != nil {
		b.Fatalf("build: %v\n%s", err, out)
	}
	env := settingsOfANewSystem(b, filepath.Join(dir, "data"))
	resident := 0
	for b.Loop() {
		cmd, port := exec.Command(handler), freePort(b)
		cmd.Env = append(append(os.Environ(), env...), "FUNCTIONS_CUSTOMHANDLER_PORT="+port)
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

// settingsOfANewSystem starts a system once and gives the environment of its handler.
func settingsOfANewSystem(b *testing.B, data string) []string {
	b.Helper()
	s, err := system.Start(b.Context(), system.Options{Data: data})
	if err != nil {
		b.Fatal(err)
	}
	s.Stop()
	var env []string
	for name, value := range s.Environment() {
		env = append(env, name+"="+value)
	}
	return env
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
