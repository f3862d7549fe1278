package bustest

import (
	"context"
	"fmt"
	"math/rand/v2"
	"sync"
	"testing"
	"time"

	"golang.org/x/sync/errgroup"

	"waybill/shared/bus"
)

const (
	sessionsSent = 5
	perSession   = 24
)

// A journal checks what consumers do: nobody else is at work in the session, and what is completed comes in order.
type journal struct {
	mu   sync.Mutex
	busy map[string]bool
	next map[string]int
	left int
}

func (j *journal) begin(session string) error {
	j.mu.Lock()
	defer j.mu.Unlock()
	if j.busy[session] {
		return fmt.Errorf("session %s has two consumers", session)
	}
	j.busy[session] = true
	return nil
}

func (j *journal) end(session string, completed []bus.Received) error {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.busy[session] = false
	for _, m := range completed {
		if want := fmt.Sprintf("%s-%d", session, j.next[session]); m.ID != want {
			return fmt.Errorf("session %s: %s was completed, want %s", session, m.ID, want)
		}
		j.next[session]++
		j.left--
	}
	return nil
}

func (j *journal) done() bool {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.left == 0
}

// manyConsumers lets producers and consumers loose on one queue; some deliveries are abandoned.
func manyConsumers(t *testing.T, f *fixture) {
	j := &journal{busy: map[string]bool{}, next: map[string]int{}, left: sessionsSent * perSession}
	all, ctx := errgroup.WithContext(f.Context())
	for s := range sessionsSent {
		all.Go(func() error {
			session := fmt.Sprintf("session-%d", s)
			for i := 0; i < perSession; i += 2 {
				first := bus.Message{Queue: grouped, Session: session, ID: fmt.Sprintf("%s-%d", session, i)}
				second := bus.Message{Queue: grouped, Session: session, ID: fmt.Sprintf("%s-%d", session, i+1)}
				if err := f.Broker.Send(ctx, first, second); err != nil {
					return err
				}
			}
			return nil
		})
	}
	for range 4 {
		all.Go(func() error {
			for !j.done() && ctx.Err() == nil {
				if err := consume(ctx, f.Broker, j); err != nil {
					return err
				}
			}
			return ctx.Err()
		})
	}
	if err := all.Wait(); err != nil {
		t.Fatal(err)
	}
	f.depth(grouped, 0)
}

// consume handles one delivery. The journal's end comes before the lock is given up, for after that somebody else may
// begin.
func consume(ctx context.Context, broker bus.Broker, j *journal) error {
	got, err := broker.Receive(ctx, grouped, true, 1+rand.IntN(4), time.Hour)
	if err != nil || len(got) == 0 {
		return err
	}
	session := got[0].Session
	if err := j.begin(session); err != nil {
		return err
	}
	if rand.IntN(4) == 0 {
		if err := j.end(session, nil); err != nil {
			return err
		}
		return broker.Abandon(ctx, got, never)
	}
	if err := j.end(session, got); err != nil {
		return err
	}
	return broker.Complete(ctx, got)
}
