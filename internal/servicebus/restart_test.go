package servicebus_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"waybill/internal/servicebus"
)

// What was accepted and not settled is there after a restart, free of locks; what was settled is not.
func TestARestartKeepsTheMessages(t *testing.T) {
	folder := t.TempDir()
	b := simulated(t, servicebus.Options{Folder: folder})
	b.words(plain, "done", "locked", "waiting")
	b.words(sessions, "s/1")
	r := b.receiver(plain, nil)
	got := b.receive(r, "done", "locked")
	b.complete(r, got[0])
	s := b.session("s")
	b.receive(s, "s/1")
	b.must(s.SetSessionState(b.within(), []byte("state"), nil))
	b.broker.Stop()

	b.broker = servicebus.Start(t, servicebus.Options{Queues: []servicebus.Queue{plain, once, sessions}, Folder: folder, Now: b.clock.Now})
	b.client = clientOf(t, b.broker)
	again := b.receive(b.receiver(plain, nil), "locked", "waiting")
	if *again[0].SequenceNumber != *got[1].SequenceNumber {
		t.Errorf("number %d, before %d", *again[0].SequenceNumber, *got[1].SequenceNumber)
	}
	s = b.session("s")
	b.receive(s, "s/1")
	if state, err := s.GetSessionState(b.within(), nil); err != nil || string(state) != "state" {
		t.Errorf("state %q, %v", state, err)
	}
}

func BenchmarkSendReceiveComplete(b *testing.B) {
	for _, durable := range []bool{false, true} {
		b.Run(fmt.Sprintf("durable=%t", durable), func(b *testing.B) {
			options := servicebus.Options{Queues: []servicebus.Queue{plain}}
			if durable {
				options.Folder = b.TempDir()
			}
			s := servicebus.Start(b, options)
			client := clientOf(b, s)
			ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
			defer cancel()
			sender, err := client.NewSender(plain.Name, nil)
			if err != nil {
				b.Fatal(err)
			}
			receiver, err := client.NewReceiverForQueue(plain.Name, nil)
			if err != nil {
				b.Fatal(err)
			}
			for b.Loop() {
				if err := sender.SendMessage(ctx, word("a"), nil); err != nil {
					b.Fatal(err)
				}
				got, err := receiver.ReceiveMessages(ctx, 1, nil)
				if err != nil || len(got) != 1 {
					b.Fatal(len(got), err)
				}
				if err := receiver.CompleteMessage(ctx, got[0], nil); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "messages/s")
		})
	}
}
