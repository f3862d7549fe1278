package servicebus_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	sdk "github.com/Azure/azure-sdk-for-go/sdk/messaging/azservicebus"

	"waybill/internal/servicebus"
)

func TestASessionIsReceivedInOrder(t *testing.T) {
	b := setUp(t, servicebus.Options{})
	b.words(sessions, "s/1", "t/1", "s/2", "t/2", "s/3")
	r := b.session("s")
	got := b.receive(r, "s/1", "s/2", "s/3")
	if got[0].SessionID == nil || *got[0].SessionID != "s" {
		t.Errorf("session %v", got[0].SessionID)
	}
	b.must(r.AbandonMessage(b.within(), got[0], nil))
	again := b.receive(r, "s/1")
	if again[0].DeliveryCount != 2 {
		t.Errorf("delivery count %d", again[0].DeliveryCount)
	}
	b.complete(r, append(again, got[1:]...)...)
	b.must(r.Close(b.within()))
	r = b.session("t")
	b.complete(r, b.receive(r, "t/1", "t/2")...)
}

func TestASessionHasOneHolder(t *testing.T) {
	b := setUp(t, servicebus.Options{})
	b.words(sessions, "s/1", "s/2")
	r := b.session("s")
	got := b.receive(r, "s/1")
	_, err := b.client.AcceptSessionForQueue(b.within(), sessions.Name, "s", nil)
	if err == nil || !strings.Contains(err.Error(), "com.microsoft:session-cannot-be-locked") {
		t.Fatalf("a second receiver got %v", err)
	}
	b.must(r.Close(b.within())) // gives it up, with the message that was not settled
	r = b.session("s")
	again := b.receive(r, "s/1", "s/2")
	if again[0].LockToken == got[0].LockToken {
		t.Error("the lock is the same")
	}
	b.complete(r, again...)
}

func TestTheNextFreeSessionIsAccepted(t *testing.T) {
	b := setUp(t, servicebus.Options{})
	b.words(sessions, "s/1", "t/1")
	held := map[string]bool{}
	var receivers []*sdk.SessionReceiver
	for range 2 {
		r, err := b.client.AcceptNextSessionForQueue(b.within(), sessions.Name, nil)
		b.must(err)
		held[r.SessionID()] = true
		receivers = append(receivers, r)
	}
	if !held["s"] || !held["t"] {
		t.Fatalf("accepted %v", held)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Second)
	defer cancel()
	_, err := b.client.AcceptNextSessionForQueue(ctx, sessions.Name, nil)
	b.code(sdk.CodeTimeout, err)
	for _, r := range receivers {
		b.complete(r, b.receive(r, r.SessionID()+"/1")...)
		b.must(r.Close(b.within()))
	}
}

// Who waits for a session gets the first that has a message.
func TestASessionIsAcceptedWhenItsMessageComes(t *testing.T) {
	b := setUp(t, servicebus.Options{})
	accepted := make(chan error, 1)
	go func() {
		r, err := b.client.AcceptNextSessionForQueue(b.within(), sessions.Name, nil)
		if err == nil && r.SessionID() != "late" {
			err = fmt.Errorf("accepted %s", r.SessionID())
		}
		if err == nil {
			b.complete(r, b.receive(r, "late/1")...)
			err = r.Close(b.within())
		}
		accepted <- err
	}()
	b.words(sessions, "late/1")
	b.must(<-accepted)
}

func TestASessionKeepsItsState(t *testing.T) {
	b := setUp(t, servicebus.Options{})
	r := b.session("state")
	b.must(r.SetSessionState(b.within(), nil, nil))
	state, err := r.GetSessionState(b.within(), nil)
	b.must(err)
	if state != nil {
		t.Errorf("a new session has state %q", state)
	}
	b.must(r.SetSessionState(b.within(), []byte("half way\x00"), nil))
	b.must(r.Close(b.within()))
	r = b.session("state")
	state, err = r.GetSessionState(b.within(), nil)
	b.must(err)
	if string(state) != "half way\x00" {
		t.Errorf("state %q", state)
	}
	b.must(r.SetSessionState(b.within(), nil, nil))
	b.must(r.Close(b.within()))
}

