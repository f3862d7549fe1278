package importer

import (
	"context"
	"strings"
	"sync"

	"waybill/shared/custody"
	"waybill/shared/epcis"
)

// lanes let steps run side by side as long as they touch different things. Steps on the same thing take turns in the
// order in which they enter.
type lanes struct {
	mu   sync.Mutex
	last map[string]<-chan struct{} // for each thing, when the latest step on it ends
	all  <-chan struct{}            // when the latest step that touches everything ends; nil if none does
}

// A turn is a step's place behind others.
type turn struct {
	before []<-chan struct{}
	end    func()
}

// enter gives the step's turn. The caller must end it. Only one goroutine may call enter.
func (l *lanes) enter(s epcis.Step) turn {
	own := make(chan struct{})
	things, everything := thingsOf(s)
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.last == nil {
		l.last = map[string]<-chan struct{}{}
	}
	t := turn{end: func() { close(own); l.leave(things, own) }}
	if l.all != nil && (everything || len(things) > 0) {
		t.before = append(t.before, l.all)
	}
	if everything {
		for _, other := range l.last {
			t.before = append(t.before, other)
		}
		l.all = own
	}
	for _, thing := range things {
		if other := l.last[thing]; other != nil && other != own {
			t.before = append(t.before, other)
		}
		l.last[thing] = own
	}
	return t
}

// leave forgets what nobody has to wait for any more.
func (l *lanes) leave(things []string, own <-chan struct{}) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, thing := range things {
		if l.last[thing] == own {
			delete(l.last, thing)
		}
	}
	if l.all == own {
		l.all = nil
	}
}

// wait waits for the turn. It fails if ctx has ended, also if the turn has come: what stood before did not go well.
func (t turn) wait(ctx context.Context) error {
	for _, other := range t.before {
		select {
		case <-ctx.Done():
		case <-other:
		}
	}
	return context.Cause(ctx)
}

// thingsOf gives the assets that a step touches. Unpacking touches those that only the ledger knows, which may be any.
func thingsOf(s epcis.Step) (things []string, everything bool) {
	if s.Command == nil {
		return nil, false
	}
	if s.Command.Kind() == custody.KindDisaggregate {
		return nil, true
	}
	if s.LookUp != "" {
		things = append(things, string(s.LookUp))
	}
	for _, claim := range custody.ClaimsOf(s.Command) {
		if strings.HasPrefix(claim, "organization:") || strings.HasPrefix(claim, "handover:") {
			continue // the receiver may get several things at once; the handover is found by its asset
		}
		things = append(things, claim)
	}
	return things, false
}
