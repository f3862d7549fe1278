package bustest

import (
	"errors"
	"strings"
	"testing"
	"time"

	"waybill/shared/bus"
)

const (
	queue = "record-on-chain"
	lock  = time.Minute
	never = 1 << 30 // as maxDeliveries
)

// Run tests that what open gives is a broker as the port promises. Each test opens an empty one; the broker takes the
// time from now.
func Run(t *testing.T, open func(t *testing.T, now func() time.Time) bus.Detector) {
	for name, test := range map[string]func(*testing.T, *fixture){
		"messages arrive as they were sent, in order":          arrive,
		"a lock keeps others away until it runs out":           lockRunsOut,
		"a renewed lock lasts longer":                          renewed,
		"settling is all or none":                              allOrNone,
		"an abandoned message comes back at once and in front": abandoned,
		"too many deliveries make a dead letter":               tooManyDeliveries,
		"a dead letter keeps reason and content":               deadLetters,
		"a session has one consumer at a time":                 oneConsumer,
		"a session's lock runs out":                            sessionRunsOut,
		"a scheduled message joins the end when it is due":     scheduled,
		"a body over the limit is refused":                     tooLarge,
		"a queue keeps duplicates unless it is told not to":    duplicatesStay,
		"a known id is dropped, whatever became of the first":  duplicatesGo,
		"an id is forgotten when its window is over":           windowEnds,
		"a scheduled message is known from when it was sent":   scheduledIsKnown,
		"many consumers keep each session in order":            manyConsumers,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			clock := NewClock()
			test(t, &fixture{T: t, Detector: open(t, clock.Now), clock: clock})
		})
	}
}

// A fixture is a broker whose errors end the test.
type fixture struct {
	*testing.T
	bus.Detector
	clock *Clock
}

func (f *fixture) send(messages ...bus.Message) {
	f.Helper()
	f.must(f.Detector.Send(f.Context(), messages...))
}

// words sends one message per word, all of one session.
func (f *fixture) words(session string, words ...string) {
	f.Helper()
	var messages []bus.Message
	for _, word := range words {
		messages = append(messages, bus.Message{Queue: queue, ID: word, Session: session, Body: []byte(word)})
	}
	f.send(messages...)
}

// receive expects exactly these ids.
func (f *fixture) receive(from string, sessions bool, max int, want ...string) []bus.Received {
	f.Helper()
	got, err := f.Detector.Receive(f.Context(), from, sessions, max, lock)
	f.must(err)
	var ids []string
	for _, m := range got {
		ids = append(ids, m.ID)
	}
	if strings.Join(ids, " ") != strings.Join(want, " ") {
		f.Fatalf("received %q, want %q", ids, want)
	}
	return got
}

func (f *fixture) must(err error) {
	f.Helper()
	if err != nil {
		f.Fatal(err)
	}
}

func (f *fixture) lost(what string, err error) {
	f.Helper()
	if !errors.Is(err, bus.ErrLockLost) {
		f.Fatalf("%s: %v, want ErrLockLost", what, err)
	}
}

func (f *fixture) depth(of string, want int) {
	f.Helper()
	if got, err := f.Detector.Depth(f.Context(), of); err != nil || got != want {
		f.Fatalf("depth of %s is %d, %v; want %d", of, got, err, want)
	}
}
