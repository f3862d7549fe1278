package bustest

import (
	"sync"
	"time"
)

// A Clock stands still until it is moved, or it is that of the world, in which moving it is waiting.
type Clock struct {
	mu    sync.Mutex
	now   time.Time // zero for the clock of the world
	moved func()
}

// NewClock makes a clock that shows a day in March 2026.
func NewClock() *Clock { return &Clock{now: time.Date(2026, 3, 9, 8, 0, 0, 0, time.UTC)} }

// Now gives the time that the clock shows.
func (c *Clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.now.IsZero() {
		return time.Now()
	}
	return c.now
}

// Moved has a function called after each move.
func (c *Clock) Moved(call func()) { c.moved = call }

// Advance moves the clock forward.
func (c *Clock) Advance(d time.Duration) {
	c.mu.Lock()
	if c.now.IsZero() {
		c.mu.Unlock()
		time.Sleep(d)
		return
	}
	c.now = c.now.Add(d)
	c.mu.Unlock()
	if c.moved != nil {
		c.moved()
	}
}

// shows reports whether a broker's time is that of the clock: exactly, or in the world about.
func (c *Clock) shows(t time.Time) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.now.IsZero() {
		return time.Since(t).Abs() < time.Minute
	}
	return t.Equal(c.now)
}
