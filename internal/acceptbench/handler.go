package acceptbench

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"time"
)

// patience is how long the handler may take to start and to stop.
const patience = time.Minute

// Build builds the handler as it is staged for Azure, for this machine. It needs the go command and runs in a folder of
// the module.
func Build(ctx context.Context, path string) error {
	cmd := exec.CommandContext(ctx, "go", "build", "-trimpath", "-ldflags=-s -w", "-o", path, "waybill/cmd/handler") //nolint:gosec // the path is the caller's own
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("build the handler: %w: %s", err, out)
	}
	return nil
}

// A handler is the process that the Functions host would start. Its log goes nowhere.
type handler struct {
	cmd     *exec.Cmd
	address string // host and port
}

// start starts the process and waits until it answers.
func start(ctx context.Context, binary string, environment map[string]string) (*handler, error) {
	port, err := freePort(ctx)
	if err != nil {
		return nil, err
	}
	h := &handler{cmd: exec.CommandContext(ctx, binary), address: net.JoinHostPort("127.0.0.1", port)}
	h.cmd.Stderr = os.Stderr
	h.cmd.Env = append(os.Environ(), "FUNCTIONS_CUSTOMHANDLER_PORT="+port)
	for name, value := range environment {
		h.cmd.Env = append(h.cmd.Env, name+"="+value)
	}
	if err := h.cmd.Start(); err != nil {
		return nil, fmt.Errorf("start the handler: %w", err)
	}
	if err := h.awaitAnswer(ctx); err != nil {
		return nil, errors.Join(err, h.kill())
	}
	return h, nil
}

func freePort(ctx context.Context) (string, error) {
	l, err := new(net.ListenConfig).Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return "", fmt.Errorf("find a free port: %w", err)
	}
	return strconv.Itoa(l.Addr().(*net.TCPAddr).Port), l.Close()
}

// awaitAnswer asks as the host does: any answer says that the handler is there.
func (h *handler) awaitAnswer(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	for {
		r, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+h.address+"/", http.NoBody)
		if err != nil {
			return err
		}
		answer, err := http.DefaultClient.Do(r)
		if err == nil {
			return answer.Body.Close()
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("the handler does not answer: %w", err)
		case <-time.After(25 * time.Millisecond):
		}
	}
}

// kill ends the process as the Functions host does, without a warning.
func (h *handler) kill() error {
	if err := h.cmd.Process.Kill(); err != nil {
		return fmt.Errorf("kill the handler: %w", err)
	}
	_ = h.cmd.Wait() // says that it was killed
	return nil
}

// stop lets the process end and tells how much processor time it took, its start included.
func (h *handler) stop() (time.Duration, error) {
	if err := h.cmd.Process.Signal(os.Interrupt); err != nil {
		return 0, errors.Join(fmt.Errorf("stop the handler: %w", err), h.kill())
	}
	late := time.AfterFunc(patience, func() { _ = h.cmd.Process.Kill() })
	defer late.Stop()
	if err := h.cmd.Wait(); err != nil {
		return 0, fmt.Errorf("stop the handler: %w", err)
	}
	return h.cmd.ProcessState.UserTime() + h.cmd.ProcessState.SystemTime(), nil
}

// residentMiB is how much memory the process has resident now; 0 where that is not known.
func (h *handler) residentMiB() float64 {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", h.cmd.Process.Pid)) // Linux
	if err != nil {
		return 0
	}
	_, rest, _ := strings.Cut(string(text), "VmRSS:")
	var kib float64
	_, _ = fmt.Sscan(rest, &kib)
	return kib / 1024
}
