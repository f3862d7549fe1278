// Package azuretable keeps operations in a table of Azure Table Storage. Start with [Open].
//
// One transaction of the service covers one partition, so a row and its claims, which are global, cannot be written
// together. The row is what counts. It is inserted first as an attempt, pending, which nobody sees as an operation; then
// each of its claims is taken, in a partition of its own, with an entity that names the attempt; then the row becomes
// an accepted operation, if it is still the version that was inserted. That one write is the moment of acceptance. A
// claim means something only while the attempt that it names is an open operation. Whoever meets a claim of a pending
// attempt ends that attempt, one way or the other: it deletes the row, so that it can never be accepted, or does what is
// left to do for it. Nobody waits for anybody, no clock is needed for that, and who dies in between keeps nothing from the
// others. What nobody meets [Store.RemoveAbandoned] deletes. docs/adr says why it is safe and why it ends.
//
// Rows lie in sixteen partitions by a hash of their id:
//
//	r{id}                        an operation or a pending attempt
//	b{id}.{n}                    what of it is too long for one entity
//	p{accepted}{id}              which attempts are pending, in order of their time
//	w{state}{changed}{id}        which operations have a state, in order of their last change
//	t{signer}-{organisation}     how many operations there are in each state
//	g{signer}                    the gate: every open operation of the signer writes it when it is accepted, and an
//	                             operation that drains the signer closes it
//
// An operation's entities change in one transaction, so the counts and the order are exact. The other partitions are
// "c{hash}" for each claim, "k{xx}" for the commands, and "s" for messages that were set aside.
package azuretable

import (
	"context"
	"fmt"
	"math/rand/v2"
	"time"

	"golang.org/x/sync/errgroup"

	"waybill/shared/custody"
	"waybill/shared/operations"
	"waybill/shared/retry"
	"waybill/shared/tables"
)

// table is the name of the table in which a system keeps its operations.
const table = "waybilloperations"

// readers is how many requests one call has on their way at once.
const readers = 10

// A Place says where the table is; without a name it is waybilloperations.
type Place = tables.Place

var _ operations.Store = (*Store)(nil)

// A service is a table as the store uses it; [tables.Table] is one.
type service interface {
	Get(ctx context.Context, partition, row string) (tables.Entity, bool, error)
	List(ctx context.Context, r tables.Range, limit int, use func(tables.Entity) error) error
	Put(ctx context.Context, e tables.Entity) error
	Commit(ctx context.Context, writes ...tables.Write) ([]string, error)
}

// A Store keeps operations in a table. It is safe for concurrent use, also by several processes.
type Store struct {
	// Now says when an operation was last changed; time.Now if Open made the store.
	Now func() time.Time

	table   service
	readers int
	pause   func(ctx context.Context, conflicts int) error // after so many conflicts in a row
	turns   [shards]chan struct{}                          // who in this process writes to a partition; saves conflicts, nothing else
}

// Open gives the store at the place. With an Endpoint it asks nobody yet, and the table has to be there when it does;
// with a Connection it creates the table.
func Open(ctx context.Context, p Place) (*Store, error) {
	if p.Table == "" {
		p.Table = table
	}
	t, err := tables.Open(ctx, p)
	if err != nil {
		return nil, fmt.Errorf("open operations in Table Storage: %w", err)
	}
	return newStore(t, readers, pause), nil
}

func newStore(t service, readers int, pause func(context.Context, int) error) *Store {
	s := &Store{Now: time.Now, table: t, readers: readers, pause: pause}
	for i := range s.turns {
		s.turns[i] = make(chan struct{}, 1)
	}
	return s
}

// Close does nothing: a table needs no closing.
func (s *Store) Close() error { return nil }

// pause waits a random time, up to twice as long after each conflict, so that those who write to one partition do not
// meet for ever.
func pause(ctx context.Context, conflicts int) error {
	wait := time.NewTimer(rand.N(retry.Delay(conflicts, 2*time.Millisecond, 200*time.Millisecond) + 1))
	defer wait.Stop()
	select {
	case <-wait.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// turn does something alone in this process with a shard's counts.
func (s *Store) turn(ctx context.Context, shard int, do func() error) error {
	select {
	case s.turns[shard] <- struct{}{}:
	case <-ctx.Done():
		return ctx.Err()
	}
	defer func() { <-s.turns[shard] }()
	return do()
}

// each does n things, several at once. The first error ends the others.
func (s *Store) each(ctx context.Context, n int, do func(ctx context.Context, i int) error) error {
	if n == 1 || s.readers == 1 {
		for i := range n {
			if err := do(ctx, i); err != nil {
				return err
			}
		}
		return nil
	}
	all, ctx := errgroup.WithContext(ctx)
	all.SetLimit(s.readers)
	for i := range n {
		all.Go(func() error { return do(ctx, i) })
	}
	return all.Wait()
}

// Get gives the organisation's operation.
func (s *Store) Get(ctx context.Context, organization custody.OrganizationID, id string) (operations.Operation, bool, error) {
	r, found, err := s.read(ctx, id)
	if err != nil {
		return operations.Operation{}, false, fmt.Errorf("find operation %s: %w", id, err)
	}
	if !found || r.pending || r.Organization != organization {
		return operations.Operation{}, false, nil
	}
	return r.Operation, true, nil
}

// ByCommand gives the operation with the command id.
func (s *Store) ByCommand(ctx context.Context, command custody.Digest) (operations.Operation, bool, error) {
	e, found, err := s.table.Get(ctx, commandPartition(command), command.Hex())
	if err == nil && found {
		var r *record
		if r, found, err = s.read(ctx, e.Text("Operation")); found && !r.pending && r.Command == command {
			return r.Operation, true, nil
		}
	}
	if err != nil {
		return operations.Operation{}, false, fmt.Errorf("find the operation of command %s: %w", command, err)
	}
	return operations.Operation{}, false, nil
}

// Claimant gives the id of the open operation that holds the claim.
func (s *Store) Claimant(ctx context.Context, claim string) (string, error) {
	e, found, err := s.table.Get(ctx, claimPartition(claim), claimKey)
	if err == nil && found {
		var state standing
		if _, state, err = s.holder(ctx, e); err == nil && state == open {
			return e.Text("Operation"), nil
		}
	}
	if err != nil {
		return "", fmt.Errorf("find who claims %s: %w", claim, err)
	}
	return "", nil
}
