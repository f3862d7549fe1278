package bustest

import (
	"context"
	"errors"
	"fmt"
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
func Run(t *testing.T, open func(t *testing.T, now func() time.Time) bus.Broker) {
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
		"many consumers keep each session in order":            manyConsumers,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			clock := NewClock()
			test(t, &fixture{T: t, Broker: open(t, clock.Now), clock: clock})
		})
	}
}

// A fixture is a broker whose errors end the test.
type fixture struct {
	*testing.T
	bus.Broker
	clock *Clock
}

func (f *fixture) send(messages ...bus.Message) {
	f.Helper()
	f.must(f.Broker.Send(f.Context(), messages...))
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
	got, err := f.Broker.Receive(f.Context(), from, sessions, max, lock)
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

func arrive(t *testing.T, f *fixture) {
	f.send()
	sent := bus.Message{
		Queue: queue, ID: "m-1", Session: "key", Body: []byte("\x00{\"a\":1}\xff"),
		Properties: map[string]string{"kind": "RegisterAsset", "": "empty key", "ü": "\"quoted\""},
	}
	f.send(sent, bus.Message{Queue: queue, ID: "m-2"}, bus.Message{Queue: "other", ID: "m-3"})
	f.words("", "m-4")
	f.depth(queue, 3)

	all := f.receive(queue, false, 10, "m-1", "m-2", "m-4")
	got := all[0]
	if got.Queue != sent.Queue || got.Session != sent.Session || string(got.Body) != string(sent.Body) || fmt.Sprint(got.Properties) != fmt.Sprint(sent.Properties) {
		t.Errorf("received %+v, sent %+v", got.Message, sent)
	}
	if got.DeliveryCount != 1 || got.LockToken == "" || got.DeadLetter != "" || !got.EnqueuedAt.Equal(f.clock.Now()) || !got.LockedUntil.Equal(f.clock.Now().Add(lock)) {
		t.Errorf("received %+v", got)
	}
	if all[0].SequenceNumber >= all[1].SequenceNumber || all[1].SequenceNumber >= all[2].SequenceNumber {
		t.Error("sequence numbers do not rise")
	}
	if len(all[1].Body) != 0 {
		t.Errorf("an empty body became %q", all[1].Body)
	}
	f.depth(queue, 3)
	f.must(f.Complete(f.Context(), all))
	f.depth(queue, 0)
	f.receive(queue, false, 10)
	f.receive("other", false, 10, "m-3")
	f.receive("no such queue", true, 10)
}

func lockRunsOut(_ *testing.T, f *fixture) {
	ctx := f.Context()
	f.words("", "a", "b")
	first := f.receive(queue, false, 1, "a")
	f.receive(queue, false, 10, "b")
	f.receive(queue, false, 10)
	f.clock.Advance(lock)
	f.lost("complete after the lock ran out", f.Complete(ctx, first))
	again := f.receive(queue, false, 1, "a")
	if again[0].DeliveryCount != 2 || again[0].LockToken == first[0].LockToken {
		f.Fatalf("the second delivery is %+v", again[0])
	}
	f.lost("complete with the first lock", f.Complete(ctx, first))
	f.lost("renew with the first lock", f.Renew(ctx, first, lock))
	f.lost("abandon with the first lock", f.Abandon(ctx, first, never))
	f.lost("dead-letter with the first lock", f.DeadLetter(ctx, first[0], "late"))
	f.must(f.Complete(ctx, again))
	f.lost("complete twice", f.Complete(ctx, again))
	f.depth(queue, 1)
}

func renewed(_ *testing.T, f *fixture) {
	f.words("", "a")
	held := f.receive(queue, false, 1, "a")
	f.clock.Advance(lock / 2)
	f.must(f.Renew(f.Context(), held, lock))
	f.clock.Advance(lock / 2)
	f.receive(queue, false, 1)
	f.must(f.Complete(f.Context(), held))
}

func allOrNone(_ *testing.T, f *fixture) {
	ctx := f.Context()
	f.words("", "a", "b")
	held := f.receive(queue, false, 2, "a", "b")
	f.must(f.Complete(ctx, held[:1]))
	f.lost("complete with one gone", f.Complete(ctx, []bus.Received{held[1], held[0]}))
	f.lost("abandon with one gone", f.Abandon(ctx, []bus.Received{held[1], held[0]}, never))
	f.lost("renew with one gone", f.Renew(ctx, []bus.Received{held[1], held[0]}, 5*lock))
	f.depth(queue, 1)
	f.receive(queue, false, 1)
	f.clock.Advance(lock)
	f.receive(queue, false, 1, "b")
}

func abandoned(_ *testing.T, f *fixture) {
	f.words("s", "a", "b", "c")
	f.must(f.Abandon(f.Context(), f.receive(queue, true, 2, "a", "b"), never))
	again := f.receive(queue, true, 3, "a", "b", "c")
	if again[0].DeliveryCount != 2 || again[1].DeliveryCount != 2 || again[2].DeliveryCount != 1 {
		f.Fatalf("delivery counts are %d, %d and %d", again[0].DeliveryCount, again[1].DeliveryCount, again[2].DeliveryCount)
	}
}

func tooManyDeliveries(_ *testing.T, f *fixture) {
	f.words("", "poison", "good")
	for range 3 {
		f.must(f.Abandon(f.Context(), f.receive(queue, false, 1, "poison"), 3))
	}
	f.receive(queue, false, 2, "good")
	f.depth(queue, 1)
	dead := queue + bus.DeadLetterSuffix
	for range 4 { // nothing leaves a dead-letter queue by itself
		got := f.receive(dead, false, 1, "poison")
		if got[0].DeadLetter != bus.MaxDeliveryCountExceeded {
			f.Fatalf("the reason is %q", got[0].DeadLetter)
		}
		f.must(f.Abandon(f.Context(), got, 3))
	}
	f.depth(dead, 1)
}

func deadLetters(_ *testing.T, f *fixture) {
	ctx := f.Context()
	f.send(bus.Message{Queue: queue, ID: "m", Session: "s", Body: []byte("what"), Properties: map[string]string{"k": "v"}})
	f.must(f.DeadLetter(ctx, f.receive(queue, true, 1, "m")[0], "cannot be read"))
	f.depth(queue, 0)
	dead := queue + bus.DeadLetterSuffix
	got := f.receive(dead, false, 1, "m")
	m := got[0]
	if m.DeadLetter != "cannot be read" || m.Queue != dead || m.Session != "s" || string(m.Body) != "what" || m.Properties["k"] != "v" {
		f.Fatalf("the dead letter is %+v", m)
	}
	f.must(f.Complete(ctx, got))
	f.depth(dead, 0)
}

func oneConsumer(_ *testing.T, f *fixture) {
	ctx := f.Context()
	f.words("s", "s1", "s2")
	f.words("t", "t1")
	f.words("s", "s3")
	held := f.receive(queue, true, 2, "s1", "s2")
	other := f.receive(queue, true, 2, "t1")
	f.receive(queue, true, 2)
	f.words("s", "s4")
	f.receive(queue, true, 2)
	f.must(f.Complete(ctx, held[:1]))
	f.receive(queue, true, 2) // s2 is still held
	f.must(f.Complete(ctx, held[1:]))
	f.must(f.Complete(ctx, other))
	f.must(f.Complete(ctx, f.receive(queue, true, 9, "s3", "s4")))
	f.depth(queue, 0)
}

func sessionRunsOut(_ *testing.T, f *fixture) {
	f.words("s", "s1", "s2", "s3")
	held := f.receive(queue, true, 2, "s1", "s2")
	f.must(f.Complete(f.Context(), held[:1]))
	f.clock.Advance(lock)
	f.receive(queue, true, 9, "s2", "s3")
	f.lost("complete after another has the session", f.Complete(f.Context(), held[1:]))
}

func scheduled(_ *testing.T, f *fixture) {
	now := f.clock.Now()
	at := func(id string, d time.Duration) bus.Message {
		return bus.Message{Queue: queue, ID: id, Session: "s", At: now.Add(d)}
	}
	f.send(at("late", 2*time.Hour), at("soon", time.Hour), at("past", -time.Hour))
	f.words("s", "now")
	f.depth(queue, 4)
	f.must(f.Complete(f.Context(), f.receive(queue, true, 9, "past", "now")))
	f.receive(queue, true, 9)
	f.clock.Advance(time.Hour)
	f.must(f.Abandon(f.Context(), f.receive(queue, true, 9, "soon"), never))
	f.words("s", "newer")
	f.clock.Advance(time.Hour)
	f.receive(queue, true, 9, "soon", "newer", "late")
}

func tooLarge(t *testing.T, f *fixture) {
	f.send(bus.Message{Queue: queue, ID: "m", Body: make([]byte, bus.MaxBody)})
	for _, m := range []bus.Message{{Queue: queue, Body: make([]byte, bus.MaxBody+1)}, {ID: "no queue"}} {
		if err := f.Broker.Send(context.Background(), m); err == nil {
			t.Errorf("a message with a body of %d bytes for queue %q was taken", len(m.Body), m.Queue)
		}
	}
	f.depth(queue, 1)
}
