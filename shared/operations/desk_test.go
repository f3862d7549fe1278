package operations_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"waybill/shared/custody"
	"waybill/shared/operations"
	"waybill/shared/operations/operationstest"
	"waybill/shared/problem"
)

const (
	miner custody.OrganizationID = "northern-silicon"
	maker custody.OrganizationID = "metro-electronics"
	wafer                        = "https://id.gs1.org/01/04012345000016/21/W-1"
)

// A network is a view of two organisations and the assets and keys that a test puts there.
type network struct {
	assets map[custody.AssetID]custody.Asset
	keys   map[custody.OrganizationID][]custody.SigningKey
}

// Organization knows two.
func (n network) Organization(_ context.Context, id custody.OrganizationID) (custody.Organization, bool, error) {
	number := map[custody.OrganizationID]uint32{miner: 1, maker: 2}[id]
	return custody.Organization{ID: id, Number: number, Active: true, SigningKeys: n.keys[id]}, number != 0, nil
}

// Asset knows what the test put there.
func (n network) Asset(_ context.Context, id custody.AssetID) (custody.Asset, bool, error) {
	a, found := n.assets[id]
	return a, found, nil
}

// Handover knows none.
func (network) Handover(context.Context, string) (custody.Handover, bool, error) {
	return custody.Handover{}, false, nil
}

// Bundle knows none.
func (network) Bundle(context.Context, string) (custody.Bundle, bool, error) {
	return custody.Bundle{}, false, nil
}

// Certificate knows none.
func (network) Certificate(context.Context, string) (custody.Certificate, bool, error) {
	return custody.Certificate{}, false, nil
}

func (network) Recall(context.Context, custody.AssetID, custody.OrganizationID) (custody.Recall, bool, error) {
	return custody.Recall{}, false, nil
}

func (network) RecallByID(context.Context, string) (custody.Recall, bool, error) {
	return custody.Recall{}, false, nil
}

func (network) PastEvent(context.Context, custody.Digest) (custody.PastEvent, bool, error) {
	return custody.PastEvent{}, false, nil
}

// An outbox keeps what was dispatched, or fails.
type outbox struct {
	mu   sync.Mutex
	sent []string
	err  error
}

// Dispatch keeps the id.
func (o *outbox) Dispatch(_ context.Context, op operations.Operation) error {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.err != nil {
		return o.err
	}
	o.sent = append(o.sent, op.ID)
	return nil
}

// signers have keys for everybody whom they were asked to make one for, and for three from the start.
type signers struct {
	made map[custody.OrganizationID][]custody.Address
	name map[string]custody.Address // of the keys after the first
}

// SignersOf gives the keys.
func (s signers) SignersOf(_ context.Context, id custody.OrganizationID) ([]custody.Address, error) {
	return s.made[id], nil
}

// CreateSigner makes a key.
func (s signers) CreateSigner(_ context.Context, id custody.OrganizationID, name string) (custody.Address, error) {
	address, found := s.name[name]
	switch {
	case name == operations.FirstSigner && len(s.made[id]) > 0:
		return s.made[id][0], nil
	case found:
		return address, nil
	}
	address = custody.Address{byte(len(s.name) + 10), byte(len(s.made))}
	if name != operations.FirstSigner {
		s.name[name] = address
	}
	s.made[id] = append(s.made[id], address)
	return address, nil
}

// An office is a desk with fakes around it.
type office struct {
	*testing.T
	operations.Desk
	store  *operationstest.Memory
	outbox *outbox
	view   network
	now    time.Time
}

func newOffice(t *testing.T) *office {
	o := &office{T: t, outbox: &outbox{}, now: time.Date(2026, 3, 9, 8, 0, 0, 0, time.UTC)}
	o.view = network{map[custody.AssetID]custody.Asset{}, map[custody.OrganizationID][]custody.SigningKey{
		miner: {{Address: custody.Address{2}}}, maker: {{Address: custody.Address{3}}},
	}}
	now := func() time.Time { return o.now }
	o.store = operationstest.NewMemory(now)
	o.Desk = operations.Desk{
		Store: o.store, View: o.view, Outbox: o.outbox, Now: now, Secret: custody.Secret(strings.Repeat("s", 32)),
		Signers: signers{map[custody.OrganizationID][]custody.Address{operations.Operator: {{1}}, miner: {{2}}, maker: {{3}}}, map[string]custody.Address{}},
	}
	return o
}

