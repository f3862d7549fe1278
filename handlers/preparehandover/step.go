// Package preparehandover tells both sides of a handover what to sign, so that anybody can pass it on in one step.
package preparehandover

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"

	"waybill/shared/azfunc"
	"waybill/shared/custody"
	"waybill/shared/operations"
	"waybill/shared/partner"
	"waybill/shared/problem"
)

// Definition of PrepareHandover.
var Definition = azfunc.Definition{
	Name:    "PrepareHandover",
	Trigger: azfunc.HTTPTrigger{Methods: []string{http.MethodPost}, Route: "v1/signed-handovers/typed-data", Level: azfunc.AuthAnonymous},
}

// maxBody is the largest request in bytes.
const maxBody = 1 << 20

// A Desk knows what is to be signed for a command of the caller's.
type Desk interface {
	Prepare(ctx context.Context, caller custody.OrganizationID, key string, c *custody.RelayHandover) (operations.Preparation, error)
}

// New gives the function. It changes nothing: the signed handover is sent to RelayHandover under the same Idempotency-Key.
func New(desk Desk) azfunc.Function {
	return azfunc.Function{Definition: Definition, HTTP: step{desk}}
}

type step struct{ desk Desk }

// ServeHTTP answers with the typed data.
func (s step) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	preparation, err := s.prepare(w, r)
	if err != nil {
		azfunc.Fail(w, r, err)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(preparation)
}

func (s step) prepare(w http.ResponseWriter, r *http.Request) (operations.Preparation, error) {
	caller, err := partner.CallerFrom(r.Context())
	if err != nil {
		return operations.Preparation{}, err
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
	if tooLarge := (*http.MaxBytesError)(nil); errors.As(err, &tooLarge) {
		return operations.Preparation{}, problem.TooLarge.With("a handover has at most 1 MiB")
	}
	if err != nil {
		return operations.Preparation{}, problem.Malformed.With("the body ended early")
	}
	c, err := custody.DecodeCommand(custody.KindRelayHandover, body)
	if err != nil {
		return operations.Preparation{}, err
	}
	return s.desk.Prepare(r.Context(), caller.Organization, r.Header.Get("Idempotency-Key"), c.(*custody.RelayHandover))
}
