package showoperation_test

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"testing"
	"time"

	"waybill/handlers/showoperation"
	"waybill/shared/azfunc"
	"waybill/shared/azfunc/azfunctest"
	"waybill/shared/chain"
	"waybill/shared/custody"
	"waybill/shared/operations"
	"waybill/shared/operations/operationstest"
	"waybill/shared/partner"
	"waybill/shared/partner/partnertest"
	"waybill/shared/problem"
)

func hosts(t *testing.T) (store *operationstest.Memory, as func(custody.OrganizationID) *azfunctest.Host) {
	t.Helper()
	store = operationstest.NewMemory(func() time.Time { return time.Date(2026, 10, 5, 8, 0, 0, 0, time.UTC) })
	o := operations.Operation{
		ID: "op-1", Organization: "mine", Kind: custody.KindRegisterAsset, Command: custody.Digest{1}, Signer: custody.Address{2},
		Payload: []byte(`{"id":"urn:a:1","type":"item"}`), Status: operations.Accepted,
	}
	if _, _, err := store.Create(t.Context(), o); err != nil {
		t.Fatal(err)
	}
	return store, func(caller custody.OrganizationID) *azfunctest.Host {
		return azfunctest.NewWith(t, showoperation.New(store, signed), azfunc.Options{Middleware: partnertest.As(partner.Caller{Organization: caller})})
	}
}

// An engine has signed two transactions for a command, or does not answer.
type engine struct{ down error }

var signed = &engine{}

// Transactions gives them.
func (e *engine) Transactions(_ context.Context, signer custody.Address, command custody.Digest) ([]chain.Transaction, error) {
	if e.down != nil || command != (custody.Digest{1}) || signer != (custody.Address{2}) {
		return nil, e.down
	}
	at := time.Date(2026, 10, 5, 8, 0, 0, 0, time.UTC)
	return []chain.Transaction{
		{Nonce: 4, Hash: custody.Digest{5}, Kind: chain.Carry, Fee: chain.Fee{Tip: 1, Cap: 9}, Gas: 7, At: at, State: chain.Open},
		{Nonce: 4, Hash: custody.Digest{6}, Kind: chain.Cancel, Fee: chain.Fee{Tip: 2, Cap: 11}, Gas: 8, At: at, Sent: at, Sends: 3, State: chain.Open, Note: "underpriced"},
	}, nil
}

// Every transaction that was signed for the operation is told, with its fee and what the node said. If nobody can say,
// the rest is told all the same.
func TestAttemptsAreTold(t *testing.T) {
	t.Parallel()
	store, as := hosts(t)
	var report operations.Report
	if err := json.Unmarshal(as("mine").HTTP(http.MethodGet, "/api/v1/operations/op-1", nil, "").Body.Bytes(), &report); err != nil {
		t.Fatal(err)
	}
	if len(report.Attempts) != 2 || *report.Signer != (custody.Address{2}) {
		t.Fatalf("the report is %+v", report)
	}
	if a := report.Attempts[1]; a.Nonce != 4 || a.Transaction != (custody.Digest{6}) || a.Kind != "cancel" || a.State != "open" || a.Tip != 2 ||
		a.Cap != 11 || a.Gas != 8 || a.Sends != 3 || a.SentAt.IsZero() || a.Note != "underpriced" {
		t.Errorf("the second attempt is %+v", a)
	}
	news := operations.Outcome{Status: operations.Recorded, Transaction: custody.Digest{5}, Block: 9} // the journal does not know it yet
	if err := store.Advance(t.Context(), "mine", "op-1", news); err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(as("mine").HTTP(http.MethodGet, "/api/v1/operations/op-1", nil, "").Body.Bytes(), &report); err != nil {
		t.Fatal(err)
	}
	if report.Attempts[0].State != "mined" || report.Attempts[1].State != "replaced" {
		t.Errorf("the attempts are %+v", report.Attempts)
	}
	down := azfunctest.NewWith(t, showoperation.New(store, &engine{errors.New("connection refused")}),
		azfunc.Options{Middleware: partnertest.As(partner.Caller{Organization: "mine"})})
	if answer := down.HTTP(http.MethodGet, "/api/v1/operations/op-1", nil, ""); answer.Code != http.StatusOK {
		t.Errorf("%d %s", answer.Code, answer.Body)
	}
}

// The organisation sees how far its operation has come, and why it ended.
func TestAnOrganisationSeesItsOperation(t *testing.T) {
	t.Parallel()
	store, as := hosts(t)
	news := operations.Outcome{Status: operations.Failed, Transaction: custody.Digest{5}, Block: 9, Problem: problem.ContractRefused.With("the offer has expired")}
	if err := store.Advance(t.Context(), "mine", "op-1", news); err != nil {
		t.Fatal(err)
	}
	answer := as("mine").HTTP(http.MethodGet, "/api/v1/operations/op-1", nil, "")
	var report operations.Report
	if err := json.Unmarshal(answer.Body.Bytes(), &report); err != nil {
		t.Fatal(err)
	}
	if answer.Code != http.StatusOK || answer.Header().Get("Cache-Control") != "no-store" || report.Status != operations.Failed || report.Block != 9 ||
		report.Problem.Detail != "the offer has expired" || string(report.Command) != `{"id":"urn:a:1","type":"item"}` {
		t.Errorf("%d %v %s", answer.Code, answer.Header(), answer.Body)
	}
}

// Another organisation's operation and one that does not exist cannot be told apart.
func TestAnothersOperationIsNotFound(t *testing.T) {
	t.Parallel()
	_, as := hosts(t)
	others := as("fab").HTTP(http.MethodGet, "/api/v1/operations/op-1", nil, "")
	none := as("fab").HTTP(http.MethodGet, "/api/v1/operations/op-2", nil, "")
	if others.Code != http.StatusNotFound || others.Body.String() != none.Body.String() {
		t.Errorf("%d %s, %s", others.Code, others.Body, none.Body)
	}
	if nobody := as("").HTTP(http.MethodGet, "/api/v1/operations/op-1", nil, ""); nobody.Code != http.StatusUnauthorized {
		t.Errorf("without a caller: %d", nobody.Code)
	}
}
