package schedule

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// A cron is an NCRONTAB expression. Each field is a set of values, one bit each. A time matches if every field does:
// unlike Unix cron, day and weekday must both match.
type cron struct {
	second, minute, hour, day, month, weekday uint64
}

// A field is the range of one position in the expression.
type field struct {
	name        string
	first, last int
	names       []string // of the values from first on
}

var fields = [6]field{
	{name: "second", first: 0, last: 59},
	{name: "minute", first: 0, last: 59},
	{name: "hour", first: 0, last: 23},
	{name: "day", first: 1, last: 31},
	{name: "month", first: 1, last: 12, names: strings.Fields("january february march april may june july august september october november december")},
	{name: "weekday", first: 0, last: 6, names: strings.Fields("sunday monday tuesday wednesday thursday friday saturday")},
}

func parseCron(s string) (cron, error) {
	texts := strings.Fields(s)
	if len(texts) == 5 {
		texts = append([]string{"0"}, texts...)
	}
	var sets [6]uint64
	for i, f := range fields {
		for part := range strings.SplitSeq(texts[i], ",") {
			set, err := f.parse(part)
			if err != nil {
				return cron{}, fmt.Errorf("schedule %q: %w", s, err)
			}
			sets[i] |= set
		}
	}
	return cron{sets[0], sets[1], sets[2], sets[3], sets[4], sets[5]}, nil
}

// parse reads one element of a list: *, n, n-m, each with an optional /step; n/step runs from n to the end.
func (f field) parse(s string) (uint64, error) {
	span, stepText, stepped := strings.Cut(s, "/")
	step := 1
	if stepped {
		var err error
		if step, err = strconv.Atoi(stepText); err != nil || step < 1 {
			return 0, fmt.Errorf("%s %q has a step that is not a positive number", f.name, s)
		}
	}
	from, to := f.first, f.last
	if span != "*" {
		first, last, ranged := strings.Cut(span, "-")
		var err error
		if from, err = f.value(first); err != nil {
			return 0, err
		}
		if ranged {
			if to, err = f.value(last); err != nil {
				return 0, err
			}
		} else if !stepped {
			to = from
		}
	}
	if from > to {
		from, to = to, from
	}
	var set uint64
	for v := from; v <= to; v += step {
		set |= 1 << v
	}
	return set, nil
}

func (f field) value(s string) (int, error) {
	if n, err := strconv.Atoi(s); err == nil {
		if n < f.first || n > f.last {
			return 0, fmt.Errorf("%s %d is not between %d and %d", f.name, n, f.first, f.last)
		}
		return n, nil
	}
	for i, name := range f.names {
		if len(s) >= 3 && strings.HasPrefix(name, strings.ToLower(s)) {
			return f.first + i, nil
		}
	}
	return 0, fmt.Errorf("%s %q is not understood", f.name, s)
}

// horizon bounds the search; a leap day that must be a given weekday comes at least once in 40 years.
const horizon = 40

// Next looks day by day, then within the day.
func (c cron) Next(t time.Time) time.Time {
	t = t.UTC().Truncate(time.Second).Add(time.Second)
	year, month, day := t.Date()
	for d := time.Date(year, month, day, 0, 0, 0, 0, time.UTC); d.Year() <= year+horizon; d = d.AddDate(0, 0, 1) {
		if !has(c.month, int(d.Month())) || !has(c.day, d.Day()) || !has(c.weekday, int(d.Weekday())) {
			continue
		}
		if at, ok := c.within(d, t); ok {
			return at
		}
	}
	return time.Time{}
}

// within gives the first matching time of a day that is not before t.
func (c cron) within(day, t time.Time) (time.Time, bool) {
	for h := range 24 {
		if hour := day.Add(time.Duration(h) * time.Hour); !has(c.hour, h) || hour.Add(time.Hour).Before(t) {
			continue
		}
		for m := range 60 {
			if !has(c.minute, m) {
				continue
			}
			for s := range 60 {
				at := day.Add(time.Duration(h*3600+m*60+s) * time.Second)
				if has(c.second, s) && !at.Before(t) {
					return at, true
				}
			}
		}
	}
	return time.Time{}, false
}

func has(set uint64, v int) bool { return set&(1<<v) != 0 }
