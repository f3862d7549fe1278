package sqlite

import (
	"context"
	"fmt"
	"strings"
	"time"

	"waybill/shared/bus"
	"waybill/shared/sqldb"
)

const (
	held = " WHERE sequence = ?1 AND queue = ?2 AND lock_token = ?3 AND locked_until > ?4"

	complete   = "DELETE FROM message" + held
	renew      = "UPDATE message SET locked_until = ?5" + held
	abandon    = "UPDATE message SET lock_token = '', locked_until = 0" + held
	deadLetter = "UPDATE message SET lock_token = '', locked_until = 0, delivery_count = 0, queue = ?5, dead_letter = ?6" + held
)

// Renew extends the locks, all or none.
func (b *Broker) Renew(ctx context.Context, messages []bus.Received, lock time.Duration) error {
	until := b.Now().Add(lock).UnixNano()
	return b.settle(ctx, "renew", messages, func(bus.Received) (string, []any) { return renew, []any{until} })
}

// Complete removes the messages for good, all or none.
func (b *Broker) Complete(ctx context.Context, messages []bus.Received) error {
	return b.settle(ctx, "complete", messages, func(bus.Received) (string, []any) { return complete, nil })
}

// Abandon gives the messages back, all or none.
func (b *Broker) Abandon(ctx context.Context, messages []bus.Received, maxDeliveries int) error {
	return b.settle(ctx, "abandon", messages, func(m bus.Received) (string, []any) {
		if m.DeliveryCount >= maxDeliveries && !strings.HasSuffix(m.Queue, bus.DeadLetterSuffix) {
			return deadLetter, []any{m.Queue + bus.DeadLetterSuffix, bus.MaxDeliveryCountExceeded}
		}
		return abandon, nil
	})
}

// DeadLetter moves a message to the dead-letter queue.
func (b *Broker) DeadLetter(ctx context.Context, message bus.Received, reason string) error {
	return b.settle(ctx, "dead-letter", []bus.Received{message}, func(m bus.Received) (string, []any) {
		return deadLetter, []any{strings.TrimSuffix(m.Queue, bus.DeadLetterSuffix) + bus.DeadLetterSuffix, reason}
	})
}

// settle runs one statement per message in one transaction; one that finds its lock gone undoes the others.
func (b *Broker) settle(ctx context.Context, what string, messages []bus.Received, how func(bus.Received) (string, []any)) error {
	now := b.Now().UnixNano()
	err := b.db.Write(ctx, func(ctx context.Context, tx *sqldb.Tx) error {
		for _, m := range messages {
			statement, more := how(m)
			result, err := tx.ExecContext(ctx, statement, append([]any{m.SequenceNumber, m.Queue, m.LockToken, now}, more...)...)
			if err != nil {
				return err
			}
			if n, err := result.RowsAffected(); err != nil || n != 1 {
				return fmt.Errorf("message %d of %s: %w", m.SequenceNumber, m.Queue, bus.ErrLockLost)
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("%s: %w", what, err)
	}
	return nil
}