func register(id string) *custody.RegisterAsset { return &custody.RegisterAsset{ID: id, Type: "item"} }

func (o *office) accept(key string, c custody.Command) operations.Operation {
	o.Helper()
	op, err := o.Accept(o.Context(), miner, key, c)
	if err != nil {
		o.Fatal(err)
	}
	return op
}

func (o *office) refused(want error, key string, c custody.Command) error {
	o.Helper()
	if op, err := o.Accept(o.Context(), miner, key, c); !errors.Is(err, want) {
		o.Fatalf("accepted as %s, %v; want %v", op.ID, err, want)
	} else {
		return err
	}
	return nil
}

func (o *office) dispatched(want ...string) {
	o.Helper()
	if fmt.Sprint(o.outbox.sent) != fmt.Sprint(want) {
		o.Fatalf("dispatched %v, want %v", o.outbox.sent, want)
	}
}

// An accepted command is stored with everything that must not change later, and is on the bus.
func TestAccept(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	got := o.accept("key", register(wafer))
	o.dispatched(got.ID)
	stored, found, err := o.store.Get(t.Context(), miner, got.ID)
	if err != nil || !found {
		t.Fatalf("the row is there: %v, %v", found, err)
	}
	if stored.ID != custody.OperationID(miner, "key") || stored.Command != o.Secret.CommandID(stored.ID) || stored.Signer != (custody.Address{2}) {
		t.Errorf("stored %+v", stored)
	}
	if stored.Status != operations.Accepted || !stored.AcceptedAt.Equal(o.now) || len(stored.Claims) == 0 {
		t.Errorf("stored %+v", stored)
	}
	if i, err := custody.DecodeInstruction(stored.Instruction); err != nil || i.Function() != "register" {
		t.Errorf("the instruction is %s, %v", stored.Instruction, err)
	}
}

// The same key with the same command gives the first operation for ever: later, when it is done, and when the rules
// would refuse it now. As long as it may not have left, it is dispatched again.
func TestRepetitionGivesTheFirstOperation(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	first := o.accept("key", register(wafer))
	o.now = o.now.Add(time.Hour)
	if again := o.accept("key", register(wafer)); operations.ReceiptOf(again) != operations.ReceiptOf(first) {
		t.Errorf("the receipts are %+v and %+v", operations.ReceiptOf(first), operations.ReceiptOf(again))
	}
	o.dispatched(first.ID, first.ID)
	if err := o.store.Advance(t.Context(), miner, first.ID, operations.Outcome{Status: operations.Recorded}); err != nil {
		t.Fatal(err)
	}
	o.view.assets[wafer] = custody.Asset{ID: wafer, Status: custody.StatusActive, Holder: miner, Owner: miner, Version: 1}
	again := o.accept("key", register(wafer))
	if again.Status != operations.Recorded || operations.ReceiptOf(again) != operations.ReceiptOf(first) {
		t.Errorf("after it was recorded: %+v", again)
	}
	o.dispatched(first.ID, first.ID)
	o.refused(problem.AlreadyExists, "another key", register(wafer))
}

// A key that belongs to one command is refused for another one, whether in body or in kind; another organisation may
// use it.
func TestKeyReused(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	first := o.accept("key", register(wafer))
	err := o.refused(problem.KeyReused, "key", register(wafer+"0"))
	if p := problem.From(err); len(p.Errors) != 1 || p.Errors[0].Field != "header:Idempotency-Key" || !strings.Contains(p.Detail, first.ID) {
		t.Errorf("the problem is %+v", p)
	}
	o.refused(problem.KeyReused, "key", &custody.OfferHandover{Asset: wafer, To: string(maker)})
	other, err := o.Accept(t.Context(), maker, "key", register(wafer+"0"))
	if err != nil || other.ID == first.ID {
		t.Errorf("another organisation: %+v, %v", other, err)
	}
}

// A key is needed, and one without end is refused.
func TestKeyNeeded(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.refused(problem.KeyMissing, "", register(wafer))
	o.refused(problem.InvalidField, strings.Repeat("k", 256), register(wafer))
	o.accept(strings.Repeat("k", 255), register(wafer))
}

