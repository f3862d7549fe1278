// Package recallasset answers what came of an asset, who has it now and how much of it is in there.
package recallasset

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"

	"waybill/shared/azfunc"
	"waybill/shared/custody"
	"waybill/shared/ledger"
	"waybill/shared/problem"
)

// Definition of RecallAsset.
var Definition = azfunc.Definition{
	Name:    "RecallAsset",
	Trigger: azfunc.HTTPTrigger{Methods: []string{http.MethodGet}, Route: "v1/recalls", Level: azfunc.AuthAnonymous},
}

// A Ledger follows an asset to everything that was made of it.
type Ledger interface {
	Recall(ctx context.Context, id custody.AssetID, listed int) (ledger.Recall, error)
}

// New gives the function. Genealogies are open to every member of the network, as custody is on chain.
func New(l Ledger) azfunc.Function {
	return azfunc.Function{Definition: Definition, HTTP: step{l}}
}

type step struct{ ledger Ledger }

// ServeHTTP answers with the recall's impact.
func (s step) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	recall, err := s.recall(r)
	if err != nil {
		azfunc.Fail(w, r, err)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(recall)
}

func (s step) recall(r *http.Request) (ledger.Recall, error) {
	query := r.URL.Query()
	id, err := custody.ParseAssetID(query.Get("id"), "query:id")
	if err != nil {
		return ledger.Recall{}, err
	}
	listed := ledger.DefaultRecallListed
	if text := query.Get("limit"); text != "" {
		if listed, err = strconv.Atoi(text); err != nil || listed < 1 || listed > ledger.MaxRecallListed {
			return ledger.Recall{}, problem.InvalidField.At("query:limit", fmt.Sprintf("it is a number from 1 to %d", ledger.MaxRecallListed))
		}
	}
	return s.ledger.Recall(r.Context(), id, listed)
}
