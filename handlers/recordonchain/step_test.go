package recordonchain_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"waybill/handlers/recordonchain"
	"waybill/shared/azfunc"
	"waybill/shared/azfunc/azfunctest"
	"waybill/shared/chain"
	"waybill/shared/custody"
	"waybill/shared/each"
	"waybill/shared/operations"
	"waybill/shared/operations/operationstest"
	"waybill/shared/problem"
)

var (
	secret = custody.Secret("0123456789abcdef0123456789abcdef")
	alice  = custody.Address{1}
	bob    = custody.Address{2}
)

// A world has a store, and an engine that notes what is submitted.
type world struct {
	*operationstest.Memory
	t          *testing.T
	submitted  []string // signer and operations of each call
	requests   []chain.Request
	down       error
	impossible []string // operations that make no transaction
	unread     error    // of Get
	gate       func()   // called by Get, if it is set
}

// Submit notes the batch.
func (w *world) Submit(_ context.Context, signer custody.Address, requests []chain.Request) error {
	if w.down != nil {
		return w.down
	}
	var errs []error
	line := fmt.Sprint(signer[0])
	for _, r := range requests {
		line += " " + r.Operation
		if slices.Contains(w.impossible, r.Operation) {
			errs = append(errs, &chain.EncodeError{Organization: r.Organization, Operation: r.Operation, Err: errors.New("it needs too much gas")})
		}
	}
	w.submitted = append(w.submitted, line)
	w.requests = append(w.requests, requests...)
	return errors.Join(errs...)
}

// Get fails if the store is down.
func (w *world) Get(ctx context.Context, organization custody.OrganizationID, id string) (operations.Operation, bool, error) {
	if w.gate != nil {
		w.gate()
	}
	if w.unread != nil {
		return operations.Operation{}, false, w.unread
	}
	return w.Memory.Get(ctx, organization, id)
}

func newWorld(t *testing.T) (*world, *azfunctest.Host) {
	w := &world{Memory: operationstest.NewMemory(time.Now), t: t}
	return w, azfunctest.New(t, recordonchain.New(w, w, secret, each.AtOnce(10)))
}

// accepts keeps an accepted operation and gives the message about it.
func (w *world) accepts(id string, signer custody.Address, change ...func(*operations.Operation)) azfunc.Message {
	w.t.Helper()
	instruction, err := custody.EncodeInstruction(&custody.Reject{Asset: custody.Digest{7}, ExpectedVersion: 2})
	if err != nil {
		w.t.Fatal(err)
	}
	o := operations.Operation{
		ID: id, Organization: "mine", Kind: custody.KindAnswerHandover, Command: secret.CommandID(id), Payload: []byte(`{"id":"` + id + `"}`),
		Instruction: instruction, Signer: signer, Status: operations.Accepted,
	}
	for _, f := range change {
		f(&o)
	}
	if _, _, err := w.Create(w.t.Context(), o); err != nil {
		w.t.Fatal(err)
	}
	body, err := json.Marshal(recordonchain.Task{Organization: "mine", Operation: id})
	if err != nil {
		w.t.Fatal(err)
	}
	return azfunc.Message{ID: id, Session: signer.Hex(), Body: body, DeliveryCount: 1}
}

func (w *world) status(id string) operations.Status {
	w.t.Helper()
	o, _, err := w.Memory.Get(w.t.Context(), "mine", id)
	if err != nil {
		w.t.Fatal(err)
	}
	return o.Status
}

// A delivery is submitted in one call for each signer, in the order of the messages, and its operations are submitted.
func TestADeliveryIsSubmittedBySigner(t *testing.T) {
	t.Parallel()
	w, host := newWorld(t)
	err := host.Messages(w.accepts("a", alice), w.accepts("b", bob), w.accepts("c", alice))
	if err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(w.submitted, ", "); got != "1 a c, 2 b" {
		t.Errorf("submitted %s", got)
	}
	for _, id := range []string{"a", "b", "c"} {
		if w.status(id) != operations.Submitted {
			t.Errorf("%s is %s", id, w.status(id))
		}
	}
}

// The event hash commits to the payload as it was accepted, and the instruction is the one that was decided then.
func TestARequestCarriesWhatWasAccepted(t *testing.T) {
	t.Parallel()
	w, host := newWorld(t)
	if err := host.Messages(w.accepts("a", alice)); err != nil {
		t.Fatal(err)
	}
	r, command := w.requests[0], secret.CommandID("a")
	if r.Organization != "mine" || r.Command != command || r.EventHash != secret.EventHash(command, []byte(`{"id":"a"}`)) {
		t.Errorf("the request is %+v", r)
	}
	if i, ok := r.Instruction.(*custody.Reject); !ok || i.Asset != (custody.Digest{7}) || i.ExpectedVersion != 2 {
		t.Errorf("the instruction is %+v", r.Instruction)
	}
}

// A message that can never be carried out is set aside, and those beside it go their way.
func TestAnUnusableMessageHoldsUpNobody(t *testing.T) {
	t.Parallel()
	for name, bad := range map[string]func(w *world) azfunc.Message{
		"no JSON":           func(*world) azfunc.Message { return azfunc.Message{ID: "bad", Body: []byte("\xffhello")} },
		"unknown operation": func(*world) azfunc.Message { return azfunc.Message{ID: "bad", Body: []byte(`{"operation":"op-9"}`)} },
		"another's operation": func(w *world) azfunc.Message {
			w.accepts("x", alice)
			return azfunc.Message{ID: "bad", Body: []byte(`{"organization":"fab","operation":"x"}`)}
		},
		"damaged instruction": func(w *world) azfunc.Message {
			m := w.accepts("x", alice, func(o *operations.Operation) { o.Instruction = []byte(`{"function":"sing"}`) })
			m.ID = "bad"
			return m
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w, host := newWorld(t)
			if err := host.Messages(w.accepts("a", alice), bad(w), w.accepts("b", alice)); err != nil {
				t.Fatal(err)
			}
			aside := w.AllSetAside()
			if len(aside) != 1 || aside[0].MessageID != "bad" || aside[0].Queue != "transactions" || aside[0].Reason == "" {
				t.Errorf("set aside %+v", aside)
			}
			if got := strings.Join(w.submitted, ", "); got != "1 a b" {
				t.Errorf("submitted %s", got)
			}
		})
	}
}

