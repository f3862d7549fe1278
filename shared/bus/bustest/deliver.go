package bustest

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"waybill/shared/bus"
)

func arrive(t *testing.T, f *fixture) {
	f.send()
	sent := bus.Message{
		Queue: plain, ID: "m-1", Session: "key", Body: []byte("\x00{\"a\":1}\xff"),
		Properties: map[string]string{"kind": "RegisterAsset", "": "empty key", "ü": "\"quoted\""},
	}
	f.send(sent, bus.Message{Queue: plain, ID: "m-2"}, bus.Message{Queue: other, ID: "m-3"})
	f.words(plain, "", "m-4")
	f.depth(plain, 3)

	all := f.receive(plain, false, 10, "m-1", "m-2", "m-4")
	got := all[0]
	if got.Queue != sent.Queue || got.Session != sent.Session || string(got.Body) != string(sent.Body) || fmt.Sprint(got.Properties) != fmt.Sprint(sent.Properties) {
		t.Errorf("received %+v, sent %+v", got.Message, sent)
	}
	if got.DeliveryCount != 1 || got.LockToken == "" || got.DeadLetter != "" || !f.clock.shows(got.EnqueuedAt) || !f.clock.shows(got.LockedUntil.Add(-f.lock)) {
		t.Errorf("received %+v", got)
	}
	if all[0].SequenceNumber >= all[1].SequenceNumber || all[1].SequenceNumber >= all[2].SequenceNumber {
		t.Error("sequence numbers do not rise")
	}
	if len(all[1].Body) != 0 {
		t.Errorf("an empty body became %q", all[1].Body)
	}
	f.depth(plain, 3)
	f.must(f.Complete(f.Context(), all))
	f.depth(plain, 0)
	f.receive(plain, false, 10)
	f.receive(other, false, 10, "m-3")
}

func oneConsumer(_ *testing.T, f *fixture) {
	ctx := f.Context()
	f.words(grouped, "s", "s1", "s2")
	f.words(grouped, "t", "t1")
	f.words(grouped, "s", "s3")
	held := f.receive(grouped, true, 2, "s1", "s2")
	other := f.receive(grouped, true, 2, "t1")
	f.receive(grouped, true, 2)
	f.words(grouped, "s", "s4")
	f.receive(grouped, true, 2)
	f.must(f.Complete(ctx, held[:1]))
	f.receive(grouped, true, 2) // s2 is still held
	f.must(f.Complete(ctx, held[1:]))
	f.must(f.Complete(ctx, other))
	f.must(f.Complete(ctx, f.receive(grouped, true, 9, "s3", "s4")))
	f.depth(grouped, 0)
}

func sessionRunsOut(_ *testing.T, f *fixture) {
	f.words(grouped, "s", "s1", "s2", "s3")
	held := f.receive(grouped, true, 2, "s1", "s2")
	f.must(f.Complete(f.Context(), held[:1]))
	f.clock.Advance(f.lock)
	f.receive(grouped, true, 9, "s2", "s3")
	f.lost("complete after another has the session", f.Complete(f.Context(), held[1:]))
}

// The lock is that of all messages received, also of those that were not named.
func sessionRenewed(_ *testing.T, f *fixture) {
	f.words(grouped, "s", "s1", "s2", "s3")
	held := f.receive(grouped, true, 2, "s1", "s2")
	for range 2 {
		f.clock.Advance(f.lock / 2)
		f.must(f.Renew(f.Context(), held, f.lock))
	}
	f.receive(grouped, true, 9)
	f.must(f.Complete(f.Context(), held))
	f.must(f.Complete(f.Context(), f.receive(grouped, true, 9, "s3")))
	f.depth(grouped, 0)
}

// Being reached leaves a queue as it is: the messages have not been delivered by it, and sessions are free.
func reached(_ *testing.T, f *fixture) {
	queues := []string{plain, grouped, plain + bus.DeadLetterSuffix}
	all := func() {
		f.Helper()
		for _, queue := range queues {
			f.must(f.Reach(f.Context(), queue))
			f.must(f.Reach(f.Context(), queue))
		}
	}
	all()
	f.words(plain, "", "m")
	f.words(grouped, "s", "s1")
	all()
	one, of := f.receive(plain, false, 9, "m"), f.receive(grouped, true, 9, "s1")
	if one[0].DeliveryCount != 1 || of[0].DeliveryCount != 1 {
		f.Errorf("delivered %d and %d times", one[0].DeliveryCount, of[0].DeliveryCount)
	}
	all()
	f.must(f.Complete(f.Context(), one))
	f.must(f.Complete(f.Context(), of))
	f.depth(plain, 0)
	f.depth(grouped, 0)
	err := f.Reach(f.Context(), "no such queue")
	if f.traits.Fixed != (err != nil) {
		f.Errorf("a queue that is not there: %v", err)
	}
}

func unknownQueue(_ *testing.T, f *fixture) {
	f.receive("no such queue", true, 10)
	f.receive("no such queue", false, 10)
	f.depth("no such queue", 0)
}

func scheduled(_ *testing.T, f *fixture) {
	now := f.clock.Now()
	at := func(id string, d time.Duration) bus.Message {
		return bus.Message{Queue: grouped, ID: id, Session: "s", At: now.Add(d)}
	}
	f.send(at("late", 4*f.lock), at("soon", 2*f.lock), at("past", -2*f.lock))
	f.words(grouped, "s", "now")
	f.depth(grouped, 4)
	f.must(f.Complete(f.Context(), f.receive(grouped, true, 9, "past", "now")))
	f.receive(grouped, true, 9)
	f.clock.Advance(2 * f.lock)
	f.must(f.Abandon(f.Context(), f.receive(grouped, true, 9, "soon"), never))
	f.words(grouped, "s", "newer")
	f.clock.Advance(2 * f.lock)
	f.receive(grouped, true, 9, "soon", "newer", "late")
}

func tooLarge(t *testing.T, f *fixture) {
	f.send(bus.Message{
		Queue: plain, ID: strings.Repeat("x", 128), Session: strings.Repeat("x", 128), Body: make([]byte, bus.MaxBody),
		Properties: map[string]string{"p": strings.Repeat("x", 32<<10-1)},
	})
	large := map[string]bus.Message{
		"body":       {Queue: plain, Body: make([]byte, bus.MaxBody+1)},
		"no queue":   {ID: "no queue"},
		"id":         {Queue: plain, ID: strings.Repeat("x", 129)},
		"session":    {Queue: plain, Session: strings.Repeat("x", 129)},
		"properties": {Queue: plain, Properties: map[string]string{"p": strings.Repeat("x", 32<<10)}},
	}
	for what, m := range large {
		if err := f.Broker.Send(context.Background(), m); err == nil {
			t.Errorf("a message was taken in spite of its %s", what)
		}
	}
	f.depth(plain, 1)
}
