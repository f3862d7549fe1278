package sim

import "waybill/shared/operations"

// A pace is how a run's clients and its bus behave.
type pace struct {
	commands int     // that clients think of
	ticks    int     // during which there are faults
	turns    int     // in a tick: the fewer, the more tasks overlap
	requests float64 // in a tick
	fresh    float64 // of the requests that are new, as long as there is something new to ask for
	batch    int     // messages in one delivery, at most
	window   uint64  // of the engine
	limits   operations.Limits
}

// The paces, from which each run draws one by its share.
var paces = []struct {
	share float64
	pace
}{
	{0.46, pace{commands: 60, ticks: 3600, turns: 4, requests: 0.1, fresh: 0.25, batch: 5, window: 24}},              // all the time a little
	{0.46, pace{commands: 60, ticks: 3600, turns: 6, requests: 0.1, fresh: 0.7, batch: 5, window: 24, limits: busy}}, // at first much
	{0.06, pace{commands: 60, ticks: 3600, turns: 6, requests: 0.1, fresh: 0.7, batch: 49, window: 4}},               // a narrow window
	{0.02, pace{commands: 300, ticks: 4500, turns: 24, requests: 0.5, fresh: 0.9, batch: 60, window: 400}},           // more rows than one commit takes
}

// busy are limits that much at once runs into.
var busy = operations.Limits{Rate: 1, Burst: 20, Backlog: 30}

func (s *scheduler) drawPace() pace {
	point := s.random.Float64()
	for _, p := range paces {
		if point -= p.share; point < 0 {
			return p.pace
		}
	}
	return paces[0].pace
}
