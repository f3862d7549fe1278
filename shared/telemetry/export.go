package telemetry

import (
	"context"
	"net/url"
	"time"

	"go.opentelemetry.io/otel/exporters/otlp/otlplog/otlploghttp"
	"go.opentelemetry.io/otel/exporters/otlp/otlpmetric/otlpmetrichttp"
	"go.opentelemetry.io/otel/exporters/otlp/otlptrace/otlptracehttp"
	sdklog "go.opentelemetry.io/otel/sdk/log"
	sdkmetric "go.opentelemetry.io/otel/sdk/metric"
	"go.opentelemetry.io/otel/sdk/resource"
	sdktrace "go.opentelemetry.io/otel/sdk/trace"
)

// Bounds. A queue that is full drops; nobody waits for a place in it.
const (
	queued      = 8192             // spans, and as many log records
	batch       = 512              // sent at once
	sendTimeout = 5 * time.Second  // for one request
	sendRetries = 10 * time.Second // for one batch, waits included
	longest     = 4096             // bytes of a value
)

// retries are those of one batch: a collector that is away for longer costs what was recorded meanwhile.
type retries struct {
	Enabled                                      bool
	InitialInterval, MaxInterval, MaxElapsedTime time.Duration
}

var again = retries{true, time.Second, 5 * time.Second, sendRetries}

func tracesTo(ctx context.Context, o Options, to *url.URL, about *resource.Resource, sampler sdktrace.Sampler) (*sdktrace.TracerProvider, error) {
	limits := sdktrace.NewSpanLimits()
	limits.AttributeValueLengthLimit = longest
	options := []sdktrace.TracerProviderOption{
		sdktrace.WithResource(about), sdktrace.WithIDGenerator(ids{}), sdktrace.WithRawSpanLimits(limits),
		// Within a trace, what a process does follows what it decided about the trace.
		sdktrace.WithSampler(sdktrace.ParentBased(sampler)),
	}
	if o.Spans != nil {
		options = append(options, sdktrace.WithSyncer(o.Spans))
	}
	if to != nil {
		exporter, err := otlptracehttp.New(ctx, otlptracehttp.WithEndpointURL(to.JoinPath("v1/traces").String()),
			otlptracehttp.WithTimeout(sendTimeout), otlptracehttp.WithRetry(otlptracehttp.RetryConfig(again)))
		if err != nil {
			return nil, err
		}
		options = append(options, sdktrace.WithBatcher(exporter, sdktrace.WithBatchTimeout(o.Every),
			sdktrace.WithMaxQueueSize(queued), sdktrace.WithMaxExportBatchSize(batch), sdktrace.WithExportTimeout(sendRetries)))
	}
	return sdktrace.NewTracerProvider(options...), nil
}

func metricsTo(ctx context.Context, o Options, to *url.URL, about *resource.Resource) (*sdkmetric.MeterProvider, error) {
	options := []sdkmetric.Option{sdkmetric.WithResource(about)}
	if o.Metrics != nil {
		options = append(options, sdkmetric.WithReader(o.Metrics))
	}
	if to != nil {
		exporter, err := otlpmetrichttp.New(ctx, otlpmetrichttp.WithEndpointURL(to.JoinPath("v1/metrics").String()),
			otlpmetrichttp.WithTimeout(sendTimeout), otlpmetrichttp.WithRetry(otlpmetrichttp.RetryConfig(again)))
		if err != nil {
			return nil, err
		}
		// Values grow until the process ends, so a few that were not sent are made good by the next ones.
		options = append(options, sdkmetric.WithReader(sdkmetric.NewPeriodicReader(exporter,
			sdkmetric.WithInterval(5*o.Every), sdkmetric.WithTimeout(sendTimeout))))
	}
	return sdkmetric.NewMeterProvider(options...), nil
}

func logsTo(ctx context.Context, o Options, to *url.URL, about *resource.Resource) (*sdklog.LoggerProvider, error) {
	exporter, err := otlploghttp.New(ctx, otlploghttp.WithEndpointURL(to.JoinPath("v1/logs").String()),
		otlploghttp.WithTimeout(sendTimeout), otlploghttp.WithRetry(otlploghttp.RetryConfig(again)))
	if err != nil {
		return nil, err
	}
	return sdklog.NewLoggerProvider(sdklog.WithResource(about), sdklog.WithAttributeValueLengthLimit(longest),
		sdklog.WithProcessor(sdklog.NewBatchProcessor(exporter, sdklog.WithExportInterval(o.Every), sdklog.WithMaxQueueSize(queued),
			sdklog.WithExportMaxBatchSize(batch), sdklog.WithExportTimeout(sendRetries)))), nil
}
