package servicebus

import (
	"context"
	"errors"
	"fmt"

	"github.com/Azure/azure-sdk-for-go/sdk/messaging/azservicebus"

	"waybill/shared/bus"
	"waybill/shared/retry"
)

// Send enqueues the messages in order. Those that follow each other on one queue and in one session travel together, as far
// as they fit; the service takes such a batch as a whole or not at all. After an error earlier batches are on their queues.
func (b *Broker) Send(ctx context.Context, messages ...bus.Message) error {
	for _, m := range messages {
		if err := m.Check(); err != nil {
			return retry.Mark(retry.Never, err)
		}
	}
	for len(messages) > 0 {
		n := 1
		for n < len(messages) && together(messages[0], messages[n]) {
			n++
		}
		err := b.sendRun(ctx, messages[:n])
		// A token that ended ends the link, and a new link has a new token; another call may have closed the sender.
		if isCode(err, azservicebus.CodeUnauthorizedAccess) || isCode(err, azservicebus.CodeClosed) {
			err = b.sendRun(ctx, messages[:n])
		}
		if err != nil {
			return fmt.Errorf("send %d messages to %s: %w", n, messages[0].Queue, explain(err, "Azure Service Bus Data Sender"))
		}
		messages = messages[n:]
	}
	return nil
}

// together reports whether two messages may travel in one batch. The library invents ids in batches.
func together(a, b bus.Message) bool {
	return a.Queue == b.Queue && a.Session == b.Session && a.ID != "" && b.ID != ""
}

// sendRun sends messages of one queue and session. A sender that failed is not used again: after some errors the library's
// senders fail for ever.
func (b *Broker) sendRun(caller context.Context, messages []bus.Message) error {
	sender, err := b.sender(messages[0].Queue)
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(caller, patience)
	defer cancel()
	if len(messages) == 1 {
		err = sender.SendMessage(ctx, outgoing(messages[0]), nil)
	} else {
		err = sendBatches(ctx, sender, messages)
	}
	if err != nil && caller.Err() == nil && !errors.Is(err, azservicebus.ErrMessageTooLarge) {
		b.dismiss(messages[0].Queue, sender)
	}
	return err
}

// sendBatches sends as many messages at a time as fit.
func sendBatches(ctx context.Context, sender *azservicebus.Sender, messages []bus.Message) error {
	for len(messages) > 0 {
		batch, err := sender.NewMessageBatch(ctx, nil)
		if err != nil {
			return err
		}
		n := 0
		for n < len(messages) && err == nil {
			if err = batch.AddMessage(outgoing(messages[n]), nil); err == nil {
				n++
			}
		}
		if err != nil && (n == 0 || !errors.Is(err, azservicebus.ErrMessageTooLarge)) {
			return fmt.Errorf("message %q: %w", messages[n].ID, err)
		}
		if err := sender.SendMessageBatch(ctx, batch, nil); err != nil {
			return err
		}
		messages = messages[n:]
	}
	return nil
}

// sender gives the queue's sender, which connects again by itself.
func (b *Broker) sender(queue string) (*azservicebus.Sender, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if s := b.senders[queue]; s != nil {
		return s, nil
	}
	s, err := b.client.NewSender(queue, nil)
	if err != nil {
		return nil, err
	}
	b.senders[queue] = s
	return s, nil
}

// dismiss closes a sender and forgets it.
func (b *Broker) dismiss(queue string, s *azservicebus.Sender) {
	b.mu.Lock()
	if b.senders[queue] == s {
		delete(b.senders, queue)
	}
	b.mu.Unlock()
	ctx, cancel := context.WithTimeout(context.Background(), closeWithin)
	defer cancel()
	_ = s.Close(ctx) // it is out of order
}
