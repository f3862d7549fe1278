// Package operationstest has what tests of operations need: [Run], the suite that every store passes, and
// [NewMemory], a store without a disk.
package operationstest

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"sync"
	"time"

	"waybill/shared/custody"
	"waybill/shared/operations"
)

var _ operations.Store = (*Memory)(nil)

// Memory is a store in memory.
type Memory struct {
	now func() time.Time

	mu     sync.Mutex
	rows   map[string]operations.Operation
	claims map[string]string // claim to operation
	aside  []operations.SetAside
}

// NewMemory makes an empty store that takes the time of changes from now.
func NewMemory(now func() time.Time) *Memory {
	return &Memory{now: now, rows: map[string]operations.Operation{}, claims: map[string]string{}}
}

// Create inserts the operation and its claims, or gives the row that is there.
func (s *Memory) Create(_ context.Context, o operations.Operation) (operations.Operation, bool, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if stored, found := s.rows[o.ID]; found {
		return clone(stored), false, nil
	}
	if !o.Status.Done() {
		for _, claim := range o.Claims {
			if holder := s.claims[claim]; holder != "" {
				return operations.Operation{}, false, &operations.ClaimedError{Claim: claim, Operation: holder}
			}
		}
		draining := custody.SignerClaim(o.Signer)
		if holder := s.claims[draining]; holder != "" {
			return operations.Operation{}, false, &operations.ClaimedError{Claim: draining, Operation: holder}
		}
		for _, claim := range o.Claims {
			s.claims[claim] = o.ID
		}
	}
	s.rows[o.ID] = clone(o)
	return clone(o), true, nil
}

func clone(o operations.Operation) operations.Operation {
	o.Payload, o.Instruction, o.Claims = bytes.Clone(o.Payload), bytes.Clone(o.Instruction), slices.Clone(o.Claims)
	return o
}

// Get gives the organisation's operation.
func (s *Memory) Get(_ context.Context, organization custody.OrganizationID, id string) (operations.Operation, bool, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	o, found := s.rows[id]
	if !found || o.Organization != organization {
		return operations.Operation{}, false, nil
	}
	return clone(o), true, nil
}

// ByCommand gives the operation with the command id.
func (s *Memory) ByCommand(_ context.Context, command custody.Digest) (operations.Operation, bool, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, o := range s.rows {
		if o.Command == command {
			return clone(o), true, nil
		}
	}
	return operations.Operation{}, false, nil
}

// Claimant gives the id of the open operation that holds the claim.
func (s *Memory) Claimant(_ context.Context, claim string) (string, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.claims[claim], nil
}

// Advance moves the operation forward and releases its claims when it is done.
func (s *Memory) Advance(ctx context.Context, organization custody.OrganizationID, id string, news operations.Outcome) error {
	return s.AdvanceAll(ctx, []operations.Move{{Organization: organization, Operation: id, Outcome: news}})
}

// AdvanceAll makes the moves that can be made.
func (s *Memory) AdvanceAll(_ context.Context, moves []operations.Move) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	var refused operations.MoveErrors
	for _, m := range moves {
		if err := s.move(m); err != nil {
			refused = append(refused, operations.MoveError{Move: m, Err: err})
		}
	}
	if refused != nil {
		return refused
	}
	return nil
}

func (s *Memory) move(m operations.Move) error {
	o, found := s.rows[m.Operation]
	if !found || o.Organization != m.Organization {
		return fmt.Errorf("%s has no such operation", m.Organization)
	}
	o, err := o.After(m.Outcome, s.now())
	if err != nil {
		return err
	}
	s.rows[o.ID] = o
	if o.Status.Done() {
		maps.DeleteFunc(s.claims, func(_, holder string) bool { return holder == o.ID })
	}
	return nil
}

// Waiting gives operations that have one of the states and were last changed before the given time, oldest first.
func (s *Memory) Waiting(_ context.Context, states []operations.Status, behind operations.Operation, before time.Time, limit int) ([]operations.Operation, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	var waiting []operations.Operation
	for _, o := range s.rows {
		if slices.Contains(states, o.Status) && o.UpdatedAt.Before(before) && (behind.ID == "" || byAge(o, behind) > 0) {
			waiting = append(waiting, clone(o))
		}
	}
	slices.SortFunc(waiting, byAge)
	return waiting[:min(limit, len(waiting))], nil
}

func byAge(a, b operations.Operation) int {
	return cmp.Or(a.UpdatedAt.Compare(b.UpdatedAt), cmp.Compare(a.ID, b.ID))
}

// RemoveAbandoned does nothing: Create leaves nothing unfinished.
func (s *Memory) RemoveAbandoned(context.Context, int) (int, error) { return 0, nil }

// SetAside keeps a message that nobody can act on.
func (s *Memory) SetAside(_ context.Context, message operations.SetAside) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	known := slices.ContainsFunc(s.aside, func(m operations.SetAside) bool {
		return m.Queue == message.Queue && m.MessageID == message.MessageID && bytes.Equal(m.Body, message.Body)
	})
	if known {
		return nil
	}
	if message.At.IsZero() {
		message.At = s.now()
	}
	message.Body = bytes.Clone(message.Body)
	s.aside = append(s.aside, message)
	return nil
}

// SetAsides gives the messages that were set aside, oldest first.
func (s *Memory) SetAsides(_ context.Context, limit int) ([]operations.SetAside, error) {
	all := s.AllSetAside()
	slices.SortStableFunc(all, func(a, b operations.SetAside) int { return a.At.Compare(b.At) })
	return all[:min(max(limit, 0), len(all))], nil
}

// AllSetAside gives the messages that were set aside, as they came, for a test to look at.
func (s *Memory) AllSetAside() []operations.SetAside {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.aside)
}

// Counts gives the number of operations in each state.
func (s *Memory) Counts(context.Context) (map[operations.Status]int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	counts := map[operations.Status]int{}
	for _, o := range s.rows {
		counts[o.Status]++
	}
	return counts, nil
}

// Backlogs counts the open operations.
func (s *Memory) Backlogs(context.Context) ([]operations.Backlog, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	open := map[operations.Backlog]int{}
	for _, o := range s.rows {
		if !o.Status.Done() {
			open[operations.Backlog{Organization: o.Organization, Signer: o.Signer}]++
		}
	}
	var all []operations.Backlog
	for b, n := range open {
		b.Open = n
		all = append(all, b)
	}
	return all, nil
}
