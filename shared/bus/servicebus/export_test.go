package servicebus

import (
	"context"
	"time"

	"github.com/Azure/azure-sdk-for-go/sdk/messaging/azservicebus"
)

// Gather sets how long a further message may take after one has come: tests run on machines that do much else.
func (b *Broker) Gather(d time.Duration) { b.gather = d }

// WatchPeeks tells asked how many messages each peek at the queue asks for, as long as the queue keeps its receiver.
func (b *Broker) WatchPeeks(queue string, asked func(int)) error {
	return b.with(queue, func(r *receiver) error {
		r.source = watched{r.source, asked}
		return nil
	})
}

type watched struct {
	source
	asked func(int)
}

// PeekMessages implements source.
func (w watched) PeekMessages(ctx context.Context, n int, o *azservicebus.PeekMessagesOptions) ([]*azservicebus.ReceivedMessage, error) {
	w.asked(n)
	return w.source.PeekMessages(ctx, n, o)
}
