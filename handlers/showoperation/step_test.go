package showoperation_test

import (
	"encoding/json"
	"net/http"
	"testing"
	"time"

	"waybill/handlers/showoperation"
	"waybill/shared/azfunc"
	"waybill/shared/azfunc/azfunctest"
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
		ID: "op-1", Organization: "mine", Kind: custody.KindRegisterAsset, Command: custody.Digest{1},
		Payload: []byte(`{"id":"urn:a:1","type":"item"}`), Status: operations.Accepted,
	}
	if _, _, err := store.Create(t.Context(), o); err != nil {
		t.Fatal(err)
	}
	return store, func(caller custody.OrganizationID) *azfunctest.Host {
		return azfunctest.NewWith(t, showoperation.New(store), azfunc.Options{Middleware: partnertest.As(partner.Caller{Organization: caller})})
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
