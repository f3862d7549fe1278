package partnertest

import (
	"sync"
	"testing"
)

// Shared gives each test one value, however often the test asks: a place that a test opens twice is the same place.
func Shared[T any](make func(t *testing.T) T) func(t *testing.T) T {
	var mu sync.Mutex
	made := map[*testing.T]T{}
	return func(t *testing.T) T {
		mu.Lock()
		defer mu.Unlock()
		value, ok := made[t]
		if !ok {
			value = make(t)
			made[t] = value
		}
		return value
	}
}
