package azuretable

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"sync/atomic"
	"time"

	"waybill/shared/tables"
)

// patience is how old an attempt may be that others help. Nobody waits any more for the answer to an older one, and its
// command may make no sense by now.
const patience = 5 * time.Minute

// abandoned reports whether the attempt is that old. Either way of ending it is safe, so it does not matter if a clock is
// wrong; if it is very wrong, those who meet may set each other back more than once.
func (s *Store) abandoned(r *record) bool { return s.Now().Sub(r.AcceptedAt) > patience }

// The keys of pending attempts, in order of their time. One is written and deleted in the transactions in which its
// attempt is, so there are as many as attempts that are not ended.
const pendingKeys = "p"

func pendingKey(at time.Time, id string) string {
	return pendingKeys + sortable(at) + hex.EncodeToString([]byte(id))
}

// idOfPending reads a pendingKey.
func idOfPending(key string) (string, error) {
	const header = len(pendingKeys) + 16
	id, err := hex.DecodeString(key[min(header, len(key)):])
	if err != nil || len(id) == 0 {
		return "", fmt.Errorf("the key %q is no attempt's place", key)
	}
	return string(id), nil
}

// pendingEntity is the place of a pending attempt in that order. Its key is all it says.
func (r *record) pendingEntity() tables.Entity {
	return tables.NewEntity(partitionOf(shardOf(r.ID)), pendingKey(r.AcceptedAt, r.ID))
}

// RemoveAbandoned deletes pending attempts that are too old to be helped, and the claims that they have taken. It reads
// one range in each shard, which is empty if nothing was left over. The reference from the command stays: it is one short
// row, and another attempt under the same id may need it at this moment.
func (s *Store) RemoveAbandoned(ctx context.Context, limit int) (int, error) {
	if limit <= 0 {
		return 0, nil
	}
	var found [shards][]string
	old := pendingKeys + sortable(s.Now().Add(-patience))
	err := s.each(ctx, shards, func(ctx context.Context, shard int) error {
		r := tables.Range{Partition: partitionOf(shard), From: pendingKeys, Before: old}
		return s.table.List(ctx, r, limit, func(e tables.Entity) error {
			id, err := idOfPending(e.RowKey)
			found[shard] = append(found[shard], id)
			return err
		})
	})
	var ids []string
	for _, some := range found {
		ids = append(ids, some...)
	}
	ids = ids[:min(limit, len(ids))]
	var removed atomic.Int32
	if err == nil {
		err = s.each(ctx, len(ids), func(ctx context.Context, i int) error {
			gone, err := s.remove(ctx, ids[i])
			if gone {
				removed.Add(1)
			}
			return err
		})
	}
	if err != nil {
		err = fmt.Errorf("remove what was begun and abandoned: %w", err)
	}
	return int(removed.Load()), err
}

// remove ends an attempt if it is abandoned, and reports whether it did. Its claims are deleted only after it was seen to
// be gone: somebody may have accepted it a moment before.
func (s *Store) remove(ctx context.Context, id string) (bool, error) {
	r, found, err := s.read(ctx, id)
	if err != nil || !found || !r.pending || !s.abandoned(r) {
		return false, err
	}
	failed := s.abort(ctx, r) // it may have been carried out nevertheless
	if _, state, err := s.stateOf(ctx, r.ID, r.attempt); err != nil || state != gone {
		return false, errors.Join(failed, err)
	}
	s.release(ctx, []*record{r})
	return true, nil
}
