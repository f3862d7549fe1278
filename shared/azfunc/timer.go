package azfunc

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"
)

// timer reads what a timer trigger got. The host's schedule status is that from before the run, so its Next is the
// time for which this run was planned.
func (e envelope) timer() (Timer, error) {
	value, err := e.value(timerBinding)
	if err != nil {
		return Timer{}, err
	}
	value = unwrap(value)
	if !strings.HasPrefix(strings.TrimSpace(string(value)), "{") {
		return Timer{}, nil // started by hand, with any text or none
	}
	var firing struct {
		ScheduleStatus *struct{ Next string }
		IsPastDue      bool
	}
	if err := json.Unmarshal(value, &firing); err != nil {
		return Timer{}, fmt.Errorf("decode the invocation: Data.%s: %w", timerBinding, err)
	}
	t := Timer{PastDue: firing.IsPastDue}
	if firing.ScheduleStatus != nil && firing.ScheduleStatus.Next != "" {
		if t.Planned, err = hostTime(firing.ScheduleStatus.Next); err != nil {
			return Timer{}, fmt.Errorf("decode the invocation: Data.%s.ScheduleStatus.Next: %w", timerBinding, err)
		}
	}
	return t, nil
}

// hostTime reads a time as .NET prints it, with a zone or, meaning UTC, without one. The year 1 stands for never.
func hostTime(s string) (time.Time, error) {
	t, err := time.Parse(time.RFC3339, s)
	if err != nil {
		t, err = time.Parse("2006-01-02T15:04:05", s)
	}
	if err != nil || t.Year() <= 1 {
		return time.Time{}, err
	}
	return t.UTC(), nil
}
