package devhost

import (
	"context"
	"time"
)

// Times of a stop.
const (
	drainTimeout   = 10 * time.Second // for what is in flight
	responsesAfter = time.Second      // for responses on their way to the caller
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
// as from the real host. If ctx ends first, what is in flight is cut short. It returns when nothing of the host is
// left. May be repeated.
func (h *Host) Stop(ctx context.Context) {
	h.stopFor(nil) //nolint:contextcheck // others may wait for the same stop
	select {
	case <-h.stopped:
	case <-ctx.Done():
		h.endLifetime()
		<-h.stopped
	}
}

// fail makes the host stop itself.
func (h *Host) fail(reason error) { h.stopFor(reason) }

// stopFor begins to stop, unless that has begun already.
func (h *Host) stopFor(reason error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.closing {
		return
	}
	if reason != nil {
		h.log.Error("the host stops", "error", reason.Error())
	}
	h.closing, h.reason = true, reason
	if h.inflight == 0 {
		close(h.idle)
	}
	h.stopTriggers() // before anything is cut short: what is given back then must not be taken again
	go h.shutDown()
}

func (h *Host) shutDown() {
	timer := time.NewTimer(drainTimeout)
	defer timer.Stop()
	select {
	case <-h.idle:
		ctx, cancel := context.WithTimeout(h.lifetime, responsesAfter)
		_ = h.server.Shutdown(ctx) // what it leaves open, Close ends
		cancel()
	case <-timer.C:
		h.log.Warn("invocations are cut short", "after", drainTimeout)
	case <-h.lifetime.Done():
	}
	h.endLifetime()
	_ = h.server.Close()
	for _, w := range h.workers {
		<-w.finished
	}
	<-h.idle
	h.background.Wait()
	if h.reason != nil {
		h.done <- h.reason
	}
	close(h.done)
	close(h.stopped)
}

// Done gives the reason if the host stops itself, and is closed when it has stopped.
func (h *Host) Done() <-chan error { return h.done }
