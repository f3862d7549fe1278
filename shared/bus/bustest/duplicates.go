package bustest

import (
	"testing"
	"time"

	"waybill/shared/bus"
)

const window = 10 * time.Minute

func (f *fixture) detect(window time.Duration) {
	f.Helper()
	f.must(f.DetectDuplicates(f.Context(), queue, window))
}

func duplicatesStay(_ *testing.T, f *fixture) {
	f.words("", "a", "a")
	f.words("", "a")
	f.depth(queue, 3)
}

func duplicatesGo(_ *testing.T, f *fixture) {
	ctx := f.Context()
	f.words("", "before")
	f.detect(window)
	f.words("", "before") // was sent when nobody took note
	f.words("", "done", "dead", "there", "done")
	f.send(bus.Message{Queue: queue}, bus.Message{Queue: queue}, bus.Message{Queue: "other", ID: "done"})
	got := f.receive(queue, false, 9, "before", "before", "done", "dead", "there", "", "")
	f.must(f.Complete(ctx, got[2:3]))
	f.must(f.DeadLetter(ctx, got[3], "cannot be read"))
	f.must(f.Abandon(ctx, got[4:5], never))
	f.depth(queue, 5)

	f.send(
		bus.Message{Queue: queue, ID: "done", Session: "another", Body: []byte("another")},
		bus.Message{Queue: queue, ID: "new"},
		bus.Message{Queue: queue, ID: "dead"},
		bus.Message{Queue: queue, ID: "there"},
	)
	f.receive(queue, false, 9, "there", "new")
	f.receive("other", false, 9, "done")
	f.depth(queue+bus.DeadLetterSuffix, 1)

	f.detect(0)
	f.words("", "done", "done")
	f.detect(window)
	f.words("", "done", "done") // the first is known again, not those from before
	f.receive(queue, false, 9, "done", "done", "done")
}

func windowEnds(_ *testing.T, f *fixture) {
	f.detect(window)
	f.words("", "a")
	f.clock.Advance(window - time.Second)
	f.words("", "a", "b") // dropping a does not prolong its window
	f.depth(queue, 2)
	f.clock.Advance(time.Second)
	f.words("", "a", "b")
	f.depth(queue, 3)
	f.clock.Advance(window - time.Second)
	f.words("", "a", "b")
	f.depth(queue, 4)
	f.detect(window / 2) // holds for what is remembered, too
	f.words("", "a", "b")
	f.depth(queue, 5)
}

func scheduledIsKnown(_ *testing.T, f *fixture) {
	f.detect(window)
	later := bus.Message{Queue: queue, ID: "later", At: f.clock.Now().Add(window)}
	f.send(later)
	f.words("", "later", "now")
	f.send(bus.Message{Queue: queue, ID: "now", At: later.At}, later)
	f.depth(queue, 2)
	f.clock.Advance(window)
	f.receive(queue, false, 9, "now", "later")
	f.words("", "later") // was sent a window ago, though it came only now
	f.depth(queue, 3)
}
