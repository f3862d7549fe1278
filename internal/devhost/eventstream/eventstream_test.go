package eventstream_test

import (
	"context"
	"errors"
	"net/http"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"waybill/internal/devhost/eventstream"
)

// run lets the stream run until the function it gives is called, which waits for its end.
func run(t *testing.T, s eventstream.Stream) (stop func()) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- s.Run(ctx) }()
	return func() {
		cancel()
		if err := <-done; !errors.Is(err, context.Canceled) {
			t.Errorf("Run ended with %v", err)
		}
	}
}

func count(n uint64) []uint64 {
	var out []uint64
	for i := range n {
		out = append(out, i)
	}
	return out
}

func has(want []uint64) func([]uint64) bool {
	return func(taken []uint64) bool { return slices.Equal(taken, want) }
}

// Events are delivered in the order of the chain, in batches of no more than BatchSize, old ones and new ones.
func TestDeliversInOrderAndInBatches(t *testing.T) {
	t.Parallel()
	n := &node{}
	n.mine(nil, count(120))
	g, url := newTarget(t)
	s := stream(t, n.start(t), url)
	defer run(t, s)()
	g.until(t, has(count(120)))
	n.mine(nil, []uint64{120, 121}, []uint64{122})
	g.until(t, has(count(123)))
	for i, want := range []int{50, 50, 20} {
		if len(g.batches[i]) != want {
			t.Errorf("batch %d has %d events, not %d", i, len(g.batches[i]), want)
		}
	}
}

// A chain longer than one page is read to its end.
func TestReadsPageAfterPage(t *testing.T) {
	t.Parallel()
	n := &node{}
	for i := range uint64(1203) {
		n.mine([]uint64{i})
	}
	g, url := newTarget(t)
	defer run(t, stream(t, n.start(t), url))()
	g.until(t, has(count(1203)))
}

// A stream begins at FromBlock, also if the chain has not got so far yet.
func TestBeginsAtFromBlock(t *testing.T) {
	t.Parallel()
	n := &node{}
	n.mine([]uint64{0}, []uint64{1})
	g, url := newTarget(t)
	s := stream(t, n.start(t), url)
	s.FromBlock = 3
	defer run(t, s)()
	n.mine([]uint64{2}, []uint64{3})
	g.until(t, has([]uint64{3}))
}

// A stream that was stopped goes on where it was, in the middle of a block too.
func TestGoesOnFromTheCheckpoint(t *testing.T) {
	t.Parallel()
	n := &node{}
	n.mine(nil, count(70))
	g, url := newTarget(t)
	g.refuse = func(request int) bool { return request > 1 && request < 5 }
	s := stream(t, n.start(t), url)
	stop := run(t, s)
	g.until(t, has(count(50)))
	g.until(t, func([]uint64) bool { g.mu.Lock(); defer g.mu.Unlock(); return g.seen > 2 })
	stop()
	n.mine([]uint64{70})
	defer run(t, s)()
	g.until(t, has(count(71)))
}

// However often the stream is stopped, whatever it was doing, every event is taken at least once, and none before
// those that precede it.
func TestDeliversAtLeastOnceOverCrashes(t *testing.T) {
	t.Parallel()
	const events = 300
	n := &node{}
	for i := range uint64(events) {
		n.mine([]uint64{i})
	}
	g, url := newTarget(t)
	s := stream(t, n.start(t), url)
	s.BatchSize = 7
	all := func() bool { taken := g.taken(); return len(taken) > 0 && slices.Max(taken) == events-1 }
	for crash := 1; !all(); crash++ {
		ctx, cancel := context.WithCancel(t.Context())
		g.mu.Lock()
		first, last := g.seen, crash%3+1
		g.refuse = func(request int) bool {
			if request-first >= last {
				cancel() // the answer is on its way when the stream ends: taken, but not noted
			}
			return request%5 == 0
		}
		g.mu.Unlock()
		ended := make(chan error, 1)
		go func() { ended <- s.Run(ctx) }()
		for running := true; running; {
			select {
			case <-g.changed:
				if all() {
					cancel()
				}
			case err := <-ended:
				running = false
				if !errors.Is(err, context.Canceled) {
					t.Fatal(err)
				}
			}
		}
		cancel()
	}
	next := uint64(0)
	for _, e := range g.taken() {
		if e > next {
			t.Fatalf("event %d came before event %d", e, next)
		}
		next = max(next, e+1)
	}
}

