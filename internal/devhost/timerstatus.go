package devhost

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"waybill/internal/devhost/protocol"
	"waybill/internal/devhost/schedule"
)

// A timerStatus is what the host remembers about a timer, as it was before the run that gets it: Last is the run
// before, Next the planned time of the run that is firing.
type timerStatus struct {
	Last        time.Time
	Next        time.Time
	LastUpdated time.Time
}

// object is the status as handlers get it.
func (s *timerStatus) object() protocol.Object {
	if s == nil {
		return protocol.Object("null")
	}
	const layout = "2006-01-02T15:04:05.9999999-07:00"
	return protocol.NewObject("Last", s.Last.UTC().Format(layout), "Next", s.Next.UTC().Format(layout), "LastUpdated", s.LastUpdated.UTC().Format(layout))
}

// begin brings the status up to date when the host starts and reports whether a run has been missed. A status that
// does not fit the schedule comes from an older one and is planned anew
// (azure-webjobs-sdk-extensions, ScheduleMonitor.CheckPastDueAsync).
func (s *timerStatus) begin(now time.Time, plan schedule.Schedule) (pastDue bool) {
	switch {
	case s.LastUpdated.IsZero():
		s.LastUpdated, s.Next = now, plan.Next(now)
	case !s.Next.Equal(plan.Next(s.LastUpdated)):
		s.Next = plan.Next(s.LastUpdated)
	}
	return !s.Next.IsZero() && now.After(s.Next)
}

// ran notes a run that began at started and is over now. What fell into the run is skipped.
func (s *timerStatus) ran(started, now time.Time, plan schedule.Schedule) {
	s.Last, s.LastUpdated, s.Next = started, now, plan.Next(now)
}

// loadTimerStatus reads the status of a timer; a timer without one gets an empty one.
func loadTimerStatus(path string) (*timerStatus, error) {
	var s timerStatus
	text, err := os.ReadFile(path) //nolint:gosec // the folder is the caller's choice
	if errors.Is(err, fs.ErrNotExist) {
		return &s, nil
	}
	if err == nil {
		err = json.Unmarshal(text, &s)
	}
	if err != nil {
		return nil, fmt.Errorf("read timer status: %w", err)
	}
	return &s, nil
}

// writeFile writes a value as JSON, readable by the owner alone, whole or not at all.
func writeFile(path string, v any) error {
	text, err := json.MarshalIndent(v, "", "  ")
	if err != nil {
		return fmt.Errorf("write %s: %w", filepath.Base(path), err)
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return fmt.Errorf("write %s: %w", filepath.Base(path), err)
	}
	if err := os.WriteFile(path+".new", text, 0o600); err != nil {
		return fmt.Errorf("write %s: %w", filepath.Base(path), err)
	}
	if err := os.Rename(path+".new", path); err != nil {
		return fmt.Errorf("write %s: %w", filepath.Base(path), err)
	}
	return nil
}
