package retry_test

import (
	"context"
	"errors"
	"fmt"
	"math"
	"testing"
	"time"

	"waybill/shared/retry"
)

// The delay doubles from the first wait and stays at the limit, also where doubling would overflow.
func TestDelayDoublesUpToItsLimit(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		attempt            int
		first, limit, want time.Duration
	}{
		{-1, time.Second, time.Minute, 0},
		{0, time.Second, time.Minute, 0},
		{1, time.Second, time.Minute, time.Second},
		{2, time.Second, time.Minute, 2 * time.Second},
		{6, time.Second, time.Minute, 32 * time.Second},
		{7, time.Second, time.Minute, time.Minute},
		{8, time.Second, time.Minute, time.Minute},
		{1, time.Hour, time.Minute, time.Minute},
		{5, 0, time.Minute, 0},
		{math.MaxInt, 1, math.MaxInt64, math.MaxInt64},
		{64, time.Second, math.MaxInt64, math.MaxInt64},
	} {
		if got := retry.Delay(c.attempt, c.first, c.limit); got != c.want {
			t.Errorf("Delay(%d, %v, %v) = %v, want %v", c.attempt, c.first, c.limit, got, c.want)
		}
	}
}

// A mark survives wrapping, the outermost mark wins, and what nobody marked is tried later.
func TestVerdictFollowsTheOutermostMark(t *testing.T) {
	t.Parallel()
	base := errors.New("table busy")
	for _, c := range []struct {
		err  error
		want retry.Verdict
	}{
		{nil, retry.Later},
		{base, retry.Later},
		{retry.Mark(retry.Again, base), retry.Again},
		{fmt.Errorf("write row: %w", retry.Mark(retry.Never, base)), retry.Never},
		{retry.Mark(retry.Never, fmt.Errorf("write row: %w", retry.Mark(retry.Again, base))), retry.Never},
	} {
		if got := retry.VerdictOf(c.err); got != c.want {
			t.Errorf("VerdictOf(%v) = %v, want %v", c.err, got, c.want)
		}
	}
	if err := retry.Mark(retry.Never, base); !errors.Is(err, base) || err.Error() != base.Error() {
		t.Errorf("Mark changed the error to %v", err)
	}
	if retry.Mark(retry.Never, nil) != nil {
		t.Error("Mark made an error of nil")
	}
}

// Sleep ends with the context, which is long before an hour has passed, and says which end it was.
func TestSleepEndsWithTheContext(t *testing.T) {
	t.Parallel()
	if err := retry.Sleep(t.Context(), time.Nanosecond); err != nil {
		t.Error(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := retry.Sleep(ctx, time.Hour); !errors.Is(err, context.Canceled) {
		t.Errorf("it ended with %v", err)
	}
}
