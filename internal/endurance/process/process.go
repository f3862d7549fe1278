// Package process runs programs that tests kill without notice and start again: Ethereum nodes ([Anvil], [Geth],
// [NewClique]) and whole systems ([NewSystem]). Every program dies with its test, listens on 127.0.0.1 only and keeps
// its files in a folder that is removed.
//
// A program that is not on this machine skips the test, unless LIVE=1 says that it has to be there.
package process

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"runtime"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// A Process is a program that a test runs. Its methods may be called from any goroutine of the test.
type Process struct {
	t       testing.TB
	command func(context.Context) *exec.Cmd

	ctx    context.Context
	broken context.CancelCauseFunc

	mu  sync.Mutex
	run *run // nil while it is dead
}

// A run is a program from one start to its end.
type run struct {
	cmd    *exec.Cmd
	input  io.WriteCloser
	killed atomic.Bool
	gone   chan struct{}
}

// New prepares a program; command makes what each start runs. What it writes to stderr is the test's output.
func New(t testing.TB, command func(context.Context) *exec.Cmd) *Process {
	t.Helper()
	p := &Process{t: t, command: command}
	p.ctx, p.broken = context.WithCancelCause(t.Context())
	t.Cleanup(func() { p.Kill(); p.broken(nil) })
	return p
}

// Start starts the program unless it runs.
func (p *Process) Start() {
	p.t.Helper()
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.run != nil {
		return
	}
	cmd := p.command(context.WithoutCancel(p.ctx)) // Kill ends it
	cmd.Stderr = p.t.Output()
	dieWithTest(cmd)
	input, err := cmd.StdinPipe()
	if err != nil {
		p.fail(fmt.Errorf("start %s: %w", cmd.Path, err))
		return
	}
	r := &run{cmd: cmd, input: input, gone: make(chan struct{})}
	started := make(chan error, 1)
	go p.look(r, started)
	if err := <-started; err != nil {
		p.fail(fmt.Errorf("start %s: %w", cmd.Path, err))
		return
	}
	p.run = r
}

// look starts the program and waits for its end. It has a thread for itself, which ends with it: the kernel kills the
// program when the thread that started it ends, and any other thread may end before the program.
func (p *Process) look(r *run, started chan<- error) {
	runtime.LockOSThread() // never unlocked
	defer close(r.gone)
	err := r.cmd.Start()
	started <- err
	if err != nil {
		return
	}
	err = r.cmd.Wait()
	if !r.killed.Load() {
		p.fail(errors.Join(fmt.Errorf("%s ended by itself", r.cmd.Path), err))
	}
}

func (p *Process) fail(reason error) {
	p.t.Error(reason)
	p.broken(reason)
}

// Kill kills the program as kill -9 does and returns when it is gone.
func (p *Process) Kill() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.run == nil {
		return
	}
	p.run.killed.Store(true)
	_ = p.run.cmd.Process.Kill() // fails only if it is gone already
	<-p.run.gone
	p.run = nil
}

// Context ends with the test, or as soon as the program cannot be started or ends by itself, which fails the test.
func (p *Process) Context() context.Context { return p.ctx }

// Tell writes a line to the program's input. It is lost if the program is dead.
func (p *Process) Tell(line string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.run != nil {
		_, _ = io.WriteString(p.run.input, line+"\n")
	}
}

// needed skips a test whose program is not there.
func needed(t testing.TB, what string, err error) {
	t.Helper()
	if err == nil {
		return
	}
	if live() {
		t.Fatalf("%s is needed: %v", what, err)
	}
	t.Skipf("%s is not there (%v); LIVE=1 makes this a failure", what, err)
}

func live() bool { return os.Getenv("LIVE") == "1" }

// patience bounds a wait that never ends; nothing is timed with it.
const patience = 4 * time.Minute

// Deadline is the test's context with an end, for waits that would hang.
func Deadline(t testing.TB) context.Context {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	t.Cleanup(cancel)
	return ctx
}

// Eventually waits for a condition.
func Eventually(t testing.TB, what string, holds func() bool) {
	t.Helper()
	await(Deadline(t), t, what, holds)
}

func await(ctx context.Context, t testing.TB, what string, holds func() bool) {
	t.Helper()
	tick := time.NewTicker(50 * time.Millisecond)
	defer tick.Stop()
	for !holds() {
		select {
		case <-ctx.Done():
			t.Fatalf("%s: not yet (%v)", what, context.Cause(ctx))
		case <-tick.C:
		}
	}
}

// awaits waits for a condition that a broken program will never fulfil.
func (p *Process) awaits(what string, holds func(context.Context) bool) {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(p.ctx, patience)
	defer cancel()
	await(ctx, p.t, what, func() bool { return holds(ctx) })
}
