package bustest

import (
	"context"
	"fmt"
	"testing"
	"time"

	"waybill/shared/bus"
)

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
		if err := f.Detector.Send(context.Background(), m); err == nil {
			t.Errorf("a message with a body of %d bytes for queue %q was taken", len(m.Body), m.Queue)
		}
	}
	f.depth(queue, 1)
}
