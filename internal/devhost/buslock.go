package devhost

import (
	"context"
	"errors"
	"fmt"
	"time"

	"waybill/shared/bus"
)

// receive locks messages for one delivery. A message whose last lock ran out, because a host died with it or nobody
// completed it, has had its deliveries like one that failed: it becomes a dead letter here, where Service Bus makes it
// one as the lock runs out. If that fails nothing is delivered, for what comes after it in the session must wait.
func (t *busTrigger) receive(ctx context.Context) ([]bus.Received, error) {
	broker := t.host.options.Broker
	messages, err := broker.Receive(ctx, t.queue, t.function.trigger.IsSessionsEnabled, t.max, t.host.options.Lock)
	if err != nil {
		return nil, err
	}
	var alive, spent []bus.Received
	for _, m := range messages {
		if m.DeliveryCount > t.limit {
			spent = append(spent, m)
		} else {
			alive = append(alive, m)
		}
	}
	if len(spent) == 0 {
		return alive, nil
	}
	if err := broker.Abandon(ctx, spent, t.limit); err != nil {
		return nil, fmt.Errorf("move %d messages to the dead-letter queue: %w", len(spent), err)
	}
	t.log.Warn("messages are dead, their locks ran out too often", "count", len(spent), "first", spent[0].ID)
	return alive, nil
}

// renew extends the locks until the function that it returns is called, at most for maxAutoLockRenewalDuration. Locks
// of batches are not renewed.
func (t *busTrigger) renew(messages []bus.Received) (stop func()) {
	if t.function.trigger.many() {
		return func() {}
	}
	ctx, cancel := context.WithTimeout(t.host.lifetime, t.host.config.lockRenewal)
	done := make(chan struct{})
	go func() {
		defer close(done)
		tick := time.NewTicker(t.host.options.Lock / 3)
		defer tick.Stop()
		for {
			select {
			case <-ctx.Done():
				return
			case <-tick.C:
			}
			err := t.host.options.Broker.Renew(ctx, messages, t.host.options.Lock)
			if err != nil && ctx.Err() == nil {
				t.log.Warn("lock not renewed", "error", err.Error())
				if errors.Is(err, bus.ErrLockLost) {
					return
				}
			}
		}
	}()
	return func() {
		cancel()
		<-done
	}
}
