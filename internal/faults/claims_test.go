package faults_test

import (
	"errors"
	"fmt"
	"maps"
	random "math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/anishathalye/porcupine"

	"waybill/shared/custody"
	"waybill/shared/operations"
)

// What a worker does with claims.
type (
	claiming struct { // create
		operation, claims string // claims are letters
		signer            byte
	}
	finishing struct{ operation string }
	asking    struct{ claim string }
)

// What it is told of a claiming: that the operation was created, was there, or whose operation is in its way.
type claimed struct {
	created bool
	holder  string
}

// An owner is an open operation.
type owner struct {
	claims string
	signer byte
}

// drainOf is the claim of the operation that drains a signer.
func drainOf(signer byte) string { return string('A' + rune(signer)) }

// A register is what a store knows as one worker alone would see it.
type register struct {
	open map[string]owner
	done map[string]bool
}

// claimsModel is what a store promises of claims and of signers that drain: no two open operations have a common claim,
// and none is accepted with a signer that another one drains.
var claimsModel = porcupine.Model{
	Init: func() any { return register{map[string]owner{}, map[string]bool{}} },
	Step: func(state, input, output any) (bool, any) { return state.(register).step(input, output) },
	Equal: func(a, b any) bool {
		x, y := a.(register), b.(register)
		return maps.Equal(x.open, y.open) && maps.Equal(x.done, y.done)
	},
}

func (r register) step(input, output any) (bool, any) {
	switch in := input.(type) {
	case asking:
		holder := ""
		for id, o := range r.open {
			if shares(o.claims, in.claim) {
				holder = id
			}
		}
		return holder == output, r
	case finishing:
		_, open := r.open[in.operation]
		if known := open || r.done[in.operation]; known != output {
			return false, r
		}
		next := register{maps.Clone(r.open), maps.Clone(r.done)}
		delete(next.open, in.operation)
		if open {
			next.done[in.operation] = true
		}
		return true, next
	}
	in, saw := input.(claiming), output.(claimed)
	if _, open := r.open[in.operation]; open || r.done[in.operation] {
		return saw == claimed{}, r
	}
	var inTheWay []string
	for id, o := range r.open {
		if shares(o.claims, in.claims+drainOf(in.signer)) {
			inTheWay = append(inTheWay, id)
		}
	}
	if len(inTheWay) > 0 {
		return !saw.created && slices.Contains(inTheWay, saw.holder), r
	}
	next := register{maps.Clone(r.open), r.done}
	next.open[in.operation] = owner{in.claims, in.signer}
	return saw == claimed{created: true}, next
}

func shares(claims, others string) bool {
	return slices.ContainsFunc([]rune(claims), func(c rune) bool { return slices.Contains([]rune(others), c) })
}

// names gives claims as a store has them: those of drains are capitals.
func names(claims string) (all []string) {
	for _, c := range claims {
		if c < 'a' {
			all = append(all, custody.SignerClaim(custody.Address{byte(c - 'A')}))
		} else {
			all = append(all, string(c))
		}
	}
	return all
}

// contend is one worker: it creates operations that are in the way of others', some of them others' own, some of them
// drains, finishes any of them, and asks who has a claim.
func contend(t *testing.T, h *history, worker int, s operations.Store, turns int) {
	for turn := range turns {
		in := claiming{operation: fmt.Sprintf("op-%d-%d", (worker+random.N(2))%workers, turn)}
		// An id stands for one request, so what it claims follows from it.
		chance := random.New(random.NewPCG(uint64(len(in.operation)), uint64(in.operation[3])<<32|uint64(turn)))
		in.signer = byte(chance.IntN(2))
		in.claims = []string{"a", "b", "ab", "ba", "", drainOf(1 - in.signer)}[chance.IntN(6)]
		h.record(worker, in, func() any {
			_, created, err := s.Create(t.Context(), operations.Operation{
				ID: in.operation, Organization: miner, Kind: custody.KindRegisterAsset, Command: custody.Digest([]byte(fmt.Sprintf("%-32s", in.operation))),
				Payload: []byte("{}"), Signer: custody.Address{in.signer}, Claims: names(in.claims), Status: operations.Accepted,
				AcceptedAt: time.Now(), UpdatedAt: time.Now(),
			})
			refusal := (*operations.ClaimedError)(nil)
			if err != nil && !errors.As(err, &refusal) {
				t.Error(err)
			}
			if refusal != nil {
				return claimed{holder: refusal.Operation}
			}
			return claimed{created: created}
		})
		claim := []string{"a", "b", drainOf(0), drainOf(1)}[random.N(4)]
		h.record(worker, asking{claim}, func() any {
			holder, err := s.Claimant(t.Context(), names(claim)[0])
			if err != nil {
				t.Error(err)
			}
			return holder
		})
		end := finishing{in.operation}
		h.record(worker, end, func() any {
			err := s.Advance(t.Context(), miner, end.operation, operations.Outcome{Status: operations.Recorded})
			if refusals := operations.MoveErrors(nil); err != nil && !errors.As(err, &refusals) {
				t.Error(err)
			}
			return err == nil
		})
	}
}

// Eight workers on two openings of one store want the same claims, drain each other's signers and finish operations: what
// all of them saw, one after the other could have seen.
func TestClaimsAreTakenOneAfterTheOther(t *testing.T) {
	t.Parallel()
	onBothStores(t, func(t *testing.T, stores []operations.Store) {
		h := newHistory()
		work(func(w int) { contend(t, h, w, stores[w%len(stores)], 12) })
		h.check(t, claimsModel)
		won := slices.ContainsFunc(h.all, func(o porcupine.Operation) bool { c, ok := o.Output.(claimed); return ok && c.created })
		lost := slices.ContainsFunc(h.all, func(o porcupine.Operation) bool { c, ok := o.Output.(claimed); return ok && c.holder != "" })
		if !won || !lost {
			t.Errorf("somebody was first: %v; somebody was in the way: %v", won, lost)
		}
	})
}
