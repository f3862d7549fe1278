package observe

import (
	"context"
	"errors"
	"strconv"
	"sync"
	"time"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/metric"

	"waybill/handlers/showmetrics"
	"waybill/shared/azfunc"
)

const (
	// figuresPatience bounds how long the figures may take.
	figuresPatience = 10 * time.Second

	// figuresLast is how long figures count as those of the moment. The timer that takes them runs on one instance at a
	// time; one that has lost it must not go on telling old ones.
	figuresLast = 3 * time.Minute
)

// Figures lets a timer's function take the system's figures as well, after its own work, so that they are told once
// however many instances there are. Without telemetry they are asked for by Prometheus.
func (o *Observer) Figures(f azfunc.Function, take func(context.Context) (showmetrics.Figures, error)) azfunc.Function {
	if !o.telemetry.On() {
		return f
	}
	run := f.Timer
	f.Timer = func(ctx context.Context, timer azfunc.Timer) error {
		err := run(ctx, timer)
		bounded, cancel := context.WithTimeout(ctx, figuresPatience)
		defer cancel()
		figures, figuresErr := take(bounded)
		if figuresErr != nil {
			azfunc.Logger(ctx).Warn("there are no figures", "err", figuresErr)
			return err
		}
		now := time.Now()
		o.published.keep(figures.Families(now), now)
		return err
	}
	return f
}

// published are metrics as OpenTelemetry collects them. What Prometheus gets and what a collector gets is one list.
type published struct {
	meter metric.Meter

	mu       sync.Mutex
	figures  map[string]showmetrics.Family
	taken    time.Time
	declared map[string]bool
}

func newPublished(meter metric.Meter) *published {
	return &published{meter: meter, figures: map[string]showmetrics.Family{}, declared: map[string]bool{}}
}

// keep makes figures those of the moment.
func (p *published) keep(families []showmetrics.Family, now time.Time) {
	p.mu.Lock()
	clear(p.figures)
	for _, f := range families {
		p.figures[f.Name] = f
	}
	p.taken = now
	p.mu.Unlock()
	p.declare(families, func(name string) []showmetrics.Sample {
		p.mu.Lock()
		defer p.mu.Unlock()
		if time.Since(p.taken) > figuresLast {
			return nil
		}
		return p.figures[name].Samples
	})
}

// declare makes an instrument of each metric that is not known yet. A summary is left to the histogram that measures it.
func (p *published) declare(families []showmetrics.Family, now func(name string) []showmetrics.Sample) {
	for _, f := range families {
		p.mu.Lock()
		known := p.declared[f.Name] || f.Type == showmetrics.Summary
		p.declared[f.Name] = true
		p.mu.Unlock()
		if known {
			continue
		}
		observe := func(_ context.Context, to metric.Float64Observer) error {
			var failed []error
			for _, s := range now(f.Name) {
				value, err := strconv.ParseFloat(s.Value, 64)
				if err != nil {
					failed = append(failed, err)
					continue
				}
				to.Observe(value, metric.WithAttributes(labels(s.Labels)...))
			}
			return errors.Join(failed...)
		}
		if f.Type == showmetrics.Counter {
			_, _ = p.meter.Float64ObservableCounter(f.Name, metric.WithDescription(f.Help), metric.WithFloat64Callback(observe)) // the name is good
			continue
		}
		_, _ = p.meter.Float64ObservableGauge(f.Name, metric.WithDescription(f.Help), metric.WithFloat64Callback(observe)) // the name is good
	}
}

func labels(pairs []string) []attribute.KeyValue {
	all := make([]attribute.KeyValue, 0, len(pairs)/2)
	for i := 0; i+1 < len(pairs); i += 2 {
		all = append(all, attribute.String(pairs[i], pairs[i+1]))
	}
	return all
}
