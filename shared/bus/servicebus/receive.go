package servicebus

import (
	"context"
	"fmt"
	"time"

	"github.com/Azure/azure-sdk-for-go/sdk/messaging/azservicebus"

	"waybill/shared/bus"
)

const (
	// gather is how long a further message may take after one has come.
	gather = 50 * time.Millisecond

	// patience bounds what it takes to connect and to attach to a queue, and so tells a queue without messages from a
	// service that does not answer.
	patience = 30 * time.Second

	// listenEvery is how often a queue that gives no messages is asked whether it is there.
	listenEvery = 10 * time.Second

	// reconnects is how often one Receive connects again.
	reconnects = 3

	receiverRole = "Azure Service Bus Data Receiver"
)

// Receive locks up to max messages. The lock lasts as long as the queue says, not as long as the caller asks for. Without
// messages it waits a short time, see [Place]. With sessions, a session that is free is held until all that was received of
// it is settled.
func (b *Broker) Receive(ctx context.Context, queue string, sessions bool, max int, _ time.Duration) ([]bus.Received, error) {
	b.prune()
	receive := b.receivePlain
	if sessions {
		receive = b.receiveSession
	}
	received, err := receive(ctx, queue, max)
	if err != nil {
		return nil, fmt.Errorf("receive from %s: %w", queue, explain(err, receiverRole))
	}
	return received, nil
}

// receivePlain receives without a session.
func (b *Broker) receivePlain(ctx context.Context, queue string, max int) (received []bus.Received, err error) {
	err = b.with(queue, func(r *receiver) error {
		got, err := b.receiveWith(ctx, r, max)
		received = b.received(r, got)
		return err
	})
	return received, err
}

// receiveWith receives, and connects again if the connection breaks before anything came.
func (b *Broker) receiveWith(ctx context.Context, r *receiver, max int) (got []*azservicebus.ReceivedMessage, err error) {
	for range reconnects {
		if err := b.listen(ctx, r); err != nil {
			return nil, err
		}
		var broken bool
		if got, broken, err = b.collect(ctx, r, max); !broken {
			return got, err
		}
		r.heard = time.Time{}
		if len(got) > 0 {
			return got, nil
		}
	}
	return got, err
}

// listen asks a queue whether it is there, if nothing was heard of it for some time: the library tells a link that cannot be
// made within a short wait and a queue without messages in the same way.
func (b *Broker) listen(ctx context.Context, r *receiver) error {
	if time.Since(r.heard) < listenEvery {
		return nil
	}
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	if _, err := r.PeekMessages(ctx, 1, nil); err != nil {
		return err
	}
	r.heard = time.Now()
	return nil
}

// collect receives one message after the other, so that the service never has leave to send more than is waited for: the
// library would give back what comes too late, and turn the order about. Broken says that the connection was.
func (b *Broker) collect(ctx context.Context, r *receiver, max int) (got []*azservicebus.ReceivedMessage, broken bool, err error) {
	wait := b.wait
	for len(got) < max {
		one, cancel := context.WithTimeout(ctx, wait)
		messages, err := r.ReceiveMessages(one, 1, nil)
		over := one.Err() != nil
		cancel()
		got = append(got, messages...)
		switch {
		case ctx.Err() != nil && len(got) == 0:
			return nil, false, ctx.Err()
		case over:
			return got, false, nil //nolint:nilerr // the wait is over; that is how the library says that nothing came
		case err != nil && len(got) == 0:
			return nil, false, err
		case err != nil || len(messages) == 0: // the library gives nothing, and no error, after a connection broke
			return got, true, nil //nolint:nilerr // what came is given, and the next call meets the error
		}
		wait = b.gather
	}
	return got, false, nil
}

func (b *Broker) receiveSession(ctx context.Context, queue string, max int) ([]bus.Received, error) {
	session, err := b.accept(ctx, func(ctx context.Context) (*azservicebus.SessionReceiver, error) {
		return b.client.AcceptNextSessionForQueue(hasty{ctx, b.wait}, queue, nil)
	})
	if isCode(err, azservicebus.CodeTimeout) {
		b.noteSessions(queue)
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	b.noteSessions(queue)
	r := &receiver{source: session, queue: queue, session: session, until: session.LockedUntil()}
	got, _, err := b.collect(ctx, r, max)
	if len(got) == 0 {
		r.leave()
		return nil, err
	}
	return b.received(r, got), nil
}

// accept accepts a session, and tries it again if the connection turns out to be broken: unlike other calls of the library,
// this one connects again only for the next try.
func (b *Broker) accept(ctx context.Context, try func(context.Context) (*azservicebus.SessionReceiver, error)) (session *azservicebus.SessionReceiver, err error) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	for range reconnects {
		if session, err = try(ctx); !isCode(err, azservicebus.CodeConnectionLost) {
			break
		}
	}
	return session, err
}

// A hasty context says that it ends soon, whenever it is asked. The library passes what is left of a context on to the
// service as the time that it waits for a session, and a call that also connects must not take that for connecting.
type hasty struct {
	context.Context
	wait time.Duration
}

// Deadline gives a time that is always the wait away.
func (h hasty) Deadline() (time.Time, bool) {
	soon := time.Now().Add(h.wait)
	if end, ok := h.Context.Deadline(); ok && end.Before(soon) {
		return end, true
	}
	return soon, true
}

func (b *Broker) noteSessions(queue string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.grouped[queue] = true
}

// received notes the messages and gives them in the form of the port.
func (b *Broker) received(r *receiver, messages []*azservicebus.ReceivedMessage) []bus.Received {
	var all []bus.Received
	for _, m := range messages {
		until := r.until
		if r.session == nil && m.LockedUntil != nil {
			until = *m.LockedUntil
		}
		b.hold(r, m, until)
		all = append(all, incoming(r.queue, m, until))
	}
	return all
}
