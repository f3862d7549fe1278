package operations

import (
	"fmt"
	"math"
	"sync"
	"time"

	"waybill/shared/custody"
	"waybill/shared/problem"
)

// Limits say how many new commands are taken. Zero values mean no limit.
type Limits struct {
	// Rate is how many commands a second one organisation may send to one process for long, and Burst how many it may
	// send at once after a pause.
	Rate  float64
	Burst int

	// Backlog is how many operations may be open in the whole system: as many as the node carries out in the time that
	// a caller is willing to wait.
	Backlog int
}

const (
	// fresh is how long a count of open operations is good for; what this process takes meanwhile is added to it.
	fresh = 250 * time.Millisecond

	// backlogRetry is after how many seconds a caller may find that its backlog has become less.
	backlogRetry = 2
)

// An Admission decides whether a new command is taken. It has no clock and asks nobody: the time is passed in, and so is
// the number of open operations ([Admission.Observe]). It is safe for concurrent use.
//
// Each organisation has a token bucket of its own. Of the backlog each organisation that has something open has an equal
// share for certain; what the others leave of theirs anybody may use as long as there is room at all. So one that is
// alone may have the whole backlog, and one that comes later finds its share free whatever the others do. The k-th to come
// has at most a k-th of the backlog, so n organisations together never have more than 1 + 1/2 + … + 1/n backlogs.
type Admission struct {
	limits Limits

	mu      sync.Mutex
	buckets map[custody.OrganizationID]*bucket
	open    map[custody.OrganizationID]int
	total   int
	seen    time.Time // when open was counted
}

// NewAdmission gives an Admission that has seen no operations and nobody calling.
func NewAdmission(limits Limits) *Admission {
	return &Admission{
		limits: limits, buckets: map[custody.OrganizationID]*bucket{}, open: map[custody.OrganizationID]int{},
	}
}

// Stale reports whether the open operations should be counted again before the next Admit.
func (a *Admission) Stale(now time.Time) bool {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.limits.Backlog > 0 && (a.seen.IsZero() || now.Sub(a.seen) >= fresh)
}

// Observe says how many operations are open.
func (a *Admission) Observe(backlogs []Backlog, now time.Time) {
	a.mu.Lock()
	defer a.mu.Unlock()
	clear(a.open)
	a.total, a.seen = 0, now
	for _, b := range backlogs {
		if b.Open > 0 && b.Organization != Operator {
			a.open[b.Organization] += b.Open
			a.total += b.Open
		}
	}
}

// Admit takes one command of the organisation, or refuses it with problem.Throttled and the time after which it makes
// sense to try again.
func (a *Admission) Admit(organization custody.OrganizationID, now time.Time) error {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.limits.Backlog > 0 && a.total >= a.limits.Backlog && a.open[organization] >= a.share(organization) {
		return problem.Throttled.With(fmt.Sprintf("%d commands of %s are on their way and the network is busy; try again when some are done",
			a.open[organization], organization)).After(backlogRetry)
	}
	if wait := a.bucket(organization).take(a.limits, now); wait > 0 {
		return problem.Throttled.With(fmt.Sprintf("%s sends more than %v commands a second; send them more slowly", organization, a.limits.Rate)).
			After(int(math.Ceil(wait.Seconds())))
	}
	a.open[organization]++
	a.total++
	return nil
}

// share is what the organisation may have open however busy the others are.
func (a *Admission) share(organization custody.OrganizationID) int {
	competing := len(a.open)
	if _, counted := a.open[organization]; !counted {
		competing++
	}
	return max(a.limits.Backlog/competing, 1)
}

func (a *Admission) bucket(organization custody.OrganizationID) *bucket {
	b := a.buckets[organization]
	if b == nil {
		b = &bucket{}
		a.buckets[organization] = b
	}
	return b
}

// A bucket holds tokens, one for each command that may be taken at once. It is full at first and fills up at the rate.
type bucket struct {
	spent float64 // tokens that are missing
	at    time.Time
}

// take takes a token, or says how long it is until there is one.
func (b *bucket) take(limits Limits, now time.Time) time.Duration {
	if limits.Rate <= 0 {
		return 0
	}
	b.spent = max(b.spent-max(now.Sub(b.at), 0).Seconds()*limits.Rate, 0)
	b.at = now
	if missing := b.spent + 1 - float64(max(limits.Burst, 1)); missing > 0 {
		return time.Duration(missing / limits.Rate * float64(time.Second))
	}
	b.spent++
	return 0
}
