// Package traceasset answers where an asset came from, or what became of it.
package traceasset

import (
	"context"
	"encoding/json"
	"net/http"
	"strconv"

	"waybill/shared/azfunc"
	"waybill/shared/custody"
	"waybill/shared/ledger"
	"waybill/shared/problem"
)

// Definition of TraceAsset.
var Definition = azfunc.Definition{
	Name:    "TraceAsset",
	Trigger: azfunc.HTTPTrigger{Methods: []string{http.MethodGet}, Route: "v1/trace", Level: azfunc.AuthAnonymous},
}

// maxDepth is the deepest trace; supply chains are a dozen levels deep.
const maxDepth = 64

// A Tracer follows genealogies.
type Tracer interface {
	Trace(ctx context.Context, id custody.AssetID, direction string, depth int) (*ledger.Node, error)
}

// New gives the function. Genealogies are open to every member of the network, as custody is on chain.
func New(tracer Tracer) azfunc.Function {
	return azfunc.Function{Definition: Definition, HTTP: step{tracer}}
}

type step struct{ tracer Tracer }

// ServeHTTP answers with the tree.
func (s step) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	tree, err := s.trace(r)
	if err != nil {
		azfunc.Fail(w, r, err)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(tree)
}

func (s step) trace(r *http.Request) (*ledger.Node, error) {
	query := r.URL.Query()
	id, err := custody.ParseAssetID(query.Get("id"), "query:id")
	if err != nil {
		return nil, err
	}
	direction := query.Get("direction")
	if direction == "" {
		direction = "upstream"
	}
	if direction != "upstream" && direction != "downstream" {
		return nil, problem.InvalidField.At("query:direction", "it is upstream or downstream")
	}
	depth := maxDepth
	if text := query.Get("depth"); text != "" {
		if depth, err = strconv.Atoi(text); err != nil || depth < 0 || depth > maxDepth {
			return nil, problem.InvalidField.At("query:depth", "it is a number from 0 to "+strconv.Itoa(maxDepth))
		}
	}
	return s.tracer.Trace(r.Context(), id, direction, depth)
}
