package telemetry

import (
	"context"
	"encoding/binary"
	"math/rand/v2"

	sdktrace "go.opentelemetry.io/otel/sdk/trace"
	"go.opentelemetry.io/otel/trace"
)

// An Origin names a trace and its first span beforehand, so that whoever knows the origin can add to the trace without
// having been handed it.
type Origin struct {
	Trace [16]byte
	Span  [8]byte
}

// Sampled reports whether the trace is recorded. The answer follows from the trace's id, so it is the same in every
// process that has the same sampler.
func (t *Telemetry) Sampled(o Origin) bool {
	return t.sampler.ShouldSample(sdktrace.SamplingParameters{ParentContext: context.Background(), TraceID: o.Trace}).Decision == sdktrace.RecordAndSample
}

// Parent gives a context in which new spans are children of the trace's first span, wherever that was recorded.
func (t *Telemetry) Parent(ctx context.Context, o Origin) context.Context {
	return trace.ContextWithSpanContext(ctx, t.contextOf(o))
}

func (t *Telemetry) contextOf(o Origin) trace.SpanContext {
	c := trace.SpanContextConfig{TraceID: o.Trace, SpanID: o.Span, Remote: true}
	if t.Sampled(o) {
		c.TraceFlags = trace.FlagsSampled
	}
	return trace.NewSpanContext(c)
}

// First starts the trace's first span.
func (t *Telemetry) First(ctx context.Context, o Origin, name string, options ...trace.SpanStartOption) (context.Context, trace.Span) {
	return t.tracer.Start(context.WithValue(ctx, firstKey{}, o), name, append(options, trace.WithNewRoot())...)
}

type firstKey struct{}

// ids gives first spans the ids that they are known by, and all others random ones.
type ids struct{}

var _ sdktrace.IDGenerator = ids{}

// NewIDs gives the ids of a span without a parent.
func (g ids) NewIDs(ctx context.Context) (trace.TraceID, trace.SpanID) {
	if o, first := ctx.Value(firstKey{}).(Origin); first {
		return o.Trace, o.Span
	}
	var id trace.TraceID
	for !id.IsValid() {
		binary.NativeEndian.PutUint64(id[:8], rand.Uint64()) //nolint:gosec // an id, not a secret
		binary.NativeEndian.PutUint64(id[8:], rand.Uint64()) //nolint:gosec // an id, not a secret
	}
	return id, g.NewSpanID(ctx, id)
}

// NewSpanID gives the id of a span that has a parent.
func (ids) NewSpanID(context.Context, trace.TraceID) trace.SpanID {
	var id trace.SpanID
	for !id.IsValid() {
		binary.NativeEndian.PutUint64(id[:], rand.Uint64()) //nolint:gosec // an id, not a secret
	}
	return id
}
