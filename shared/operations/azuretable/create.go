package azuretable

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"waybill/shared/custody"
	"waybill/shared/operations"
	"waybill/shared/tables"
)

// Create inserts the operation and takes its claims, or gives the row that is there. After an error that is no
// [operations.ClaimedError] the operation may be accepted at any later time, by whoever meets what was begun.
func (s *Store) Create(ctx context.Context, o operations.Operation) (operations.Operation, bool, error) {
	stored, created, err := s.create(ctx, o)
	if err != nil {
		return operations.Operation{}, false, fmt.Errorf("create %s: %w", o.ID, err)
	}
	return stored, created, nil
}

func (s *Store) create(ctx context.Context, o operations.Operation) (operations.Operation, bool, error) {
	for conflicts := 0; ; conflicts++ {
		if err := s.pause(ctx, conflicts); err != nil {
			return operations.Operation{}, false, err
		}
		r, err := newAttempt(o)
		if err != nil {
			return operations.Operation{}, false, err
		}
		accepted, err := s.try(ctx, r)
		if accepted || err != nil && !isClaimed(err) {
			return r.Operation, accepted, err
		}
		// The id is somebody else's, or this attempt was ended by somebody who comes first.
		// If a claim was in its way, that counts only if the operation is still not there: otherwise another attempt may
		// have been accepted before the claim was taken.
		there, found, failed := s.read(ctx, o.ID)
		if failed != nil {
			return operations.Operation{}, false, failed
		}
		if found && !there.pending {
			return there.Operation, false, nil
		}
		if err != nil {
			return operations.Operation{}, false, err
		}
		if found {
			if err := s.end(ctx, there, s.abandoned(there)); err != nil {
				return operations.Operation{}, false, err
			}
		}
	}
}

// try begins the attempt and brings it to its end. It is not accepted, and nothing of it is left, if it is false.
func (s *Store) try(ctx context.Context, r *record) (accepted bool, err error) {
	claims := claimsOf(r)
	r.pending = len(claims) > 0
	if !r.pending { // nobody can be in its way, and the row can be inserted as it will be
		if err := s.reference(ctx, r); err != nil {
			return false, err
		}
		return s.accept(ctx, r)
	}
	writes, err := r.inserts()
	if err != nil {
		return false, err
	}
	etags, err := s.table.Commit(ctx, writes...)
	if errors.Is(err, tables.ErrConflict) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	r.etag = etags[0]
	return s.settle(ctx, r)
}

// settle brings a pending attempt to its end, whoever began it. It is then accepted, or it never will be.
// An [operations.ClaimedError] says which open operation keeps it from being accepted.
func (s *Store) settle(ctx context.Context, r *record) (accepted bool, err error) {
	claims := claimsOf(r)
	err = s.each(ctx, len(claims)+1, func(ctx context.Context, i int) error {
		if i == len(claims) {
			return s.reference(ctx, r)
		}
		return s.take(ctx, r, claims[i])
	})
	if err == nil {
		err = s.closeGates(ctx, r)
	}
	if err == nil {
		accepted, err = s.accept(ctx, r)
	}
	if !isClaimed(err) {
		return accepted, err
	}
	// It must not be accepted later, when its creator has been told that it was not.
	if ended := s.abort(ctx, r); ended != nil {
		return false, ended
	}
	now, state, failed := s.stateOf(ctx, r.ID, r.attempt)
	if failed != nil {
		return false, failed
	}
	if now != nil && state != gone { // somebody found the claim free before, and accepted it
		return true, nil
	}
	return false, err
}

// reference makes the operation known by its command.
func (s *Store) reference(ctx context.Context, r *record) error {
	e := tables.NewEntity(commandPartition(r.Command), commandKey(r.Command))
	e.SetText("Operation", r.ID)
	return s.table.Put(ctx, e)
}

// abort deletes a pending attempt, so that it is never accepted. If somebody else has ended it meanwhile, it leaves it.
func (s *Store) abort(ctx context.Context, r *record) error {
	if r.etag == "" {
		return nil // it was never begun
	}
	_, err := s.table.Commit(ctx, r.deletes()...)
	if errors.Is(err, tables.ErrConflict) {
		return nil
	}
	return err
}

// claimsOf gives what the record takes, each once.
func claimsOf(r *record) []string {
	if r.Status.Done() {
		return nil
	}
	return slices.Compact(slices.Sorted(slices.Values(r.Claims)))
}

// drains gives the signer that the claim drains.
func drains(claim string) (custody.Address, bool) {
	var signer custody.Address
	_, text, _ := strings.Cut(claim, ":")
	if signer.UnmarshalText([]byte(text)) != nil {
		return custody.Address{}, false
	}
	return signer, custody.SignerClaim(signer) == claim
}

// before is the order in which attempts that are in each other's way come: those that drain a signer first, then by id.
// Of two, the first deletes the second, and the second helps the first; so help is only given upwards, and ends.
func before(a, b *record) bool {
	if x, y := isDrain(a), isDrain(b); x != y {
		return x
	}
	return a.ID < b.ID
}

func isDrain(r *record) bool {
	return slices.ContainsFunc(r.Claims, func(claim string) bool { _, ok := drains(claim); return ok })
}

// giveWay ends a pending attempt that is in the way of another.
func (s *Store) giveWay(ctx context.Context, r, holder *record) error {
	return s.end(ctx, holder, before(r, holder) || s.abandoned(holder))
}

// end ends a pending attempt, by deleting it or by doing what is left to do for it.
func (s *Store) end(ctx context.Context, r *record, remove bool) error {
	if remove {
		return s.abort(ctx, r)
	}
	if _, err := s.settle(ctx, r); err != nil && !isClaimed(err) {
		return err
	}
	return nil
}

func isClaimed(err error) bool {
	claimed := (*operations.ClaimedError)(nil)
	return errors.As(err, &claimed)
}
