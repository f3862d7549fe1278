package azuretable

import (
	"context"
	"errors"

	"waybill/shared/operations"
	"waybill/shared/tables"
)

// standing is what has become of an attempt.
type standing int

const (
	gone    standing = iota // it was deleted; it never comes back
	pending                 // it may be accepted
	open                    // it is an operation that is not done
	done                    // it is an operation that is done; it never opens again
)

// stateOf says what has become of an attempt, and gives its record unless it is gone.
func (s *Store) stateOf(ctx context.Context, id, attempt string) (*record, standing, error) {
	r, found, err := s.read(ctx, id)
	switch {
	case err != nil:
		return nil, gone, err
	case !found || r.attempt != attempt:
		return nil, gone, nil
	case r.pending:
		return r, pending, nil
	case r.Status.Done():
		return r, done, nil
	}
	return r, open, nil
}

// holder says what has become of the attempt that a claim or a gate names.
func (s *Store) holder(ctx context.Context, e tables.Entity) (*record, standing, error) {
	return s.stateOf(ctx, e.Text("Operation"), e.Text("Attempt"))
}

// names writes into a claim or a gate whose it is.
func (r *record) names(e tables.Entity) {
	e.SetText("Operation", r.ID)
	e.SetText("Attempt", r.attempt)
}

// isNamed reports whether the entity names this attempt.
func (r *record) isNamed(e tables.Entity) bool {
	return e.Text("Operation") == r.ID && e.Text("Attempt") == r.attempt
}

// take takes a claim for a pending attempt. It has the claim on return, for as long as it is not ended.
//
// A claim is replaced only if the attempt that it names was found to be gone or done after the claim was read, and only
// if it is still the version that was read. As neither ever ends, nobody loses a claim that counts.
func (s *Store) take(ctx context.Context, r *record, claim string) error {
	mine := tables.NewEntity(claimPartition(claim), claimKey)
	mine.SetText("Claim", claim)
	r.names(mine)
	write := tables.Insert(mine) // most claims are free
	for conflicts := 0; ; conflicts++ {
		if err := s.pause(ctx, conflicts); err != nil {
			return err
		}
		if _, err := s.table.Commit(ctx, write); !errors.Is(err, tables.ErrConflict) {
			return err
		}
		for {
			e, found, err := s.table.Get(ctx, mine.PartitionKey, mine.RowKey)
			if err != nil || found && r.isNamed(e) {
				return err
			}
			if !found {
				write = tables.Insert(mine)
				break
			}
			holder, state, err := s.holder(ctx, e)
			if err != nil {
				return err
			}
			if state == open {
				return &operations.ClaimedError{Claim: claim, Operation: holder.ID}
			}
			if state == pending {
				if err := s.giveWay(ctx, r, holder); err != nil {
					return err
				}
				continue
			}
			write = tables.Replace(mine, e.ETag)
			break
		}
	}
}

// release deletes the claims of an operation that is done. They mean nothing any more; without it the next one who wants
// them would find that out for himself. So what goes wrong here is nobody's concern.
func (s *Store) release(ctx context.Context, r *record) {
	claims := claimsOf(r)
	_ = s.each(ctx, len(claims), func(ctx context.Context, i int) error {
		e, found, err := s.table.Get(ctx, claimPartition(claims[i]), claimKey)
		if err == nil && found && r.isNamed(e) {
			_, _ = s.table.Commit(ctx, tables.Delete(e, e.ETag))
		}
		return nil
	})
}
