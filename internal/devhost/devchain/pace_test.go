package devchain

import (
	"testing"
	"time"
)

// Blocks follow each other quickly until the chain is well ahead of the clock, then more and more slowly.
func TestPaceSlowsDownAsTheLeadGrows(t *testing.T) {
	t.Parallel()
	onDemand := pace{maxLead: 10 * time.Minute}
	for _, c := range []struct {
		name string
		pace pace
		lead time.Duration
		want time.Duration
	}{
		{"behind", onDemand, -time.Hour, fastest},
		{"level", onDemand, 0, fastest},
		{"half", onDemand, 5 * time.Minute, fastest},
		{"three quarters", onDemand, 7*time.Minute + 30*time.Second, (fastest + slowest) / 2},
		{"full", onDemand, 10 * time.Minute, slowest},
		{"beyond", onDemand, time.Hour, slowest},
		{"short period", pace{period: 100 * time.Millisecond, maxLead: time.Minute}, 0, 100 * time.Millisecond},
		{"short period, full", pace{period: 100 * time.Millisecond, maxLead: time.Minute}, time.Minute, slowest},
		{"period too short", pace{period: time.Nanosecond, maxLead: time.Minute}, 0, fastest},
		{"long period", pace{period: 12 * time.Second, maxLead: time.Minute}, time.Hour, 12 * time.Second},
	} {
		if got := c.pace.interval(c.lead); got != c.want {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}

// A block is later than its parent and never earlier than the clock.
func TestTimestampIsAfterParentAndNotBeforeTheClock(t *testing.T) {
	t.Parallel()
	now := time.Unix(1_700_000_000, 999)
	for parent, want := range map[uint64]uint64{
		0:             1_700_000_000,
		1_699_999_999: 1_700_000_000,
		1_700_000_000: 1_700_000_001,
		1_700_000_060: 1_700_000_061,
	} {
		if got := timestamp(parent, now); got != want {
			t.Errorf("parent %d: %d, want %d", parent, got, want)
		}
	}
}
