package devhost

import (
	"log/slog"
	"slices"
	"testing"
	"time"
)

// Three errors stop the host, unless half an hour lies between two of them.
func TestStrikes(t *testing.T) {
	t.Parallel()
	start := time.Date(2026, 1, 2, 10, 0, 0, 0, time.UTC)
	for name, c := range map[string]struct {
		minutes []int
		out     bool
	}{
		"three at once":               {[]int{0, 0, 0}, true},
		"three, the last at the edge": {[]int{0, 30, 60}, true},
		"a pause before the third":    {[]int{0, 1, 32}, false},
		"a pause, then two":           {[]int{0, 0, 31, 31}, false},
		"a pause, then three":         {[]int{0, 0, 31, 31, 31}, true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var s strikes
			out := false
			for _, m := range c.minutes {
				out = s.add(start.Add(time.Duration(m) * time.Minute))
			}
			if out != c.out {
				t.Errorf("out is %t", out)
			}
		})
	}
}

// The level of a line on stderr depends on useStdErrorStreamForErrorsOnly and on what the line says.
func TestSeverity(t *testing.T) {
	t.Parallel()
	for line, want := range map[string][2]slog.Level{ // errors only, not only
		"all is well":              {slog.LevelError, slog.LevelInfo},
		"WARNING: low on paper":    {slog.LevelWarn, slog.LevelWarn},
		"an Error":                 {slog.LevelError, slog.LevelError},
		"it failed":                {slog.LevelError, slog.LevelError},
		"Unhandled exception at 0": {slog.LevelError, slog.LevelError},
	} {
		got := [2]slog.Level{console{errorsOnly: true}.severity(line), console{}.severity(line)}
		if got != want {
			t.Errorf("%q: got %v, want %v", line, got, want)
		}
	}
}

// Output comes in pieces and leaves in lines; a line that never ends is cut.
func TestLines(t *testing.T) {
	t.Parallel()
	var got []string
	l := &lines{each: func(s string) { got = append(got, s) }}
	for _, piece := range []string{"one\ntw", "o\r\n\n", "three"} {
		if n, err := l.Write([]byte(piece)); n != len(piece) || err != nil {
			t.Errorf("got %d, %v", n, err)
		}
	}
	l.flush()
	if !slices.Equal(got, []string{"one", "two", "three"}) {
		t.Errorf("got %q", got)
	}
	_, _ = l.Write(make([]byte, 2*maxLine+1))
	if len(got) != 5 || len(got[3]) != maxLine {
		t.Errorf("an endless line leaves as %d", len(got)-3)
	}
}

// A command line is cut at white space outside quotes.
func TestSplitArguments(t *testing.T) {
	t.Parallel()
	for line, want := range map[string][]string{
		"": nil, "  ": nil, " a  b\tc": {"a", "b", "c"}, ` "a b" c`: {"a b", "c"}, ` ""`: {""}, `a"b c"d`: {"ab cd"},
	} {
		if got := splitArguments(line); !slices.Equal(got, want) {
			t.Errorf("%q: got %q", line, got)
		}
	}
}

// Retries end after their number, which -1 makes endless; exponential delays double up to the ceiling.
func TestRetryPolicy(t *testing.T) {
	t.Parallel()
	fixed := &retryPolicy{Strategy: fixedDelay, MaxRetryCount: 2, DelayInterval: "00:00:10"}
	growing := &retryPolicy{Strategy: exponentialBackoff, MaxRetryCount: -1, MinimumInterval: "00:00:10", MaximumInterval: "00:00:35"}
	for _, p := range []*retryPolicy{fixed, growing} {
		if err := p.complete(); err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range []struct {
		policy *retryPolicy
		n      int
		want   time.Duration
		again  bool
	}{
		{nil, 1, 0, false},
		{fixed, 1, 10 * time.Second, true},
		{fixed, 2, 10 * time.Second, true},
		{fixed, 3, 0, false},
		{growing, 1, 10 * time.Second, true},
		{growing, 2, 20 * time.Second, true},
		{growing, 3, 35 * time.Second, true},
		{growing, 5000, 35 * time.Second, true},
	} {
		if got, again := c.policy.wait(c.n); got != c.want || again != c.again {
			t.Errorf("retry %d: got %v, %t", c.n, got, again)
		}
	}
}
