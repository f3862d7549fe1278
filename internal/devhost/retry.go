package devhost

import (
	"fmt"
	"math"
	"time"

	"waybill/internal/devhost/schedule"
)

// A retryPolicy is retry of function.json. The host honours it for timers only.
type retryPolicy struct {
	Strategy        string
	MaxRetryCount   int // -1 for ever
	DelayInterval   string
	MinimumInterval string
	MaximumInterval string

	delay, ceiling time.Duration
}

// The two strategies.
const (
	fixedDelay         = "fixedDelay"
	exponentialBackoff = "exponentialBackoff"
)

// complete checks the policy and reads its times.
func (p *retryPolicy) complete() (err error) {
	if p == nil {
		return nil
	}
	switch p.Strategy {
	case fixedDelay:
		p.delay, err = schedule.ParseTimeSpan(p.DelayInterval)
		p.ceiling = p.delay
	case exponentialBackoff:
		if p.delay, err = schedule.ParseTimeSpan(p.MinimumInterval); err == nil {
			p.ceiling, err = schedule.ParseTimeSpan(p.MaximumInterval)
		}
	default:
		err = fmt.Errorf("strategy %q is unknown", p.Strategy)
	}
	if err != nil {
		return fmt.Errorf("retry: %w", err)
	}
	return nil
}

// wait is the time before retry n, which is 1 for the first, and whether there is one.
func (p *retryPolicy) wait(n int) (time.Duration, bool) {
	if p == nil || p.MaxRetryCount >= 0 && n > p.MaxRetryCount {
		return 0, false
	}
	grown := float64(p.delay) * math.Pow(2, float64(n-1))
	if p.Strategy == fixedDelay || grown > float64(p.ceiling) {
		return p.ceiling, true
	}
	return time.Duration(grown), true
}
