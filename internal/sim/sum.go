package sim

import (
	"context"
	"fmt"
	"sync"
)

// A Sum is what came of many runs.
type Sum struct {
	Runs, Commands, Kills int
	Points                []Count  // in the order of [Points]
	Wrong                 []Report // those with findings
}

func (s *Sum) add(r Report) {
	if s.Points == nil {
		s.Points = make([]Count, len(points))
	}
	s.Runs++
	s.Commands += r.Commands
	s.Kills += r.Kills
	for i, c := range r.Points {
		s.Points[i].Passed += c.Passed
		s.Points[i].Killed += c.Killed
	}
	if len(r.Findings) > 0 {
		s.Wrong = append(s.Wrong, r)
	}
}

// Spared gives the points at which nothing was killed.
func (s *Sum) Spared() []Point {
	var spared []Point
	for i, c := range s.Points {
		if c.Killed == 0 {
			spared = append(spared, points[i])
		}
	}
	return spared
}

// RunUntil makes runs with the seeds from first on, several at the same time, until enough says that their sum is. It
// stops early when ctx ends or when there is much to look at already. Which runs were made depends on the machine's
// speed at the end; what each did does not.
func RunUntil(ctx context.Context, first uint64, workers int, variant Variant, enough func(*Sum) bool) (*Sum, error) {
	var (
		mu     sync.Mutex
		group  sync.WaitGroup
		sum    Sum
		failed error
	)
	next := first
	draw := func() (uint64, bool) {
		mu.Lock()
		defer mu.Unlock()
		if failed != nil || ctx.Err() != nil || len(sum.Wrong) >= tooMany || enough(&sum) {
			return 0, false
		}
		next++
		return next - 1, true
	}
	for range workers {
		group.Go(func() {
			for seed, more := draw(); more; seed, more = draw() {
				report, err := Run(ctx, seed, variant, nil)
				mu.Lock()
				if err != nil {
					failed = fmt.Errorf("seed %d: %w", seed, err)
				}
				sum.add(report)
				mu.Unlock()
			}
		})
	}
	group.Wait()
	if failed == nil {
		failed = ctx.Err()
	}
	return &sum, failed
}

// tooMany runs with findings are enough to know that something is wrong.
const tooMany = 20
