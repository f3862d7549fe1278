package each_test

import (
	"sync/atomic"
	"testing"

	"waybill/shared/each"
)

// Every call is made once, and no more at a time than the limit says.
func TestEveryCallIsMadeWithinTheLimit(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		calls each.Each
		limit int32
	}{"one by one": {each.OneByOne, 1}, "at once": {each.AtOnce(3), 3}} {
		var running, most atomic.Int32
		made := make([]atomic.Int32, 50)
		c.calls(len(made), func(i int) {
			now := running.Add(1)
			for seen := most.Load(); now > seen && !most.CompareAndSwap(seen, now); seen = most.Load() {
			}
			made[i].Add(1)
			running.Add(-1)
		})
		for i := range made {
			if n := made[i].Load(); n != 1 {
				t.Errorf("%s: call %d was made %d times", name, i, n)
			}
		}
		if most.Load() > c.limit {
			t.Errorf("%s: %d calls ran at a time", name, most.Load())
		}
	}
}

// A panic reaches the caller, and not before all calls have ended.
func TestAPanicIsTheCallers(t *testing.T) {
	t.Parallel()
	var ended atomic.Int32
	defer func() {
		if p := recover(); p != "lost" || ended.Load() != 9 {
			t.Errorf("%v after %d calls", p, ended.Load())
		}
	}()
	each.AtOnce(4)(10, func(i int) {
		if i == 2 {
			panic("lost")
		}
		ended.Add(1)
	})
}
