package devhost

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"waybill/internal/devhost/protocol"
	"waybill/shared/bus"
)

// writeOutputs writes what the answer has for the output bindings, apart from the response to an HTTP request. They
// are not atomic: if one fails the invocation fails, though others are out.
func (i invocation) writeOutputs(ctx context.Context, a protocol.Answer) error {
	var errs []error
	for _, b := range i.function.outputs() {
		if b.is(typeHTTPOutput) {
			continue
		}
		value, ok := a.Output(b.Name, i.function.hasReturn())
		if !ok {
			continue
		}
		var err error
		switch {
		case b.is(typeBusOutput):
			err = i.host.sendOutput(ctx, b, value)
		case b.is(typeQueueOutput):
			err = i.host.enqueueOutput(b, value)
		default:
			err = fmt.Errorf("this host does not imitate outputs of type %s", b.Type)
		}
		if err != nil {
			errs = append(errs, fmt.Errorf("output %s: %w", b.Name, err))
		}
	}
	return errors.Join(errs...)
}

func (h *Host) sendOutput(ctx context.Context, b binding, value []byte) error {
	queue := b.QueueName
	if h.needsSession(queue) {
		return fmt.Errorf("queue %s asks for a session, and a binding cannot give one; send with the SDK", queue)
	}
	bodies, err := protocol.ServiceBusMessages(value, b.DataType)
	if err != nil {
		return err
	}
	messages := make([]bus.Message, len(bodies))
	for n, body := range bodies {
		messages[n] = bus.Message{Queue: queue, ID: newGUID(), Body: body}
	}
	if err := h.options.Broker.Send(ctx, messages...); err != nil {
		return fmt.Errorf("send to %s: %w", queue, err)
	}
	return nil
}

// needsSession reports whether a queue is read by sessions.
func (h *Host) needsSession(queue string) bool {
	for _, f := range h.functions {
		if f.trigger.is(typeBusTrigger) && f.trigger.IsSessionsEnabled && strings.EqualFold(f.trigger.QueueName, queue) {
			return true
		}
	}
	return false
}

func (h *Host) enqueueOutput(b binding, value []byte) error {
	bodies, err := protocol.QueueMessages(value, b.DataType)
	if err != nil {
		return err
	}
	for _, body := range bodies {
		h.Enqueue(b.QueueName, body)
	}
	return nil
}
