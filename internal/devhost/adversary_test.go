package devhost_test

import (
	"fmt"
	"slices"
	"sync"
	"testing"

	"waybill/internal/devhost"
)

// Each message is delivered twice, by invocations of their own, and is completed once.
func TestDuplicates(t *testing.T) {
	t.Parallel()
	h := &recorder{}
	f := start(t, h, onBus(`"dataType":"binary"`), func(o *devhost.Options) { o.Duplicate = true })
	f.send("orders", "a", "b", "c")
	f.depth("orders", 0)
	var got []string
	for _, e := range h.envelopes(t, 6) {
		got = append(got, unwrapped(t, e.Metadata["MessageId"]))
	}
	slices.Sort(got)
	if want := []string{`"m-a"`, `"m-a"`, `"m-b"`, `"m-b"`, `"m-c"`, `"m-c"`}; !slices.Equal(got, want) {
		t.Errorf("got %v", got)
	}
}

// Messages that were dealt with come again, but never so often that they die of it.
func TestRedelivery(t *testing.T) {
	t.Parallel()
	h := &recorder{}
	f := start(t, h, onBus(`"dataType":"binary"`), func(o *devhost.Options) { o.RedeliverRate = 1 })
	f.send("orders", "a")
	f.depth("orders", 0)
	f.depth("orders/$DeadLetterQueue", 0)
	if n := h.count(); n != 5 {
		t.Errorf("it was delivered %d times", n)
	}
}

// The handler is killed during every second invocation, or during each; that is no error of its own, and every message
// gets through: one that has half its deliveries gone is spared.
func TestCrashes(t *testing.T) {
	t.Parallel()
	for _, every := range []int{2, 1} {
		t.Run(fmt.Sprint("every ", every), func(t *testing.T) {
			t.Parallel()
			var mu sync.Mutex
			done := map[string]bool{}
			h := &recorder{answer: func(_ int, e envelope) string {
				mu.Lock()
				defer mu.Unlock()
				done[string(e.Metadata["MessageId"])] = true
				return "{}"
			}}
			f := start(t, h, onBus(`"dataType":"binary","isSessionsEnabled":true`), func(o *devhost.Options) { o.CrashAfter, o.Seed = every, 7 })
			f.send("orders", "a", "b", "c", "d")
			f.depth("orders", 0)
			f.depth("orders/$DeadLetterQueue", 0)
			mu.Lock()
			defer mu.Unlock()
			if len(done) != 4 {
				t.Errorf("done are %v", done)
			}
			if f.log.has("handler failed") {
				t.Error("a crash counts as an error")
			}
		})
	}
}
