package faults_test

import (
	"sync"
	"testing"
	"time"

	"github.com/anishathalye/porcupine"
)

// workers is how many use a store at the same time.
const workers = 8

// checkWithin bounds the search for an order, which takes a moment where there is one.
const checkWithin = 2 * time.Minute

// A history is what all workers did and saw.
type history struct {
	begun time.Time
	mu    sync.Mutex
	all   []porcupine.Operation
}

func newHistory() *history { return &history{begun: time.Now()} }

// record does one thing and keeps when it began, when it ended and what came of it.
func (h *history) record(worker int, input any, do func() any) {
	begun := time.Since(h.begun)
	output := do()
	ended := time.Since(h.begun)
	h.mu.Lock()
	defer h.mu.Unlock()
	h.all = append(h.all, porcupine.Operation{
		ClientId: worker, Input: input, Call: begun.Nanoseconds(), Output: output, Return: ended.Nanoseconds(),
	})
}

// check fails the test unless the history is one of the model.
func (h *history) check(t *testing.T, model porcupine.Model) {
	t.Helper()
	if result := porcupine.CheckOperationsTimeout(model, h.all, checkWithin); result != porcupine.Ok {
		t.Errorf("%d operations are not linearizable: %s", len(h.all), result)
	}
}

// work runs all workers at once.
func work(worker func(w int)) {
	var all sync.WaitGroup
	for w := range workers {
		all.Go(func() { worker(w) })
	}
	all.Wait()
}
