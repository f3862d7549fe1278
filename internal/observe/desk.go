package observe

import (
	"context"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/trace"

	"waybill/shared/custody"
	"waybill/shared/operations"
	"waybill/shared/problem"
)

// A Desk accepts commands and begins their traces.
type Desk struct {
	*operations.Desk
	observer *Observer
}

// Desk gives the desk under observation. Its Store must be under observation too: it is what knows whether an operation is
// new.
func (o *Observer) Desk(d *operations.Desk) *Desk { return &Desk{d, o} }

// An acceptance is filled in by the store.
type acceptance struct{ created bool }

type acceptanceKey struct{}

// Accept accepts a command as [operations.Desk.Accept] does. The first time it leaves the first span of the operation's
// trace, which began with the invocation; when a request is repeated, one more.
func (d *Desk) Accept(ctx context.Context, caller custody.OrganizationID, key string, c custody.Command) (operations.Operation, error) {
	return d.observed(ctx, "accept", caller, key, c, func(ctx context.Context) (operations.Operation, error) {
		return d.Desk.Accept(ctx, caller, key, c)
	})
}

// Refuse keeps a refusal as [operations.Desk.Refuse] does, under observation like Accept.
func (d *Desk) Refuse(ctx context.Context, caller custody.OrganizationID, key string, c custody.Command, why *problem.Problem) (operations.Operation, error) {
	return d.observed(ctx, "refuse", caller, key, c, func(ctx context.Context) (operations.Operation, error) {
		return d.Desk.Refuse(ctx, caller, key, c, why)
	})
}

func (d *Desk) observed(ctx context.Context, verb string, caller custody.OrganizationID, key string, c custody.Command,
	do func(context.Context) (operations.Operation, error),
) (operations.Operation, error) {
	id := custody.OperationID(caller, key)
	if !d.observer.follows(id) {
		return do(ctx)
	}
	var a acceptance
	done := deed{name: verb + " " + string(c.Kind()), kind: trace.SpanKindServer, began: began(ctx), attributes: []attribute.KeyValue{
		attribute.String("waybill.organization", string(caller)), attribute.String("waybill.kind", string(c.Kind())),
	}}
	op, err := do(context.WithValue(ctx, acceptanceKey{}, &a))
	done.err = err
	switch {
	case a.created:
		d.observer.first(ctx, id, done)
	case err == nil: // of a command that was refused at once there is no operation, and so no trace
		done.attributes = append(done.attributes, attribute.Bool("waybill.repeated", true))
		d.observer.add(ctx, id, done)
	}
	return op, err
}

// first leaves the first span of an operation's trace. It and the invocation's link to each other, so that people get from
// the call to the operation and back.
func (o *Observer) first(ctx context.Context, operation string, d deed) {
	_, span := o.telemetry.First(ctx, OriginOf(operation), d.name, o.options(ctx, operation, d)...)
	trace.SpanFromContext(ctx).AddLink(trace.Link{SpanContext: span.SpanContext()})
	finish(span, d)
}
