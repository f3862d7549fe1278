package devhost

import "time"

// strikes counts the errors of handler processes. The third one stops the host, unless half an hour without any lies
// before it (azure-functions-host, HttpFunctionInvocationDispatcher).
type strikes struct {
	count int
	last  time.Time
}

// The host's rule.
const (
	strikesAllowed = 3
	strikesForget  = 30 * time.Minute
)

// add counts an error and reports whether the host must stop.
func (s *strikes) add(now time.Time) (out bool) {
	if now.Sub(s.last) > strikesForget {
		s.count = 0
	}
	s.count++
	s.last = now
	return s.count >= strikesAllowed
}
