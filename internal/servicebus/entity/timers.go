package entity

import (
	"container/heap"
	"time"
)

// A timer is something that happens at a time. It is told that time, also if nobody looks before later.
type timer struct {
	at    time.Time
	order uint64 // of two at the same time, the older happens first
	place int
	fire  func(at time.Time)
}

// timers are ordered by when they happen. Nothing happens by itself, see run.
type timers struct {
	heap  timerHeap
	order uint64
}

func (t *timers) add(at time.Time, fire func(at time.Time)) *timer {
	t.order++
	added := &timer{at: at, order: t.order, fire: fire}
	heap.Push(&t.heap, added)
	return added
}

// stop does nothing to a timer that is nil or has happened.
func (t *timers) stop(stopped *timer) {
	if stopped != nil && stopped.place >= 0 {
		heap.Remove(&t.heap, stopped.place)
	}
}

// run lets happen what is due.
func (t *timers) run(now time.Time) {
	for len(t.heap) > 0 && !t.heap[0].at.After(now) {
		due := heap.Pop(&t.heap).(*timer)
		due.fire(due.at)
	}
}

func (t *timers) next() (time.Time, bool) {
	if len(t.heap) == 0 {
		return time.Time{}, false
	}
	return t.heap[0].at, true
}

type timerHeap []*timer

func (h timerHeap) Len() int { return len(h) }

func (h timerHeap) Less(i, j int) bool {
	if !h[i].at.Equal(h[j].at) {
		return h[i].at.Before(h[j].at)
	}
	return h[i].order < h[j].order
}

func (h timerHeap) Swap(i, j int) {
	h[i], h[j] = h[j], h[i]
	h[i].place, h[j].place = i, j
}

func (h *timerHeap) Push(x any) {
	t := x.(*timer)
	t.place = len(*h)
	*h = append(*h, t)
}

func (h *timerHeap) Pop() any {
	old := *h
	t := old[len(old)-1]
	old[len(old)-1] = nil
	*h = old[:len(old)-1]
	t.place = -1
	return t
}

// A lane holds the messages that wait for a receiver, the lowest sequence number first.
type lane []*entry

func (l lane) Len() int           { return len(l) }
func (l lane) Less(i, j int) bool { return l[i].Sequence < l[j].Sequence }

func (l lane) Swap(i, j int) {
	l[i], l[j] = l[j], l[i]
	l[i].place, l[j].place = i, j
}

func (l *lane) Push(x any) {
	e := x.(*entry)
	e.place = len(*l)
	*l = append(*l, e)
}

func (l *lane) Pop() any {
	old := *l
	e := old[len(old)-1]
	old[len(old)-1] = nil
	*l = old[:len(old)-1]
	e.place = -1
	return e
}
