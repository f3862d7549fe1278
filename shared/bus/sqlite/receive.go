package sqlite

import (
	"cmp"
	"context"
	"crypto/rand"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"waybill/shared/bus"
	"waybill/shared/sqldb"
)

const (
	// promote puts due messages at the end of the queue, the one that was due first in front.
	promote = `
		INSERT INTO message (queue, id, session, body, properties, enqueued_at)
		SELECT queue, id, session, body, properties, due_at FROM scheduled
		WHERE queue = ?1 AND due_at <= ?2 ORDER BY due_at, number`
	promoted = `DELETE FROM scheduled WHERE queue = ?1 AND due_at <= ?2`

	// freeSession finds a session of which no message is locked. It walks from one session's name to the next, not
	// over the messages: a session with a long backlog costs no more than one with a single message. The oldest head
	// comes first, and a head that failed before comes after those that did not, so that it cannot hold them up.
	freeSession = `
		WITH RECURSIVE session (name) AS (
			SELECT min(session) FROM message WHERE queue = ?1
			UNION ALL
			SELECT (SELECT min(session) FROM message WHERE queue = ?1 AND session > name) FROM session WHERE name IS NOT NULL
		)
		SELECT session.name FROM session
		JOIN message AS head ON head.sequence = (SELECT min(sequence) FROM message WHERE queue = ?1 AND session = name)
		WHERE NOT EXISTS (
			SELECT 1 FROM message WHERE queue = ?1 AND session = name AND locked_until > ?2 AND locked_until > 0
		)
		ORDER BY head.delivery_count, head.sequence LIMIT 1`

	// anyMessage and anySession tell whether it is worth taking the write lock: hosts poll, and mostly there is nothing,
	// or somebody has it.
	anyMessage = "SELECT EXISTS (SELECT 1 FROM message WHERE queue = ?1 AND locked_until <= ?2) OR " + anyDue
	anySession = "SELECT EXISTS (" + freeSession + ") OR " + anyDue
	anyDue     = "EXISTS (SELECT 1 FROM scheduled WHERE queue = ?1 AND due_at <= ?2)"

	ofSession = "queue = ?1 AND session = ?3"
	ofAny     = "queue = ?1 AND locked_until <= ?2"

	lock = `
		UPDATE message SET lock_token = ?4, locked_until = ?5, delivery_count = delivery_count + 1
		WHERE sequence IN (SELECT sequence FROM message WHERE %s ORDER BY sequence LIMIT ?6)
		RETURNING sequence, id, session, body, properties, enqueued_at, delivery_count, dead_letter`
)

// Receive locks up to max messages and gives them in order.
func (b *Broker) Receive(ctx context.Context, queue string, sessions bool, max int, hold time.Duration) ([]bus.Received, error) {
	now := b.Now()
	look, which := anyMessage, ofAny
	if sessions {
		look, which = anySession, ofSession
	}
	var worthwhile bool
	if err := b.db.QueryRowContext(ctx, look, queue, now.UnixNano()).Scan(&worthwhile); err != nil {
		return nil, fmt.Errorf("look at %s: %w", queue, err)
	}
	if !worthwhile {
		return nil, nil
	}
	var received []bus.Received
	err := b.db.Write(ctx, func(ctx context.Context, tx *sqldb.Tx) error {
		for _, statement := range []string{promote, promoted} {
			if _, err := tx.ExecContext(ctx, statement, queue, now.UnixNano()); err != nil {
				return err
			}
		}
		session := ""
		if sessions {
			err := tx.QueryRowContext(ctx, freeSession, queue, now.UnixNano()).Scan(&session)
			if errors.Is(err, sql.ErrNoRows) {
				return nil
			}
			if err != nil {
				return err
			}
		}
		token, until := rand.Text(), now.Add(hold)
		rows, err := tx.QueryContext(ctx, fmt.Sprintf(lock, which), queue, now.UnixNano(), session, token, until.UnixNano(), max)
		if err != nil {
			return err
		}
		received, err = scan(rows, bus.Received{Message: bus.Message{Queue: queue}, LockToken: token, LockedUntil: until})
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("receive from %s: %w", queue, err)
	}
	return received, nil
}

// scan reads the locked messages, which SQLite gives in any order; the template holds what they have in common.
func scan(rows *sql.Rows, template bus.Received) ([]bus.Received, error) {
	defer rows.Close()
	var all []bus.Received
	for rows.Next() {
		r := template
		var properties []byte
		var enqueuedAt int64
		err := rows.Scan(&r.SequenceNumber, &r.ID, &r.Session, &r.Body, &properties, &enqueuedAt, &r.DeliveryCount, &r.DeadLetter)
		if err != nil {
			return nil, err
		}
		if err := json.Unmarshal(properties, &r.Properties); err != nil {
			return nil, fmt.Errorf("properties of message %d: %w", r.SequenceNumber, err)
		}
		r.EnqueuedAt = time.Unix(0, enqueuedAt).UTC()
		all = append(all, r)
	}
	slices.SortFunc(all, func(a, b bus.Received) int { return cmp.Compare(a.SequenceNumber, b.SequenceNumber) })
	return all, rows.Err()
}
