package devhost

import (
	"math/rand/v2"
	"slices"
	"sync"
	"time"

	"waybill/shared/bus"
)

// An adversary does on purpose what happens by chance in Azure: messages come again, come twice, and handlers are
// killed. With the same seed it draws the same numbers.
type adversary struct {
	redeliverRate float64
	duplicate     bool
	crashAfter    int

	mu        sync.Mutex
	rand      *rand.Rand
	calls     int
	sheltered int // deliveries under way during which nothing is killed
}

func newAdversary(o Options) *adversary {
	return &adversary{
		redeliverRate: o.RedeliverRate, duplicate: o.Duplicate, crashAfter: o.CrashAfter,
		rand: rand.New(rand.NewPCG(o.Seed, 1)), //nolint:gosec // to be repeated, not to be secret
	}
}

// crashWithin bounds the moment of a kill after the start of the invocation that it hits.
const crashWithin = 10 * time.Millisecond

// crash counts an invocation. Each time the count is full the handler is killed at a random moment of the invocation,
// at the latest when it is over. The function that is returned must be called then.
func (a *adversary) crash(r *run) (over func()) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.crashAfter == 0 {
		return func() {}
	}
	if a.calls++; a.calls%a.crashAfter != 0 {
		return func() {}
	}
	kill := func() {
		if !a.sheltering() {
			r.kill()
		}
	}
	timer := time.AfterFunc(time.Duration(a.rand.Int64N(int64(crashWithin))), kill)
	return func() {
		timer.Stop()
		kill()
	}
}

// shelter keeps the handler alive while messages are delivered that have half their deliveries gone: a kill hits all
// that is under way, and the adversary must never fill a dead-letter queue by itself. The function that is returned
// must be called when they are settled.
func (a *adversary) shelter(messages []bus.Received) (over func()) {
	if !worn(messages) {
		return func() {}
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	a.sheltered++
	return func() {
		a.mu.Lock()
		defer a.mu.Unlock()
		a.sheltered--
	}
}

func (a *adversary) sheltering() bool {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.sheltered > 0
}

// worn reports whether a message has half its deliveries gone.
func worn(messages []bus.Received) bool {
	return slices.ContainsFunc(messages, func(m bus.Received) bool { return m.DeliveryCount >= maxDeliveryCount/2 })
}

// redeliver decides whether messages that were dealt with come again, as if the lock had run out just before they were
// completed. It spares those that are worn.
func (a *adversary) redeliver(messages []bus.Received) bool {
	if worn(messages) {
		return false
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.rand.Float64() < a.redeliverRate
}

// twice runs a delivery, and a second time if duplicates are wanted: one after the other, or both at once as when a
// lock runs out while the first consumer is still at work.
func (a *adversary) twice(deliver func() error) error {
	if !a.duplicate {
		return deliver()
	}
	a.mu.Lock()
	together := a.rand.IntN(2) == 0
	a.mu.Unlock()
	if !together {
		if err := deliver(); err != nil {
			return err
		}
		return deliver()
	}
	other := make(chan error, 1)
	go func() { other <- deliver() }()
	err := deliver()
	if second := <-other; err == nil {
		err = second
	}
	return err
}
