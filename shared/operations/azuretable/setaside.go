package azuretable

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"time"

	"waybill/shared/operations"
	"waybill/shared/tables"
)

// Messages that were set aside lie in one partition, because there should be none:
//
//	!next                  how many there are
//	d{hash}                one entity for each queue, id and body, so that it is kept once
//	m{time}{number}        the message
const asidePartition = "s"

const nextKey = "!next"

// SetAside keeps a message that nobody can act on.
func (s *Store) SetAside(ctx context.Context, m operations.SetAside) error {
	if m.At.IsZero() {
		m.At = s.Now()
	}
	if err := s.setAside(ctx, m); err != nil {
		return fmt.Errorf("set message %q of %s aside: %w", m.MessageID, m.Queue, err)
	}
	return nil
}

func (s *Store) setAside(ctx context.Context, m operations.SetAside) error {
	once := tables.NewEntity(asidePartition, "d"+fingerprint(m))
	for conflicts := 0; ; conflicts++ {
		if err := s.pause(ctx, conflicts); err != nil {
			return err
		}
		if _, known, err := s.table.Get(ctx, asidePartition, once.RowKey); known || err != nil {
			return err
		}
		next, found, err := s.table.Get(ctx, asidePartition, nextKey)
		if err != nil {
			return err
		}
		number, counted := int64(0), tables.NewEntity(asidePartition, nextKey)
		count := tables.Insert(counted)
		if found {
			if number, err = next.Number("Next"); err != nil {
				return err
			}
			count = tables.Replace(counted, next.ETag)
		}
		counted.SetNumber("Next", number+1)
		message, err := entityOfMessage(m, number)
		if err != nil {
			return err
		}
		if _, err := s.table.Commit(ctx, count, tables.Insert(once), tables.Insert(message)); !errors.Is(err, tables.ErrConflict) {
			return err
		}
	}
}

// SetAsides gives the messages that were set aside, oldest first.
func (s *Store) SetAsides(ctx context.Context, limit int) ([]operations.SetAside, error) {
	var all []operations.SetAside
	if limit <= 0 {
		return all, nil
	}
	err := s.table.List(ctx, tables.Range{Partition: asidePartition, From: "m", Before: "n"}, limit, func(e tables.Entity) error {
		m, err := messageOf(e)
		all = append(all, m)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("list the messages set aside: %w", err)
	}
	return all, nil
}

// fingerprint tells queue, id and body from all others.
func fingerprint(m operations.SetAside) string {
	h := sha256.New()
	for _, part := range [][]byte{[]byte(m.Queue), []byte(m.MessageID), m.Body} {
		h.Write(binary.AppendUvarint(nil, uint64(len(part))))
		h.Write(part)
	}
	return hex.EncodeToString(h.Sum(nil))
}

func entityOfMessage(m operations.SetAside, number int64) (tables.Entity, error) {
	e := tables.NewEntity(asidePartition, fmt.Sprintf("m%s%016x", sortable(m.At), number))
	e.SetText("Queue", m.Queue)
	e.SetText("MessageId", m.MessageID)
	e.SetNumber("At", m.At.UnixNano())
	return e, errors.Join(e.SetBytes("Body", m.Body), e.SetBytes("Reason", []byte(m.Reason)))
}

func messageOf(e tables.Entity) (operations.SetAside, error) {
	at, err1 := e.Number("At")
	body, err2 := e.Bytes("Body")
	reason, err3 := e.Bytes("Reason")
	return operations.SetAside{
		Queue: e.Text("Queue"), MessageID: e.Text("MessageId"), Body: body, Reason: string(reason), At: time.Unix(0, at).UTC(),
	}, errors.Join(err1, err2, err3)
}
