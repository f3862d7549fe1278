package operations_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"

	"golang.org/x/sync/errgroup"

	"waybill/shared/custody"
	"waybill/shared/operations"
	"waybill/shared/problem"
)

// Of many requests at once with one key, one makes the operation and all get it.
func TestConcurrentRequestsWithOneKey(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	var all errgroup.Group
	ids := make([]string, 16)
	for i := range ids {
		all.Go(func() error {
			op, err := o.Accept(t.Context(), miner, "key", register(wafer))
			ids[i] = op.ID
			return err
		})
	}
	err := all.Wait()
	if err != nil && !errors.Is(err, problem.AssetBusy) {
		t.Fatal(err)
	}
	if err != nil {
		t.Errorf("a request was told to wait for itself: %v", err)
	}
	if counts, err := o.store.Counts(t.Context()); err != nil || counts[operations.Accepted] != 1 {
		t.Errorf("there are %v, %v", counts, err)
	}
	for _, id := range ids {
		if id != custody.OperationID(miner, "key") {
			t.Errorf("somebody got %q", id)
		}
	}
}

// Of many requests at once with keys of their own for one asset, one is accepted and the others are told to wait.
func TestConcurrentRequestsForOneAsset(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	var all errgroup.Group
	var mu sync.Mutex
	accepted := 0
	for i := range 16 {
		all.Go(func() error {
			_, err := o.Accept(t.Context(), miner, fmt.Sprint("key ", i), register(wafer))
			if errors.Is(err, problem.AssetBusy) {
				return nil
			}
			mu.Lock()
			defer mu.Unlock()
			accepted++
			return err
		})
	}
	if err := all.Wait(); err != nil || accepted != 1 {
		t.Errorf("%d were accepted, %v", accepted, err)
	}
}

// An overtaken view says what it knows only after the first of two equal requests has been carried out.
type overtaken struct {
	network
	first func()
}

// Asset lets the first request go ahead.
func (v overtaken) Asset(ctx context.Context, id custody.AssetID) (custody.Asset, bool, error) {
	v.first()
	return v.network.Asset(ctx, id)
}

// A request that is overtaken by its own repetition, until that is recorded, is not refused for its own effect.
func TestAnOvertakenRequestGetsItsOwnOperation(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	var first operations.Operation
	slow := o.Desk
	slow.View = overtaken{o.view, func() {
		first = o.accept("key", register(wafer))
		if err := o.store.Advance(t.Context(), miner, first.ID, operations.Outcome{Status: operations.Recorded}); err != nil {
			t.Fatal(err)
		}
		o.view.assets[wafer] = custody.Asset{ID: wafer, Kind: custody.KindItem, Status: custody.StatusActive, Holder: miner, Owner: miner, Version: 1}
	}}
	got, err := slow.Accept(t.Context(), miner, "key", register(wafer))
	if err != nil || got.ID != first.ID || got.Status != operations.Recorded {
		t.Fatalf("%s %s, %v", got.ID, got.Status, err)
	}
	o.refused(problem.AlreadyExists, "another key", register(wafer))
}

// A blinking store answers once and is away from then on.
type blinking struct {
	operations.Store
	answers int
}

// Get answers once.
func (s *blinking) Get(ctx context.Context, organization custody.OrganizationID, id string) (operations.Operation, bool, error) {
	if s.answers++; s.answers > 1 {
		return operations.Operation{}, false, errors.New("the store is away")
	}
	return s.Store.Get(ctx, organization, id)
}

// A request that cannot be told from its own repetition is not refused: the caller tries again.
func TestARefusalNeedsTheStore(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.Store = &blinking{Store: o.store}
	_, err := o.Accept(t.Context(), miner, "key", &custody.OfferHandover{Asset: wafer, To: string(maker)})
	if p := (*problem.Problem)(nil); err == nil || errors.As(err, &p) {
		t.Errorf("it was refused: %v", err)
	}
}
