package devhost

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"runtime"
	"sync"
	"sync/atomic"
	"time"
)

// A worker keeps one handler process running, by the host's rules for starting, exits and restarts.
type worker struct {
	name     string // for logs
	launcher launcher
	port     int // the same for every restart
	init     time.Duration
	log      *slog.Logger
	fail     func(error) // stops the host

	mu       sync.Mutex
	serving  *run          // nil while the handler starts
	starting *run          // the latest run, serving or not
	changed  chan struct{} // closed and replaced when serving changes
	finished chan struct{}
}

// A run is one process from start to end.
type run struct {
	process
	client     *http.Client    // for envelopes and forwarded requests
	transport  *http.Transport // for proxied requests
	deliberate atomic.Bool     // killed by the host itself, so no error
}

func newWorker(name string, l launcher, port int, c hostConfig, log *slog.Logger, fail func(error)) *worker {
	return &worker{
		name: name, launcher: l, port: port, init: c.initTimeout, log: log.With("handler", name), fail: fail,
		changed: make(chan struct{}), finished: make(chan struct{}),
	}
}

// kill ends the process as the host does on its own account. It does not count as an error.
func (r *run) kill() {
	r.deliberate.Store(true)
	r.process.kill()
}

// keepRunning starts the process, and again when it ends. It returns when ctx is done and the process is gone. The
// goroutine has its thread for itself, because the kernel kills the child when the thread that started it ends.
func (w *worker) keepRunning(ctx context.Context) {
	runtime.LockOSThread() // never unlocked: the thread ends with the goroutine
	defer close(w.finished)
	var errs strikes
	for ctx.Err() == nil {
		p, err := w.launcher.launch(w.port)
		if err != nil {
			// No error is counted and nothing is tried again: invocations wait in vain until the host gives up.
			w.log.Error("the handler cannot be started; invocations will wait, then the host stops", "error", err.Error())
			<-ctx.Done()
			return
		}
		restart, err := w.follow(ctx, newRun(p))
		if err != nil {
			w.log.Error("handler failed", "error", err.Error())
			if errs.add(time.Now()) {
				w.fail(fmt.Errorf("exceeded http worker restart retry count: the handler %s failed %d times: %w", w.name, strikesAllowed, err))
				<-ctx.Done()
				return
			}
		}
		if !restart {
			<-ctx.Done()
			return
		}
	}
}

// follow takes a process from start to end and says whether it is to be started again, and the error that counts.
func (w *worker) follow(ctx context.Context, r *run) (restart bool, err error) {
	defer r.close()
	w.set(r, nil)
	w.log.Debug("handler started", "pid", r.pid(), "port", w.port)
	ready := make(chan error, 1)
	probe, cancel := context.WithTimeout(ctx, w.init)
	defer cancel()
	go func() { ready <- r.waitReady(probe, w.base()) }()

	select {
	case err := <-ready:
		if err != nil && ctx.Err() == nil {
			r.kill()
			<-r.exited()
			return true, err
		}
		w.set(r, r)
	case <-r.exited():
		cancel()
		<-ready
	case <-ctx.Done():
		<-ready
	}
	select {
	case <-r.exited():
	case <-ctx.Done():
		r.kill()
		<-r.exited()
	}
	return w.judge(ctx, r)
}

// judge applies the rules for exits: 0 is never restarted, 200 is a restart for free, anything else is an error.
func (w *worker) judge(ctx context.Context, r *run) (restart bool, err error) {
	code, last := r.exit()
	switch {
	case ctx.Err() != nil:
		return false, nil
	case r.deliberate.Load():
		w.set(nil, nil)
		return true, nil
	case code == 0:
		w.log.Error("the handler exited with code 0; the host does not restart it, and invocations fail from now on")
		return false, nil
	case code == 200:
		w.set(nil, nil)
		return true, nil
	}
	w.set(nil, nil)
	return true, fmt.Errorf("the handler exited with code %d: %s", code, last)
}

func (w *worker) set(latest, serving *run) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.starting, w.serving = latest, serving
	close(w.changed)
	w.changed = make(chan struct{})
}

func (w *worker) base() string { return fmt.Sprintf("http://127.0.0.1:%d", w.port) }

// current gives the run that serves, or nil and a channel that is closed when that changes.
func (w *worker) current() (*run, <-chan struct{}) {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.serving, w.changed
}

// patience is how many initialization timeouts an invocation waits for the handler.
const patience = strikesAllowed + 1

// acquire waits until the handler serves. If it does not in time, the host stops.
func (w *worker) acquire(ctx context.Context) (*run, error) {
	limit := (patience * w.init).Truncate(time.Second)
	timer := time.NewTimer(max(limit, time.Second))
	defer timer.Stop()
	for {
		r, changed := w.current()
		if r != nil {
			return r, nil
		}
		select {
		case <-changed:
		case <-timer.C:
			err := fmt.Errorf("the handler %s is not ready after %v", w.name, limit)
			w.fail(err)
			return nil, err
		case <-ctx.Done():
			return nil, fmt.Errorf("wait for the handler: %w", context.Cause(ctx))
		}
	}
}

// killLatest ends the process that runs now, whether it serves yet or not.
func (w *worker) killLatest() {
	w.mu.Lock()
	r := w.starting
	w.mu.Unlock()
	if r != nil {
		r.kill()
	}
}

func newRun(p process) *run {
	envelopes := &http.Transport{MaxIdleConnsPerHost: 64, DisableCompression: true}
	return &run{
		process: p,
		client:  &http.Client{Transport: envelopes},
		transport: &http.Transport{
			MaxIdleConnsPerHost: 64, DisableCompression: true, DialContext: dialWithRetry,
		},
	}
}

func (r *run) close() {
	r.client.CloseIdleConnections()
	r.transport.CloseIdleConnections()
}

// readyPause is the host's time between two probes.
const readyPause = 25 * time.Millisecond

// waitReady asks GET / until there is any answer at all. Only a refused connection means not yet.
func (r *run) waitReady(ctx context.Context, base string) error {
	tick := time.NewTicker(readyPause)
	defer tick.Stop()
	for {
		req, err := http.NewRequestWithContext(ctx, http.MethodGet, base+"/", nil)
		if err != nil {
			return fmt.Errorf("probe the handler: %w", err)
		}
		resp, err := r.client.Do(req)
		if err == nil {
			return resp.Body.Close()
		}
		var op *net.OpError
		if ctx.Err() == nil && !(errors.As(err, &op) && op.Op == "dial") {
			return nil
		}
		select {
		case <-tick.C:
		case <-ctx.Done():
			return fmt.Errorf("initializing http worker timed out: %w", ctx.Err())
		}
	}
}

// dialWithRetry connects as the host's proxy does: up to ten times, 50 ms apart at first and 250 ms in the end
// (azure-functions-host, RetryProxyHandler).
func dialWithRetry(ctx context.Context, network, address string) (net.Conn, error) {
	pause := 50 * time.Millisecond
	for attempt := 1; ; attempt++ {
		var d net.Dialer
		conn, err := d.DialContext(ctx, network, address)
		if err == nil || attempt == 10 {
			return conn, err
		}
		select {
		case <-time.After(pause):
			pause = min(pause*2, 250*time.Millisecond)
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
}

// freePort finds a port that nobody listens on.
func freePort() (int, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return 0, fmt.Errorf("find a free port: %w", err)
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port, nil
}
