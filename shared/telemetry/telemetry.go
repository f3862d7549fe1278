// Package telemetry sends traces, metrics and logs to an OpenTelemetry collector by OTLP over HTTP, if there is one. A
// step never waits for it: what is recorded goes into bounded queues, and what does not fit is dropped. Without a
// collector nothing is recorded.
//
// [Start] is what to reach for first. The settings are those of the OpenTelemetry specification
// (https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/): OTEL_EXPORTER_OTLP_ENDPOINT and
// OTEL_EXPORTER_OTLP_HEADERS, OTEL_TRACES_SAMPLER and OTEL_TRACES_SAMPLER_ARG, OTEL_SERVICE_NAME and
// OTEL_RESOURCE_ATTRIBUTES.
package telemetry

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/url"
	"time"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore/tracing"
	"github.com/Azure/azure-sdk-for-go/sdk/tracing/azotel"
	"go.opentelemetry.io/otel/metric"
	metricnoop "go.opentelemetry.io/otel/metric/noop"
	sdklog "go.opentelemetry.io/otel/sdk/log"
	sdkmetric "go.opentelemetry.io/otel/sdk/metric"
	sdktrace "go.opentelemetry.io/otel/sdk/trace"
	"go.opentelemetry.io/otel/trace"
	tracenoop "go.opentelemetry.io/otel/trace/noop"
)

// Scope is the name of everything that Waybill itself records.
const Scope = "waybill"

// EndpointVariable names where the collector is, such as http://127.0.0.1:4318. The paths of the signals are added.
const EndpointVariable = "OTEL_EXPORTER_OTLP_ENDPOINT"

// Options say what is recorded and where it goes. The zero value records nothing.
type Options struct {
	// Lookup reads a variable of the environment, as os.LookupEnv does; nil finds nothing. The exporters read their
	// headers, certificates and time limits from the process's environment whatever Lookup says.
	Lookup func(name string) (string, bool)

	// Log takes every log line, whether or not there is a collector: JSON on standard output in production, nothing by
	// default.
	Log slog.Handler

	// TraceOf gives the trace of an operation. Log lines that name one, as operation, belong to its trace.
	TraceOf func(operation string) Origin

	// Environment is dev, test or prod.
	Environment string

	// Every is how often something is sent, 2 seconds by default: a handler's normal end is to be killed, and what was
	// not sent by then is lost.
	Every time.Duration

	// Spans and Metrics get what is recorded, beside the collector or without one. For tests.
	Spans   sdktrace.SpanExporter
	Metrics sdkmetric.Reader
}

// Telemetry is what a process tells about itself. It is safe for concurrent use.
type Telemetry struct {
	tracer  trace.Tracer
	traces  trace.TracerProvider
	meter   metric.Meter
	log     *slog.Logger
	sampler sdktrace.Sampler // for a trace that begins here
	on      bool
	stop    []func(context.Context) error
}

// Start begins to record. A collector that does not answer is no error, neither now nor later; it is logged, at most
// once a minute. An endpoint or a sampler that makes no sense is one.
func Start(ctx context.Context, o Options) (*Telemetry, error) {
	if o.Lookup == nil {
		o.Lookup = func(string) (string, bool) { return "", false }
	}
	if o.Log == nil {
		o.Log = slog.DiscardHandler
	}
	if o.Every <= 0 {
		o.Every = 2 * time.Second
	}
	endpoint, _ := o.Lookup(EndpointVariable)
	t := &Telemetry{
		traces: tracenoop.NewTracerProvider(), meter: metricnoop.Meter{}, log: slog.New(o.Log), sampler: sdktrace.NeverSample(),
		on: endpoint != "" || o.Spans != nil || o.Metrics != nil,
	}
	t.tracer = t.traces.Tracer(Scope)
	if !t.on {
		return t, nil
	}
	to, err := parseEndpoint(endpoint)
	if err != nil {
		return nil, err
	}
	if t.sampler, err = samplerOf(o.Lookup); err != nil {
		return nil, err
	}
	complain(o.Log)
	if err := t.record(ctx, o, to); err != nil {
		return nil, errors.Join(err, t.Close(ctx))
	}
	return t, nil
}

// record makes the providers and their exporters.
func (t *Telemetry) record(ctx context.Context, o Options, to *url.URL) error {
	about, err := resourceOf(ctx, o)
	if err != nil {
		return err
	}
	traces, err := tracesTo(ctx, o, to, about, t.sampler)
	if err != nil {
		return fmt.Errorf("export traces: %w", err)
	}
	t.stop = append(t.stop, traces.Shutdown)
	metrics, err := metricsTo(ctx, o, to, about)
	if err != nil {
		return fmt.Errorf("export metrics: %w", err)
	}
	t.stop = append(t.stop, metrics.Shutdown)
	var logs *sdklog.LoggerProvider
	if to != nil {
		if logs, err = logsTo(ctx, o, to, about); err != nil {
			return fmt.Errorf("export logs: %w", err)
		}
		t.stop = append(t.stop, logs.Shutdown)
	}
	t.traces, t.tracer, t.meter = traces, traces.Tracer(Scope), metrics.Meter(Scope)
	t.log = slog.New(t.newHandler(o, logs))
	return nil
}

// parseEndpoint gives nil if there is none.
func parseEndpoint(endpoint string) (*url.URL, error) {
	if endpoint == "" {
		return nil, nil //nolint:nilnil // no endpoint is a normal thing
	}
	u, err := url.Parse(endpoint)
	if err != nil || (u.Scheme != "http" && u.Scheme != "https") || u.Host == "" || u.User != nil || u.RawQuery != "" {
		return nil, errors.New(EndpointVariable + " is not an address of the form http://host:4318; put credentials into OTEL_EXPORTER_OTLP_HEADERS")
	}
	return u, nil
}

// On reports whether anything is recorded.
func (t *Telemetry) On() bool { return t.on }

// Tracer makes spans.
func (t *Telemetry) Tracer() trace.Tracer { return t.tracer }

// Meter makes metrics.
func (t *Telemetry) Meter() metric.Meter { return t.meter }

// Logger writes log lines.
func (t *Telemetry) Logger() *slog.Logger { return t.log }

// Azure traces the calls of the Azure SDK's clients, as parts of the span in the context of each call. The zero Provider
// if nothing is recorded.
func (t *Telemetry) Azure() tracing.Provider {
	if !t.on {
		return tracing.Provider{}
	}
	return azotel.NewTracingProvider(t.traces, nil)
}

// patience is how long Close waits: the host kills a handler ten seconds after it has asked it to stop.
const patience = 3 * time.Second

// Close sends what is still there and stops. It waits a few seconds at most, also if ctx has ended.
func (t *Telemetry) Close(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), patience)
	defer cancel()
	ended := make(chan error, len(t.stop))
	for _, stop := range t.stop {
		go func() { ended <- stop(ctx) }()
	}
	var failed []error
	for range t.stop {
		select {
		case err := <-ended:
			failed = append(failed, err)
		case <-ctx.Done():
			return errors.Join(append(failed, fmt.Errorf("send the last telemetry: %w", ctx.Err()))...)
		}
	}
	return errors.Join(failed...)
}