func TestARenewedSessionIsHeld(t *testing.T) {
	b := setUp(t, servicebus.Options{})
	b.words(sessions, "s/1")
	r := b.session("s")
	m := b.receive(r, "s/1")[0]
	for range 3 {
		b.pass(sessions.LockDuration - 2*time.Second)
		was := r.LockedUntil()
		b.must(r.RenewSessionLock(b.within(), nil))
		if !r.LockedUntil().After(was) {
			t.Errorf("locked until %s, before %s", r.LockedUntil(), was)
		}
	}
	b.complete(r, m)
}

func TestASessionThatRunsOutIsLost(t *testing.T) {
	b := setUp(t, servicebus.Options{})
	b.words(sessions, "s/1")
	r := b.session("s")
	m := b.receive(r, "s/1")[0]
	b.pass(sessions.LockDuration + 2*time.Second)
	other, err := b.client.AcceptNextSessionForQueue(b.within(), sessions.Name, nil)
	b.must(err)
	again := b.receive(other, "s/1")
	if again[0].DeliveryCount != 2 {
		t.Errorf("delivery count %d", again[0].DeliveryCount)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 300*time.Millisecond) // the SDK waits and tries again
	defer cancel()
	if err := r.CompleteMessage(ctx, m, nil); err == nil {
		t.Error("a message of a lost session was completed")
	}
	b.complete(other, again...)
	b.must(other.Close(b.within()))
}

func TestDeferredMessagesBelongToTheirSession(t *testing.T) {
	b := setUp(t, servicebus.Options{})
	b.words(sessions, "s/1", "t/1")
	r := b.session("s")
	m := b.receive(r, "s/1")[0]
	b.must(r.DeferMessage(b.within(), m, nil))
	other := b.session("t")
	_, err := other.ReceiveDeferredMessages(b.within(), []int64{*m.SequenceNumber}, nil)
	b.code(sdk.CodeNotFound, err)
	aside, err := r.ReceiveDeferredMessages(b.within(), []int64{*m.SequenceNumber}, nil)
	b.must(err)
	b.complete(r, aside...)
	b.complete(other, b.receive(other, "t/1")...)
	b.must(other.Close(b.within()))
	b.must(r.Close(b.within()))
}

func TestDeadLettersOfSessionsNeedNoSession(t *testing.T) {
	b := setUp(t, servicebus.Options{})
	b.words(sessions, "s/1")
	r := b.session("s")
	b.must(r.DeadLetterMessage(b.within(), b.receive(r, "s/1")[0], &sdk.DeadLetterOptions{Reason: pointer("Why")}))
	dead := b.deadLetters(sessions)
	m := b.receive(dead, "s/1")[0]
	if *m.DeadLetterReason != "Why" || *m.SessionID != "s" {
		t.Errorf("reason %s, session %s", *m.DeadLetterReason, *m.SessionID)
	}
	b.complete(dead, m)
}

func TestTheWrongKindOfReceiverIsRefused(t *testing.T) {
	b := setUp(t, servicebus.Options{})
	_, err := b.receiver(sessions, nil).ReceiveMessages(b.within(), 1, nil)
	if err == nil || !strings.Contains(err.Error(), "amqp:not-allowed") {
		t.Errorf("a receiver without a session got %v", err)
	}
	_, err = b.client.AcceptSessionForQueue(b.within(), plain.Name, sessionIDForNobody, nil)
	if err == nil || !strings.Contains(err.Error(), "amqp:not-allowed") {
		t.Errorf("a receiver with a session got %v", err)
	}
	s := b.sender(sessions)
	if err := s.SendMessage(b.within(), word("no session"), nil); err == nil || !strings.Contains(err.Error(), "amqp:not-allowed") {
		t.Errorf("a message without a session: %v", err)
	}
}

func TestSessionsAreListed(t *testing.T) {
	b := simulated(t, servicebus.Options{})
	b.words(sessions, "s/1", "t/1")
	page, err := b.client.NewListSessionsForQueuePager(sessions.Name, nil).NextPage(b.within())
	b.must(err)
	if fmt.Sprint(page.Sessions) != "[s t]" {
		t.Errorf("sessions %v", page.Sessions)
	}
}
