package observe

import (
	"context"
	"time"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/trace"

	"waybill/handlers/recordonchain"
	"waybill/shared/bus"
)

// Bus gives the sender under observation.
func (o *Observer) Bus(sender bus.Sender) bus.Sender {
	if !o.telemetry.On() {
		return sender
	}
	return &busSender{sender, o}
}

type busSender struct {
	bus.Sender
	observer *Observer
}

// Send implements bus.Sender. A task for RecordOnChain has its operation's id; any other message belongs to the invocation
// that sends it.
func (s *busSender) Send(ctx context.Context, messages ...bus.Message) error {
	began := time.Now()
	err := s.Sender.Send(ctx, messages...)
	for _, m := range messages {
		d := deed{name: "send " + m.Queue, kind: trace.SpanKindProducer, began: began, err: err, attributes: []attribute.KeyValue{
			attribute.String("messaging.destination.name", m.Queue), attribute.String("messaging.message.id", m.ID),
		}}
		if m.Queue == recordonchain.Queue {
			s.observer.add(ctx, m.ID, d)
			continue
		}
		_, span := s.observer.telemetry.Tracer().Start(ctx, d.name, trace.WithTimestamp(d.began), trace.WithSpanKind(d.kind), trace.WithAttributes(d.attributes...))
		finish(span, d)
	}
	return err
}
