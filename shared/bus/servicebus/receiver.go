package servicebus

import (
	"context"
	"strings"
	"sync"
	"time"

	"github.com/Azure/azure-sdk-for-go/sdk/messaging/azservicebus"

	"waybill/shared/bus"
)

// A source is what receivers with and without a session have in common.
type source interface {
	ReceiveMessages(ctx context.Context, maxMessages int, options *azservicebus.ReceiveMessagesOptions) ([]*azservicebus.ReceivedMessage, error)
	PeekMessages(ctx context.Context, maxMessageCount int, options *azservicebus.PeekMessagesOptions) ([]*azservicebus.ReceivedMessage, error)
	CompleteMessage(ctx context.Context, message *azservicebus.ReceivedMessage, options *azservicebus.CompleteMessageOptions) error
	AbandonMessage(ctx context.Context, message *azservicebus.ReceivedMessage, options *azservicebus.AbandonMessageOptions) error
	DeadLetterMessage(ctx context.Context, message *azservicebus.ReceivedMessage, options *azservicebus.DeadLetterOptions) error
	Close(ctx context.Context) error
}

// A receiver receives from one queue, or from one session of it.
type receiver struct {
	source
	queue    string
	plain    *azservicebus.Receiver        // nil for one with a session
	session  *azservicebus.SessionReceiver // nil for one without
	renewing sync.Mutex                    // the library's receivers are not made for two renewals at once
	heard    time.Time                     // when the service was last known to be there

	// Guarded by the broker's lock.
	until time.Time // of the session's lock
	held  int       // messages that are not settled
	ended bool
}

// A delivery is a message that was received and is not settled.
type delivery struct {
	from    *receiver
	message *azservicebus.ReceivedMessage
	until   time.Time
}

// take gives the receiver of a queue without sessions for one call, a new one if the first is in use.
func (b *Broker) take(queue string) (*receiver, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if r := b.idle[queue]; r != nil {
		delete(b.idle, queue)
		return r, nil
	}
	name, options := queue, &azservicebus.ReceiverOptions{}
	if main, dead := strings.CutSuffix(queue, bus.DeadLetterSuffix); dead {
		name, options.SubQueue = main, azservicebus.SubQueueDeadLetter
	}
	plain, err := b.client.NewReceiverForQueue(name, options)
	if err != nil {
		return nil, err
	}
	return &receiver{source: plain, queue: queue, plain: plain}, nil
}

// with calls do with a receiver of the queue. One that fails is not used again: after some errors the library's receivers
// fail for ever, as when their token has ended, which is why do gets a second one then.
func (b *Broker) with(queue string, do func(r *receiver) error) error {
	for first := true; ; first = false {
		r, err := b.take(queue)
		if err != nil {
			return err
		}
		if err = do(r); err == nil {
			b.put(r)
			return nil
		}
		b.retire(r)
		if !first || !isCode(err, azservicebus.CodeUnauthorizedAccess) {
			return err
		}
	}
}

// put gives it back. One is kept; another is closed when it holds nothing any more.
func (b *Broker) put(r *receiver) {
	b.mu.Lock()
	spare := b.idle[r.queue] != nil
	if !spare {
		b.idle[r.queue] = r
	}
	b.mu.Unlock()
	if spare {
		b.retire(r)
	}
}

// retire closes a receiver that is not to be used again when it holds nothing any more.
func (b *Broker) retire(r *receiver) {
	b.mu.Lock()
	r.ended = true
	leave := r.held == 0
	b.mu.Unlock()
	if leave {
		r.leave()
	}
}

// hold notes a message that was received.
func (b *Broker) hold(r *receiver, m *azservicebus.ReceivedMessage, until time.Time) {
	b.mu.Lock()
	defer b.mu.Unlock()
	r.held++
	b.held[tokenOf(m)] = &delivery{from: r, message: m, until: until}
}

// release forgets messages that are settled or lost, and closes what was only there for them.
func (b *Broker) release(deliveries ...*delivery) {
	var done []*receiver
	b.mu.Lock()
	for _, d := range deliveries {
		if b.held[tokenOf(d.message)] != d {
			continue
		}
		delete(b.held, tokenOf(d.message))
		if d.from.held--; d.from.held == 0 && (d.from.session != nil || d.from.ended) {
			done = append(done, d.from)
		}
	}
	b.mu.Unlock()
	for _, r := range done {
		r.leave()
	}
}

// prune forgets messages whose lock ran out long ago, and that nobody will settle any more.
func (b *Broker) prune() {
	var gone []*delivery
	b.mu.Lock()
	for _, d := range b.held {
		if d.until.Add(forgetAfter).Before(b.now()) {
			gone = append(gone, d)
		}
	}
	b.mu.Unlock()
	b.release(gone...)
}

// forgetAfter is longer than clocks differ.
const forgetAfter = 10 * time.Minute

// lose gives up a receiver whose session is lost with all that was received of it.
func (b *Broker) lose(r *receiver) {
	var gone []*delivery
	b.mu.Lock()
	for _, d := range b.held {
		if d.from == r {
			gone = append(gone, d)
		}
	}
	b.mu.Unlock()
	b.release(gone...)
}

// leave closes the receiver, which sets its session free. That it cannot be told to the service does not matter: the lock
// runs out.
func (r *receiver) leave() {
	ctx, cancel := context.WithTimeout(context.Background(), closeWithin)
	defer cancel()
	_ = r.Close(ctx)
}
