// Package each makes the calls of a batch, one by one or some at a time: what a call waits for is often a round trip to a
// store or a node, and the others need not wait with it.
package each

import "sync"

// Each calls do for every number below n, beginning the calls in order, and returns when all have ended.
type Each func(n int, do func(i int))

// OneByOne makes one call after the other.
func OneByOne(n int, do func(i int)) {
	for i := range n {
		do(i)
	}
}

// AtOnce makes up to limit calls at a time. A panic in one of them is the caller's, once all have ended.
func AtOnce(limit int) Each {
	return func(n int, do func(i int)) {
		turn := make(chan struct{}, limit)
		panicked := make(chan any, n)
		var all sync.WaitGroup
		for i := range n {
			turn <- struct{}{}
			all.Go(func() {
				defer func() {
					if p := recover(); p != nil {
						panicked <- p
					}
					<-turn
				}()
				do(i)
			})
		}
		all.Wait()
		if len(panicked) > 0 {
			panic(<-panicked) // belongs to the caller's goroutine, where it ends this invocation alone
		}
	}
}
