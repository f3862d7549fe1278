package servicebus_test

import (
	"context"
	"errors"
	"testing"
	"time"

	sdk "github.com/Azure/azure-sdk-for-go/sdk/messaging/azservicebus"

	"waybill/internal/servicebus"
)

func TestACompletedMessageIsGone(t *testing.T) {
	b := setUp(t, servicebus.Options{})
	b.words(plain, "a", "b")
	r := b.receiver(plain, nil)
	got := b.receive(r, "a", "b")
	b.complete(r, got[0])
	b.peek(r, "b")
	b.code(sdk.CodeLockLost, r.CompleteMessage(b.within(), &sdk.ReceivedMessage{LockToken: got[0].LockToken}, nil))
	b.must(r.CompleteMessage(b.within(), &sdk.ReceivedMessage{LockToken: got[1].LockToken}, nil)) // by lock token alone
	b.nothing(r)
}

func TestAnEmptyQueueGivesNothing(t *testing.T) {
	b := setUp(t, servicebus.Options{})
	r := b.receiver(plain, nil)
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	if got, err := r.ReceiveMessages(ctx, 1, nil); len(got) != 0 || !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("received %s, %v", bodies(got), err)
	}
	b.nothing(r)
	b.words(plain, "a")
	b.complete(r, b.receive(r, "a")...)
}

func TestReceiveAndDeleteNeedsNoSettlement(t *testing.T) {
	b := setUp(t, servicebus.Options{})
	b.words(plain, "a", "b")
	r := b.receiver(plain, &sdk.ReceiverOptions{ReceiveMode: sdk.ReceiveModeReceiveAndDelete})
	b.receive(r, "a", "b")
	b.nothing(r)
}

// An abandoned message is back at once, in its place, with what its receiver noted. The limit of deliveries makes it a
// dead letter.
func TestAnAbandonedMessageComesBackUntilTheLimit(t *testing.T) {
	b := setUp(t, servicebus.Options{})
	b.words(plain, "a", "b")
	r := b.receiver(plain, nil)
	for count := uint32(1); count <= 3; count++ {
		m := b.receive(r, "a")[0]
		if m.DeliveryCount != count {
			t.Errorf("delivery count %d, want %d", m.DeliveryCount, count)
		}
		if count > 1 && m.ApplicationProperties["note"] != int64(count-1) {
			t.Errorf("properties %v", m.ApplicationProperties)
		}
		b.must(r.AbandonMessage(b.within(), m, &sdk.AbandonMessageOptions{PropertiesToModify: map[string]any{"note": int64(count)}}))
	}
	b.complete(r, b.receive(r, "b")...)
	b.nothing(r)
	dead := b.deadLetters(plain)
	m := b.receive(dead, "a")[0]
	if *m.DeadLetterReason != "MaxDeliveryCountExceeded" || m.ApplicationProperties["note"] != int64(3) {
		t.Errorf("reason %s, properties %v", *m.DeadLetterReason, m.ApplicationProperties)
	}
	b.complete(dead, m)
}

func TestADeadLetterHasItsReason(t *testing.T) {
	b := setUp(t, servicebus.Options{})
	b.words(plain, "bad", "also bad", "good")
	r := b.receiver(plain, nil)
	got := b.receive(r, "bad", "also bad", "good")
	options := &sdk.DeadLetterOptions{
		Reason: pointer("CannotBeRead"), ErrorDescription: pointer("It is no JSON."), PropertiesToModify: map[string]any{"line": int64(1)},
	}
	b.must(r.DeadLetterMessage(b.within(), got[0], options))
	b.must(r.DeadLetterMessage(b.within(), &sdk.ReceivedMessage{LockToken: got[1].LockToken}, options)) // through $management
	b.complete(r, got[2])
	b.nothing(r)

	dead := b.deadLetters(plain)
	letters := b.receive(dead, "bad", "also bad")
	for i, m := range letters {
		if *m.DeadLetterReason != "CannotBeRead" || *m.DeadLetterErrorDescription != "It is no JSON." || m.ApplicationProperties["line"] != int64(1) {
			t.Errorf("dead letter %d has reason %v, properties %v", i, *m.DeadLetterReason, m.ApplicationProperties)
		}
	}
	b.must(dead.AbandonMessage(b.within(), letters[0], nil)) // nothing leaves a dead-letter queue that way
	b.peek(dead, "bad", "also bad")
	b.complete(dead, letters[1])
	b.complete(dead, b.receive(dead, "bad")...)
	b.nothing(dead)
}

