package operationstest

import (
	"crypto/sha256"
	"sync/atomic"
	"testing"
	"time"

	"waybill/shared/custody"
	"waybill/shared/operations"
)

const miner custody.OrganizationID = "northern-silicon"

var begin = time.Date(2026, 3, 9, 8, 0, 0, 123456700, time.UTC)

// Run tests that what open gives is a store as the port promises. Each test opens an empty one; the store takes the
// time of changes from now.
func Run(t *testing.T, open func(t *testing.T, now func() time.Time) operations.Store) {
	for name, test := range map[string]func(*testing.T, *fixture){
		"a row is created once":                           createdOnce,
		"a row belongs to its organisation":               ownRowsOnly,
		"open operations exclude each other by claims":    claims,
		"a refused operation claims nothing":              refusedClaimsNothing,
		"an operation only moves forward":                 forward,
		"news that cannot be true is refused":             contradiction,
		"late news fills in what was missing":             fillsIn,
		"an operation that is not there cannot move":      unknown,
		"many moves are made, each for itself":            manyMoves,
		"waiting operations come oldest first":            waiting,
		"what was accepted is never taken for abandoned":  neverAbandoned,
		"a message is set aside once":                     setAside,
		"messages set aside come oldest first":            setAsideInOrder,
		"open operations are counted by signer":           backlogs,
		"a draining signer takes nothing new":             drainingSigner,
		"of many at once with one id, one creates":        manyWithOneID,
		"of many at once with one claim, one is accepted": manyWithOneClaim,
		"of many at once each is told its own outcome":    eachForItself,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := &fixture{T: t}
			f.Store = open(t, func() time.Time { return begin.Add(time.Duration(f.elapsed.Load())) })
			test(t, f)
		})
	}
}

// A fixture is a store whose clock the test moves.
type fixture struct {
	*testing.T
	operations.Store
	elapsed atomic.Int64
}

// Sample gives an accepted operation that is told from others by its key.
func Sample(key string, claims ...string) operations.Operation {
	id := custody.OperationID(miner, key)
	return operations.Operation{
		ID: id, Organization: miner, Kind: custody.KindRegisterAsset,
		Command: sha256.Sum256([]byte(id)), BodyHash: sha256.Sum256([]byte(key)),
		Payload: []byte(`{"id":"https://id.gs1.org/01/04012345000016/21/W-1"}`), Instruction: []byte(`{"function":"register"}`),
		Signer: custody.Address{1, 2, 3}, Claims: claims, Status: operations.Accepted, AcceptedAt: begin, UpdatedAt: begin,
	}
}

func (f *fixture) create(o operations.Operation) operations.Operation {
	f.Helper()
	stored, created, err := f.Create(f.Context(), o)
	if err != nil || !created {
		f.Fatalf("create %s: created %v, %v", o.ID, created, err)
	}
	return stored
}

func (f *fixture) advance(o operations.Operation, news operations.Outcome) operations.Operation {
	f.Helper()
	if err := f.Advance(f.Context(), o.Organization, o.ID, news); err != nil {
		f.Fatal(err)
	}
	return f.get(o)
}

func (f *fixture) get(o operations.Operation) operations.Operation {
	f.Helper()
	stored, found, err := f.Get(f.Context(), o.Organization, o.ID)
	if err != nil || !found {
		f.Fatalf("get %s: found %v, %v", o.ID, found, err)
	}
	return stored
}

func (f *fixture) claimant(claim, want string) {
	f.Helper()
	if got, err := f.Claimant(f.Context(), claim); err != nil || got != want {
		f.Fatalf("%s is claimed by %q, %v; want %q", claim, got, err, want)
	}
}