// What is done already is not submitted again; what is on its way is, since only the journal knows how far it came.
func TestDoneOperationsAreSkipped(t *testing.T) {
	t.Parallel()
	w, host := newWorld(t)
	is := func(status operations.Status) func(*operations.Operation) {
		return func(o *operations.Operation) { o.Status = status }
	}
	err := host.Messages(
		w.accepts("recorded", alice, is(operations.Recorded)), w.accepts("failed", alice, is(operations.Failed)),
		w.accepts("refused", alice, is(operations.Refused), func(o *operations.Operation) { o.Instruction = nil }),
		w.accepts("submitted", alice, is(operations.Submitted)), w.accepts("confirmed", alice, is(operations.Confirmed)),
	)
	if err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(w.submitted, ", "); got != "1 submitted confirmed" || w.status("confirmed") != operations.Confirmed {
		t.Errorf("submitted %s; confirmed is %s", got, w.status("confirmed"))
	}
}

// A request that makes no transaction fails, and says why; the others of its signer are submitted.
func TestARequestThatMakesNoTransactionFails(t *testing.T) {
	t.Parallel()
	w, host := newWorld(t)
	w.impossible = []string{"b", "d"}
	if err := host.Messages(w.accepts("a", alice), w.accepts("b", alice), w.accepts("c", alice), w.accepts("d", alice)); err != nil {
		t.Fatal(err)
	}
	if w.status("a") != operations.Submitted || w.status("c") != operations.Submitted || len(w.AllSetAside()) != 0 {
		t.Errorf("a is %s, c is %s", w.status("a"), w.status("c"))
	}
	o, _, err := w.Memory.Get(t.Context(), "mine", "b")
	if err != nil || o.Status != operations.Failed || !errors.Is(o.Problem, problem.ContractRefused) || !strings.Contains(o.Problem.Detail, "too much gas") {
		t.Errorf("b is %+v, %v", o, err)
	}
	if w.status("d") != operations.Failed {
		t.Errorf("d is %s", w.status("d"))
	}
}

// While the journal or the store is down the whole delivery goes back, and no operation is said to be submitted.
func TestAnOutageGivesTheDeliveryBack(t *testing.T) {
	t.Parallel()
	for name, breakDown := range map[string]func(*world){
		"engine": func(w *world) { w.down = errors.New("connection refused") },
		"store":  func(w *world) { w.unread = errors.New("connection refused") },
	} {
		w, host := newWorld(t)
		m := w.accepts("a", alice)
		breakDown(w)
		if err := host.Messages(m); err == nil || w.status("a") != operations.Accepted || len(w.AllSetAside()) != 0 {
			t.Errorf("%s: %v, a is %s, aside %v", name, err, w.status("a"), w.AllSetAside())
		}
	}
}

// Operations of a batch are read ten at a time, and submitted in the order of the messages however they came in.
func TestABatchIsReadSideBySide(t *testing.T) {
	t.Parallel()
	w, host := newWorld(t)
	var messages []azfunc.Message
	want := "1"
	for i := range 40 {
		id := fmt.Sprintf("%02d", i)
		messages, want = append(messages, w.accepts(id, alice)), want+" "+id
	}
	var mu sync.Mutex
	reading, most := 0, 0
	ten := make(chan struct{})
	w.gate = func() {
		mu.Lock()
		defer mu.Unlock()
		if reading++; reading == 10 && most < 10 {
			close(ten)
		}
		most = max(most, reading)
		mu.Unlock()
		<-ten // which is never closed if fewer are read at a time
		mu.Lock()
		reading--
	}
	if err := host.Messages(messages...); err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(w.submitted, ", "); got != want || most != 10 {
		t.Errorf("%d at a time, submitted %s", most, got)
	}
}

// A store that is down is not asked for the whole batch, and what cannot be used before that is set aside all the same.
func TestAnOutageEndsTheReading(t *testing.T) {
	t.Parallel()
	w, host := newWorld(t)
	messages := []azfunc.Message{{ID: "bad", Body: []byte("?")}}
	for i := range 40 {
		messages = append(messages, w.accepts(fmt.Sprint(i), alice))
	}
	var reads atomic.Int32
	w.unread, w.gate = errors.New("connection refused"), func() { reads.Add(1) }
	if err := host.Messages(messages...); err == nil || len(w.submitted) != 0 || len(w.AllSetAside()) != 1 {
		t.Errorf("%v, submitted %v, aside %v", err, w.submitted, w.AllSetAside())
	}
	if n := reads.Load(); n > 10 {
		t.Errorf("%d reads", n)
	}
}

// A panic in a read ends the invocation, and not the process.
func TestAPanicInAReadIsTheInvocations(t *testing.T) {
	t.Parallel()
	w, host := newWorld(t)
	m := w.accepts("a", alice)
	w.gate = func() { panic("a fault of the program") }
	if err := host.Messages(m); err == nil || len(w.submitted) != 0 {
		t.Errorf("%v, submitted %v", err, w.submitted)
	}
}
