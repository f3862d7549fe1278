package acceptcommand

import (
	"bytes"
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

// MaxBody is the largest command in bytes.
const MaxBody = 1 << 20

// A Desk accepts commands.
type Desk interface {
	Accept(ctx context.Context, caller custody.OrganizationID, key string, c custody.Command) (operations.Operation, error)
}

// New gives the function of a route.
func New(route Route, desk Desk) azfunc.Function {
	return azfunc.Function{Definition: route.Definition(), HTTP: step{route, desk}}
}

type step struct {
	route Route
	desk  Desk
}

// ServeHTTP accepts one command: 202, a receipt, and in Location where the operation can be watched.
func (s step) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	o, err := s.accept(w, r)
	if err != nil {
		azfunc.Fail(w, r, err)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Location", operations.Path(o.ID))
	w.WriteHeader(http.StatusAccepted)
	_ = json.NewEncoder(w).Encode(operations.ReceiptOf(o))
}

func (s step) accept(w http.ResponseWriter, r *http.Request) (operations.Operation, error) {
	caller, err := partner.CallerFrom(r.Context())
	if err != nil {
		return operations.Operation{}, err
	}
	if s.route.Administrator && !caller.Administrator {
		return operations.Operation{}, problem.Forbidden.With("only an administrator may do this; use an administrator's credential")
	}
	c, err := s.decode(w, r)
	if err != nil {
		return operations.Operation{}, err
	}
	o, err := s.desk.Accept(r.Context(), caller.Organization, r.Header.Get("Idempotency-Key"), c)
	return o, s.route.asRequested(err)
}

// decode reads the command from body and path. An empty body stands for an empty object.
func (s step) decode(w http.ResponseWriter, r *http.Request) (custody.Command, error) {
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, MaxBody))
	if tooLarge := (*http.MaxBytesError)(nil); errors.As(err, &tooLarge) {
		return nil, problem.TooLarge.With("a command has at most 1 MiB")
	}
	if err != nil {
		return nil, problem.Malformed.With("the body ended early")
	}
	if len(bytes.TrimSpace(body)) == 0 {
		body = []byte("{}")
	}
	c, err := custody.DecodeCommand(s.route.Kind, body)
	if err != nil || s.route.fromPath == nil {
		return c, err
	}
	return c, s.route.fromPath(c, r)
}