func TestALockThatRunsOutIsLost(t *testing.T) {
	b := setUp(t, servicebus.Options{})
	b.words(plain, "a")
	r := b.receiver(plain, nil)
	first := b.receive(r, "a")[0]
	b.pass(plain.LockDuration + time.Second)
	again := b.receive(r, "a")[0]
	if again.DeliveryCount != 2 || again.LockToken == first.LockToken {
		t.Errorf("delivery count %d, lock token %x after %x", again.DeliveryCount, again.LockToken, first.LockToken)
	}
	b.code(sdk.CodeLockLost, r.CompleteMessage(b.within(), first, nil))
	b.code(sdk.CodeLockLost, r.RenewMessageLock(b.within(), first, nil))
	b.complete(r, again)
	b.nothing(r)
}

func TestARenewedLockHolds(t *testing.T) {
	b := setUp(t, servicebus.Options{})
	b.words(plain, "a")
	r := b.receiver(plain, nil)
	m := b.receive(r, "a")[0]
	for range 3 {
		b.pass(plain.LockDuration - 2*time.Second)
		was := *m.LockedUntil
		b.must(r.RenewMessageLock(b.within(), m, nil))
		if !m.LockedUntil.After(was) {
			t.Errorf("locked until %s, before %s", m.LockedUntil, was)
		}
	}
	b.complete(r, m)
	b.nothing(r)
}

func TestADeferredMessageIsReceivedByNumber(t *testing.T) {
	b := setUp(t, servicebus.Options{})
	b.words(plain, "a", "b")
	r := b.receiver(plain, nil)
	got := b.receive(r, "a", "b")
	b.must(r.DeferMessage(b.within(), got[0], &sdk.DeferMessageOptions{PropertiesToModify: map[string]any{"why": "early"}}))
	b.complete(r, got[1])
	if m := b.peek(r, "a")[0]; m.State != sdk.MessageStateDeferred {
		t.Errorf("state %d", m.State)
	}
	if got := b.tryReceive(r, 1); len(got) > 0 {
		t.Fatalf("%s was received", got[0].Body)
	}
	number := []int64{*got[0].SequenceNumber}
	aside, err := r.ReceiveDeferredMessages(b.within(), number, nil)
	b.must(err)
	if len(aside) != 1 || aside[0].DeliveryCount != 2 || aside[0].LockToken == [16]byte{} || aside[0].ApplicationProperties["why"] != "early" {
		t.Fatalf("received %+v", aside)
	}
	_, err = r.ReceiveDeferredMessages(b.within(), number, nil) // it is locked
	b.code(sdk.CodeNotFound, err)
	b.must(r.AbandonMessage(b.within(), aside[0], nil))
	aside, err = r.ReceiveDeferredMessages(b.within(), number, nil)
	b.must(err)
	b.complete(r, aside...)
	_, err = r.ReceiveDeferredMessages(b.within(), number, nil)
	b.code(sdk.CodeNotFound, err)
	b.nothing(r)
}

func TestPeekingChangesNothing(t *testing.T) {
	b := setUp(t, servicebus.Options{})
	b.words(plain, "a", "b", "c")
	r := b.receiver(plain, nil)
	all := b.peek(r, "a", "b", "c")
	rest, err := r.PeekMessages(b.within(), 1, &sdk.PeekMessagesOptions{FromSequenceNumber: all[1].SequenceNumber})
	b.must(err)
	if len(rest) != 1 || string(rest[0].Body) != "b" || rest[0].LockToken != [16]byte{} {
		t.Errorf("peeked %s", bodies(rest))
	}
	got := b.receive(r, "a", "b", "c")
	if got[0].DeliveryCount != 1 {
		t.Errorf("delivery count %d", got[0].DeliveryCount)
	}
	b.peek(r, "a", "b", "c") // locked ones, too
	b.complete(r, got...)
}
