package sim

import (
	"context"
	"time"

	"waybill/shared/custody"
	"waybill/shared/operations"
)

// A store keeps the operations, over a network that loses calls. It holds what is told of them against the chain.
type store struct {
	*world
	operations.Store
}

// Create inserts an operation.
func (s store) Create(ctx context.Context, o operations.Operation) (stored operations.Operation, created bool, err error) {
	err = s.write("operations.create", func() (err error) {
		stored, created, err = s.Store.Create(ctx, o)
		return err
	})
	return stored, created, err
}

// Get gives an operation.
func (s store) Get(ctx context.Context, organization custody.OrganizationID, id string) (operations.Operation, bool, error) {
	if err := s.read("operations.get"); err != nil {
		return operations.Operation{}, false, err
	}
	return s.Store.Get(ctx, organization, id)
}

// Claimant gives who holds a claim.
func (s store) Claimant(ctx context.Context, claim string) (string, error) {
	if err := s.read("operations.claimant"); err != nil {
		return "", err
	}
	return s.Store.Claimant(ctx, claim)
}

// Advance moves an operation forward.
func (s store) Advance(ctx context.Context, organization custody.OrganizationID, id string, news operations.Outcome) error {
	return s.AdvanceAll(ctx, []operations.Move{{Organization: organization, Operation: id, Outcome: news}})
}

// AdvanceAll moves many operations forward.
func (s store) AdvanceAll(ctx context.Context, moves []operations.Move) error {
	return s.write("operations.advance", func() error {
		for _, m := range moves {
			s.checkNews(m)
			s.event("told", m.Operation, m.Status)
		}
		return s.Store.AdvanceAll(ctx, moves)
	})
}

// Waiting gives operations that stand still.
func (s store) Waiting(ctx context.Context, states []operations.Status, behind operations.Operation, before time.Time, limit int) ([]operations.Operation, error) {
	if err := s.read("operations.waiting"); err != nil {
		return nil, err
	}
	return s.Store.Waiting(ctx, states, behind, before, limit)
}

// Backlogs counts what is open.
func (s store) Backlogs(ctx context.Context) ([]operations.Backlog, error) {
	if err := s.read("operations.backlogs"); err != nil {
		return nil, err
	}
	return s.Store.Backlogs(ctx)
}

// SetAside keeps a message.
func (s store) SetAside(ctx context.Context, message operations.SetAside) error {
	return s.write("operations.setaside", func() error { return s.Store.SetAside(ctx, message) })
}
