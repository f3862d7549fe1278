package tracebench

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"time"

	"waybill/shared/custody"
	"waybill/shared/ledger"
)

// ask puts the questions, one after the other, and notes how long the answers take.
func ask(ctx context.Context, q ledger.Queries, boxes []string, o Options, r *Result) error {
	if len(boxes) == 0 {
		return errors.New("nothing has come to the shop; take more events")
	}
	times := make([]time.Duration, 0, o.Traces)
	random := rand.New(rand.NewPCG(1, 2)) //nolint:gosec // the same choice every time
	for range o.Traces {
		box := boxes[random.IntN(len(boxes))]
		began := time.Now()
		tree, err := q.Trace(ctx, custody.AssetID(box), ledger.Upstream, Depth)
		if err != nil {
			return err
		}
		times = append(times, time.Since(began))
		nodes, depth, complete := extent(tree)
		if depth != Depth || !complete {
			return fmt.Errorf("the trace of %s ends after %d steps", box, depth)
		}
		r.TraceNodes, r.TraceDepth = max(r.TraceNodes, nodes), max(r.TraceDepth, depth)
	}
	slices.Sort(times)
	r.TraceP50Ms, r.TraceP99Ms = milliseconds(times[len(times)/2]), milliseconds(times[len(times)*99/100])
	if err := recall(ctx, q, o, r); err != nil {
		return err
	}
	began := time.Now()
	if _, err := q.Gaps(ctx, ledger.GapQuery{}); err != nil {
		return err
	}
	r.GapsMs = milliseconds(time.Since(began))
	return nil
}

// recall asks for what came of the first lot of ore.
func recall(ctx context.Context, q ledger.Queries, o Options, r *Result) error {
	times := make([]time.Duration, 0, o.Recalls)
	for range o.Recalls {
		began := time.Now()
		recall, err := q.Recall(ctx, custody.AssetID(lot(1, "ORE-0")), 0)
		if err != nil {
			return err
		}
		times = append(times, time.Since(began))
		r.RecallDescendants = recall.Affected - 1
	}
	slices.Sort(times)
	r.RecallMs = milliseconds(times[len(times)/2])
	return nil
}

// extent counts the nodes of a trace and its steps; complete is false if it was cut off.
func extent(n *ledger.Node) (nodes, depth int, complete bool) {
	nodes, complete = 1, !n.Truncated
	for _, below := range n.From {
		more, deep, whole := extent(below)
		nodes, depth, complete = nodes+more, max(depth, deep+1), complete && whole
	}
	return nodes, depth, complete
}

func milliseconds(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

// sizeOf gives the bytes of the ledger's files for each event.
func sizeOf(path string, events int) (int64, error) {
	total := int64(0)
	for _, name := range []string{path, path + "-wal"} {
		info, err := os.Stat(name)
		if err != nil {
			return 0, err
		}
		total += info.Size()
	}
	return total / int64(events), nil
}
