package sqlite

import (
	"context"
	"crypto/sha256"
	"fmt"
	"time"

	"waybill/shared/operations"
	"waybill/shared/sqldb"
)

// SetAside keeps a message that nobody can act on.
func (s *Store) SetAside(ctx context.Context, m operations.SetAside) error {
	at := m.At
	if at.IsZero() {
		at = s.Now()
	}
	digest := sha256.Sum256(m.Body)
	err := s.db.Write(ctx, func(ctx context.Context, tx *sqldb.Tx) error {
		_, err := tx.ExecContext(ctx, "INSERT OR IGNORE INTO set_aside (queue, message_id, digest, body, reason, at) VALUES (?, ?, ?, ?, ?, ?)",
			m.Queue, m.MessageID, digest[:], blob(m.Body), m.Reason, at.UnixNano())
		return err
	})
	if err != nil {
		return fmt.Errorf("set message %q of %s aside: %w", m.MessageID, m.Queue, err)
	}
	return nil
}

// SetAsides gives the messages that were set aside, oldest first.
func (s *Store) SetAsides(ctx context.Context, limit int) ([]operations.SetAside, error) {
	rows, err := s.db.QueryContext(ctx, "SELECT queue, message_id, body, reason, at FROM set_aside ORDER BY at, rowid LIMIT ?", max(limit, 0))
	if err != nil {
		return nil, fmt.Errorf("list the messages set aside: %w", err)
	}
	defer rows.Close()
	var all []operations.SetAside
	for rows.Next() {
		var m operations.SetAside
		var at int64
		if err := rows.Scan(&m.Queue, &m.MessageID, &m.Body, &m.Reason, &at); err != nil {
			return nil, fmt.Errorf("list the messages set aside: %w", err)
		}
		m.At = time.Unix(0, at).UTC()
		all = append(all, m)
	}
	return all, rows.Err()
}
