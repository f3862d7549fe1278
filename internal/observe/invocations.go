package observe

import (
	"context"
	"time"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/propagation"
	"go.opentelemetry.io/otel/trace"

	"waybill/shared/azfunc"
)

var _ azfunc.Observer = (*Observer)(nil)

type beganKey struct{}

// began says when the invocation that ctx belongs to began; now outside of one.
func began(ctx context.Context) time.Time {
	if t, ok := ctx.Value(beganKey{}).(time.Time); ok {
		return t
	}
	return time.Now()
}

// kinds are the kinds of spans by trigger.
var kinds = map[string]trace.SpanKind{"http": trace.SpanKindServer, "queue": trace.SpanKindConsumer, "timer": trace.SpanKindInternal}

// triggers are OpenTelemetry's names for them (https://opentelemetry.io/docs/specs/semconv/faas/faas-spans/).
var triggers = map[string]string{"http": "http", "queue": "pubsub", "timer": "timer"}

// Begin implements [azfunc.Observer]: the invocation gets a trace of its own. Who caused it, the host or a client, is a
// link and not its parent, because that nobody vouches for.
func (o *Observer) Begin(ctx context.Context, c azfunc.Call) context.Context {
	if !o.telemetry.On() {
		return ctx
	}
	now := time.Now()
	options := []trace.SpanStartOption{
		trace.WithNewRoot(), trace.WithTimestamp(now), trace.WithSpanKind(kinds[c.Trigger]),
		trace.WithAttributes(
			attribute.String("faas.name", c.Function), attribute.String("faas.trigger", triggers[c.Trigger]),
			attribute.String("faas.invocation_id", c.ID),
		),
	}
	if c.TraceParent != "" {
		cause := trace.SpanContextFromContext(propagation.TraceContext{}.Extract(context.Background(), propagation.MapCarrier{"traceparent": c.TraceParent}))
		if cause.IsValid() {
			options = append(options, trace.WithLinks(trace.Link{SpanContext: cause}))
		}
	}
	ctx, _ = o.telemetry.Tracer().Start(context.WithValue(ctx, beganKey{}, now), c.Function, options...)
	return ctx
}

// End implements [azfunc.Observer].
func (o *Observer) End(ctx context.Context, c azfunc.Call, e azfunc.Ending) {
	o.counts.ended(ctx, c.Function, e)
	if !o.telemetry.On() {
		return
	}
	span := trace.SpanFromContext(ctx)
	span.SetAttributes(attribute.String("waybill.outcome", string(e.Outcome)))
	if e.Status != 0 {
		span.SetAttributes(attribute.Int("http.response.status_code", e.Status))
	}
	if c.Trigger == "queue" {
		span.SetAttributes(attribute.Int("messaging.batch.message_count", e.Messages))
	}
	if e.Outcome != azfunc.Succeeded && e.Outcome != azfunc.Refused {
		span.SetStatus(codes.Error, string(e.Outcome))
	}
	span.End()
}
