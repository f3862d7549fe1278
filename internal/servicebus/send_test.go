package servicebus_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/Azure/go-amqp"

	sdk "github.com/Azure/azure-sdk-for-go/sdk/messaging/azservicebus"

	"waybill/internal/servicebus"
)

// What a sender sets arrives, with its types; what the broker adds is right.
func TestAMessageArrivesAsItWasSent(t *testing.T) {
	b := setUp(t, servicebus.Options{})
	properties := map[string]any{
		"text": "ü", "long": int64(1 << 40), "small": int64(3), "int": int32(-7), "double": 1.5, "yes": true,
		"time": time.UnixMilli(1700000000123).UTC(), "bytes": []byte{0, 255}, "ubyte": uint8(9), "id": amqp.UUID{1, 2, 3},
	}
	body := "\x00{\"a\":1}\xff" + strings.Repeat("x", 100_000) // more than a frame
	before := b.now()
	b.send(plain, &sdk.Message{
		Body: []byte(body), MessageID: pointer("m-1"), CorrelationID: pointer("c-1"), ContentType: pointer("application/json"),
		Subject: pointer("order"), To: pointer("to"), ReplyTo: pointer("back"), SessionID: pointer("s-1"), ReplyToSessionID: pointer("r-1"),
		PartitionKey: pointer("s-1"), TimeToLive: pointer(time.Hour), ApplicationProperties: properties,
	})
	r := b.receiver(plain, nil)
	m := b.receive(r, body)[0]
	if fmt.Sprint(m.ApplicationProperties) != fmt.Sprint(properties) {
		t.Errorf("properties %v, sent %v", m.ApplicationProperties, properties)
	}
	for k, v := range properties {
		if fmt.Sprintf("%T", m.ApplicationProperties[k]) != fmt.Sprintf("%T", v) {
			t.Errorf("property %s came as %T, was %T", k, m.ApplicationProperties[k], v)
		}
	}
	if m.MessageID != "m-1" || *m.CorrelationID != "c-1" || *m.ContentType != "application/json" || *m.Subject != "order" ||
		*m.To != "to" || *m.ReplyTo != "back" || *m.SessionID != "s-1" || *m.ReplyToSessionID != "r-1" || *m.PartitionKey != "s-1" {
		t.Errorf("received %+v", m)
	}
	if m.DeliveryCount != 1 || m.LockToken == [16]byte{} || *m.SequenceNumber < 1 || *m.TimeToLive != time.Hour || m.State != sdk.MessageStateActive {
		t.Errorf("received %+v", m)
	}
	if m.EnqueuedTime.Before(before.Add(-time.Minute)) || !m.ExpiresAt.Equal(m.EnqueuedTime.Add(time.Hour)) {
		t.Errorf("enqueued at %s, expires at %s", m.EnqueuedTime, m.ExpiresAt)
	}
	if d := m.LockedUntil.Sub(b.now()); d <= 0 || d > plain.LockDuration+time.Second {
		t.Errorf("the lock lasts %s", d)
	}
	b.complete(r, m)
	b.nothing(r)
}

func TestABatchArrivesInOrder(t *testing.T) {
	b := setUp(t, servicebus.Options{})
	s := b.sender(plain)
	batch, err := s.NewMessageBatch(b.within(), nil)
	b.must(err)
	for _, w := range []string{"a", "b", "c"} {
		b.must(batch.AddMessage(word(w), nil))
	}
	b.must(s.SendMessageBatch(b.within(), batch, nil))
	r := b.receiver(plain, nil)
	got := b.receive(r, "a", "b", "c")
	if *got[0].SequenceNumber >= *got[1].SequenceNumber || *got[1].SequenceNumber >= *got[2].SequenceNumber {
		t.Error("sequence numbers do not rise")
	}
	b.complete(r, got...)
	b.nothing(r)
}

// A message over the limit is the sender's fault; the queue is as before and the next message is taken.
func TestAMessageOverTheLimitIsRefused(t *testing.T) {
	b := setUp(t, servicebus.Options{})
	s := b.sender(plain)
	err := s.SendMessage(b.within(), &sdk.Message{Body: make([]byte, 256<<10+1)}, nil)
	if !errors.Is(err, sdk.ErrMessageTooLarge) {
		t.Fatalf("got %v", err)
	}
	b.must(s.SendMessage(b.within(), word("fits"), nil))
	r := b.receiver(plain, nil)
	b.complete(r, b.receive(r, "fits")...)
}

