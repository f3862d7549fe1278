package schedule

import (
	"fmt"
	"regexp"
	"strconv"
	"time"
)

// timeSpan is the invariant form of a .NET TimeSpan: [-][d.]hh:mm[:ss[.fffffff]], or a number of days.
var timeSpan = regexp.MustCompile(`^(-)?(?:(\d{1,5})\.)?(\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:\.(\d{1,7}))?)?$|^(-)?(\d{1,5})$`)

// ParseTimeSpan reads a .NET TimeSpan such as "00:05:00" or "1.00:00:00".
func ParseTimeSpan(s string) (time.Duration, error) {
	m := timeSpan.FindStringSubmatch(s)
	if m == nil {
		return 0, fmt.Errorf("%q is not a time span (hh:mm:ss)", s)
	}
	const day = 24 * time.Hour
	if m[8] != "" {
		return signed(m[7], part(m[8], day)), nil
	}
	hours, minutes, seconds := part(m[3], time.Hour), part(m[4], time.Minute), part(m[5], time.Second)
	if hours >= day || minutes >= time.Hour || seconds >= time.Minute {
		return 0, fmt.Errorf("%q is not a time span: a part is too large", s)
	}
	fraction := part((m[6] + "0000000")[:7], 100*time.Nanosecond)
	return signed(m[1], part(m[2], day)+hours+minutes+seconds+fraction), nil
}

// part is a number of units; the expression has made sure that it is a small number or nothing.
func part(s string, unit time.Duration) time.Duration {
	n, _ := strconv.Atoi(s)
	return time.Duration(n) * unit
}

func signed(sign string, d time.Duration) time.Duration {
	if sign != "" {
		return -d
	}
	return d
}
