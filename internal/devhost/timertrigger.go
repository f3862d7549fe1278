package devhost

import (
	"context"
	"fmt"
	"log/slog"
	"path/filepath"
	"sync"
	"time"

	"waybill/internal/devhost/protocol"
	"waybill/internal/devhost/schedule"
)

// A timerTrigger fires one function by its schedule, never twice at once.
type timerTrigger struct {
	host     *Host
	function *function
	plan     schedule.Schedule
	path     string // of the status file; "" if nothing is kept
	log      *slog.Logger

	mu     sync.Mutex
	status *timerStatus // nil if the schedule is not monitored
}

func newTimerTrigger(h *Host, f *function) (source, error) {
	plan, err := schedule.Parse(f.trigger.Schedule)
	if err != nil {
		return nil, err
	}
	t := &timerTrigger{host: h, function: f, plan: plan, log: h.log.With("function", f.name)}
	if m := f.trigger.UseMonitor; m != nil && !*m || !schedule.Monitored(plan, time.Now()) {
		return t, nil
	}
	t.status = &timerStatus{}
	if h.options.DataDir != "" {
		t.path = filepath.Join(h.options.DataDir, "timers", f.name+".json")
		if t.status, err = loadTimerStatus(t.path); err != nil {
			return nil, err
		}
	}
	return t, nil
}

// run fires until ctx is done; a run under way goes on. What was missed while the host was down is made up for by one
// run, at once.
func (t *timerTrigger) run(ctx context.Context) {
	now, pastDue := time.Now(), false
	t.note(func(s *timerStatus) { pastDue = s.begin(now, t.plan) })
	if pastDue || t.function.trigger.RunOnStartup {
		now = t.fire(ctx, pastDue)
	}
	for {
		next := t.plan.Next(now)
		if next.IsZero() {
			t.log.Warn("the schedule has no next occurrence")
			return
		}
		if !waitUntil(ctx, next) {
			return
		}
		now = t.fire(ctx, false)
	}
}

// waitUntil waits for a time of the wall clock. It looks at the clock once a minute, because timers stand still while
// a laptop sleeps.
func waitUntil(ctx context.Context, at time.Time) bool {
	for {
		left := time.Until(at)
		if left <= 0 {
			return ctx.Err() == nil
		}
		select {
		case <-time.After(min(left, time.Minute)):
		case <-ctx.Done():
			return false
		}
	}
}

// fire runs the function, again and again if its retry policy says so, and returns the time when it was over. A run
// that the end of the host cut short is not noted, so it is past due at the next start.
func (t *timerTrigger) fire(ctx context.Context, pastDue bool) time.Time {
	if !t.host.begin() {
		return time.Now()
	}
	defer t.host.end()
	started := time.Now()
	for attempt := 0; ; attempt++ {
		err := t.attempt(pastDue, attempt)
		pause, again := t.function.retry.wait(attempt + 1)
		if err == nil || !again {
			break
		}
		if !waitUntil(ctx, time.Now().Add(pause)) {
			return time.Now()
		}
	}
	now := time.Now()
	if t.host.lifetime.Err() == nil {
		t.note(func(s *timerStatus) { s.ran(started, now, t.plan) })
	}
	return now
}

func (t *timerTrigger) attempt(pastDue bool, n int) error {
	d := newMetadata(t.function)
	if r := t.function.retry; r != nil {
		d.Set("RetryContext", protocol.NewObject("RetryCount", n, "MaxRetryCount", r.MaxRetryCount))
	}
	_, err := t.host.invoke(t.host.lifetime, t.function, newGUID(), timerInfo(t.before(), pastDue), d)
	return err
}

// timerInfo is the value of a timer trigger.
func timerInfo(s *timerStatus, pastDue bool) protocol.Object {
	return protocol.Object(fmt.Sprintf(`{"Schedule":{"AdjustForDST":true},"ScheduleStatus":%s,"IsPastDue":%t}`, s.object(), pastDue))
}

// before gives the status as it is, nil if there is none.
func (t *timerTrigger) before() *timerStatus {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.status == nil {
		return nil
	}
	s := *t.status
	return &s
}

// note changes the status, if there is one, and keeps it.
func (t *timerTrigger) note(change func(*timerStatus)) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.status == nil {
		return
	}
	change(t.status)
	if t.path == "" {
		return
	}
	if err := writeFile(t.path, t.status); err != nil {
		t.log.Warn("timer status not saved; a run may be repeated after a restart", "error", err.Error())
	}
}