func TestADuplicateIsAcceptedAndDropped(t *testing.T) {
	b := setUp(t, servicebus.Options{})
	first := b.now().Format(time.RFC3339Nano) // another run against the same queue must not have it
	b.words(once, first, first, first+"2")
	r := b.receiver(once, nil)
	b.complete(r, b.receive(r, first, first+"2")...)
	b.words(once, first)
	b.nothing(r)
	b.pass(once.DuplicateWindow + 5*time.Second)
	b.words(once, first)
	b.complete(r, b.receive(r, first)...)
}

func TestAnUnknownQueueIsAnError(t *testing.T) {
	b := setUp(t, servicebus.Options{})
	s, err := b.client.NewSender("waybill-nowhere", nil)
	b.must(err)
	if err := s.SendMessage(b.within(), word("lost"), nil); err == nil || !strings.Contains(err.Error(), "amqp:not-found") {
		t.Errorf("sending gives %v", err)
	}
	r, err := b.client.NewReceiverForQueue("waybill-nowhere", nil)
	b.must(err)
	if _, err := r.ReceiveMessages(b.within(), 1, nil); err == nil || !strings.Contains(err.Error(), "amqp:not-found") {
		t.Errorf("receiving gives %v", err)
	}
}

func TestNamesOfQueuesIgnoreCase(t *testing.T) {
	b := setUp(t, servicebus.Options{})
	s, err := b.client.NewSender("WayBill-Plain", nil)
	b.must(err)
	b.must(s.SendMessage(b.within(), word("a"), nil))
	r := b.receiver(plain, nil)
	b.complete(r, b.receive(r, "a")...)
}

// A message that goes by nobody for its time to live is a dead letter.
func TestAnExpiredMessageIsADeadLetter(t *testing.T) {
	b := setUp(t, servicebus.Options{})
	b.send(plain, &sdk.Message{Body: []byte("short"), TimeToLive: pointer(2 * time.Second)}, word("long"))
	r := b.receiver(plain, nil)
	b.pass(3 * time.Second)
	b.complete(r, b.receive(r, "long")...)
	dead := b.deadLetters(plain)
	m := b.receive(dead, "short")[0]
	if m.DeadLetterReason == nil || *m.DeadLetterReason != "TTLExpiredException" {
		t.Errorf("the reason is %v", m.DeadLetterReason)
	}
	b.complete(dead, m)
}

func TestScheduledMessagesComeWhenTheyAreDue(t *testing.T) {
	b := setUp(t, servicebus.Options{})
	s, r := b.sender(plain), b.receiver(plain, nil)
	due := b.now().Add(8 * time.Second)
	numbers, err := s.ScheduleMessages(b.within(), []*sdk.Message{word("kept"), word("cancelled")}, due, nil)
	b.must(err)
	if len(numbers) != 2 {
		t.Fatalf("%d numbers", len(numbers))
	}
	later := word("by annotation")
	later.ScheduledEnqueueTime = pointer(due.Add(time.Second))
	b.must(s.SendMessage(b.within(), later, nil))
	for _, m := range b.peek(r, "kept", "cancelled", "by annotation") {
		if m.State != sdk.MessageStateScheduled || m.ScheduledEnqueueTime == nil {
			t.Errorf("%s is in state %d, due at %v", m.Body, m.State, m.ScheduledEnqueueTime)
		}
	}
	b.must(s.CancelScheduledMessages(b.within(), numbers[1:], nil))
	if err := s.CancelScheduledMessages(b.within(), []int64{1 << 40}, nil); err == nil {
		t.Error("a number that nobody has was cancelled")
	}
	b.words(plain, "now")
	b.complete(r, b.receive(r, "now")...)
	if got := b.tryReceive(r, 1); len(got) > 0 {
		t.Fatalf("%s came too early", got[0].Body)
	}
	b.pass(10 * time.Second)
	got := b.receive(r, "kept", "by annotation")
	if m := got[0]; *m.EnqueuedSequenceNumber != numbers[0] || *m.SequenceNumber <= numbers[1] || m.State != sdk.MessageStateActive {
		t.Errorf("number %d, first %d, state %d", *m.SequenceNumber, *m.EnqueuedSequenceNumber, m.State)
	}
	b.complete(r, got...)
	b.nothing(r)
}
