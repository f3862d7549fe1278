// Package sqlite is the bus on a laptop: the semantics of Azure Service Bus on one SQLite file that several processes
// share. Reach for [Open].
package sqlite

import (
	"context"
	_ "embed"
	"encoding/json"
	"fmt"
	"time"

	"waybill/shared/bus"
	"waybill/shared/sqldb"
)

//go:embed schema.sql
var schema string

//go:embed duplicates.sql
var duplicates string

var _ bus.Detector = (*Broker)(nil)

// A Broker keeps all queues in one file. Queues come into being with their first message.
type Broker struct {
	// Now is the clock for locks and scheduled messages; time.Now if Open made the broker. All processes that share
	// the file have to share the clock.
	Now func() time.Time

	db *sqldb.Group
}

// Open opens the broker's file and creates it if it is missing. Close it after use.
func Open(ctx context.Context, path string) (*Broker, error) {
	db, err := sqldb.Open(ctx, path, []string{schema, duplicates})
	if err != nil {
		return nil, fmt.Errorf("open bus: %w", err)
	}
	return &Broker{Now: time.Now, db: sqldb.NewGroup(db)}, nil
}

// Close closes the file. Locks stay until they run out.
func (b *Broker) Close() error { return b.db.Close() }

// Send enqueues the messages in one transaction: after an error none of them is on its queue.
func (b *Broker) Send(ctx context.Context, messages ...bus.Message) error {
	for _, m := range messages {
		if err := m.Check(); err != nil {
			return err
		}
	}
	if len(messages) == 0 {
		return nil
	}
	now := b.Now()
	err := b.db.Write(ctx, func(ctx context.Context, tx *sqldb.Tx) error {
		windows, err := windowsOf(ctx, tx)
		if err != nil {
			return err
		}
		for _, m := range messages {
			known, err := remember(ctx, tx, m, now, windows[m.Queue])
			if err == nil && !known {
				err = enqueue(ctx, tx, m, now)
			}
			if err != nil {
				return fmt.Errorf("message %q for %s: %w", m.ID, m.Queue, err)
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("send: %w", err)
	}
	return nil
}

func enqueue(ctx context.Context, tx *sqldb.Tx, m bus.Message, now time.Time) error {
	properties, err := json.Marshal(m.Properties)
	if err != nil {
		return err
	}
	table, at := "message (queue, id, session, body, properties, enqueued_at)", now
	if m.At.After(now) {
		table, at = "scheduled (queue, id, session, body, properties, due_at)", m.At
	}
	_, err = tx.ExecContext(ctx, "INSERT INTO "+table+" VALUES (?, ?, ?, ?, ?, ?)",
		m.Queue, m.ID, m.Session, bytesOf(m.Body), string(properties), at.UnixNano())
	return err
}

// bytesOf keeps an empty body from becoming NULL.
func bytesOf(body []byte) []byte {
	if body == nil {
		return []byte{}
	}
	return body
}

const reach = "SELECT EXISTS (SELECT 1 FROM message WHERE queue = ?1)"

// Reach says whether the file can be read; any queue answers then, since one comes into being with its first message.
func (b *Broker) Reach(ctx context.Context, queue string) error {
	var occupied bool
	if err := b.db.QueryRowContext(ctx, reach, queue).Scan(&occupied); err != nil {
		return fmt.Errorf("reach %s: %w", queue, err)
	}
	return nil
}

// Depth counts the messages on the queue, locked and scheduled ones among them.
func (b *Broker) Depth(ctx context.Context, queue string) (int, error) {
	var n int
	err := b.db.QueryRowContext(ctx, `
		SELECT (SELECT count(*) FROM message WHERE queue = ?1) + (SELECT count(*) FROM scheduled WHERE queue = ?1)`, queue).Scan(&n)
	if err != nil {
		return 0, fmt.Errorf("count messages on %s: %w", queue, err)
	}
	return n, nil
}
