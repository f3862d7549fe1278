package devchain

import "time"

const (
	fastest = 20 * time.Millisecond // between blocks on demand: enough to batch a burst
	slowest = time.Second           // at this pace the chain runs ahead of the wall clock no further
)

// A pace decides when the next block may follow the last one.
type pace struct {
	period  time.Duration // 0: on demand
	maxLead time.Duration
}

// interval gives the time between two blocks when the chain is ahead of the wall clock by lead: short up to half of
// maxLead, then growing evenly to a second.
func (p pace) interval(lead time.Duration) time.Duration {
	shortest := max(fastest, p.period)
	half := p.maxLead / 2
	if lead <= half || shortest >= slowest {
		return shortest
	}
	if lead >= p.maxLead {
		return slowest
	}
	return shortest + time.Duration(float64(slowest-shortest)*float64(lead-half)/float64(p.maxLead-half))
}

// timestamp gives the time of a block sealed now on a parent of the given time, both in Unix seconds.
func timestamp(parent uint64, now time.Time) uint64 {
	return max(parent+1, uint64(now.Unix())) //nolint:gosec // after 1970
}
