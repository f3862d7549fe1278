package schedule_test

import (
	"strings"
	"testing"
	"time"

	"waybill/internal/devhost/schedule"
)

// The next occurrences after a Friday morning, 2026-01-02 10:00:00 UTC.
func TestNext(t *testing.T) {
	t.Parallel()
	from := time.Date(2026, 1, 2, 10, 0, 0, 0, time.UTC)
	for text, want := range map[string]string{
		"*/5 * * * *":         "2026-01-02T10:05:00Z 2026-01-02T10:10:00Z",
		"0 */5 * * * *":       "2026-01-02T10:05:00Z 2026-01-02T10:10:00Z",
		"30 0 10 * * *":       "2026-01-02T10:00:30Z 2026-01-03T10:00:30Z",
		"* * * * * *":         "2026-01-02T10:00:01Z 2026-01-02T10:00:02Z",
		"0 0 9-17/4 * * *":    "2026-01-02T13:00:00Z 2026-01-02T17:00:00Z",
		"0 15,45 * * * *":     "2026-01-02T10:15:00Z 2026-01-02T10:45:00Z",
		"0 20/20 * * * *":     "2026-01-02T10:20:00Z 2026-01-02T10:40:00Z",
		"0 0 0 * * mon-tue":   "2026-01-05T00:00:00Z 2026-01-06T00:00:00Z",
		"0 0 0 13 * Friday":   "2026-02-13T00:00:00Z 2026-03-13T00:00:00Z",
		"0 0 0 31 * *":        "2026-01-31T00:00:00Z 2026-03-31T00:00:00Z",
		"0 0 0 29 FEB *":      "2028-02-29T00:00:00Z 2032-02-29T00:00:00Z",
		"59 59 23 31 12 *":    "2026-12-31T23:59:59Z 2027-12-31T23:59:59Z",
		"0 0 0 30 2 *":        "0001-01-01T00:00:00Z",
		"00:01:30":            "2026-01-02T10:01:30Z 2026-01-02T10:03:00Z",
		"1.00:00:00.5":        "2026-01-03T10:00:00.5Z 2026-01-04T10:00:01Z",
		"  0  0  11 * * *   ": "2026-01-02T11:00:00Z",
	} {
		s, err := schedule.Parse(text)
		if err != nil {
			t.Errorf("%s: %v", text, err)
			continue
		}
		at := from
		for _, w := range strings.Fields(want) {
			if at = s.Next(at); at.Format(time.RFC3339Nano) != w {
				t.Errorf("%s: got %s, want %s", text, at.Format(time.RFC3339Nano), w)
			}
		}
	}
}

// A fraction of a second is no reason to fire twice.
func TestNextIsAfter(t *testing.T) {
	t.Parallel()
	s, err := schedule.Parse("* * * * * *")
	if err != nil {
		t.Fatal(err)
	}
	at := time.Date(2026, 1, 2, 10, 0, 0, 999, time.UTC)
	if next := s.Next(at); !next.Equal(time.Date(2026, 1, 2, 10, 0, 1, 0, time.UTC)) {
		t.Errorf("got %v", next)
	}
}

// What cannot be read is refused with the field that is wrong.
func TestSchedulesThatAreRefused(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"":              "neither",
		"often":         "neither",
		"* * * *":       "neither",
		"60 * * * * *":  "second 60",
		"* * * 0 * *":   "day 0",
		"* * * * 13 *":  "month 13",
		"* * * * * 7":   "weekday 7",
		"* * * * ja *":  `month "ja"`,
		"*/0 * * * * *": "step",
		"*/x * * * * *": "step",
		"1- * * * * *":  `second ""`,
		"00:00:00":      "positive",
		"-00:01:00":     "positive",
		"24:00:00":      "neither",
	} {
		if _, err := schedule.Parse(text); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: got %v, want %q in it", text, err, want)
		}
	}
}

// Time spans in the forms of .NET.
func TestParseTimeSpan(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]time.Duration{
		"00:05:00": 5 * time.Minute, "01:30": 90 * time.Minute, "2": 48 * time.Hour, "-1": -24 * time.Hour,
		"1.02:03:04.5": 26*time.Hour + 3*time.Minute + 4500*time.Millisecond, "-00:00:01": -time.Second,
		"00:00:00.0000001": 100 * time.Nanosecond,
	} {
		if got, err := schedule.ParseTimeSpan(text); err != nil || got != want {
			t.Errorf("%s: got %v, %v; want %v", text, got, err, want)
		}
	}
	for _, text := range []string{"", "x", "1:2:3:4", "00:60:00", "00:00:60", "5m"} {
		if got, err := schedule.ParseTimeSpan(text); err == nil {
			t.Errorf("%q: got %v", text, got)
		}
	}
}

// The host keeps no status for what recurs more often than once a minute.
func TestMonitored(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 1, 2, 10, 0, 0, 0, time.UTC)
	for text, want := range map[string]bool{
		"0 * * * * *": true, "*/30 * * * * *": false, "00:01:00": true, "00:00:59": false, "0 0 0 30 2 *": true, "0,30 0 0 1 1 *": false,
	} {
		s, err := schedule.Parse(text)
		if err != nil || schedule.Monitored(s, now) != want {
			t.Errorf("%s: got %t, %v", text, !want, err)
		}
	}
}
