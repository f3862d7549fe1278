package telemetry

import (
	"bytes"
	"errors"
	"log/slog"
	"strings"
	"testing"
	"time"
)

// A collector that is away for ten minutes is worth ten lines, which are short and say how much was left out.
func TestTheCollectorsAbsenceIsLoggedOnceAMinute(t *testing.T) {
	t.Parallel()
	var lines bytes.Buffer
	now := time.Date(2026, 3, 9, 8, 0, 0, 0, time.UTC)
	c := &complaint{log: slog.New(slog.NewJSONHandler(&lines, nil)), now: func() time.Time { return now }}
	for range 600 {
		c.hear(errors.New("connection refused" + strings.Repeat("!", 1000)))
		now = now.Add(time.Second)
	}
	got := strings.Split(strings.TrimSpace(lines.String()), "\n")
	if len(got) != 10 || !strings.Contains(got[1], `"unsaid":59`) || len(got[0]) > 400 {
		t.Errorf("%d lines, the second %s", len(got), got[min(1, len(got)-1)])
	}
}
