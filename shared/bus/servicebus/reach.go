package servicebus

import (
	"context"
	"fmt"
)

// Reach says whether the queue answers, by peeking at one message with the receiver that is kept for the queue. A queue
// with sessions has no such receiver. It answers by refusing one, once the service has let the program in and found the
// queue, and that is enough: a session that is opened to ask would cost the service more.
func (b *Broker) Reach(ctx context.Context, queue string) error {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	err := b.with(queue, func(r *receiver) error {
		_, err := r.PeekMessages(ctx, 1, nil)
		return err
	})
	if err == nil || has(err, notAllowed) {
		return nil
	}
	return fmt.Errorf("reach %s: %w", queue, explain(err, receiverRole))
}
