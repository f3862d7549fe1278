// Package retry sorts errors by what to do next and says how long to wait. An error that nobody marked is worth
// another try later; mark the exceptions with [Mark] where they arise and ask with [VerdictOf] where it is decided.
package retry

import (
	"context"
	"errors"
	"time"
)

// A Verdict says what to do about an error.
type Verdict uint8

// The verdicts. Later is the zero value: most failures pass by themselves.
const (
	Later Verdict = iota // wait, then do the same again; see Delay
	Again                // look again and repeat at once: somebody else was quicker
	Never                // the same thing will fail in the same way for ever
)

// String gives the verdict in one word, for logs.
func (v Verdict) String() string {
	switch v {
	case Again:
		return "again"
	case Never:
		return "never"
	}
	return "later"
}

type marked struct {
	error
	verdict Verdict
}

// Unwrap gives the error that was marked.
func (m *marked) Unwrap() error { return m.error }

// Mark gives err with a verdict; nil stays nil. The text does not change.
func Mark(v Verdict, err error) error {
	if err == nil {
		return nil
	}
	return &marked{err, v}
}

// VerdictOf gives the outermost mark in err's chain, Later if there is none.
func VerdictOf(err error) Verdict {
	var m *marked
	if errors.As(err, &m) {
		return m.verdict
	}
	return Later
}

// Delay is how long to wait before a try: nothing before attempt 0, first before attempt 1, then twice as long each
// time and never longer than limit. It adds no jitter; callers that share a resource add their own.
func Delay(attempt int, first, limit time.Duration) time.Duration {
	if attempt <= 0 || first <= 0 {
		return 0
	}
	delay := min(first, limit)
	for range attempt - 1 {
		if delay > limit/2 { // doubling would pass the limit or overflow
			return limit
		}
		delay *= 2
	}
	return delay
}

// Sleep waits for d, or returns the context's error when that ends first.
func Sleep(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-timer.C:
		return nil
	}
}
