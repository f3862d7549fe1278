// Package checkhealth says whether the system can do its work.
package checkhealth

import (
	"context"
	"encoding/json"
	"net/http"
	"time"

	"waybill/shared/azfunc"
)

// Definition of CheckHealth.
var Definition = azfunc.Definition{
	Name:    "CheckHealth",
	Trigger: azfunc.HTTPTrigger{Methods: []string{http.MethodGet}, Route: "health", Level: azfunc.AuthAnonymous},
}

const (
	// keep is how long an answer is good for all callers. Anybody may ask as often as they like, and asking must not cost
	// the node and the stores anything. A probe sees what failed that much later, and what was mended, too.
	keep = 5 * time.Second

	// patience bounds the checks together.
	patience = 30 * time.Second
)

// A Check tries one part of the system.
type Check struct {
	Name string
	Try  func(ctx context.Context) error
}

// New gives the function.
func New(now func() time.Time, checks ...Check) azfunc.Function {
	s := &step{checks: checks, now: now, turn: make(chan struct{}, 1)}
	return azfunc.Function{Definition: Definition, HTTP: s}
}

type step struct {
	checks []Check
	now    func() time.Time

	turn  chan struct{} // who puts something in may use what follows, until they take it out
	last  answer
	until time.Time // the last answer is good until then
}

// An answer is what everybody is told.
type answer struct {
	status string
	parts  map[string]string // "ok" or "failing", by name
}

// ServeHTTP answers 200 if every part answers, else 503. Which part fails is told; why is only logged, since anybody
// may ask. The parts are tried for one caller at a time, and what they said is told to everybody for five seconds.
func (s *step) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	a, given := s.answer(r.Context())
	if !given {
		return // nobody is there to hear it
	}
	code := http.StatusOK
	if a.status != "ok" {
		code = http.StatusServiceUnavailable
	}
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(code)
	_ = json.NewEncoder(w).Encode(map[string]any{"status": a.status, "parts": a.parts})
}

// answer gives the last answer, or a new one if it is too old; none to a caller who goes away while others have them
// tried.
func (s *step) answer(ctx context.Context) (a answer, given bool) {
	select {
	case s.turn <- struct{}{}:
	case <-ctx.Done():
		return answer{}, false
	}
	defer func() { <-s.turn }()
	if !s.now().Before(s.until) {
		s.last = s.try(ctx)
		s.until = s.now().Add(keep)
	}
	return s.last, true
}

// try tries every part, also if the caller goes away: the answer is for others, too.
func (s *step) try(ctx context.Context) answer {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), patience)
	defer cancel()
	a := answer{status: "ok", parts: map[string]string{}}
	for _, check := range s.checks {
		a.parts[check.Name] = "ok"
		if err := check.Try(ctx); err != nil {
			azfunc.Logger(ctx).Warn("health check failed", "part", check.Name, "error", err.Error())
			a.parts[check.Name], a.status = "failing", "failing"
		}
	}
	return a
}
