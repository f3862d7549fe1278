package devhost_test

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"waybill/internal/devhost"
)

// yearly fires at New Year, so not during a test.
const yearly = "0 0 0 1 1 *"

// onTimer is a script root with one timer function T.
func onTimer(schedule, more, rest string) files {
	return files{
		"host.json": hostJSON("", ""),
		"T/function.json": fmt.Sprintf(`{"bindings":[{"type":"timerTrigger","direction":"in","name":"timer","schedule":%q%s}]%s}`,
			schedule, comma(more), comma(rest)),
	}
}

// A firing is the value of a timer trigger.
type firing struct {
	Schedule       struct{ AdjustForDST bool }
	ScheduleStatus *status
	IsPastDue      bool
}

type status struct{ Last, Next, LastUpdated time.Time }

func (s status) utc() status { return status{s.Last.UTC(), s.Next.UTC(), s.LastUpdated.UTC()} }

func fired(t *testing.T, e envelope) firing {
	t.Helper()
	var f firing
	if err := json.Unmarshal(e.Data["timer"], &f); err != nil {
		t.Fatalf("%s: %v", e.Data["timer"], err)
	}
	return f
}

// remember writes the status that a host left behind.
func remember(t *testing.T, folder string, s status) {
	t.Helper()
	text, err := json.Marshal(s)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.MkdirAll(filepath.Join(folder, "timers"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(folder, "timers", "T.json"), text, 0o600); err != nil {
		t.Fatal(err)
	}
}

// remembered reads the status that a host has left behind.
func remembered(folder string) (s status, err error) {
	text, err := os.ReadFile(filepath.Join(folder, "timers", "T.json"))
	if err == nil {
		err = json.Unmarshal(text, &s)
	}
	return s, err
}

func keep(folder string) func(*devhost.Options) {
	return func(o *devhost.Options) { o.DataDir = folder }
}

func newYear(year int) time.Time { return time.Date(year, 1, 1, 0, 0, 0, 0, time.UTC) }

// A run that was missed while the host was down is made up for by one run. Its Next is the time for which that very
// run was planned; afterwards the status plans the next one from now.
func TestAMissedRunIsMadeUpFor(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	before := status{Last: newYear(2019), Next: newYear(2020), LastUpdated: newYear(2019)}
	remember(t, data, before)
	h := &recorder{}
	start(t, h, onTimer(yearly, "", ""), keep(data))
	f := fired(t, h.envelopes(t, 1)[0])
	if !f.IsPastDue || f.ScheduleStatus == nil || f.ScheduleStatus.utc() != before || !f.Schedule.AdjustForDST {
		t.Errorf("fired with %+v", f)
	}
	next := newYear(time.Now().UTC().Year() + 1)
	eventually(t, "the next run is planned", func() bool {
		s, err := remembered(data)
		return err == nil && s.Next.Equal(next) && s.Last.After(newYear(2020))
	})
	if n := h.count(); n != 1 {
		t.Errorf("it ran %d times", n)
	}
}

// A timer that has never run is only planned; a changed schedule is planned anew.
func TestATimerThatIsNotDueWaits(t *testing.T) {
	t.Parallel()
	next := newYear(time.Now().UTC().Year() + 1)
	for name, before := range map[string]*status{
		"never run":        nil,
		"changed schedule": {Next: newYear(2020).AddDate(0, 6, 0), LastUpdated: time.Now().Add(-time.Minute)},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			data := t.TempDir()
			if before != nil {
				remember(t, data, *before)
			}
			h := &recorder{}
			f := start(t, h, onTimer(yearly, "", ""), keep(data))
			eventually(t, "the run is planned", func() bool {
				s, err := remembered(data)
				return err == nil && s.Next.Equal(next) && s.Last.IsZero()
			})
			f.request("POST", "/admin/functions/T", `{}`)
			if got := fired(t, h.envelopes(t, 1)[0]); got.IsPastDue || !got.ScheduleStatus.Next.Equal(next) {
				t.Errorf("by hand it fires with %+v", got)
			}
			if n := h.count(); n != 1 {
				t.Errorf("it ran %d times", n)
			}
		})
	}
}

