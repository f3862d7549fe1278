package retryoperation_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"waybill/handlers/retryoperation"
	"waybill/shared/azfunc"
	"waybill/shared/azfunc/azfunctest"
	"waybill/shared/chain"
	"waybill/shared/custody"
	"waybill/shared/operations"
	"waybill/shared/operations/operationstest"
	"waybill/shared/partner"
	"waybill/shared/partner/partnertest"
)

// A pusher is outbox and engine: it notes what is done for an operation.
type pusher struct {
	did []string
	err error
}

// Dispatch notes the operation.
func (p *pusher) Dispatch(_ context.Context, o operations.Operation) error {
	p.did = append(p.did, "dispatched "+o.ID)
	return p.err
}

// Bump notes the command.
func (p *pusher) Bump(_ context.Context, signer custody.Address, command custody.Digest) error {
	p.did = append(p.did, fmt.Sprint("bumped ", signer[0], " ", command[0]))
	return p.err
}

// retry asks for it as an organisation, when the mine's operation has the status.
func retry(t *testing.T, p *pusher, who custody.OrganizationID, status operations.Status) (code int, body, after string) {
	t.Helper()
	store := operationstest.NewMemory(time.Now)
	o := operations.Operation{ID: "op-1", Organization: "mine", Command: custody.Digest{1}, Signer: custody.Address{2}, Payload: []byte("{}"), Status: status}
	if _, _, err := store.Create(t.Context(), o); err != nil {
		t.Fatal(err)
	}
	host := azfunctest.NewWith(t, retryoperation.New(store, p, p), azfunc.Options{Middleware: partnertest.As(partner.Caller{Organization: who})})
	answer := host.HTTP(http.MethodPost, "/api/v1/operations/op-1/retry", nil, "")
	return answer.Code, answer.Body.String(), answer.Header().Get("Retry-After")
}

// What waits for its message is dispatched, what waits for the network is sent and bumped.
func TestWhatStandsStillIsPushed(t *testing.T) {
	t.Parallel()
	for status, want := range map[operations.Status]string{operations.Accepted: "[dispatched op-1]", operations.Submitted: "[bumped 2 1]"} {
		p := &pusher{}
		if code, body, _ := retry(t, p, "mine", status); code != http.StatusAccepted || fmt.Sprint(p.did) != want {
			t.Errorf("%s: %d %s; it %v", status, code, body, p.did)
		}
	}
}

// Where nothing can be done, a sentence says why and what to do instead.
func TestNothingToDo(t *testing.T) {
	t.Parallel()
	for status, says := range map[operations.Status]string{
		operations.Confirmed: "by itself", operations.Recorded: "is recorded",
		operations.Failed: "send a new command with a new Idempotency-Key", operations.Refused: "send a new command with a new Idempotency-Key",
	} {
		p := &pusher{}
		if code, body, _ := retry(t, p, "mine", status); code != http.StatusConflict || !strings.Contains(body, says) || len(p.did) > 0 {
			t.Errorf("%s: %d %s; it %v", status, code, body, p.did)
		}
	}
	for late, says := range map[error]string{chain.ErrMined: "in a block", chain.ErrSettled: "in a block", chain.ErrUnsent: "before it"} {
		code, body, after := retry(t, &pusher{err: late}, "mine", operations.Submitted)
		if code != http.StatusConflict || !strings.Contains(body, says) || (after != "") != errors.Is(late, chain.ErrUnsent) {
			t.Errorf("%v: %d %s, again after %q", late, code, body, after)
		}
	}
}

// Nobody pushes another organisation's operation, or learns that there is one; an outage is no answer.
func TestOthersAndOutages(t *testing.T) {
	t.Parallel()
	p := &pusher{}
	if code, body, _ := retry(t, p, "fab", operations.Submitted); code != http.StatusNotFound || len(p.did) > 0 {
		t.Errorf("another organisation: %d %s", code, body)
	}
	if code, body, _ := retry(t, p, "", operations.Submitted); code != http.StatusUnauthorized || len(p.did) > 0 {
		t.Errorf("nobody: %d %s", code, body)
	}
	for _, status := range []operations.Status{operations.Accepted, operations.Submitted} {
		if code, _, _ := retry(t, &pusher{err: errors.New("connection refused")}, "mine", status); code != http.StatusInternalServerError {
			t.Errorf("%s during an outage: %d", status, code)
		}
	}
}
