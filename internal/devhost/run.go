package devhost

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"sync/atomic"
	"time"
)

// A run is one process from start to end.
type run struct {
	process
	client     *http.Client    // for envelopes and forwarded requests
	transport  *http.Transport // for proxied requests
	deliberate atomic.Bool     // killed by the host itself, so no error
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

// kill ends the process as the host does on its own account. It does not count as an error.
func (r *run) kill() {
	r.deliberate.Store(true)
	r.process.kill()
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
		if op, ok := errors.AsType[*net.OpError](err); ctx.Err() == nil && (!ok || op.Op != "dial") {
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
