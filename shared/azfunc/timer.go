package azfunc

import (
	"fmt"
	"strings"
	"time"
)

// timer reads what a timer trigger got. The host's schedule status is that from before the run, so its Next is the
// time for which this run was planned.
func (e envelope) timer() (Timer, error) {
	value := unwrap(e.Data.Timer)
	if len(e.Data.Timer) > 0 && !strings.HasPrefix(strings.TrimSpace(string(value)), "{") {
		return Timer{}, nil // started by hand, with any text or none
	}
	var firing struct {
		ScheduleStatus *struct{ Next string }
		IsPastDue      bool
	}
	if err := decode(timerBinding, value, &firing); err != nil {
		return Timer{}, err
	}
	t := Timer{PastDue: firing.IsPastDue}
	if firing.ScheduleStatus != nil && firing.ScheduleStatus.Next != "" {
		var err error
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
