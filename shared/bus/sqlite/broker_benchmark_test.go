package sqlite_test

import (
	"fmt"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"waybill/shared/bus"
)

// One batch is sent, received and completed, behind a backlog of other sessions' messages.
func BenchmarkBatch(b *testing.B) {
	for _, backlog := range []int{0, 10_000} {
		for _, batch := range []int{1, 49} {
			b.Run(fmt.Sprintf("backlog=%d/batch=%d", backlog, batch), func(b *testing.B) {
				ctx, broker := b.Context(), open(b, filepath.Join(b.TempDir(), "bus.db"), time.Now)
				body := make([]byte, 1000)
				messages := func(n int, sessions int) []bus.Message {
					all := make([]bus.Message, n)
					for i := range all {
						all[i] = bus.Message{Queue: "q", ID: "m", Session: fmt.Sprint("key-", i%sessions), Body: body}
					}
					return all
				}
				if err := broker.Send(ctx, messages(backlog, 20)...); err != nil {
					b.Fatal(err)
				}
				received := 0
				for b.Loop() {
					if err := broker.Send(ctx, messages(batch, 1)...); err != nil {
						b.Fatal(err)
					}
					got, err := broker.Receive(ctx, "q", true, batch, time.Minute)
					if err != nil || len(got) == 0 {
						b.Fatal(len(got), err)
					}
					received += len(got)
					if err := broker.Complete(ctx, got); err != nil {
						b.Fatal(err)
					}
				}
				b.ReportMetric(float64(received)/b.Elapsed().Seconds(), "messages/s")
			})
		}
	}
}

// Many requests send a message each at the same time: they share commits.
func BenchmarkSend(b *testing.B) {
	for _, senders := range []int{1, 16} {
		b.Run(fmt.Sprint("senders=", senders), func(b *testing.B) {
			broker := open(b, filepath.Join(b.TempDir(), "bus.db"), time.Now)
			var all sync.WaitGroup
			turns := make(chan bus.Message)
			for range senders {
				all.Go(func() {
					for m := range turns {
						if err := broker.Send(b.Context(), m); err != nil {
							b.Error(err)
						}
					}
				})
			}
			body := make([]byte, 100)
			for b.Loop() {
				turns <- bus.Message{Queue: "q", ID: "m", Session: "key", Body: body}
			}
			close(turns)
			all.Wait()
		})
	}
}

// Hosts poll queues on which mostly nothing is.
func BenchmarkReceiveNothing(b *testing.B) {
	ctx, broker := b.Context(), open(b, filepath.Join(b.TempDir(), "bus.db"), time.Now)
	for b.Loop() {
		if _, err := broker.Receive(ctx, "q", true, 10, time.Minute); err != nil {
			b.Fatal(err)
		}
	}
}
