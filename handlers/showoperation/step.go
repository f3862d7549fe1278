// Package showoperation tells an organisation how far one of its operations has come.
package showoperation

import (
	"context"
	"encoding/json"
	"net/http"

	"waybill/shared/azfunc"
	"waybill/shared/custody"
	"waybill/shared/operations"
	"waybill/shared/partner"
	"waybill/shared/problem"
)

// Definition of ShowOperation.
var Definition = azfunc.Definition{
	Name:    "ShowOperation",
	Trigger: azfunc.HTTPTrigger{Methods: []string{http.MethodGet}, Route: "v1/operations/{id}", Level: azfunc.AuthAnonymous},
}

// A Store knows operations.
type Store interface {
	Get(ctx context.Context, organization custody.OrganizationID, id string) (operations.Operation, bool, error)
}

// New gives the function.
func New(store Store) azfunc.Function {
	return azfunc.Function{Definition: Definition, HTTP: step{store}}
}

type step struct{ store Store }

// ServeHTTP answers with the report of the caller's operation; another organisation's operation is not found.
func (s step) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	o, err := s.find(r)
	if err != nil {
		azfunc.Fail(w, r, err)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "no-store")
	_ = json.NewEncoder(w).Encode(operations.ReportOf(o))
}

func (s step) find(r *http.Request) (operations.Operation, error) {
	caller, err := partner.CallerFrom(r.Context())
	if err != nil {
		return operations.Operation{}, err
	}
	o, found, err := s.store.Get(r.Context(), caller.Organization, r.PathValue("id"))
	if err == nil && !found {
		err = problem.NotFound.At("path:id", "your organisation has no operation with this id")
	}
	return o, err
}
