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
	"strings"
	"sync"
	"time"

	"waybill/internal/devhost/protocol"
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
	timers    map[*function]*timerTrigger
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
	idle     chan struct{} // closed when closing and nothing is in flight
	reason   error         // why the host stopped itself
	done     chan error
	stopped  chan struct{}
}

// drainTimeout is how long the host waits for invocations when it stops.
const drainTimeout = 10 * time.Second

// Start loads the script root and serves it until Stop, or until ctx is done. On return the address answers; requests
// and messages wait until the handler is ready.
func Start(ctx context.Context, o Options) (*Host, error) {
	o, err := o.complete()
	if err != nil {
		return nil, err
	}
	h := &Host{
		options: o, log: o.Log, id: newGUID(), started: time.Now(),
		adversary: newAdversary(o), queues: newStorageQueues(), timers: map[*function]*timerTrigger{},
		idle: make(chan struct{}), done: make(chan error, 1), stopped: make(chan struct{}),
	}
	if err := h.load(); err != nil {
		return nil, err
	}
	if h.listener, err = net.Listen("tcp", o.Addr); err != nil {
		return nil, fmt.Errorf("listen: %w", err)
	}
	h.triggers, h.stopTriggers = context.WithCancel(context.WithoutCancel(ctx))
	h.lifetime, h.endLifetime = context.WithCancel(context.WithoutCancel(ctx))
	h.run()
	context.AfterFunc(ctx, func() { _ = h.Stop(context.Background()) })
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
	if h.keys, err = loadKeys(h.options.DataDir, h.functions); err != nil {
		return err
	}
	return h.makeWorkers()
}

// index makes the trigger of a function.
func (h *Host) index(f *function) (err error) {
	if f.retry != nil && !f.trigger.is(typeTimerTrigger) {
		h.log.Warn("retry policies are for timers; this one is ignored", "function", f.name)
	}
	if h.options.Broker == nil {
		for _, b := range f.bindings {
			if b.is(typeBusTrigger) || b.is(typeBusOutput) {
				return errors.New("it uses the bus, and there is no broker")
			}
		}
	}
	switch {
	case f.http():
		return f.mount(h.config.prefix())
	case f.trigger.is(typeBusTrigger):
		if f.trigger.entity() == "" {
			return errors.New("the trigger names no queue")
		}
		h.buses = append(h.buses, newBusTrigger(h, f))
	case f.trigger.is(typeTimerTrigger):
		h.timers[f], err = newTimerTrigger(h, f)
	}
	return err
}

// makeWorkers prepares the handler processes, each with a port of its own.
func (h *Host) makeWorkers() error {
	if len(h.functions) == 0 {
		h.log.Warn("no functions found, so the handler is not started")
		return nil
	}
	names := []string{"all"}
	if h.options.TwoProcesses {
		names = []string{"http", "other"}
	}
	for n, name := range names {
		port, err := h.config.port(n == 0)
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
		h.workers = append(h.workers, newWorker(name, l, port, h.config, h.log, h.fail))
	}
	return nil
}

// run starts everything.
func (h *Host) run() {
	for _, w := range h.workers {
		go w.keepRunning(h.lifetime)
	}
	h.server = &http.Server{
		Handler:           newFront(h),
		ReadHeaderTimeout: time.Minute,
		ErrorLog:          slog.NewLogLogger(h.log.Handler(), slog.LevelDebug),
	}
	h.background.Go(func() {
		if err := h.server.Serve(h.listener); !errors.Is(err, http.ErrServerClosed) {
			h.fail(fmt.Errorf("serve HTTP: %w", err))
		}
	})
	for _, f := range h.functions {
		if t := h.timers[f]; t != nil && !f.disabled {
			h.background.Go(func() { t.run(h.triggers) })
		}
		if f.trigger.is(typeQueueTrigger) && !f.disabled {
			h.background.Go(func() { newStorageTrigger(h, f).run(h.triggers) })
		}
	}
	for _, t := range h.buses {
		if !t.function.disabled {
			h.background.Go(func() { t.run(h.triggers) })
		}
	}
}

// URL is where the host answers, without a slash at the end.
func (h *Host) URL() string { return "http://" + h.listener.Addr().String() }

// Keys gives the function keys. They matter with EnableAuth only.
func (h *Host) Keys() Keys { return h.keys }

// Wake makes the bus triggers look at their queues at once.
func (h *Host) Wake() {
	for _, t := range h.buses {
		select {
		case t.wake <- struct{}{}:
		default:
		}
	}
}

// Ready waits until every handler process serves.
func (h *Host) Ready(ctx context.Context) error {
	for _, w := range h.workers {
		if _, err := w.acquire(ctx); err != nil {
			return err
		}
	}
	return nil
}

// HandlerPIDs gives the processes of the handlers that serve now.
func (h *Host) HandlerPIDs() []int {
	var out []int
	for _, w := range h.workers {
		if r, _ := w.current(); r != nil && r.pid() != 0 {
			out = append(out, r.pid())
		}
	}
	return out
}

// KillHandler kills the handlers at once; they are started again, and it does not count as an error.
func (h *Host) KillHandler() {
	for _, w := range h.workers {
		w.killLatest()
	}
}

// workerOf gives the process that serves a function.
func (h *Host) workerOf(f *function) *worker {
	if len(h.workers) == 2 && !f.http() {
		return h.workers[1]
	}
	return h.workers[0]
}

// function finds a function by name; case does not count.
func (h *Host) function(name string) *function {
	for _, f := range h.functions {
		if strings.EqualFold(f.name, name) {
			return f
		}
	}
	return nil
}

// status is what GET /admin/host/status tells.
func (h *Host) status() protocol.Object {
	state := "Running"
	for _, w := range h.workers {
		if r, _ := w.current(); r == nil {
			state = "Initialized"
		}
	}
	return protocol.NewObject("id", h.id, "state", state, "version", hostVersion, "versionDetails", hostVersion+" waybill devhost",
		"processUptime", time.Since(h.started).Milliseconds())
}
