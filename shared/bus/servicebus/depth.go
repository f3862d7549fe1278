package servicebus

import (
	"context"
	"crypto/rand"
	"fmt"

	"github.com/Azure/azure-sdk-for-go/sdk/messaging/azservicebus"
)

const (
	// maxDepth is where counting ends.
	maxDepth = 10_000

	// peeked is how many messages are asked for at once; the service gives fewer if they are large.
	peeked = 250
)

// Depth counts the messages that are on the queue, locked, scheduled and deferred ones among them, by looking at each. A
// queue that has more than ten thousand counts as one with ten thousand.
func (b *Broker) Depth(ctx context.Context, queue string) (int, error) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	n, err := b.depth(ctx, queue)
	if err != nil {
		return 0, fmt.Errorf("count messages on %s: %w", queue, explain(err, receiverRole))
	}
	return n, nil
}

func (b *Broker) depth(ctx context.Context, queue string) (int, error) {
	b.mu.Lock()
	grouped := b.grouped[queue]
	b.mu.Unlock()
	if !grouped {
		var n int
		err := b.with(queue, func(r *receiver) (err error) {
			n, err = count(ctx, r)
			return err
		})
		if !has(err, notAllowed) {
			return n, err
		}
		b.noteSessions(queue) // so it has no receivers without one
	}
	// Whoever holds a session, also one that no message is of, may look at all messages of the queue.
	session, err := b.accept(ctx, func(ctx context.Context) (*azservicebus.SessionReceiver, error) {
		return b.client.AcceptSessionForQueue(ctx, queue, "depth-"+rand.Text(), nil)
	})
	if err != nil {
		return 0, err
	}
	r := &receiver{source: session, queue: queue, session: session}
	defer r.leave()
	return count(ctx, r)
}

func count(ctx context.Context, r *receiver) (int, error) {
	n, from := 0, int64(0)
	for n < maxDepth {
		messages, err := r.PeekMessages(ctx, peeked, &azservicebus.PeekMessagesOptions{FromSequenceNumber: &from})
		if err != nil {
			return 0, err
		}
		if len(messages) == 0 {
			return n, nil
		}
		n += len(messages)
		from = *messages[len(messages)-1].SequenceNumber + 1
	}
	return maxDepth, nil
}
