package devhost

import (
	"context"
	"strings"
	"time"

	"waybill/internal/devhost/protocol"
)

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
