package showmetrics

import (
	"context"
	"fmt"
	"math/big"
	"slices"
	"time"

	"waybill/shared/azfunc"
	"waybill/shared/chain"
	"waybill/shared/custody"
	"waybill/shared/ledger"
	"waybill/shared/operations"
)

// Figures say how the system gets on. As JSON they are what waybill signer list prints.
type Figures struct {
	Operations  map[operations.Status]int `json:"operations"`            // by state
	OldestOpen  time.Time                 `json:"oldestOpen,omitzero"`   // when the open operation that has stood still the longest was last changed
	SetAside    int                       `json:"setAside"`              // messages that nobody can act on, up to 100
	DeadLetters map[string]int            `json:"deadLetters,omitempty"` // by queue
	Ledger      Ledger                    `json:"ledger"`
	Reachable   bool                      `json:"reachable"` // the node answers; if not, what it would say is missing
	NewestBlock uint64                    `json:"newestBlock,omitempty"`
	FinalBlock  uint64                    `json:"finalBlock,omitempty"`
	Signers     []Signer                  `json:"signers"` // by organisation, in the order in which they were added
}

// A Ledger is how far the ledger has come.
type Ledger struct {
	Rows       uint64    `json:"rows"`
	Checkpoint uint64    `json:"checkpoint"`          // last block of the chain that is in it
	Digest     time.Time `json:"digest,omitzero"`     // when the last digest was made
	Undigested time.Time `json:"undigested,omitzero"` // when the first row that should be in a digest and is not was made, on chain
}

// A Signer is one signing key of an organisation and what it has to do.
type Signer struct {
	Organization  custody.OrganizationID `json:"organization"`
	Address       custody.Address        `json:"address"`
	State         State                  `json:"state"`
	Open          int                    `json:"open"`     // operations that it was given and that are not done
	InFlight      uint64                 `json:"inFlight"` // transactions whose outcome is not told yet
	Unsent        uint64                 `json:"unsent"`   // of those in flight, waiting for the window
	Unfinal       uint64                 `json:"unfinal"`  // of those in flight, in a block that is not final yet
	NextNonce     uint64                 `json:"nextNonce"`
	OldestPending time.Time              `json:"oldestPending,omitzero"` // when the oldest one that is not mined was signed
	Bumps         int                    `json:"bumps"`                  // fees raised, of the first 1000 in flight
	Resends       int                    `json:"resends"`                // broadcasts repeated, of the first 1000 in flight
	Balance       string                 `json:"balance,omitempty"`      // wei, decimal
}

// State is what a signing key is good for.
type State string

// The states of a signing key.
const (
	Pending  State = "pending"  // made here and not on chain: it gets nothing to do yet
	Active   State = "active"   // gets its share of new commands
	Draining State = "draining" // gets nothing new and finishes what it has; then it is removed on chain
	Retired  State = "retired"  // the contract takes it no more
	Foreign  State = "foreign"  // on chain and not here: whoever has it signs by himself
)

// Figures asks every part how it gets on. Without the node there is the rest.
func (s Parts) Figures(ctx context.Context) (Figures, error) {
	counts, err := s.Operations.Counts(ctx)
	if err != nil {
		return Figures{}, fmt.Errorf("count operations: %w", err)
	}
	f := Figures{Operations: counts, Signers: []Signer{}}
	if err := s.standing(ctx, &f); err != nil {
		return Figures{}, err
	}
	if err := s.Members.Snapshot(ctx, func(a ledger.Archive) (err error) { f.Ledger, err = ledgerOf(ctx, a); return err }); err != nil {
		return Figures{}, fmt.Errorf("look how far the ledger is: %w", err)
	}
	if err := s.signers(ctx, &f); err != nil {
		return Figures{}, err
	}
	if err := s.open(ctx, &f); err != nil {
		return Figures{}, err
	}
	if err := s.survey(ctx, &f); err != nil {
		azfunc.Logger(ctx).Warn("there are no figures of the chain", "err", err)
	}
	return f, nil
}

// signers lists the operator's key and those of every member.
func (s Parts) signers(ctx context.Context, f *Figures) error {
	members := []custody.Organization{{ID: operations.Operator}}
	err := s.Members.Snapshot(ctx, func(a ledger.Archive) error {
		return a.Records(ctx, &ledger.Organization{}, func(r ledger.Record) error {
			members = append(members, r.(*ledger.Organization).Organization)
			return nil
		})
	})
	if err != nil {
		return fmt.Errorf("list the members: %w", err)
	}
	for _, m := range members {
		here, err := s.Keys.SignersOf(ctx, m.ID)
		if err != nil {
			here = nil // a member that only the chain knows has no name that a key could have
		}
		for _, k := range m.SigningKeys {
			state, err := s.stateOf(ctx, k, here)
			if err != nil {
				return err
			}
			f.Signers = append(f.Signers, Signer{Organization: m.ID, Address: k.Address, State: state})
		}
		for _, address := range here {
			if slices.ContainsFunc(m.SigningKeys, func(k custody.SigningKey) bool { return k.Address == address }) {
				continue
			}
			state := Pending
			if m.ID == operations.Operator {
				state = Active // the contract's administrator from its first day
			}
			f.Signers = append(f.Signers, Signer{Organization: m.ID, Address: address, State: state})
		}
	}
	return nil
}

func (s Parts) stateOf(ctx context.Context, k custody.SigningKey, here []custody.Address) (State, error) {
	switch {
	case k.Retired:
		return Retired, nil
	case !slices.Contains(here, k.Address):
		return Foreign, nil
	}
	removal, err := s.Operations.Claimant(ctx, custody.SignerClaim(k.Address))
	if err != nil {
		return "", fmt.Errorf("look whether %s is draining: %w", k.Address, err)
	}
	if removal != "" {
		return Draining, nil
	}
	return Active, nil
}

// open says what the signers were given to do.
func (s Parts) open(ctx context.Context, f *Figures) error {
	backlogs, err := s.Operations.Backlogs(ctx)
	if err != nil {
		return fmt.Errorf("count open operations: %w", err)
	}
	for _, b := range backlogs {
		for i := range f.Signers {
			if f.Signers[i].Address == b.Signer {
				f.Signers[i].Open += b.Open
			}
		}
	}
	return nil
}

// survey adds what journal and node say.
func (s Parts) survey(ctx context.Context, f *Figures) error {
	addresses := make([]custody.Address, len(f.Signers))
	for i, signer := range f.Signers {
		addresses[i] = signer.Address
	}
	survey, err := s.Engine.Survey(ctx, addresses)
	if err != nil {
		return err
	}
	balances := make([]*big.Int, len(addresses))
	for i, address := range addresses {
		if balances[i], err = s.Balances.Balance(ctx, address); err != nil {
			return fmt.Errorf("ask for the balance of %s: %w", address, err)
		}
	}
	f.Reachable, f.NewestBlock, f.FinalBlock = true, survey.Newest, survey.Final
	for i := range f.Signers {
		f.Signers[i].add(survey.Standings[i])
		f.Signers[i].Balance = balances[i].String()
	}
	return nil
}

func (s *Signer) add(c chain.Standing) {
	s.InFlight, s.Unsent, s.Unfinal, s.NextNonce = c.InFlight, c.Unsent, c.Unfinal, c.Next
	s.OldestPending, s.Bumps, s.Resends = c.OldestPending, c.Bumps, c.Resends
}