// A batch that is not taken is sent again, the same, until it is.
func TestRepeatsABatchUntilItIsTaken(t *testing.T) {
	t.Parallel()
	n := &node{}
	n.mine(nil, []uint64{0, 1})
	g, url := newTarget(t)
	g.refuse = func(request int) bool {
		n.mine([]uint64{uint64(request) + 1}) // what comes meanwhile is not added
		return request < 6
	}
	defer run(t, stream(t, n.start(t), url))()
	g.until(t, func(taken []uint64) bool { return len(taken) >= 7 })
	if !slices.Equal(g.batches[0], []uint64{0, 1}) || !slices.Equal(g.taken()[:7], count(7)) {
		t.Fatalf("taken: %v", g.batches)
	}
}

// A node that is down for a while is asked again.
func TestOutlivesTheNode(t *testing.T) {
	t.Parallel()
	n := &node{down: true}
	n.mine([]uint64{0})
	g, url := newTarget(t)
	defer run(t, stream(t, n.start(t), url))()
	n.set(func(n *node) { n.down = false })
	g.until(t, has(count(1)))
	n.set(func(n *node) { n.down = true })
	n.mine([]uint64{1})
	n.set(func(n *node) { n.down = false })
	g.until(t, has(count(2)))
}

// After a re-organisation the events of the chain as it is now are delivered again: none is skipped.
func TestDeliversAgainAfterAReorganisation(t *testing.T) {
	t.Parallel()
	n := &node{}
	n.mine(nil, []uint64{0}, []uint64{1})
	g, url := newTarget(t)
	defer run(t, stream(t, n.start(t), url))()
	g.until(t, has(count(2)))
	n.set(func(n *node) { n.branch, n.blocks = 1, [][]uint64{nil, {0}, {5}} })
	g.until(t, has([]uint64{0, 1, 0, 5}))
	n.set(func(n *node) { n.branch, n.blocks = 2, [][]uint64{nil, {6}} }) // and shorter
	g.until(t, has([]uint64{0, 1, 0, 5, 6}))
}

// The static headers come with each batch, beside those of the connector.
func TestSendsTheHeadersOfTheShape(t *testing.T) {
	t.Parallel()
	for shape, want := range map[string]http.Header{
		eventstream.Evmconnect: {
			"Accept": {"application/json"}, "Accept-Encoding": {"gzip"}, "Authorization": {"Bearer test-static"},
			"Content-Type": {"application/json"}, "User-Agent": {"go-resty/2.10.0 (https://github.com/go-resty/resty)"},
		},
		eventstream.Ethconnect: {
			"Accept-Encoding": {"gzip"}, "Authorization": {"Bearer test-static"},
			"Content-Type": {"application/json"}, "User-Agent": {"Go-http-client/1.1"},
		},
	} {
		n := &node{}
		n.mine([]uint64{0})
		g, url := newTarget(t)
		s := stream(t, n.start(t), url)
		s.Shape, s.Headers = shape, http.Header{"authorization": {"Bearer test-static"}}
		stop := run(t, s)
		g.until(t, has(count(1)))
		stop()
		g.headers.Del("Content-Length")
		if !reflect.DeepEqual(g.headers, want) || g.path != "/hook" {
			t.Errorf("%s: %s %v", shape, g.path, g.headers)
		}
	}
}

// What can never work is said at once.
func TestRefusesWhatCannotWork(t *testing.T) {
	t.Parallel()
	damaged := filepath.Join(t.TempDir(), "damaged")
	if err := os.WriteFile(damaged, []byte("{"), 0o600); err != nil {
		t.Fatal(err)
	}
	for want, change := range map[string]func(*eventstream.Stream){
		"no event stream of shape": func(s *eventstream.Stream) { s.Shape = "carrier pigeon" },
		"ABI":                      func(s *eventstream.Stream) { s.ABI = "[" },
		"parameter of type (uint8)": func(s *eventstream.Stream) {
			s.ABI = `[{"type":"event","name":"E","inputs":[{"name":"t","type":"tuple","components":[{"name":"x","type":"uint8"}]}]}]`
		},
		"transport":      func(s *eventstream.Stream) { s.RPC = "gopher://127.0.0.1" },
		"remove it to":   func(s *eventstream.Stream) { s.Checkpoint = damaged },
		"is a directory": func(s *eventstream.Stream) { s.Checkpoint = filepath.Dir(damaged) },
	} {
		s := stream(t, "http://127.0.0.1:1", "http://127.0.0.1:1")
		change(&s)
		if err := s.Run(t.Context()); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("want %q, got %v", want, err)
		}
	}
}
