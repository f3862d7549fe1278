package bustest

import (
	"errors"
	"strings"
	"testing"
	"time"

	"waybill/shared/bus"
)

// The queues that the suite uses. Those that receive by sessions and those that do not are different ones, as they are on
// Service Bus.
const (
	plain     = "ingest-command"
	other     = "project-events"
	grouped   = "record-on-chain" // with sessions
	detecting = "detect"          // detects duplicates
)

const never = 1 << 30 // as maxDeliveries

// A Queue is one of the queues that a broker has to have, if it does not make them itself.
type Queue struct {
	Name       string
	Sessions   bool
	Duplicates bool // detects duplicates within the window
}

// Queues gives the queues that the suite uses.
func Queues() []Queue {
	return []Queue{{Name: plain}, {Name: other}, {Name: grouped, Sessions: true}, {Name: detecting, Duplicates: true}}
}

// Traits say how a broker differs from one that has its queues in a file. The zero value is such a broker, which has to be
// a [bus.Detector].
type Traits struct {
	// Fixed says that queues are made beforehand, with the lock and the window of the traits, and cannot be changed.
	Fixed bool

	// World says that nobody can move the broker's time, so that the tests wait.
	World bool

	Lock   time.Duration // default: a minute
	Window time.Duration // of the detection of duplicates; default: ten minutes
}

// Run tests that what open gives is a broker as the port promises. Each test opens an empty one; the broker takes the time
// from the clock.
func Run(t *testing.T, traits Traits, open func(t *testing.T, clock *Clock) bus.Broker) {
	tests := map[string]func(*testing.T, *fixture){
		"messages arrive as they were sent, in order":          arrive,
		"a lock keeps others away until it runs out":           lockRunsOut,
		"a renewed lock lasts longer":                          renewed,
		"settling is all or none":                              allOrNone,
		"an abandoned message comes back at once and in front": abandoned,
		"too many deliveries make a dead letter":               tooManyDeliveries,
		"a dead letter keeps reason and content":               deadLetters,
		"a session has one consumer at a time":                 oneConsumer,
		"a session's lock runs out":                            sessionRunsOut,
		"a renewed lock of a session lasts longer":             sessionRenewed,
		"a queue answers, whatever is on it":                   reached,
		"a scheduled message joins the end when it is due":     scheduled,
		"what is over a limit is refused":                      tooLarge,
		"a queue keeps duplicates unless it is told not to":    duplicatesStay,
		"a known id is dropped, whatever became of the first":  duplicatesGo,
		"an id is forgotten when its window is over":           windowEnds,
		"a scheduled message is known from when it was sent":   scheduledIsKnown,
		"many consumers keep each session in order":            manyConsumers,
	}
	if !traits.Fixed {
		tests["a queue is there when it is named"] = unknownQueue
		tests["detection begins and ends when it is told to"] = detectionEnds
	}
	if traits.Lock == 0 {
		traits.Lock = time.Minute
	}
	if traits.Window == 0 {
		traits.Window = 10 * time.Minute
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			clock := NewClock()
			if traits.World {
				clock = &Clock{}
			}
			broker := open(t, clock)
			test(t, &fixture{T: t, Broker: broker, clock: clock, traits: traits, lock: traits.Lock, window: traits.Window})
		})
	}
}

// A fixture is a broker whose errors end the test.
type fixture struct {
	*testing.T
	bus.Broker
	clock        *Clock
	traits       Traits
	lock, window time.Duration
}

func (f *fixture) send(messages ...bus.Message) {
	f.Helper()
	f.must(f.Broker.Send(f.Context(), messages...))
}

// words sends one message per word, all of one session.
func (f *fixture) words(queue, session string, words ...string) {
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
	got, err := f.Broker.Receive(f.Context(), from, sessions, max, f.lock)
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
	if got, err := f.Broker.Depth(f.Context(), of); err != nil || got != want {
		f.Fatalf("depth of %s is %d, %v; want %d", of, got, err, want)
	}
}
