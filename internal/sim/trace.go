package sim

import "fmt"

// fail is what the running task learns of a call that broke.
func (s *scheduler) fail(call, how string) error {
	s.note(s.running, len(points), Point{s.running.step, call}, how)
	return errFailed
}

// note adds a call to the trace.
func (s *scheduler) note(t *task, number int, p Point, what string) {
	s.mix(uint64(t.number)<<16 | uint64(number)<<4 | uint64(len(what)))
	if s.trace != nil {
		fmt.Fprintf(s.trace, "%5d #%d %s %s %s\n", s.tick, t.number, p.Step, p.Call, what)
	}
}

// event adds something else to the trace.
func (s *scheduler) event(what string, of ...any) {
	for _, b := range []byte(what) {
		s.mix(uint64(b))
	}
	if s.trace != nil {
		fmt.Fprintf(s.trace, "%5d %s", s.tick, what)
		fmt.Fprintln(s.trace, append([]any{""}, of...)...)
	}
}

// mix is FNV-1a, a word at a time.
func (s *scheduler) mix(word uint64) { s.hash = (s.hash ^ word) * 1099511628211 }

// report adds something that must not be.
func (s *scheduler) report(kind, subject, detail string) {
	s.findings = append(s.findings, Finding{kind, subject, detail})
	s.event("finding "+kind, subject, detail)
}
