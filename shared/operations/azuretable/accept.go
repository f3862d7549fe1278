package azuretable

import (
	"context"
	"errors"

	"waybill/shared/custody"
	"waybill/shared/operations"
	"waybill/shared/tables"
)

// accept makes an operation of an attempt that has its claims: the moment of acceptance. It is false if the attempt was
// ended by somebody else.
//
// The transaction writes the signer's gate of its shard too, as it was read. Whoever drains the signer writes its name
// into every gate before it is accepted; so either it was not yet there when this operation was accepted, or it is seen
// here.
func (s *Store) accept(ctx context.Context, r *record) (bool, error) {
	for conflicts := 0; ; conflicts++ {
		if err := s.pause(ctx, conflicts); err != nil {
			return false, err
		}
		var drain *record
		err := s.turn(ctx, shardOf(r.ID), func() (err error) {
			drain, err = s.tryAccept(ctx, r)
			return err
		})
		if drain != nil {
			if err := s.giveWay(ctx, r, drain); err != nil {
				return false, err
			}
			continue
		}
		if err == nil {
			return true, nil
		}
		if !errors.Is(err, tables.ErrConflict) {
			return false, err
		}
		now, found, err := s.read(ctx, r.ID)
		switch {
		case err != nil:
			return false, err
		case !found && r.etag == "":
			continue // it was a count or the gate
		case !found || now.attempt != r.attempt:
			return false, nil
		case !now.pending:
			return true, nil
		}
		r.etag = now.etag
	}
}

// tryAccept reads the gate and the counts and writes all that acceptance consists of. If a pending attempt is draining
// the signer, it gives that and writes nothing.
func (s *Store) tryAccept(ctx context.Context, r *record) (drain *record, err error) {
	partition := partitionOf(shardOf(r.ID))
	var gate tables.Write
	var t *tally
	err = s.each(ctx, 2, func(ctx context.Context, i int) (err error) {
		if i == 0 {
			t, err = s.tally(ctx, partition, r.Signer, r.Organization)
		} else if !r.Status.Done() {
			drain, gate, err = s.pass(ctx, partition, r)
		}
		return err
	})
	if drain != nil || err != nil {
		return drain, err
	}
	t.count[r.Status]++
	writes, err := r.accepts()
	if err != nil {
		return nil, err
	}
	writes = append(writes, tables.Insert(tables.NewEntity(partition, waitingKey(r.Status, r.UpdatedAt, r.ID))), t.write())
	if !r.Status.Done() {
		writes = append(writes, gate)
	}
	_, err = s.table.Commit(ctx, writes...)
	return nil, err
}

// accepts gives the writes that make the row an operation's: the row as it is, or the one word that it lacks.
func (r *record) accepts() ([]tables.Write, error) {
	if r.etag == "" {
		return r.inserts()
	}
	e := tables.NewEntity(partitionOf(shardOf(r.ID)), rowKey(r.ID))
	e.Properties["Pending"] = false
	return []tables.Write{tables.Merge(e, r.etag), tables.Delete(r.pendingEntity(), tables.Any)}, nil
}

// pass gives the write with which an operation passes its signer's gate: one that leaves the gate open and fails if it
// was closed meanwhile. If a pending attempt has closed it, it gives that instead.
func (s *Store) pass(ctx context.Context, partition string, r *record) (drain *record, through tables.Write, err error) {
	free := tables.NewEntity(partition, gateKey(r.Signer))
	e, found, err := s.table.Get(ctx, partition, free.RowKey)
	switch {
	case err != nil:
		return nil, tables.Write{}, err
	case !found:
		return nil, tables.Insert(free), nil
	case e.Text("Operation") == "":
		return nil, tables.Replace(free, e.ETag), nil
	case r.isNamed(e): // it drains its own signer
		r.names(free)
		return nil, tables.Replace(free, e.ETag), nil
	}
	holder, state, err := s.holder(ctx, e)
	switch {
	case err != nil:
		return nil, tables.Write{}, err
	case state == open:
		return nil, tables.Write{}, &operations.ClaimedError{Claim: custody.SignerClaim(r.Signer), Operation: holder.ID}
	case state == pending:
		return holder, tables.Write{}, nil
	}
	return nil, tables.Replace(free, e.ETag), nil
}

// closeGates writes the attempt's name into every gate of the signers that it drains. It has all its claims, so nobody
// else who drains them has any more to say.
func (s *Store) closeGates(ctx context.Context, r *record) error {
	for _, claim := range claimsOf(r) {
		signer, ok := drains(claim)
		if !ok {
			continue
		}
		err := s.each(ctx, shards, func(ctx context.Context, shard int) error {
			return s.closeGate(ctx, r, tables.NewEntity(partitionOf(shard), gateKey(signer)))
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// closeGate closes one gate. The row is read after the gate, so that an attempt that was ended closes no gate that
// another has closed since.
func (s *Store) closeGate(ctx context.Context, r *record, closed tables.Entity) error {
	r.names(closed)
	for conflicts := 0; ; conflicts++ {
		if err := s.pause(ctx, conflicts); err != nil {
			return err
		}
		e, found, err := s.table.Get(ctx, closed.PartitionKey, closed.RowKey)
		if err != nil || found && r.isNamed(e) {
			return err
		}
		if _, state, err := s.stateOf(ctx, r.ID, r.attempt); err != nil || state != pending {
			return err // if it was ended, accept finds that out
		}
		write := tables.Insert(closed)
		if found {
			write = tables.Replace(closed, e.ETag)
		}
		if _, err := s.table.Commit(ctx, write); !errors.Is(err, tables.ErrConflict) {
			return err
		}
	}
}
