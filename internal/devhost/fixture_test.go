package devhost_test

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"waybill/internal/devhost"
	"waybill/shared/bus/bustest"
)

// files are the content of a script root by path.
type files map[string]string

// hostJSON is a host.json with further members of the root object and of customHandler.
func hostJSON(root, handler string) string {
	return fmt.Sprintf(`{"version":"2.0","customHandler":{"description":{"defaultExecutablePath":"handler"}%s}%s}`, comma(handler), comma(root))
}

func comma(s string) string {
	if s == "" {
		return ""
	}
	return "," + s
}

// Bindings of the functions under test.
const (
	proxying   = `"enableProxyingHttpRequest":true`
	forwarding = `"enableForwardingHttpRequest":true`

	resOut = `{"type":"http","direction":"out","name":"res"}`
	busOut = `{"type":"serviceBus","direction":"out","name":"out","queueName":"sent","connection":"Bus"}`
)

// function gives a function.json.
func function(bindings ...string) string {
	return `{"bindings":[` + strings.Join(bindings, ",") + `]}`
}

// httpIn is an open HTTP trigger with more properties.
func httpIn(more string) string {
	return `{"type":"httpTrigger","direction":"in","name":"req","authLevel":"anonymous"` + comma(more) + `}`
}

// busIn is a trigger on the queue "orders" with more properties.
func busIn(more string) string {
	return `{"type":"serviceBusTrigger","direction":"in","name":"msg","queueName":"orders","connection":"Bus"` + comma(more) + `}`
}

// A fixture is a host under test with what it works on.
type fixture struct {
	*devhost.Host
	t      *testing.T
	root   string
	broker *bustest.Memory
	log    *journal
}

// prepare writes a script root and makes options for it. A handler that is nil is the test binary as a child process.
func prepare(t *testing.T, handler http.Handler, content files) (*fixture, devhost.Options) {
	t.Helper()
	f := &fixture{t: t, root: t.TempDir(), broker: bustest.NewMemory(time.Now), log: &journal{}}
	for path, text := range content {
		full := filepath.Join(f.root, path)
		if err := os.MkdirAll(filepath.Dir(full), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(full, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	o := devhost.Options{ScriptRoot: f.root, Broker: f.broker, Log: slog.New(slog.NewTextHandler(f.log, nil))}
	o.Handler.InProcess = handler
	if handler == nil {
		program, err := os.Executable()
		if err != nil {
			t.Fatal(err)
		}
		o.Handler.Path = program
		o.Handler.Env = []string{roleVariable + "=" + roleHandler}
	}
	return f, o
}

// start starts a host that ends with the test.
func start(t *testing.T, handler http.Handler, content files, change ...func(*devhost.Options)) *fixture {
	t.Helper()
	f, o := prepare(t, handler, content)
	for _, c := range change {
		c(&o)
	}
	var err error
	if f.Host, err = devhost.Start(context.WithoutCancel(t.Context()), o); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		atOnce, cancel := context.WithCancel(context.Background())
		cancel()
		f.Stop(atOnce)
	})
	return f
}

// request calls the host and gives status and body.
func (f *fixture) request(method, path, body string, headers ...string) (int, string) {
	f.t.Helper()
	status, _, text := f.respond(method, path, strings.NewReader(body), headers...)
	return status, text
}

// respond calls the host. Headers are name, value, name, value.
func (f *fixture) respond(method, path string, body io.Reader, headers ...string) (int, http.Header, string) {
	f.t.Helper()
	req, err := http.NewRequestWithContext(context.WithoutCancel(f.t.Context()), method, f.URL()+path, body)
	if err != nil {
		f.t.Fatal(err)
	}
	for i := 0; i < len(headers); i += 2 {
		req.Header.Set(headers[i], headers[i+1])
	}
	client := http.Client{
		Transport:     &http.Transport{DisableKeepAlives: true},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
	resp, err := client.Do(req)
	if err != nil {
		f.t.Fatal(err)
	}
	defer func() { _ = resp.Body.Close() }()
	text, err := io.ReadAll(resp.Body)
	if err != nil {
		f.t.Fatal(err)
	}
	return resp.StatusCode, resp.Header, string(text)
}

// patience bounds how long a test waits for a condition that comes about in no time.
const patience = 30 * time.Second

// eventually waits for a condition.
func eventually(t *testing.T, what string, condition func() bool) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	tick := time.NewTicker(2 * time.Millisecond)
	defer tick.Stop()
	for !condition() {
		select {
		case <-tick.C:
		case <-ctx.Done():
			t.Fatalf("it never came about that %s", what)
		}
	}
}

// depth waits until a queue holds so many messages.
func (f *fixture) depth(queue string, want int) {
	f.t.Helper()
	eventually(f.t, fmt.Sprintf("%s holds %d messages", queue, want), func() bool {
		n, err := f.broker.Depth(context.Background(), queue)
		return err == nil && n == want
	})
}

// stopsItself waits until the host has stopped by itself and gives the reason.
func (f *fixture) stopsItself() error {
	f.t.Helper()
	select {
	case err := <-f.Done():
		return err
	case <-time.After(patience):
		f.t.Fatal("the host goes on")
		return nil
	}
}

// A journal keeps log entries.
type journal struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (j *journal) Write(p []byte) (int, error) {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.text.Write(p)
}

// has reports whether one entry holds all the words.
func (j *journal) has(words ...string) bool {
	j.mu.Lock()
	defer j.mu.Unlock()
	for line := range strings.Lines(j.text.String()) {
		found := true
		for _, w := range words {
			found = found && strings.Contains(line, w)
		}
		if found {
			return true
		}
	}
	return false
}

// answer is a handler that gives the same JSON for everything.
func answer(text string) http.Handler { return respondWith(http.StatusOK, "application/json", text) }

func respondWith(status int, contentType, text string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body)
		if contentType != "" {
			w.Header().Set("Content-Type", contentType)
		}
		w.WriteHeader(status)
		_, _ = io.WriteString(w, text)
	})
}
