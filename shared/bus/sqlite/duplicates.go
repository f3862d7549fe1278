package sqlite

import (
	"context"
	"fmt"
	"time"

	"waybill/shared/bus"
	"waybill/shared/sqldb"
)

const (
	detect = `
		INSERT INTO duplicate_detection (queue, window) VALUES (?1, ?2)
		ON CONFLICT (queue) DO UPDATE SET window = excluded.window`
	detectNoMore = "DELETE FROM duplicate_detection WHERE queue = ?"
	forget       = "DELETE FROM sent_id WHERE queue = ? AND sent_at <= ?"
	forgetAll    = "DELETE FROM sent_id WHERE queue = ?"
	note         = "INSERT INTO sent_id (queue, id, sent_at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING"
)

// DetectDuplicates makes the queue drop what has the id of a message sent less than the window ago. It is a property of
// the file, so that it holds for every process that sends.
func (b *Broker) DetectDuplicates(ctx context.Context, queue string, window time.Duration) error {
	err := b.db.Write(ctx, func(ctx context.Context, tx *sqldb.Tx) error {
		if window > 0 {
			_, err := tx.ExecContext(ctx, detect, queue, int64(window))
			return err
		}
		for _, statement := range []string{detectNoMore, forgetAll} {
			if _, err := tx.ExecContext(ctx, statement, queue); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("detect duplicates on %s: %w", queue, err)
	}
	return nil
}

// windowsOf gives the windows of the queues that detect duplicates, once per Send: there are mostly none.
func windowsOf(ctx context.Context, tx *sqldb.Tx) (map[string]time.Duration, error) {
	rows, err := tx.QueryContext(ctx, "SELECT queue, window FROM duplicate_detection")
	if err != nil {
		return nil, fmt.Errorf("find the queues that detect duplicates: %w", err)
	}
	defer rows.Close()
	windows := map[string]time.Duration{}
	for rows.Next() {
		var queue string
		var window time.Duration
		if err := rows.Scan(&queue, &window); err != nil {
			return nil, fmt.Errorf("find the queues that detect duplicates: %w", err)
		}
		windows[queue] = window
	}
	return windows, rows.Err()
}

// remember notes the id of a message, if its queue has a window, and reports whether the queue knew it. The ids whose
// window is over go first, so a queue never remembers more than was sent to it within one window.
func remember(ctx context.Context, tx *sqldb.Tx, m bus.Message, now time.Time, window time.Duration) (known bool, err error) {
	if window <= 0 || m.ID == "" {
		return false, nil
	}
	if _, err := tx.ExecContext(ctx, forget, m.Queue, now.Add(-window).UnixNano()); err != nil {
		return false, err
	}
	result, err := tx.ExecContext(ctx, note, m.Queue, m.ID, now.UnixNano())
	if err != nil {
		return false, err
	}
	noted, err := result.RowsAffected()
	return noted == 0, err
}
