package bustest

import (
	"testing"
	"time"

	"waybill/shared/bus"
)

// detect makes the queue detect duplicates, if it does not do so anyway.
func (f *fixture) detect(window time.Duration) {
	f.Helper()
	if !f.traits.Fixed {
		f.must(f.Broker.(bus.Detector).DetectDuplicates(f.Context(), detecting, window))
	}
}

func duplicatesStay(_ *testing.T, f *fixture) {
	f.words(plain, "", "a", "a")
	f.words(plain, "", "a")
	f.depth(plain, 3)
}

func duplicatesGo(_ *testing.T, f *fixture) {
	ctx := f.Context()
	f.detect(f.window)
	f.words(detecting, "", "done", "dead", "there", "done")
	f.send(bus.Message{Queue: detecting}, bus.Message{Queue: detecting}, bus.Message{Queue: other, ID: "done"})
	got := f.receive(detecting, false, 9, "done", "dead", "there", "", "")
	f.must(f.Complete(ctx, got[:1]))
	f.must(f.DeadLetter(ctx, got[1], "cannot be read"))
	f.must(f.Abandon(ctx, got[2:3], never))
	f.depth(detecting, 3)

	f.send(
		bus.Message{Queue: detecting, ID: "done", Session: "another", Body: []byte("another")},
		bus.Message{Queue: detecting, ID: "new"},
		bus.Message{Queue: detecting, ID: "dead"},
		bus.Message{Queue: detecting, ID: "there"},
	)
	f.receive(detecting, false, 9, "there", "new")
	f.receive(other, false, 9, "done")
	f.depth(detecting+bus.DeadLetterSuffix, 1)
}

func detectionEnds(_ *testing.T, f *fixture) {
	f.words(detecting, "", "before")
	f.detect(f.window)
	f.words(detecting, "", "before") // was sent when nobody took note
	f.words(detecting, "", "done")
	f.receive(detecting, false, 9, "before", "before", "done")
	f.detect(0)
	f.words(detecting, "", "done", "done")
	f.detect(f.window)
	f.words(detecting, "", "done", "done") // the first is known again, not those from before
	f.receive(detecting, false, 9, "done", "done", "done")
	f.clock.Advance(f.window / 2)
	f.detect(f.window / 2) // holds for what is remembered, too
	f.words(detecting, "", "done")
	f.depth(detecting, 7)
}

func windowEnds(_ *testing.T, f *fixture) {
	step := f.window / 10
	f.detect(f.window)
	f.words(detecting, "", "a")
	f.clock.Advance(f.window - step)
	f.words(detecting, "", "a", "b") // dropping a does not prolong its window
	f.depth(detecting, 2)
	f.clock.Advance(step)
	f.words(detecting, "", "a", "b")
	f.depth(detecting, 3)
	f.clock.Advance(f.window - step)
	f.words(detecting, "", "a", "b")
	f.depth(detecting, 4)
}

func scheduledIsKnown(_ *testing.T, f *fixture) {
	f.detect(f.window)
	later := bus.Message{Queue: detecting, ID: "later", At: f.clock.Now().Add(f.window)}
	f.send(later)
	f.words(detecting, "", "later", "now")
	f.send(bus.Message{Queue: detecting, ID: "now", At: later.At}, later)
	f.depth(detecting, 2)
	f.clock.Advance(f.window)
	f.receive(detecting, false, 9, "now", "later")
	f.words(detecting, "", "later") // was sent a window ago, though it came only now
	f.depth(detecting, 3)
}
