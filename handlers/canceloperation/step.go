// Package canceloperation lets an organisation cancel one of its operations that is not on chain yet: the nonce of its
// transaction is used for nothing, if the network has not been faster.
package canceloperation

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"

	"waybill/shared/azfunc"
	"waybill/shared/chain"
	"waybill/shared/custody"
	"waybill/shared/operations"
	"waybill/shared/partner"
	"waybill/shared/problem"
)

// Definition of CancelOperation.
var Definition = azfunc.Definition{
	Name:    "CancelOperation",
	Trigger: azfunc.HTTPTrigger{Methods: []string{http.MethodPost}, Route: "v1/operations/{id}/cancel", Level: azfunc.AuthAnonymous},
}

// An Engine cancels commands. The cancellation is durable on return.
type Engine interface {
	Cancel(ctx context.Context, signer custody.Address, request chain.Request) error
}

// New gives the function.
func New(store operations.Finder, engine Engine) azfunc.Function {
	return azfunc.Function{Definition: Definition, HTTP: step{store, engine}}
}

type step struct {
	store  operations.Finder
	engine Engine
}

// ServeHTTP answers 202 when the cancellation is on its way. What becomes of the operation is for the chain to say: the
// caller watches it. Asking again changes nothing.
func (s step) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	o, err := s.cancel(r)
	if err != nil {
		azfunc.Fail(w, r, err)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Location", operations.Path(o.ID))
	w.WriteHeader(http.StatusAccepted)
	_ = json.NewEncoder(w).Encode(operations.ReportOf(o))
}

func (s step) cancel(r *http.Request) (operations.Operation, error) {
	caller, err := partner.CallerFrom(r.Context())
	if err != nil {
		return operations.Operation{}, err
	}
	o, err := operations.Find(r.Context(), s.store, caller.Organization, r.PathValue("id"))
	if err != nil {
		return o, err
	}
	switch o.Status {
	case operations.Failed, operations.Refused:
		return o, problem.NothingToDo.With("it is " + string(o.Status) + " and changed nothing")
	case operations.Confirmed, operations.Recorded:
		return o, problem.NothingToDo.With("it was carried out; only another command can change what it did")
	}
	err = s.engine.Cancel(r.Context(), o.Signer, chain.Request{Organization: o.Organization, Operation: o.ID, Command: o.Command})
	if errors.Is(err, chain.ErrMined) || errors.Is(err, chain.ErrSettled) {
		return o, problem.NothingToDo.With("its transaction is in a block already; watch what becomes of it")
	}
	return o, err
}
