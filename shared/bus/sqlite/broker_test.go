package sqlite_test

import (
	"context"
	"os"
	"path/filepath"
	"testing"
	"time"

	"waybill/shared/bus"
	"waybill/shared/bus/bustest"
	"waybill/shared/bus/sqlite"
	"waybill/shared/sqldb"
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
	bustest.Run(t, bustest.Traits{}, func(t *testing.T, clock *bustest.Clock) bus.Broker {
		return open(t, filepath.Join(t.TempDir(), "bus.db"), clock.Now)
	})
}

// A pair is two brokers on one file, as two processes have them; each call goes to the other one.
type pair struct {
	bus.Detector // takes what is received
	sender       bus.Broker
}

func (p pair) Send(ctx context.Context, m ...bus.Message) error { return p.sender.Send(ctx, m...) }
func (p pair) Complete(ctx context.Context, m []bus.Received) error {
	return p.sender.Complete(ctx, m)
}

// Handlers send while the host receives: two brokers on one file behave as one.
func TestTwoBrokersOnOneFile(t *testing.T) {
	bustest.Run(t, bustest.Traits{}, func(t *testing.T, clock *bustest.Clock) bus.Broker {
		path := filepath.Join(t.TempDir(), "bus.db")
		return pair{Detector: open(t, path, clock.Now), sender: open(t, path, clock.Now)}
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

// What a queue remembers of ids, and that it does, is still there after a restart.
func TestRestartKeepsKnownIDs(t *testing.T) {
	t.Parallel()
	ctx, path := t.Context(), filepath.Join(t.TempDir(), "bus.db")
	before := open(t, path, time.Now)
	if err := before.DetectDuplicates(ctx, "q", time.Hour); err != nil {
		t.Fatal(err)
	}
	if err := before.Send(ctx, bus.Message{Queue: "q", ID: "m"}); err != nil {
		t.Fatal(err)
	}
	if err := before.Close(); err != nil {
		t.Fatal(err)
	}
	after := open(t, path, time.Now)
	if err := after.Send(ctx, bus.Message{Queue: "q", ID: "m"}); err != nil {
		t.Fatal(err)
	}
	if n, err := after.Depth(ctx, "q"); err != nil || n != 1 {
		t.Fatalf("%d messages, %v", n, err)
	}
}

// A file from before there was duplicate detection opens with the messages that are in it, and learns it.
func TestFileOfTheFirstVersionOpens(t *testing.T) {
	t.Parallel()
	ctx, path := t.Context(), filepath.Join(t.TempDir(), "bus.db")
	schema, err := os.ReadFile("schema.sql")
	if err != nil {
		t.Fatal(err)
	}
	first, err := sqldb.Open(ctx, path, []string{string(schema)})
	if err != nil {
		t.Fatal(err)
	}
	_, err = first.ExecContext(ctx, "INSERT INTO message (queue, id, session, body, properties, enqueued_at) VALUES ('q', 'old', '', x'', '{}', 0)")
	if err != nil {
		t.Fatal(err)
	}
	if err := first.Close(); err != nil {
		t.Fatal(err)
	}
	broker := open(t, path, time.Now)
	if err := broker.DetectDuplicates(ctx, "q", time.Hour); err != nil {
		t.Fatal(err)
	}
	if err := broker.Send(ctx, bus.Message{Queue: "q", ID: "new"}, bus.Message{Queue: "q", ID: "new"}); err != nil {
		t.Fatal(err)
	}
	got, err := broker.Receive(ctx, "q", false, 9, time.Minute)
	if err != nil || len(got) != 2 || got[0].ID != "old" || got[1].ID != "new" {
		t.Fatalf("received %v, %v", got, err)
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
