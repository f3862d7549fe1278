package observe

import "time"

// Age makes the figures older.
func (o *Observer) Age(by time.Duration) {
	o.published.mu.Lock()
	defer o.published.mu.Unlock()
	o.published.taken = o.published.taken.Add(-by)
}
