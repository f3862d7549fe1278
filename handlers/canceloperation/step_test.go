package canceloperation_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"waybill/handlers/canceloperation"
	"waybill/shared/azfunc"
	"waybill/shared/azfunc/azfunctest"
	"waybill/shared/chain"
	"waybill/shared/custody"
	"waybill/shared/operations"
	"waybill/shared/operations/operationstest"
	"waybill/shared/partner"
	"waybill/shared/partner/partnertest"
)

// An engine notes what is cancelled, or says why it cannot be.
type engine struct {
	cancelled []chain.Request
	err       error
}

// Cancel notes the command.
func (e *engine) Cancel(_ context.Context, signer custody.Address, request chain.Request) error {
	if e.err == nil && signer == (custody.Address{2}) {
		e.cancelled = append(e.cancelled, request)
	}
	return e.err
}

// cancel asks for it as an organisation, when the mine's operation has the status.
func cancel(t *testing.T, e *engine, who custody.OrganizationID, status operations.Status) (code int, body string) {
	t.Helper()
	store := operationstest.NewMemory(time.Now)
	o := operations.Operation{ID: "op-1", Organization: "mine", Command: custody.Digest{1}, Signer: custody.Address{2}, Payload: []byte("{}"), Status: status}
	if _, _, err := store.Create(t.Context(), o); err != nil {
		t.Fatal(err)
	}
	host := azfunctest.NewWith(t, canceloperation.New(store, e), azfunc.Options{Middleware: partnertest.As(partner.Caller{Organization: who})})
	answer := host.HTTP(http.MethodPost, "/api/v1/operations/op-1/cancel", nil, "")
	return answer.Code, answer.Body.String()
}

// What is not on chain yet is cancelled, and the answer says that it is on its way.
func TestAnOpenOperationIsCancelled(t *testing.T) {
	t.Parallel()
	for _, status := range []operations.Status{operations.Accepted, operations.Submitted} {
		e := &engine{}
		code, body := cancel(t, e, "mine", status)
		if code != http.StatusAccepted || fmt.Sprint(e.cancelled) != fmt.Sprint([]chain.Request{{Organization: "mine", Operation: "op-1", Command: custody.Digest{1}}}) {
			t.Errorf("%s: %d %s; cancelled %v", status, code, body, e.cancelled)
		}
	}
}

// When it is too late a sentence says so, and nothing is tried.
func TestItMayBeTooLate(t *testing.T) {
	t.Parallel()
	for status, says := range map[operations.Status]string{
		operations.Confirmed: "carried out", operations.Recorded: "carried out", operations.Failed: "changed nothing", operations.Refused: "changed nothing",
	} {
		e := &engine{}
		if code, body := cancel(t, e, "mine", status); code != http.StatusConflict || !strings.Contains(body, says) || len(e.cancelled) > 0 {
			t.Errorf("%s: %d %s", status, code, body)
		}
	}
	for _, late := range []error{chain.ErrMined, fmt.Errorf("command 0x01: %w", chain.ErrSettled)} {
		if code, body := cancel(t, &engine{err: late}, "mine", operations.Submitted); code != http.StatusConflict || !strings.Contains(body, "in a block already") {
			t.Errorf("%v: %d %s", late, code, body)
		}
	}
}

// Nobody cancels another organisation's operation, or learns that there is one; an outage is no answer.
func TestOthersAndOutages(t *testing.T) {
	t.Parallel()
	e := &engine{}
	if code, body := cancel(t, e, "fab", operations.Submitted); code != http.StatusNotFound || len(e.cancelled) > 0 {
		t.Errorf("another organisation: %d %s", code, body)
	}
	if code, body := cancel(t, e, "", operations.Submitted); code != http.StatusUnauthorized || len(e.cancelled) > 0 {
		t.Errorf("nobody: %d %s", code, body)
	}
	if code, _ := cancel(t, &engine{err: errors.New("connection refused")}, "mine", operations.Submitted); code != http.StatusInternalServerError {
		t.Errorf("without the journal: %d", code)
	}
}
