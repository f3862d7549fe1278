package devhost_test

import (
	"context"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"waybill/internal/devhost"
)

// Stop lets what is in flight come to its end, and takes nothing new.
func TestStopWaitsForWhatIsInFlight(t *testing.T) {
	t.Parallel()
	entered, release := make(chan struct{}), make(chan struct{})
	f := start(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/" {
			close(entered)
			<-release
		}
		_, _ = io.WriteString(w, "late but whole")
	}), onHTTP(proxying, ""))
	type result struct {
		status int
		body   string
	}
	first := make(chan result)
	go func() {
		status, body := f.request("GET", "/api/F", "")
		first <- result{status, body}
	}()
	<-entered
	stopped := make(chan struct{})
	go func() {
		f.Stop(context.Background())
		close(stopped)
	}()
	eventually(t, "nothing new is taken", func() bool {
		status, body := f.request("GET", "/api/F", "")
		return status == 503 && strings.Contains(body, "not running")
	})
	close(release)
	if r := <-first; r.status != 200 || r.body != "late but whole" {
		t.Errorf("got %+v", r)
	}
	<-stopped
}

// What does not come to its end is cut short, and messages go back to their queue.
func TestStopCutsShortWhatDoesNotEnd(t *testing.T) {
	t.Parallel()
	block := make(chan struct{})
	defer close(block)
	h := &recorder{answer: func(int, envelope) string { <-block; return "{}" }}
	f := start(t, h, onBus(`"dataType":"binary"`))
	f.send("orders", "x")
	h.envelopes(t, 1)
	now, cancel := context.WithCancel(t.Context())
	cancel()
	f.Stop(now)
	got, err := f.broker.Receive(t.Context(), "orders", false, 1, time.Minute)
	if err != nil || len(got) != 1 || got[0].DeliveryCount != 2 {
		t.Errorf("the queue has %+v, %v", got, err)
	}
}

// A caller who sends half a request and waits does not keep the host from stopping.
func TestStopDoesNotWaitForASlowCaller(t *testing.T) {
	t.Parallel()
	f := start(t, answer("{}"), onHTTP("", ""))
	conn, err := new(net.Dialer).DialContext(t.Context(), "tcp", strings.TrimPrefix(f.URL(), "http://"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = conn.Close() }()
	if _, err := io.WriteString(conn, "POST /api/F HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nhalf"); err != nil {
		t.Fatal(err)
	}
	now, cancel := context.WithCancel(t.Context())
	cancel()
	f.Stop(now)
}

// The host ends with the context it was started in.
func TestTheHostEndsWithItsContext(t *testing.T) {
	t.Parallel()
	_, o := prepare(t, answer("{}"), onHTTP("", ""))
	ctx, cancel := context.WithCancel(t.Context())
	h, err := devhost.Start(ctx, o)
	if err != nil {
		t.Fatal(err)
	}
	cancel()
	if err, open := <-h.Done(); open {
		t.Errorf("it stopped because of %v", err)
	}
}
