// Package observe lets telemetry hear what is done for each operation, by standing between the steps and their ports. The
// steps and the nouns know nothing of it.
//
// The trace of an operation follows from its id ([operations.OriginOf]), and every step that meets an operation has its
// id: in the request's Idempotency-Key, in the message on the bus, in the journal's row, in the command id of an event, in
// the ledger's row. So each of them adds its span to the one trace without having been handed it; a redelivery, a sweeper
// or a rebuild does the same. A span links to the invocation that it was made in, and an invocation to who caused it.
//
// Counters count in any case; they are what the page for Prometheus shows beside its figures.
package observe

import (
	"context"
	"time"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/trace"

	"waybill/handlers/showmetrics"
	"waybill/shared/azfunc"
	"waybill/shared/operations"
	"waybill/shared/telemetry"
)

// An Observer counts, and makes spans if telemetry is on. It is safe for concurrent use.
type Observer struct {
	telemetry *telemetry.Telemetry
	counts    *counts
	known     *known
	published *published
	lookups   *lookups
}

// New gives an observer that tells telemetry.
func New(t *telemetry.Telemetry) *Observer {
	o := &Observer{telemetry: t, counts: newCounts(), known: &known{}}
	if t.On() {
		o.counts.record(t.Meter())
		o.published = newPublished(t.Meter())
		o.published.declare(o.counts.families(), func(name string) []showmetrics.Sample {
			for _, f := range o.counts.families() {
				if f.Name == name {
					return f.Samples
				}
			}
			return nil
		})
	}
	return o
}

// Close waits for what is still being looked up.
func (o *Observer) Close() {
	if o.lookups != nil {
		o.lookups.close()
	}
}

// OriginOf gives the origin of an operation's trace as telemetry takes it.
func OriginOf(operation string) telemetry.Origin {
	return telemetry.Origin(operations.OriginOf(operation))
}

// follows reports whether the operation's trace is recorded.
func (o *Observer) follows(operation string) bool {
	return operation != "" && o.telemetry.On() && o.telemetry.Sampled(OriginOf(operation))
}

// A deed is something that was done for an operation.
type deed struct {
	name       string
	kind       trace.SpanKind
	began      time.Time
	ended      time.Time // zero for now
	err        error
	attributes []attribute.KeyValue
}

// add adds a deed to the operation's trace, as a child of its first span. The text of an error stays out of it: the log
// has it, under the same trace.
func (o *Observer) add(ctx context.Context, operation string, d deed) {
	if !o.follows(operation) {
		return
	}
	in := o.telemetry.Parent(ctx, OriginOf(operation))
	_, span := o.telemetry.Tracer().Start(in, d.name, o.options(ctx, operation, d)...)
	finish(span, d)
}

// options are those of every span of an operation.
func (o *Observer) options(ctx context.Context, operation string, d deed) []trace.SpanStartOption {
	attributes := append([]attribute.KeyValue{attribute.String("waybill.operation", operation)}, d.attributes...)
	if id := azfunc.InvocationID(ctx); id != "" {
		attributes = append(attributes, attribute.String("faas.invocation_id", id))
	}
	options := []trace.SpanStartOption{trace.WithTimestamp(d.began), trace.WithSpanKind(d.kind), trace.WithAttributes(attributes...)}
	if invocation := trace.SpanContextFromContext(ctx); invocation.IsValid() {
		options = append(options, trace.WithLinks(trace.Link{SpanContext: invocation}))
	}
	return options
}

func finish(span trace.Span, d deed) {
	if d.err != nil {
		span.SetStatus(codes.Error, "")
	}
	if d.ended.IsZero() {
		d.ended = time.Now()
	}
	span.End(trace.WithTimestamp(d.ended))
}
