package bustest

import (
	"testing"

	"waybill/shared/bus"
)

func lockRunsOut(_ *testing.T, f *fixture) {
	ctx := f.Context()
	f.words(plain, "", "a", "b")
	first := f.receive(plain, false, 1, "a")
	f.receive(plain, false, 10, "b")
	f.receive(plain, false, 10)
	f.clock.Advance(f.lock)
	f.lost("complete after the lock ran out", f.Complete(ctx, first))
	again := f.receive(plain, false, 1, "a")
	if again[0].DeliveryCount != 2 || again[0].LockToken == first[0].LockToken {
		f.Fatalf("the second delivery is %+v", again[0])
	}
	f.lost("complete with the first lock", f.Complete(ctx, first))
	f.lost("renew with the first lock", f.Renew(ctx, first, f.lock))
	f.lost("abandon with the first lock", f.Abandon(ctx, first, never))
	f.lost("dead-letter with the first lock", f.DeadLetter(ctx, first[0], "late"))
	f.must(f.Complete(ctx, again))
	f.lost("complete twice", f.Complete(ctx, again))
	f.depth(plain, 1)
}

func renewed(_ *testing.T, f *fixture) {
	f.words(plain, "", "a")
	held := f.receive(plain, false, 1, "a")
	f.clock.Advance(f.lock / 2)
	f.must(f.Renew(f.Context(), held, f.lock))
	f.clock.Advance(f.lock / 2)
	f.receive(plain, false, 1)
	f.must(f.Complete(f.Context(), held))
}

func allOrNone(_ *testing.T, f *fixture) {
	ctx := f.Context()
	f.words(plain, "", "a", "b")
	held := f.receive(plain, false, 2, "a", "b")
	f.must(f.Complete(ctx, held[:1]))
	f.lost("complete with one gone", f.Complete(ctx, []bus.Received{held[1], held[0]}))
	f.lost("abandon with one gone", f.Abandon(ctx, []bus.Received{held[1], held[0]}, never))
	f.lost("renew with one gone", f.Renew(ctx, []bus.Received{held[1], held[0]}, 5*f.lock))
	f.depth(plain, 1)
	f.receive(plain, false, 1)
	f.clock.Advance(f.lock)
	f.receive(plain, false, 1, "b")
}

func abandoned(_ *testing.T, f *fixture) {
	f.words(grouped, "s", "a", "b", "c")
	f.must(f.Abandon(f.Context(), f.receive(grouped, true, 2, "a", "b"), never))
	again := f.receive(grouped, true, 3, "a", "b", "c")
	if again[0].DeliveryCount != 2 || again[1].DeliveryCount != 2 || again[2].DeliveryCount != 1 {
		f.Fatalf("delivery counts are %d, %d and %d", again[0].DeliveryCount, again[1].DeliveryCount, again[2].DeliveryCount)
	}
}

func tooManyDeliveries(_ *testing.T, f *fixture) {
	f.words(plain, "", "poison", "good")
	for range 2 { // a lock that runs out counts as much as a message that is given back
		f.receive(plain, false, 1, "poison")
		f.clock.Advance(f.lock)
		f.depth(plain, 2)
	}
	f.must(f.Abandon(f.Context(), f.receive(plain, false, 1, "poison"), 3))
	f.receive(plain, false, 2, "good")
	f.depth(plain, 1)
	dead := plain + bus.DeadLetterSuffix
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
	f.send(bus.Message{Queue: grouped, ID: "m", Session: "s", Body: []byte("what"), Properties: map[string]string{"k": "v"}})
	f.must(f.DeadLetter(ctx, f.receive(grouped, true, 1, "m")[0], "cannot be read"))
	f.depth(grouped, 0)
	dead := grouped + bus.DeadLetterSuffix
	got := f.receive(dead, false, 1, "m")
	m := got[0]
	if m.DeadLetter != "cannot be read" || m.Queue != dead || m.Session != "s" || string(m.Body) != "what" || m.Properties["k"] != "v" {
		f.Fatalf("the dead letter is %+v", m)
	}
	f.must(f.Complete(ctx, got))
	f.depth(dead, 0)
}
