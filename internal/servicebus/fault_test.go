package servicebus_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	sdk "github.com/Azure/azure-sdk-for-go/sdk/messaging/azservicebus"

	"waybill/internal/servicebus"
)

// receiveAgain waits for one message, also over a connection that must be made anew, when the SDK may give none without
// an error.
func (b *bench) receiveAgain(r receiver) *sdk.ReceivedMessage {
	b.Helper()
	for ctx := b.within(); ; {
		got, err := r.ReceiveMessages(ctx, 1, nil)
		if len(got) > 0 {
			return got[0]
		}
		if ctx.Err() != nil {
			b.Fatal(err)
		}
	}
}

func TestADroppedConnectionKeepsLocksAndMessages(t *testing.T) {
	b := simulated(t, servicebus.Options{})
	s, r := b.sender(plain), b.receiver(plain, nil)
	b.must(s.SendMessage(b.within(), word("a"), nil))
	m := b.receive(r, "a")[0]
	b.broker.DropConnections()
	b.must(s.SendMessage(b.within(), word("b"), nil))
	b.complete(r, &sdk.ReceivedMessage{LockToken: m.LockToken})
	if next := b.receiveAgain(r); string(next.Body) != "b" {
		t.Errorf("received %s", next.Body)
	}
}

func TestASettlementFailsOnDemand(t *testing.T) {
	b := simulated(t, servicebus.Options{})
	b.words(plain, "a")
	r := b.receiver(plain, nil)
	m := b.receive(r, "a")[0]
	b.broker.FailSettlements(2, "com.microsoft:message-lock-lost")
	b.code(sdk.CodeLockLost, r.CompleteMessage(b.within(), m, nil))
	b.code(sdk.CodeLockLost, r.CompleteMessage(b.within(), &sdk.ReceivedMessage{LockToken: m.LockToken}, nil))
	b.peek(r, "a")
	b.complete(r, &sdk.ReceivedMessage{LockToken: m.LockToken})
	b.nothing(r)
}

// What a settlement did holds although its answer is lost.
func TestTheAnswerOfASettlementIsLostOnDemand(t *testing.T) {
	b := simulated(t, servicebus.Options{})
	b.words(plain, "a", "b")
	r := b.receiver(plain, nil)
	m := b.receive(r, "a")[0]
	b.broker.LoseSettlements(1)
	ctx, cancel := context.WithTimeout(t.Context(), time.Second)
	defer cancel()
	if err := r.CompleteMessage(ctx, m, nil); err == nil {
		t.Error("the answer was not lost")
	}
	b.code(sdk.CodeLockLost, r.CompleteMessage(b.within(), &sdk.ReceivedMessage{LockToken: m.LockToken}, nil))
	if next := b.receiveAgain(r); string(next.Body) != "b" {
		t.Errorf("received %s", next.Body)
	}
}

func TestASendIsRefusedOnDemand(t *testing.T) {
	b := simulated(t, servicebus.Options{})
	s := b.sender(plain)
	b.broker.RejectSends(1, "amqp:resource-limit-exceeded")
	if err := s.SendMessage(b.within(), word("a"), nil); err == nil || !strings.Contains(err.Error(), "amqp:resource-limit-exceeded") {
		t.Errorf("got %v", err)
	}
	b.broker.RejectSends(2, "com.microsoft:server-busy") // the SDK tries again by itself
	b.must(s.SendMessage(b.within(), word("b"), nil))
	b.peek(b.receiver(plain, nil), "b")
}

// A message whose answer is lost is there; the SDK sends it again, so it is there twice.
func TestTheAnswerOfASendIsLostOnDemand(t *testing.T) {
	b := simulated(t, servicebus.Options{})
	b.broker.LoseSends(1)
	b.words(plain, "a")
	b.peek(b.receiver(plain, nil), "a", "a")
	b.broker.LoseSends(1)
	b.words(once, "a")
	b.peek(b.receiver(once, nil), "a")
}

func TestLocksRunOutOnDemand(t *testing.T) {
	b := simulated(t, servicebus.Options{})
	b.words(plain, "a")
	b.words(sessions, "s/1")
	r, s := b.receiver(plain, nil), b.session("s")
	m := b.receive(r, "a")[0]
	b.receive(s, "s/1")
	b.broker.ExpireLocks()
	b.code(sdk.CodeLockLost, r.CompleteMessage(b.within(), m, nil))
	if again := b.receive(r, "a")[0]; again.DeliveryCount != 2 {
		t.Errorf("delivery count %d", again.DeliveryCount)
	}
	other := b.session("s")
	if again := b.receive(other, "s/1")[0]; again.DeliveryCount != 2 {
		t.Errorf("delivery count %d", again.DeliveryCount)
	}
}

// Stop ends everything that runs, with clients connected.
func TestAStoppedBrokerIsGone(t *testing.T) {
	b := simulated(t, servicebus.Options{})
	b.words(plain, "a")
	b.broker.Stop()
	b.broker.Stop()
	ctx, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
	defer cancel()
	if err := b.sender(plain).SendMessage(ctx, word("b"), nil); err == nil {
		t.Error("a stopped broker takes messages")
	}
}

func TestOptionsThatCannotBeAreRefused(t *testing.T) {
	for name, queues := range map[string][]servicebus.Queue{
		`queue name "" is not allowed`: {{}},
		`queue name "a/$x" is not`:     {{Name: "a/$x"}},
		"queue A is there twice":       {{Name: "a"}, {Name: "A"}},
		"queue q has a negative":       {{Name: "q", LockDuration: -1}},
	} {
		s, err := servicebus.Run(t.Context(), servicebus.Options{Queues: queues})
		if err == nil {
			s.Stop()
		}
		if err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("got %v, want %s", err, name)
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := servicebus.Run(ctx, servicebus.Options{}); !errors.Is(err, context.Canceled) {
		t.Errorf("a start that was cancelled gives %v", err)
	}
}
