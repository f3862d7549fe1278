package devhost

import (
	"context"
	"time"
)

// begin notes the start of an invocation; false says that the host is stopping and takes none.
func (h *Host) begin() bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.closing {
		return false
	}
	h.inflight++
	return true
}

// end notes the end of an invocation.
func (h *Host) end() {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.inflight--
	if h.closing && h.inflight == 0 {
		close(h.idle)
	}
}

func (h *Host) stopping() bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.closing
}

// Stop ends the triggers, waits at most ten seconds for what is in flight, then kills the handlers; they get no notice,
// as from the real host. It returns when nothing of the host is left. May be repeated; if ctx ends first, it does not
// wait any longer for what is in flight.
func (h *Host) Stop(ctx context.Context) error {
	h.mu.Lock()
	first := !h.closing
	h.closing = true
	if first && h.inflight == 0 {
		close(h.idle)
	}
	h.mu.Unlock()
	if !first {
		<-h.stopped
		return nil
	}
	h.stopTriggers()
	timer := time.NewTimer(drainTimeout)
	defer timer.Stop()
	select {
	case <-h.idle:
	case <-timer.C:
		h.log.Warn("invocations are cut short", "after", drainTimeout)
	case <-ctx.Done():
	}
	h.endLifetime()
	for _, w := range h.workers {
		<-w.finished
	}
	<-h.idle
	_ = h.server.Close()
	h.background.Wait()
	if h.reason != nil {
		h.done <- h.reason
	}
	close(h.done)
	close(h.stopped)
	return nil
}

// Done gives the reason if the host stops itself, and is closed when it has stopped.
func (h *Host) Done() <-chan error { return h.done }

// fail makes the host stop itself.
func (h *Host) fail(reason error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.closing || h.reason != nil {
		return
	}
	h.reason = reason
	h.log.Error("the host stops", "error", reason.Error())
	go func() { _ = h.Stop(context.Background()) }()
}
