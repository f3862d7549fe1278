// Package schedule says when a timer function runs: six-field NCRONTAB expressions, five-field ones, and time spans. It
// has no clock. Reach for [Parse].
package schedule

import (
	"fmt"
	"strings"
	"time"
)

// A Schedule gives the times at which a timer fires.
type Schedule interface {
	// Next is the first occurrence after t, in UTC; the zero time if there is none.
	Next(t time.Time) time.Time
}

// Parse reads what function.json has in schedule: an NCRONTAB expression
// "{second} {minute} {hour} {day} {month} {weekday}", the same without seconds, or a time span such as "00:05:00".
func Parse(s string) (Schedule, error) {
	if n := len(strings.Fields(s)); n == 5 || n == 6 {
		return parseCron(s)
	}
	span, err := ParseTimeSpan(s)
	if err != nil {
		return nil, fmt.Errorf("schedule %q is neither an NCRONTAB expression of five or six fields nor a time span", s)
	}
	if span <= 0 {
		return nil, fmt.Errorf("schedule %q is not a positive time span", s)
	}
	return every(span), nil
}

// every fires at a constant interval.
type every time.Duration

// Next is one interval later.
func (e every) Next(t time.Time) time.Time { return t.UTC().Add(time.Duration(e)) }

// Monitored reports whether the host keeps the status of a schedule: it does not if the schedule recurs more often
// than once a minute.
func Monitored(s Schedule, now time.Time) bool {
	last := s.Next(now)
	for range 4 {
		next := s.Next(last)
		if next.IsZero() {
			return true
		}
		if next.Sub(last) < time.Minute {
			return false
		}
		last = next
	}
	return true
}
