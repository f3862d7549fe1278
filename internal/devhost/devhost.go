// Package devhost stands in for the Azure Functions host on a laptop and in tests. It reads the same host.json and
// function.json, speaks the custom-handler protocol to the same handler, and treats it as the real host does, the
// unpleasant parts included: a handler is killed without notice, a failed message comes back at once, an empty answer
// hangs until functionTimeout. What it does not imitate, [Deviations] says. Reach for [Start] first.
//
// The parts that only decide are packages of their own: protocol, schedule, route.
package devhost

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"sync"
	"time"
)

// A Host runs the functions of one script root.
type Host struct {
	options   Options
	settings  settings
	config    hostConfig
	functions []*function
	keys      Keys
	log       *slog.Logger
	id        string
	started   time.Time

	workers   []*worker // one, or with TwoProcesses that of the HTTP functions and that of the others
	adversary *adversary
	queues    *storageQueues
	buses     []*busTrigger
	listener  net.Listener
	server    *http.Server

	triggers     context.Context // ends when no more invocations may start
	stopTriggers context.CancelFunc
	lifetime     context.Context // ends when invocations are cut short and handlers killed
	endLifetime  context.CancelFunc
	background   sync.WaitGroup

	mu       sync.Mutex
	closing  bool
	inflight int
	reason   error         // why the host stopped itself
	idle     chan struct{} // closed when closing and nothing is in flight
	done     chan error
	stopped  chan struct{}
}

// Start loads the script root and serves it until Stop, or until ctx is done. On return the address answers; requests
// and messages wait until the handler is ready.
func Start(ctx context.Context, o Options) (*Host, error) {
	o, err := o.complete()
	if err != nil {
		return nil, err
	}
	h := &Host{
		options: o, log: o.Log, id: newGUID(), started: time.Now(),
		adversary: newAdversary(o), queues: newStorageQueues(),
		idle: make(chan struct{}), done: make(chan error, 1), stopped: make(chan struct{}),
	}
	if err := h.load(); err != nil {
		return nil, err
	}
	if h.listener, err = new(net.ListenConfig).Listen(ctx, "tcp", o.Addr); err != nil {
		return nil, fmt.Errorf("listen: %w", err)
	}
	if err := h.makeWorkers(ctx); err != nil {
		return nil, errors.Join(err, h.listener.Close())
	}
	h.triggers, h.stopTriggers = context.WithCancel(context.WithoutCancel(ctx))
	h.lifetime, h.endLifetime = context.WithCancel(context.WithoutCancel(ctx))
	h.run() //nolint:contextcheck // ends by Stop
	context.AfterFunc(ctx, func() { h.Stop(context.WithoutCancel(ctx)) })
	return h, nil
}

// load reads settings, host.json, functions and keys.
func (h *Host) load() (err error) {
	root := h.options.ScriptRoot
	if h.settings, err = loadSettings(root, h.options.Settings); err != nil {
		return err
	}
	if h.config, err = loadHostConfig(root, h.settings); err != nil {
		return err
	}
	found, err := loadFunctions(root, h.config.Functions, h.settings, h.log)
	if err != nil {
		return err
	}
	for _, f := range found {
		if err := h.index(f); err != nil {
			h.log.Error("function is skipped", "function", f.name, "error", err.Error())
			continue
		}
		h.functions = append(h.functions, f)
	}
	h.keys, err = loadKeys(h.options.DataDir, h.functions)
	return err
}

// index finds out what starts a function.
func (h *Host) index(f *function) (err error) {
	if f.retry != nil && !f.trigger.is(typeTimerTrigger) {
		h.log.Warn("retry policies are for timers; this one is ignored", "function", f.name)
	}
	for _, b := range f.bindings {
		if !b.is(typeBusTrigger) && !b.is(typeBusOutput) {
			continue
		}
		if b.QueueName == "" {
			return fmt.Errorf("binding %s names no queue, and topics are not imitated", b.Name)
		}
		if h.options.Broker == nil {
			return fmt.Errorf("binding %s uses the bus, and there is no broker", b.Name)
		}
	}
	switch {
	case f.http():
		return f.mount(h.config.prefix())
	case f.trigger.is(typeBusTrigger):
		t := newBusTrigger(h, f)
		h.buses, f.source = append(h.buses, t), t
	case f.trigger.is(typeTimerTrigger):
		f.source, err = newTimerTrigger(h, f)
	case f.trigger.is(typeQueueTrigger):
		f.source = newStorageTrigger(h, f)
	}
	return err
}

// makeWorkers prepares the handler processes, each with a port of its own.
func (h *Host) makeWorkers(ctx context.Context) error {
	if len(h.functions) == 0 {
		h.log.Warn("no functions found, so the handler is not started")
		return nil
	}
	names := []string{"all"}
	if h.options.TwoProcesses {
		names = []string{"http", "other"}
	}
	for n, name := range names {
		p, err := h.config.port(ctx, n == 0)
		if err != nil {
			return err
		}
		var l launcher = inProcess{h.options.Handler.InProcess}
		if h.options.Handler.InProcess == nil {
			c := console{log: h.log.With("handler", name), errorsOnly: true}
			if choice := h.config.CustomHandler.Description.UseStdErrorStreamForErrorsOnly; choice != nil {
				c.errorsOnly = *choice
			}
			l = newCommand(h.options.ScriptRoot, h.config, h.settings, h.options.Handler, c)
		}
		h.workers = append(h.workers, newWorker(name, l, p, h.config, h.log, h.fail))
	}
	return nil
}

// run starts everything.
func (h *Host) run() {
	h.server = &http.Server{
		Handler:           newFront(h),
		ReadHeaderTimeout: time.Minute,
		ErrorLog:          slog.NewLogLogger(h.log.Handler(), slog.LevelDebug),
	}
	for _, w := range h.workers {
		go w.keepRunning(h.lifetime)
	}
	h.background.Go(func() {
		if err := h.server.Serve(h.listener); !errors.Is(err, http.ErrServerClosed) {
			h.fail(fmt.Errorf("serve HTTP: %w", err))
		}
	})
	for _, f := range h.functions {
		if f.source != nil && !f.disabled {
			h.background.Go(func() { f.source.run(h.triggers) })
		}
	}
}
