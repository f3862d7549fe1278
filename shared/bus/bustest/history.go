package bustest

import (
	"context"
	"maps"
	"time"
)

// A history is what a queue that detects duplicates remembers; the zero value is of one that does not.
type history struct {
	window time.Duration
	sent   map[string]time.Time // by message id
}

// knows reports whether the id was sent within the window, and notes it if not.
func (h history) knows(id string, now time.Time) bool {
	if h.window <= 0 || id == "" {
		return false
	}
	maps.DeleteFunc(h.sent, func(_ string, at time.Time) bool { return !at.Add(h.window).After(now) })
	_, known := h.sent[id]
	if !known {
		h.sent[id] = now
	}
	return known
}

// DetectDuplicates makes the queue drop what has the id of a message sent less than the window ago.
func (b *Memory) DetectDuplicates(_ context.Context, queue string, window time.Duration) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	h := b.histories[queue]
	if h.window = window; h.sent == nil || window <= 0 {
		h.sent = map[string]time.Time{}
	}
	b.histories[queue] = h
	return nil
}
