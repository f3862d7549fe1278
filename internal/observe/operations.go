package observe

import (
	"context"
	"errors"
	"time"

	"go.opentelemetry.io/otel/attribute"

	"waybill/shared/custody"
	"waybill/shared/operations"
)

// Operations gives the store under observation: what is new, and what became of it.
func (o *Observer) Operations(store operations.Store) operations.Store {
	return &operationStore{store, o}
}

type operationStore struct {
	operations.Store
	observer *Observer
}

// Create implements operations.Store.
func (s *operationStore) Create(ctx context.Context, o operations.Operation) (operations.Operation, bool, error) {
	stored, created, err := s.Store.Create(ctx, o)
	if created {
		s.observer.counts.moved(stored.Status)
		s.observer.known.add(stored.Command, stored.ID)
		if a, asked := ctx.Value(acceptanceKey{}).(*acceptance); asked {
			a.created = true
		}
	}
	return stored, created, err
}

// Advance implements operations.Store.
func (s *operationStore) Advance(ctx context.Context, organization custody.OrganizationID, id string, news operations.Outcome) error {
	began := time.Now()
	err := s.Store.Advance(ctx, organization, id, news)
	s.advanced(ctx, began, operations.Move{Organization: organization, Operation: id, Outcome: news}, err)
	return err
}

// AdvanceAll implements operations.Store.
func (s *operationStore) AdvanceAll(ctx context.Context, moves []operations.Move) error {
	began := time.Now()
	err := s.Store.AdvanceAll(ctx, moves)
	var refused operations.MoveErrors
	some := errors.As(err, &refused)
	for _, m := range moves {
		failed := err
		if some {
			failed = nil
			for i := range refused {
				if refused[i].Operation == m.Operation && refused[i].Status == m.Status {
					failed = &refused[i]
				}
			}
		}
		s.advanced(ctx, began, m, failed)
	}
	return err
}

func (s *operationStore) advanced(ctx context.Context, began time.Time, m operations.Move, err error) {
	if err == nil {
		s.observer.counts.moved(m.Status)
	}
	d := deed{name: string(m.Status), began: began, err: err}
	if !m.Transaction.IsZero() {
		d.attributes = []attribute.KeyValue{attribute.String("waybill.transaction", m.Transaction.Hex()), attribute.Int64("waybill.block", int64(m.Block))} //nolint:gosec // a block's number
	}
	if m.Problem != nil {
		d.attributes = append(d.attributes, attribute.String("waybill.problem", m.Problem.Type))
	}
	s.observer.add(ctx, m.Operation, d)
}

// SetAside implements operations.Store.
func (s *operationStore) SetAside(ctx context.Context, message operations.SetAside) error {
	err := s.Store.SetAside(ctx, message)
	if err == nil {
		s.observer.counts.setAside.Add(1)
	}
	return err
}
