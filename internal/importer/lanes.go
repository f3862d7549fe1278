package importer

import (
	"context"
	"slices"
)

// lanes let steps run side by side as long as they touch different things.
type lanes struct {
	places chan struct{}
	ended  chan []string
	busy   map[string]bool // only enter reads and writes it
}

func newLanes(parallel int) *lanes {
	return &lanes{places: make(chan struct{}, parallel), ended: make(chan []string, parallel), busy: map[string]bool{}}
}

// enter waits until there is a place and nothing of things is in use. The caller releases when done. Only one goroutine
// may call enter.
func (l *lanes) enter(ctx context.Context, things []string) (release func(), err error) {
	for {
		l.settle()
		free := !slices.ContainsFunc(things, func(t string) bool { return l.busy[t] })
		var place chan<- struct{}
		if free {
			place = l.places
		}
		select {
		case <-ctx.Done():
			return nil, context.Cause(ctx)
		case gone := <-l.ended:
			l.free(gone)
		case place <- struct{}{}:
			for _, t := range things {
				l.busy[t] = true
			}
			return func() { l.ended <- things; <-l.places }, nil
		}
	}
}

func (l *lanes) settle() {
	for {
		select {
		case gone := <-l.ended:
			l.free(gone)
		default:
			return
		}
	}
}

func (l *lanes) free(things []string) {
	for _, t := range things {
		delete(l.busy, t)
	}
}
