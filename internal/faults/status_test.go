package faults_test

import (
	"errors"
	"fmt"
	random "math/rand/v2"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/anishathalye/porcupine"

	"waybill/internal/azurite"
	"waybill/shared/custody"
	"waybill/shared/operations"
	"waybill/shared/operations/azuretable"
	"waybill/shared/operations/sqlite"
)

const miner custody.OrganizationID = "northern-silicon"

// What a worker does with an operation.
type deed struct {
	operation string
	do        string            // create, advance or look
	to        operations.Status // for advance
}

// A sight is what it sees.
type sight struct {
	status  operations.Status // "" if there is none
	created bool
	refused bool // the news contradicts what is known, or there is no such operation
}

// statusModel is what a store promises for each operation by itself: it is created once, and its status moves forward by
// the rule of operations.Operation.After.
var statusModel = porcupine.Model{
	Partition: func(history []porcupine.Operation) [][]porcupine.Operation {
		byOperation := map[string][]porcupine.Operation{}
		for _, o := range history {
			id := o.Input.(deed).operation
			byOperation[id] = append(byOperation[id], o)
		}
		var all [][]porcupine.Operation
		for _, one := range byOperation {
			all = append(all, one)
		}
		return all
	},
	Init: func() any { return operations.Status("") },
	Step: func(state, input, output any) (bool, any) {
		now, in, saw := state.(operations.Status), input.(deed), output.(sight)
		switch {
		case in.do == "create" && now == "":
			return saw == sight{status: operations.Accepted, created: true}, operations.Accepted
		case in.do == "create" || in.do == "look":
			return saw == sight{status: now}, now
		case now == "":
			return saw == sight{refused: true}, now
		}
		after, err := operations.Operation{Status: now}.After(operations.Outcome{Status: in.to}, time.Time{})
		return saw == sight{refused: err != nil}, after.Status
	},
}

// handle is one worker: it creates operations that others create too, advances them as the engine and the ledger do, and
// looks at them.
func handle(t *testing.T, h *history, worker int, s operations.Store, turns int) {
	statuses := []operations.Status{operations.Submitted, operations.Confirmed, operations.Recorded, operations.Failed}
	for turn := range turns {
		for _, d := range []deed{{do: "create"}, {do: "advance", to: statuses[random.N(len(statuses))]}, {do: "look"}} {
			d.operation = fmt.Sprintf("op-%d", max(turn-random.N(3), 0))
			h.record(worker, d, func() any {
				saw, err := carryOut(t, s, d)
				if err != nil {
					t.Error(err)
				}
				return saw
			})
		}
	}
}

func carryOut(t *testing.T, s operations.Store, d deed) (sight, error) {
	switch d.do {
	case "create":
		o, created, err := s.Create(t.Context(), operations.Operation{
			ID: d.operation, Organization: miner, Kind: custody.KindRegisterAsset, Command: custody.Digest([]byte(fmt.Sprintf("%-32s", d.operation))),
			Payload: []byte("{}"), Status: operations.Accepted, AcceptedAt: time.Now(), UpdatedAt: time.Now(),
		})
		return sight{status: o.Status, created: created}, err
	case "look":
		o, _, err := s.Get(t.Context(), miner, d.operation)
		return sight{status: o.Status}, err
	}
	err := s.Advance(t.Context(), miner, d.operation, operations.Outcome{Status: d.to})
	if refusals := operations.MoveErrors(nil); errors.As(err, &refusals) {
		return sight{refused: true}, nil
	}
	return sight{}, err
}

// onBothStores does the same with two openings of one file and of one table.
func onBothStores(t *testing.T, do func(t *testing.T, stores []operations.Store)) {
	for name, open := range map[string]func(*testing.T) func() operations.Store{"sqlite": operationsInFile, "azuretable": operationsInTable} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			store := open(t)
			do(t, []operations.Store{store(), store()})
		})
	}
}

// operationsInFile gives what opens one file as often as wanted.
func operationsInFile(t *testing.T) func() operations.Store {
	path := filepath.Join(t.TempDir(), "operations.db")
	return func() operations.Store {
		s, err := sqlite.Open(t.Context(), path)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = s.Close() })
		return s
	}
}

// operationsInTable gives what opens one table as often as wanted.
func operationsInTable(t *testing.T) func() operations.Store {
	place := azuretable.Place{Connection: azurite.Start(t).ConnectionString(), Table: tableName()}
	return func() operations.Store {
		s, err := azuretable.Open(t.Context(), place)
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
}

// Eight workers on two openings of one store create the same operations and advance them against each other: each
// operation goes one way, and nobody sees it go back.
func TestOperationsMoveForward(t *testing.T) {
	t.Parallel()
	onBothStores(t, func(t *testing.T, stores []operations.Store) {
		h := newHistory()
		work(func(w int) { handle(t, h, w, stores[w%len(stores)], 30) })
		h.check(t, statusModel)
		if created := slices.IndexFunc(h.all, func(o porcupine.Operation) bool { return o.Output.(sight).created }); created < 0 {
			t.Error("nothing was created")
		}
	})
}
