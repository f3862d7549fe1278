package servicebus

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/Azure/azure-sdk-for-go/sdk/messaging/azservicebus"

	"waybill/shared/bus"
)

const (
	// settleWithin bounds a settlement over the link on which the message came. After a connection broke the library tries
	// that link again and again for a minute.
	settleWithin = 2 * time.Second

	// byTokenWithin bounds a settlement by the lock's token alone, over another link.
	byTokenWithin = 15 * time.Second
)

// errUnknown says that the broker holds no such lock.
var errUnknown = errors.New("it was not received here, or is settled")

// A settlement does something with the lock of one message.
type settlement func(ctx context.Context, r *receiver, m *azservicebus.ReceivedMessage) error

// Renew extends the locks by what the queue's locks last.
func (b *Broker) Renew(ctx context.Context, messages []bus.Received, _ time.Duration) error {
	deliveries, err := b.find(messages)
	if err != nil {
		return fmt.Errorf("renew: %w", err)
	}
	renewed := map[*receiver]bool{}
	for i, d := range deliveries {
		if renewed[d.from] {
			continue
		}
		if err := b.renew(ctx, d); err != nil {
			return fmt.Errorf("renew the lock of message %d of %s: %w", messages[i].SequenceNumber, messages[i].Queue, err)
		}
		renewed[d.from] = d.from.session != nil
	}
	return nil
}

// renew extends one lock; that of a session holds for all its messages.
func (b *Broker) renew(ctx context.Context, d *delivery) error {
	d.from.renewing.Lock()
	defer d.from.renewing.Unlock()
	if d.from.session != nil {
		return b.renewSession(ctx, d.from)
	}
	var until time.Time
	err := b.settleOne(ctx, d, func(ctx context.Context, r *receiver, m *azservicebus.ReceivedMessage) error {
		byToken := &azservicebus.ReceivedMessage{LockToken: m.LockToken} // the library writes to what it is given
		err := r.plain.RenewMessageLock(ctx, byToken, nil)
		if err == nil {
			until = *byToken.LockedUntil
		}
		return err
	})
	if err != nil {
		return err
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	d.until = until
	return nil
}

func (b *Broker) renewSession(caller context.Context, r *receiver) error {
	ctx, cancel := context.WithTimeout(caller, settleWithin)
	defer cancel()
	if err := r.session.RenewSessionLock(ctx, nil); err != nil {
		return b.failed(caller, r, err)
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	r.until = r.session.LockedUntil()
	for _, d := range b.held {
		if d.from == r {
			d.until = r.until
		}
	}
	return nil
}

// Complete removes the messages for good.
func (b *Broker) Complete(ctx context.Context, messages []bus.Received) error {
	return b.settle(ctx, "complete", messages, func(bus.Received) settlement {
		return func(ctx context.Context, r *receiver, m *azservicebus.ReceivedMessage) error {
			return r.CompleteMessage(ctx, m, nil)
		}
	})
}

// Abandon gives the messages back at once. One whose delivery count has reached maxDeliveries becomes a dead letter here;
// one whose count has reached what the queue itself allows becomes one there, with the same reason.
func (b *Broker) Abandon(ctx context.Context, messages []bus.Received, maxDeliveries int) error {
	return b.settle(ctx, "abandon", messages, func(m bus.Received) settlement {
		if m.DeliveryCount >= maxDeliveries && !strings.HasSuffix(m.Queue, bus.DeadLetterSuffix) {
			return bury(bus.MaxDeliveryCountExceeded)
		}
		return func(ctx context.Context, r *receiver, m *azservicebus.ReceivedMessage) error {
			return r.AbandonMessage(ctx, m, nil)
		}
	})
}

// DeadLetter moves a message to the dead-letter queue.
func (b *Broker) DeadLetter(ctx context.Context, message bus.Received, reason string) error {
	return b.settle(ctx, "dead-letter", []bus.Received{message}, func(bus.Received) settlement { return bury(reason) })
}

func bury(reason string) settlement {
	return func(ctx context.Context, r *receiver, m *azservicebus.ReceivedMessage) error {
		return r.DeadLetterMessage(ctx, m, &azservicebus.DeadLetterOptions{Reason: &reason})
	}
}

// settle settles the messages one after the other. One that is known to be lost or settled stops it before the first.
func (b *Broker) settle(ctx context.Context, what string, messages []bus.Received, how func(bus.Received) settlement) error {
	deliveries, err := b.find(messages)
	if err != nil {
		return fmt.Errorf("%s: %w", what, err)
	}
	for i, d := range deliveries {
		err := b.settleOne(ctx, d, how(messages[i]))
		if err == nil || errors.Is(err, bus.ErrLockLost) {
			b.release(d)
		}
		if err != nil {
			return fmt.Errorf("%s message %d of %s: %w", what, messages[i].SequenceNumber, messages[i].Queue, err)
		}
	}
	return nil
}

// find gives the deliveries of the messages, all or none.
func (b *Broker) find(messages []bus.Received) ([]*delivery, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	var all []*delivery
	for _, m := range messages {
		d := b.held[m.LockToken]
		if d == nil {
			return nil, fmt.Errorf("message %d of %s: %w: %w", m.SequenceNumber, m.Queue, bus.ErrLockLost, errUnknown)
		}
		all = append(all, d)
	}
	return all, nil
}

// settleOne settles over the link on which the message came and, if that does not answer, by the lock's token. If the first
// took effect and its answer was lost, the second finds the lock gone.
func (b *Broker) settleOne(ctx context.Context, d *delivery, do settlement) error {
	onLink, cancel := context.WithTimeout(ctx, settleWithin)
	defer cancel()
	err := do(onLink, d.from, d.message)
	if err == nil || ctx.Err() != nil {
		return err
	}
	if d.from.session != nil {
		return b.failed(ctx, d.from, err)
	}
	if isCode(err, azservicebus.CodeLockLost) {
		return explain(err, receiverRole)
	}
	byToken, cancelToken := context.WithTimeout(ctx, byTokenWithin)
	defer cancelToken()
	return explain(b.with(d.from.queue, func(r *receiver) error {
		return do(byToken, r, &azservicebus.ReceivedMessage{LockToken: d.message.LockToken})
	}), receiverRole)
}

// failed gives up a session whose link does not do what it should: its lock ends with the link, its messages come again.
// The library takes a lost lock of a session for a fault that passes, and says so only by the end of its context.
func (b *Broker) failed(caller context.Context, r *receiver, err error) error {
	if caller.Err() != nil {
		return err
	}
	b.lose(r)
	return fmt.Errorf("%w: the session is given up: %w", bus.ErrLockLost, err)
}
