package observe

import (
	"context"
	"maps"
	"slices"
	"strconv"
	"sync"
	"sync/atomic"
	"time"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/metric"

	"waybill/handlers/showmetrics"
	"waybill/shared/azfunc"
	"waybill/shared/operations"
)

// statuses are the states that operations are moved to.
var statuses = [...]operations.Status{
	operations.Accepted, operations.Submitted, operations.Confirmed, operations.Recorded, operations.Failed, operations.Refused,
}

// counts are what this process has counted since it began. Counting takes no memory.
type counts struct {
	began time.Time

	mu        sync.RWMutex
	functions map[string]*invocations

	moves                               [len(statuses)]atomic.Int64
	answers                             [len(meanings)]atomic.Int64
	journaled, setAside                 atomic.Int64
	batches, announced                  atomic.Int64
	projected, unannounced, quarantined atomic.Int64

	duration metric.Float64Histogram // nil without telemetry
}

// invocations are those of one function.
type invocations struct {
	outcomes     [len(azfunc.Outcomes)]atomic.Int64
	microseconds atomic.Int64
	labels       [len(azfunc.Outcomes)][]metric.RecordOption
}

func newCounts() *counts { return &counts{began: time.Now(), functions: map[string]*invocations{}} }

// record lets durations be measured.
func (c *counts) record(meter metric.Meter) {
	// The only error is a bad name, and this one is good.
	c.duration, _ = meter.Float64Histogram(durations, metric.WithUnit("s"), metric.WithDescription(durationsHelp),
		metric.WithExplicitBucketBoundaries(.001, .005, .01, .05, .1, .5, 1, 5, 10, 30, 60, 300))
}

// ended counts an invocation.
func (c *counts) ended(ctx context.Context, function string, e azfunc.Ending) {
	c.mu.RLock()
	f := c.functions[function]
	c.mu.RUnlock()
	if f == nil {
		f = c.meet(function)
	}
	i := slices.Index(azfunc.Outcomes[:], e.Outcome)
	if i < 0 {
		return
	}
	f.outcomes[i].Add(1)
	f.microseconds.Add(e.Duration.Microseconds())
	if c.duration != nil {
		c.duration.Record(ctx, e.Duration.Seconds(), f.labels[i]...)
	}
}

// meet makes the counters of a function; there are as many as the program has functions.
func (c *counts) meet(function string) *invocations {
	c.mu.Lock()
	defer c.mu.Unlock()
	if f := c.functions[function]; f != nil {
		return f
	}
	f := &invocations{}
	for i, outcome := range azfunc.Outcomes {
		f.labels[i] = []metric.RecordOption{metric.WithAttributeSet(attribute.NewSet(
			attribute.String("function", function), attribute.String("outcome", string(outcome)),
		))}
	}
	c.functions[function] = f
	return f
}

// moved counts that an operation was moved to a state.
func (c *counts) moved(to operations.Status) {
	if i := slices.Index(statuses[:], to); i >= 0 {
		c.moves[i].Add(1)
	}
}

const (
	durations     = "waybill_invocation_seconds"
	durationsHelp = "How long invocations took."
)

// families gives the counters as metrics. Labels have the names of functions and states, which are few and do not grow.
func (c *counts) families() []showmetrics.Family {
	total := func(name, help string, n *atomic.Int64) showmetrics.Family {
		return showmetrics.Family{Name: name, Help: help, Type: showmetrics.Counter, Samples: []showmetrics.Sample{{Value: decimal(n.Load())}}}
	}
	all := []showmetrics.Family{{
		Name: "process_start_time_seconds", Help: "When the process began, in seconds since 1970.", Type: showmetrics.Gauge,
		Samples: []showmetrics.Sample{{Value: strconv.FormatFloat(float64(c.began.UnixMilli())/1000, 'f', 3, 64)}},
	}}
	all = append(all, c.invoked()...)
	moves := showmetrics.Family{Name: "waybill_operation_moves_total", Help: "Operations that this process moved to a state; one that it is told twice counts twice.", Type: showmetrics.Counter}
	for i, s := range statuses {
		moves.Samples = append(moves.Samples, showmetrics.Sample{Labels: []string{"state", string(s)}, Value: decimal(c.moves[i].Load())})
	}
	answers := showmetrics.Family{Name: "waybill_node_answers_total", Help: "What the node said to transactions that were sent.", Type: showmetrics.Counter}
	for i, meaning := range meanings {
		answers.Samples = append(answers.Samples, showmetrics.Sample{Labels: []string{"meaning", meaning}, Value: decimal(c.answers[i].Load())})
	}
	return append(all, moves, answers,
		total("waybill_journaled_transactions_total", "Nonces given to commands, each with a signed transaction.", &c.journaled),
		total("waybill_messages_set_aside_total", "Queue messages set aside.", &c.setAside),
		total("waybill_webhook_batches_total", "Batches that the event stream delivered.", &c.batches),
		total("waybill_webhook_events_total", "Events in those batches, repetitions among them.", &c.announced),
		total("waybill_projected_events_total", "Events that became rows of the ledger.", &c.projected),
		total("waybill_unannounced_events_total", "Events that became rows of the ledger and that no webhook had announced.", &c.unannounced),
		total("waybill_quarantined_events_total", "Announced events that the chain does not confirm.", &c.quarantined),
	)
}

// invoked gives the counters of the functions.
func (c *counts) invoked() []showmetrics.Family {
	c.mu.RLock()
	defer c.mu.RUnlock()
	number := showmetrics.Family{Name: "waybill_invocations_total", Help: "Invocations by function and outcome.", Type: showmetrics.Counter}
	duration := showmetrics.Family{Name: durations, Help: durationsHelp, Type: showmetrics.Summary}
	for _, function := range slices.Sorted(maps.Keys(c.functions)) {
		f, sum := c.functions[function], int64(0)
		for i, outcome := range azfunc.Outcomes {
			n := f.outcomes[i].Load()
			sum += n
			number.Samples = append(number.Samples, showmetrics.Sample{Labels: []string{"function", function, "outcome", string(outcome)}, Value: decimal(n)})
		}
		seconds := float64(f.microseconds.Load()) / 1e6
		duration.Samples = append(duration.Samples,
			showmetrics.Sample{Suffix: "_sum", Labels: []string{"function", function}, Value: strconv.FormatFloat(seconds, 'f', 6, 64)},
			showmetrics.Sample{Suffix: "_count", Labels: []string{"function", function}, Value: decimal(sum)})
	}
	return []showmetrics.Family{number, duration}
}

func decimal(n int64) string { return strconv.FormatInt(n, 10) }

// Counters are what this process has counted, for the page for Prometheus.
func (o *Observer) Counters() []showmetrics.Family { return o.counts.families() }