// Without a monitor, or more often than once a minute, there is no status.
func TestATimerWithoutStatus(t *testing.T) {
	t.Parallel()
	for name, content := range map[string]files{
		"useMonitor false": onTimer(yearly, `"useMonitor":false,"runOnStartup":true`, ""),
		"every second":     onTimer("* * * * * *", "", ""),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			data := t.TempDir()
			h := &recorder{}
			start(t, h, content, keep(data))
			if f := fired(t, h.envelopes(t, 1)[0]); f.ScheduleStatus != nil || f.IsPastDue {
				t.Errorf("fired with %+v", f)
			}
			if _, err := remembered(data); err == nil {
				t.Error("a status is kept")
			}
		})
	}
}

// A timer that takes longer than its interval does not overlap itself; a failure does not stop the schedule.
func TestATimerDoesNotOverlapItself(t *testing.T) {
	t.Parallel()
	var running atomic.Int32
	h := &recorder{answer: func(n int, _ envelope) string {
		if running.Add(1) > 1 {
			t.Error("two runs at once")
		}
		defer running.Add(-1)
		<-time.After(3 * time.Millisecond) // longer than the interval
		if n == 1 {
			return ""
		}
		return "{}"
	}}
	start(t, h, onTimer("00:00:00.001", "", ""))
	h.envelopes(t, 5)
}

// Only timers have retries: each is an invocation of its own that knows which one it is.
func TestATimerIsRetried(t *testing.T) {
	t.Parallel()
	for name, policy := range map[string]string{
		"fixed":       `"retry":{"strategy":"fixedDelay","maxRetryCount":2,"delayInterval":"00:00:00.001"}`,
		"exponential": `"retry":{"strategy":"exponentialBackoff","maxRetryCount":2,"minimumInterval":"00:00:00.001","maximumInterval":"00:00:00.01"}`,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			data := t.TempDir()
			h := &recorder{answer: func(int, envelope) string { return "" }}
			start(t, h, onTimer(yearly, `"runOnStartup":true`, policy), keep(data))
			eventually(t, "the run is over", func() bool {
				s, err := remembered(data)
				return err == nil && !s.Last.IsZero()
			})
			got := h.envelopes(t, 3)
			for n, e := range got {
				if want := fmt.Sprintf(`{"RetryCount":%d,"MaxRetryCount":2}`, n); string(e.Metadata["RetryContext"]) != want {
					t.Errorf("attempt %d has the context %s", n, e.Metadata["RetryContext"])
				}
			}
			if len(got) != 3 {
				t.Errorf("there were %d attempts", len(got))
			}
		})
	}
}

// A run that the end of the host cut short is not noted: it is past due at the next start.
func TestARunThatWasCutShortComesAgain(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	before := status{Last: newYear(2019), Next: newYear(2020), LastUpdated: newYear(2019)}
	remember(t, data, before)
	block := make(chan struct{})
	defer close(block)
	h := &recorder{answer: func(int, envelope) string { <-block; return "{}" }}
	f := start(t, h, onTimer(yearly, "", ""), keep(data))
	h.envelopes(t, 1)
	now, cancel := context.WithCancel(t.Context())
	cancel()
	f.Stop(now)
	if s, err := remembered(data); err != nil || s != before {
		t.Errorf("the status is %+v, %v", s, err)
	}
	again := &recorder{}
	start(t, again, onTimer(yearly, "", ""), keep(data))
	if f := fired(t, again.envelopes(t, 1)[0]); !f.IsPastDue {
		t.Errorf("fired with %+v", f)
	}
}

// Before the first run, Last is the year 1, as .NET has it.
func TestTheFirstRunHasNoLast(t *testing.T) {
	t.Parallel()
	h := &recorder{}
	start(t, h, onTimer(yearly, `"runOnStartup":true`, ""))
	if text := string(h.envelopes(t, 1)[0].Data["timer"]); !strings.Contains(text, `"ScheduleStatus":{"Last":"0001-01-01T00:00:00+00:00","Next":"`) {
		t.Errorf("fired with %s", text)
	}
}
