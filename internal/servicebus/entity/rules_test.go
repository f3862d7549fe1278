package entity_test

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"waybill/internal/servicebus/entity"
)

var start = time.Unix(1_800_000_000, 0)

func sendTo(t *testing.T, q *entity.Queue, m entity.Message) int64 {
	t.Helper()
	number, err := q.Send(start, m)
	if err != nil {
		t.Fatal(err)
	}
	return number
}

// A message lives no longer than the queue's default, and that long if it does not say.
func TestTheQueuesTimeToLiveIsTheLongest(t *testing.T) {
	for _, c := range []struct{ message, queue, want time.Duration }{
		{0, 0, 0}, {time.Hour, 0, time.Hour}, {0, time.Minute, time.Minute}, {time.Hour, time.Minute, time.Minute}, {time.Second, time.Minute, time.Second},
	} {
		q := entity.New(entity.Config{DefaultTTL: c.queue, LockDuration: lockTime, Token: counted()})
		sendTo(t, q, entity.Message{TTL: c.message})
		if got := q.Peek(start, 0, 1, nil)[0].TTL; got != c.want {
			t.Errorf("a message of %s on a queue of %s lives %s, want %s", c.message, c.queue, got, c.want)
		}
		if at, ok := q.Next(); ok != (c.want > 0) || ok && !at.Equal(start.Add(c.want)) {
			t.Errorf("next is %s, %v", at, ok)
		}
	}
}

func TestASessionQueueTakesNoMessageWithoutSession(t *testing.T) {
	q := entity.New(entity.Config{RequiresSession: true, LockDuration: lockTime, Token: counted()})
	if _, err := q.Send(start, entity.Message{ID: "m"}); !errors.Is(err, entity.ErrNoSession) || q.Len() != 0 {
		t.Errorf("got %v, and %d messages", err, q.Len())
	}
	sendTo(t, q, entity.Message{HasSession: true}) // "" is a session
	if ids := q.Sessions(start); len(ids) != 1 || ids[0] != "" {
		t.Errorf("sessions %q", ids)
	}
}

// Only the holder reads and writes the state of a session; it stays when the session is given up or lost.
func TestTheStateOfASessionIsItsHolders(t *testing.T) {
	q := entity.New(entity.Config{RequiresSession: true, LockDuration: lockTime, Token: counted()})
	if err := q.SetSessionState(start, "s", oneHolder, []byte("x")); !errors.Is(err, entity.ErrSessionLost) {
		t.Errorf("without the session: %v", err)
	}
	if _, err := q.AcceptSession(start, "s", oneHolder); err != nil {
		t.Fatal(err)
	}
	if err := q.SetSessionState(start, "s", oneHolder, []byte("x")); err != nil {
		t.Fatal(err)
	}
	late := start.Add(lockTime)
	if _, err := q.SessionState(late, "s", oneHolder); !errors.Is(err, entity.ErrSessionLost) {
		t.Errorf("after the lock: %v", err)
	}
	if lost := q.Lost(); len(lost) != 1 || lost[0] != oneHolder || len(q.Lost()) != 0 {
		t.Errorf("lost %v", lost)
	}
	if _, err := q.AcceptSession(late, "s", 2); err != nil {
		t.Fatal(err)
	}
	if state, err := q.SessionState(late, "s", 2); err != nil || string(state) != "x" {
		t.Errorf("state %q, %v", state, err)
	}
	if ids := q.Sessions(late); fmt.Sprint(ids) != "[s]" {
		t.Errorf("sessions %v", ids)
	}
}

// All locks end on demand, and what was delivered counts.
func TestLocksEndOnDemand(t *testing.T) {
	q := entity.New(entity.Config{LockDuration: lockTime, MaxDeliveryCount: 2, Token: counted()})
	sendTo(t, q, entity.Message{ID: "m"})
	for want := 1; want <= 2; want++ {
		d, ok := q.Receive(start, 0, "", false)
		if !ok || d.Deliveries != want {
			t.Fatalf("received %+v, %v", d, ok)
		}
		q.ExpireLocks(start)
		if err := q.Complete(start, d.Token); !errors.Is(err, entity.ErrLockLost) {
			t.Errorf("completed: %v", err)
		}
	}
	dead := q.DeadLetters()
	letter, ok := dead.Receive(start, 0, "", false)
	if !ok || letter.Reason != entity.MaxDeliveryCountExceeded || q.Len() != 0 {
		t.Fatalf("dead letter %+v, %v", letter, ok)
	}
	if err := dead.DeadLetter(start, letter.Token, "again", "text", letter.Payload); err != nil || dead.Len() != 1 {
		t.Errorf("a dead letter may be dead-lettered: %v, %d left", err, dead.Len())
	}
}

// Deferred messages may be taken without a lock; all of those asked for or none.
func TestDeferredMessagesAreTakenAllOrNone(t *testing.T) {
	q := entity.New(entity.Config{LockDuration: lockTime, Token: counted()})
	number := sendTo(t, q, entity.Message{ID: "m"})
	d, _ := q.Receive(start, 0, "", false)
	if err := q.Defer(start, d.Token, d.Payload); err != nil {
		t.Fatal(err)
	}
	if _, err := q.ReceiveDeferred(start, 0, "", true, number, number); !errors.Is(err, entity.ErrNotFound) {
		t.Errorf("the same twice: %v", err)
	}
	if _, err := q.ReceiveDeferred(start, 0, "", true, number, 99); !errors.Is(err, entity.ErrNotFound) || q.Len() != 1 {
		t.Errorf("one that is not there: %v", err)
	}
	if got, err := q.ReceiveDeferred(start, 0, "", true, number); err != nil || len(got) != 1 || q.Len() != 0 {
		t.Errorf("received %+v, %v", got, err)
	}
}