// A command that the rules refuse leaves no trace: neither row nor claim nor message, and its key stays free.
func TestRefusedCommandLeavesNoTrace(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.refused(problem.UnknownAsset, "key", &custody.OfferHandover{Asset: wafer, To: string(maker)})
	o.dispatched()
	if counts, err := o.store.Counts(t.Context()); err != nil || len(counts) != 0 {
		t.Errorf("there are %v, %v", counts, err)
	}
	o.accept("key", register(wafer))
}

// A command on something that an open command changes waits for that one, even if the rules would refuse it: what the
// view shows is about to change.
func TestOpenCommandMakesBusy(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	first := o.accept("register", register(wafer))
	for _, c := range []custody.Command{&custody.OfferHandover{Asset: wafer, To: string(maker)}, register(wafer)} {
		err := o.refused(problem.AssetBusy, "next", c)
		if p := problem.From(err); p.RetryAfter <= 0 || !strings.Contains(p.Detail, first.ID) {
			t.Errorf("the problem is %+v", p)
		}
	}
	if err := o.store.Advance(t.Context(), miner, first.ID, operations.Outcome{Status: operations.Failed}); err != nil {
		t.Fatal(err)
	}
	o.accept("next", register(wafer))
}

// A crash after the row was written and before the message left loses nothing: the sweeper finds the row, and the
// repeated request dispatches it.
func TestCrashBeforeDispatch(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.outbox.err = errors.New("the bus is away")
	o.refused(o.outbox.err, "key", register(wafer))
	waiting, err := o.store.Waiting(t.Context(), []operations.Status{operations.Accepted}, operations.Operation{}, o.now.Add(1), 10)
	if err != nil || len(waiting) != 1 {
		t.Fatalf("waiting are %v, %v", waiting, err)
	}
	o.refused(o.outbox.err, "key", register(wafer))
	o.outbox.err = nil
	got := o.accept("key", register(wafer))
	o.dispatched(got.ID)
	if got.ID != waiting[0].ID {
		t.Errorf("the repetition is %s, the row was %s", got.ID, waiting[0].ID)
	}
}

// An organisation that joins gets its key before the command is stored, and the administrator signs.
func TestJoiningOrganizationGetsAKey(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	join := &custody.RegisterOrganization{ID: "harbour-freight", Name: "Harbour Freight"}
	op, err := o.Accept(t.Context(), operations.Operator, "key", join)
	if err != nil {
		t.Fatal(err)
	}
	keys, err := o.Signers.SignersOf(t.Context(), "harbour-freight")
	if err != nil || len(keys) != 1 || op.Signer != (custody.Address{1}) {
		t.Fatalf("the keys are %s, %v; the signer is %s", keys, err, op.Signer)
	}
	key := keys[0]
	if !strings.Contains(string(op.Payload), key.Hex()) || !strings.Contains(string(op.Instruction), key.Hex()) {
		t.Errorf("the key %s is not in %s or not in %s", key, op.Payload, op.Instruction)
	}
	again, err := o.Accept(t.Context(), operations.Operator, "key", &custody.RegisterOrganization{ID: "harbour-freight", Name: "Harbour Freight"})
	if err != nil || again.ID != op.ID {
		t.Errorf("the repetition: %+v, %v", again, err)
	}
}

// An organisation without a signing key here cannot give commands.
func TestNoSigningKey(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.Signers = signers{}
	o.refused(problem.Forbidden, "key", register(wafer))
}

// The refusal of a queue message is kept under the operation's id, once, and never replaces an operation.
func TestRefuse(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	why := problem.UnknownAsset.At("/asset", "register it first")
	c := &custody.OfferHandover{Asset: wafer, To: string(maker)}
	for range 2 {
		op, err := o.Refuse(t.Context(), miner, "refused", c, why)
		if err != nil || op.Status != operations.Refused || !errors.Is(op.Problem, problem.UnknownAsset) {
			t.Fatalf("refused as %+v, %v", op, err)
		}
	}
	first := o.accept("accepted", register(wafer))
	if op, err := o.Refuse(t.Context(), miner, "accepted", register(wafer), why); err != nil || op.Status != operations.Accepted || op.ID != first.ID {
		t.Errorf("an accepted operation became %+v, %v", op, err)
	}
}
