// Package showcontents answers what was in a unit at a moment.
package showcontents

import (
	"context"
	"encoding/json"
	"net/http"
	"time"

	"waybill/shared/azfunc"
	"waybill/shared/custody"
	"waybill/shared/ledger"
	"waybill/shared/problem"
)

// Definition of ShowContents.
var Definition = azfunc.Definition{
	Name:    "ShowContents",
	Trigger: azfunc.HTTPTrigger{Methods: []string{http.MethodGet}, Route: "v1/contents", Level: azfunc.AuthAnonymous},
}

// A Ledger knows what was packed when.
type Ledger interface {
	Contents(ctx context.Context, id custody.AssetID, at time.Time) (ledger.Contents, error)
}

// New gives the function. What is packed is open to every member of the network, as all custody facts are.
func New(l Ledger, now func() time.Time) azfunc.Function {
	return azfunc.Function{Definition: Definition, HTTP: step{l, now}}
}

type step struct {
	ledger Ledger
	now    func() time.Time
}

// ServeHTTP answers with the contents.
func (s step) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	contents, err := s.contents(r)
	if err != nil {
		azfunc.Fail(w, r, err)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(contents)
}

func (s step) contents(r *http.Request) (ledger.Contents, error) {
	query := r.URL.Query()
	id, err := custody.ParseAssetID(query.Get("id"), "query:id")
	if err != nil {
		return ledger.Contents{}, err
	}
	at := s.now()
	if text := query.Get("at"); text != "" {
		if at, err = time.Parse(time.RFC3339, text); err != nil {
			return ledger.Contents{}, problem.InvalidField.At("query:at", "it is a time such as 2026-10-05T08:00:00Z")
		}
	}
	return s.ledger.Contents(r.Context(), id, at.UTC())
}
