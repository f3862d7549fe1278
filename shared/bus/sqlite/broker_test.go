package sqlite_test

import (
	"context"
	"path/filepath"
	"testing"
	"time"

	"waybill/shared/bus"
	"waybill/shared/bus/bustest"
	"waybill/shared/bus/sqlite"
)

func open(t testing.TB, path string, now func() time.Time) *sqlite.Broker {
	t.Helper()
	broker, err := sqlite.Open(context.Background(), path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { broker.Close() })
	broker.Now = now
	return broker
}

// The broker on SQLite keeps the port's promises.
func TestBroker(t *testing.T) {
	bustest.Run(t, func(t *testing.T, now func() time.Time) bus.Broker {
		return open(t, filepath.Join(t.TempDir(), "bus.db"), now)
	})
}

// A pair is two brokers on one file, as two processes have them; each call goes to the other one.
type pair struct {
	bus.Broker // takes what is received
	sender     bus.Broker
}

func (p pair) Send(ctx context.Context, m ...bus.Message) error { return p.sender.Send(ctx, m...) }
func (p pair) Complete(ctx context.Context, m []bus.Received) error {
	return p.sender.Complete(ctx, m)
}

// Handlers send while the host receives: two brokers on one file behave as one.
func TestTwoBrokersOnOneFile(t *testing.T) {
	bustest.Run(t, func(t *testing.T, now func() time.Time) bus.Broker {
		path := filepath.Join(t.TempDir(), "bus.db")
		return pair{Broker: open(t, path, now), sender: open(t, path, now)}
	})
}

// What was sent, and who holds what, is still there after a restart.
func TestRestartKeepsMessagesAndLocks(t *testing.T) {
	t.Parallel()
	ctx, clock, path := t.Context(), bustest.NewClock(), filepath.Join(t.TempDir(), "bus.db")
	before := open(t, path, clock.Now)
	err := before.Send(ctx, bus.Message{Queue: "q", ID: "held"}, bus.Message{Queue: "q", ID: "free"},
		bus.Message{Queue: "q", ID: "later", At: clock.Now().Add(time.Second)})
	if err != nil {
		t.Fatal(err)
	}
	if got, err := before.Receive(ctx, "q", false, 1, time.Minute); err != nil || len(got) != 1 {
		t.Fatalf("received %v, %v", got, err)
	}
	if err := before.Close(); err != nil {
		t.Fatal(err)
	}
	after := open(t, path, clock.Now)
	clock.Advance(time.Second)
	got, err := after.Receive(ctx, "q", false, 9, time.Minute)
	if err != nil || len(got) != 2 || got[0].ID != "free" || got[1].ID != "later" {
		t.Fatalf("received %v, %v; want the message that nobody held and the one that is due", got, err)
	}
}

// A session whose first message fails again and again does not keep the other sessions waiting.
func TestFailingSessionDoesNotHoldUpOthers(t *testing.T) {
	t.Parallel()
	ctx, broker := t.Context(), open(t, filepath.Join(t.TempDir(), "bus.db"), time.Now)
	err := broker.Send(ctx, bus.Message{Queue: "q", Session: "a", ID: "fails"}, bus.Message{Queue: "q", Session: "b", ID: "waits"})
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"fails", "waits"} {
		got, err := broker.Receive(ctx, "q", true, 1, time.Hour)
		if err != nil || len(got) != 1 || got[0].ID != want {
			t.Fatalf("received %v, %v; want %s", got, err, want)
		}
		if err := broker.Abandon(ctx, got, 10); err != nil {
			t.Fatal(err)
		}
	}
}
