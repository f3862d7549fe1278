package devhost

import (
	"context"
	"fmt"
	"log/slog"
	"runtime"
	"sync"
	"time"
)

// A worker keeps one handler process running, by the host's rules for starting, exits and restarts.
type worker struct {
	name     string // for logs
	launcher launcher
	port     port // the same for every restart
	init     time.Duration
	log      *slog.Logger
	fail     func(error) // stops the host

	mu       sync.Mutex
	serving  *run          // nil while the handler starts
	starting *run          // the latest run, serving or not
	changed  chan struct{} // closed and replaced when serving changes
	finished chan struct{}
}

func newWorker(name string, l launcher, p port, c hostConfig, log *slog.Logger, fail func(error)) *worker {
	return &worker{
		name: name, launcher: l, port: p, init: c.initTimeout, log: log.With("handler", name), fail: fail,
		changed: make(chan struct{}), finished: make(chan struct{}),
	}
}

// keepRunning starts the process, and again when it ends. It returns when ctx is done and the process is gone. The
// goroutine has its thread for itself, because the kernel kills the child when the thread that started it ends.
func (w *worker) keepRunning(ctx context.Context) {
	runtime.LockOSThread() // never unlocked: the thread ends with the goroutine
	defer close(w.finished)
	defer w.port.release()
	var errs strikes
	for ctx.Err() == nil {
		p, err := w.launcher.launch(ctx, w.port.number)
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
	w.log.Debug("handler started", "pid", r.pid(), "port", w.port.number)
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
	case <-ctx.Done():
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
	deliberate := r.deliberate.Load()
	if ctx.Err() != nil {
		return false, nil //nolint:nilerr // the end of the host is no error of the handler
	}
	if code == 0 && !deliberate {
		w.log.Error("the handler exited with code 0; the host does not restart it, and invocations fail from now on")
		return false, nil
	}
	w.set(nil, nil)
	if code == 200 || deliberate {
		return true, nil
	}
	return true, fmt.Errorf("the handler exited with code %d: %s", code, last)
}

func (w *worker) set(latest, serving *run) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.starting, w.serving = latest, serving
	close(w.changed)
	w.changed = make(chan struct{})
}

func (w *worker) base() string { return fmt.Sprintf("http://127.0.0.1:%d", w.port.number) }

// current gives the run that serves, or nil and a channel that is closed when that changes. A run that the host has
// killed serves no more, though its process may take a moment to go: messages given to it would use up their
// deliveries within that moment.
func (w *worker) current() (*run, <-chan struct{}) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.serving != nil && w.serving.deliberate.Load() {
		return nil, w.changed
	}
	return w.serving, w.changed
}

// patience is how many initialization timeouts an invocation waits for the handler.
const patience = strikesAllowed + 1

// acquire waits until the handler serves. If it does not in time, the host stops.
func (w *worker) acquire(ctx context.Context) (*run, error) {
	limit := max((patience * w.init).Truncate(time.Second), time.Second)
	timer := time.NewTimer(limit)
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
