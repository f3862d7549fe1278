package telemetry

import (
	"context"
	"log/slog"

	"go.opentelemetry.io/contrib/bridges/otelslog"
	sdklog "go.opentelemetry.io/otel/sdk/log"
	"go.opentelemetry.io/otel/trace"
)

// OperationKey is the attribute with which log lines name the operation that they are about.
const OperationKey = "operation"

// A handler writes log lines with the id of the trace that they belong to: that of the operation that they name, else
// that of the invocation. With a collector they go there as well.
type handler struct {
	lines     slog.Handler
	collector slog.Handler // nil without one
	traceOf   func(operation string) trace.SpanContext
	operation string // named by attributes of all lines, "" if none is
}

func (t *Telemetry) newHandler(o Options, logs *sdklog.LoggerProvider) slog.Handler {
	h := handler{lines: o.Log}
	if o.TraceOf != nil {
		h.traceOf = func(operation string) trace.SpanContext { return t.contextOf(o.TraceOf(operation)) }
	}
	if logs != nil {
		h.collector = otelslog.NewHandler(Scope, otelslog.WithLoggerProvider(logs))
	}
	return h
}

// Enabled is what it is for the lines.
func (h handler) Enabled(ctx context.Context, level slog.Level) bool {
	return h.lines.Enabled(ctx, level)
}

// Handle writes the line.
func (h handler) Handle(ctx context.Context, r slog.Record) error {
	in := trace.SpanContextFromContext(ctx)
	operation := h.operation
	r.Attrs(func(a slog.Attr) bool {
		operation = operationIn(a, operation)
		return true
	})
	if operation != "" && h.traceOf != nil {
		in = h.traceOf(operation)
		ctx = trace.ContextWithSpanContext(ctx, in)
	}
	if h.collector != nil {
		_ = h.collector.Handle(ctx, r) // puts it into a queue
	}
	if in.HasTraceID() {
		r = r.Clone()
		r.AddAttrs(slog.String("traceId", in.TraceID().String()))
	}
	return h.lines.Handle(ctx, r)
}

func operationIn(a slog.Attr, otherwise string) string {
	if a.Key == OperationKey && a.Value.Kind() == slog.KindString {
		return a.Value.String()
	}
	return otherwise
}

// WithAttrs gives a handler whose lines all have the attributes.
func (h handler) WithAttrs(attributes []slog.Attr) slog.Handler {
	for _, a := range attributes {
		h.operation = operationIn(a, h.operation)
	}
	h.lines = h.lines.WithAttrs(attributes)
	if h.collector != nil {
		h.collector = h.collector.WithAttrs(attributes)
	}
	return h
}

// WithGroup gives a handler whose lines' attributes are in a group.
func (h handler) WithGroup(name string) slog.Handler {
	h.lines = h.lines.WithGroup(name)
	if h.collector != nil {
		h.collector = h.collector.WithGroup(name)
	}
	return h
}
