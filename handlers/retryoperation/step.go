// Package retryoperation gives one of an organisation's operations a push if it stands still: everything that the timers
// would do for it by and by is done at once.
package retryoperation

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

// Definition of RetryOperation.
var Definition = azfunc.Definition{
	Name:    "RetryOperation",
	Trigger: azfunc.HTTPTrigger{Methods: []string{http.MethodPost}, Route: "v1/operations/{id}/retry", Level: azfunc.AuthAnonymous},
	Outputs: []azfunc.Output{{Queue: "transactions"}},
}

// again is after how many seconds it makes sense to push an operation again that others are before.
const again = 15

// An Engine sends a command's transaction at once, and with a better fee if that is what it waits for.
type Engine interface {
	Bump(ctx context.Context, signer custody.Address, command custody.Digest) error
}

// New gives the function.
func New(store operations.Finder, outbox operations.Outbox, engine Engine) azfunc.Function {
	return azfunc.Function{Definition: Definition, HTTP: step{store, outbox, engine}}
}

type step struct {
	store  operations.Finder
	outbox operations.Outbox
	engine Engine
}

// ServeHTTP answers 202 when the operation is on its way again. Asking again does no harm.
func (s step) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	o, err := s.find(r)
	if err == nil {
		err = s.push(r.Context(), o)
	}
	if err != nil {
		azfunc.Fail(w, r, err)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Location", operations.Path(o.ID))
	w.WriteHeader(http.StatusAccepted)
	_ = json.NewEncoder(w).Encode(operations.ReportOf(o))
}

func (s step) find(r *http.Request) (operations.Operation, error) {
	caller, err := partner.CallerFrom(r.Context())
	if err != nil {
		return operations.Operation{}, err
	}
	return operations.Find(r.Context(), s.store, caller.Organization, r.PathValue("id"))
}

// push does what can be done at the operation's state.
func (s step) push(ctx context.Context, o operations.Operation) error {
	switch o.Status {
	case operations.Accepted:
		return s.outbox.Dispatch(ctx, o)
	case operations.Submitted:
		return s.bump(ctx, o)
	case operations.Confirmed:
		return problem.NothingToDo.With("it was carried out; the ledger takes it up by itself within moments")
	case operations.Recorded:
		return problem.NothingToDo.With("it was carried out and is recorded")
	}
	return problem.NothingToDo.With("it is " + string(o.Status) + " and changed nothing; to try once more, send a new command with a new Idempotency-Key")
}

func (s step) bump(ctx context.Context, o operations.Operation) error {
	err := s.engine.Bump(ctx, o.Signer, o.Command)
	switch {
	case errors.Is(err, chain.ErrMined), errors.Is(err, chain.ErrSettled):
		return problem.NothingToDo.With("its transaction is in a block already; it is recorded when the block is final")
	case errors.Is(err, chain.ErrUnsent):
		return problem.NothingToDo.With("many transactions of the same signing key are before it; push the oldest of them, or wait").After(again)
	}
	return err
}
