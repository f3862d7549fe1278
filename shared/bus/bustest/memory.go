// Package bustest has what tests of the bus need: [Run], the suite that every broker passes, and [NewMemory], a
// broker without a disk.
package bustest

import (
	"cmp"
	"context"
	"crypto/rand"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
	"time"

	"waybill/shared/bus"
)

var _ bus.Detector = (*Memory)(nil)

// Memory is a broker in memory.
type Memory struct {
	now func() time.Time

	mu        sync.Mutex
	last      int64           // the last sequence number given
	messages  []*bus.Received // on all queues, in the order of sequence numbers; LockToken "" if not locked
	scheduled []bus.Message   // in the order they were sent
	histories map[string]history
}

// NewMemory makes an empty broker that takes the time from now.
func NewMemory(now func() time.Time) *Memory {
	return &Memory{now: now, histories: map[string]history{}}
}

// Send enqueues the messages, all or none.
func (b *Memory) Send(_ context.Context, messages ...bus.Message) error {
	for _, m := range messages {
		if err := m.Check(); err != nil {
			return err
		}
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	now := b.now()
	for _, m := range messages {
		if b.histories[m.Queue].knows(m.ID, now) {
			continue
		}
		m.Body, m.Properties = slices.Clone(m.Body), maps.Clone(m.Properties)
		if m.At.After(now) {
			b.scheduled = append(b.scheduled, m)
		} else {
			b.enqueue(m, now)
		}
	}
	return nil
}

func (b *Memory) enqueue(m bus.Message, at time.Time) {
	b.last++
	m.At = time.Time{}
	b.messages = append(b.messages, &bus.Received{Message: m, SequenceNumber: b.last, EnqueuedAt: at.UTC()})
}

// promote puts the messages that are due at the end of their queues.
func (b *Memory) promote(now time.Time) {
	var due []bus.Message
	b.scheduled = slices.DeleteFunc(b.scheduled, func(m bus.Message) bool {
		if m.At.After(now) {
			return false
		}
		due = append(due, m)
		return true
	})
	slices.SortStableFunc(due, func(a, b bus.Message) int { return a.At.Compare(b.At) })
	for _, m := range due {
		b.enqueue(m, m.At)
	}
}

// Receive locks up to max messages and gives them in order.
func (b *Memory) Receive(_ context.Context, queue string, sessions bool, max int, lock time.Duration) ([]bus.Received, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	now := b.now()
	b.promote(now)
	session, free := b.freeSession(queue, now)
	if sessions && !free {
		return nil, nil
	}
	token := rand.Text()
	var received []bus.Received
	for _, m := range b.messages {
		if len(received) == max {
			break
		}
		if m.Queue != queue || m.LockedUntil.After(now) || sessions && m.Session != session {
			continue
		}
		m.LockToken, m.LockedUntil = token, now.Add(lock)
		m.DeliveryCount++
		given := *m
		given.Body, given.Properties = slices.Clone(m.Body), maps.Clone(m.Properties)
		received = append(received, given)
	}
	return received, nil
}

// freeSession finds a session of which no message is locked: the oldest among those whose first message failed least.
func (b *Memory) freeSession(queue string, now time.Time) (session string, free bool) {
	heads, locked := map[string]*bus.Received{}, map[string]bool{}
	for _, m := range b.messages {
		if m.Queue != queue {
			continue
		}
		if heads[m.Session] == nil {
			heads[m.Session] = m
		}
		locked[m.Session] = locked[m.Session] || m.LockedUntil.After(now)
	}
	maps.DeleteFunc(heads, func(session string, _ *bus.Received) bool { return locked[session] })
	if len(heads) == 0 {
		return "", false
	}
	first := slices.MinFunc(slices.Collect(maps.Values(heads)), func(a, b *bus.Received) int {
		return cmp.Or(cmp.Compare(a.DeliveryCount, b.DeliveryCount), cmp.Compare(a.SequenceNumber, b.SequenceNumber))
	})
	return first.Session, true
}

// Renew extends the locks, all or none.
func (b *Memory) Renew(_ context.Context, messages []bus.Received, lock time.Duration) error {
	return b.settle(messages, func(m *bus.Received) { m.LockedUntil = b.now().Add(lock) })
}

// Complete removes the messages for good, all or none.
func (b *Memory) Complete(_ context.Context, messages []bus.Received) error {
	return b.settle(messages, func(m *bus.Received) {
		b.messages = slices.DeleteFunc(b.messages, func(other *bus.Received) bool { return other == m })
	})
}

// Abandon gives the messages back, all or none.
func (b *Memory) Abandon(_ context.Context, messages []bus.Received, maxDeliveries int) error {
	return b.settle(messages, func(m *bus.Received) {
		if m.DeliveryCount >= maxDeliveries && !strings.HasSuffix(m.Queue, bus.DeadLetterSuffix) {
			bury(m, bus.MaxDeliveryCountExceeded)
		}
		m.LockToken, m.LockedUntil = "", time.Time{}
	})
}

// DeadLetter moves a message to the dead-letter queue.
func (b *Memory) DeadLetter(_ context.Context, message bus.Received, reason string) error {
	return b.settle([]bus.Received{message}, func(m *bus.Received) { bury(m, reason) })
}

func bury(m *bus.Received, reason string) {
	m.Queue = strings.TrimSuffix(m.Queue, bus.DeadLetterSuffix) + bus.DeadLetterSuffix
	m.DeadLetter, m.DeliveryCount = reason, 0
	m.LockToken, m.LockedUntil = "", time.Time{}
}

// settle finds all messages by their locks before it does anything to one of them.
func (b *Memory) settle(messages []bus.Received, do func(*bus.Received)) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	now := b.now()
	var held []*bus.Received
	for _, m := range messages {
		i, found := slices.BinarySearchFunc(b.messages, m.SequenceNumber, func(r *bus.Received, sequence int64) int {
			return cmp.Compare(r.SequenceNumber, sequence)
		})
		if !found || b.messages[i].LockToken != m.LockToken || !b.messages[i].LockedUntil.After(now) {
			return fmt.Errorf("message %d of %s: %w", m.SequenceNumber, m.Queue, bus.ErrLockLost)
		}
		held = append(held, b.messages[i])
	}
	for _, m := range held {
		do(m)
	}
	return nil
}

// Reach finds any queue.
func (b *Memory) Reach(context.Context, string) error { return nil }

// Depth counts the messages on the queue, locked and scheduled ones among them.
func (b *Memory) Depth(_ context.Context, queue string) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	n := 0
	for _, m := range b.messages {
		if m.Queue == queue {
			n++
		}
	}
	for _, m := range b.scheduled {
		if m.Queue == queue {
			n++
		}
	}
	return n, nil
}
