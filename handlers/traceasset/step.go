// Package traceasset answers where an asset came from, or what became of it.
package traceasset

import (
	"cmp"
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

// Definition of TraceAsset.
var Definition = azfunc.Definition{
	Name:    "TraceAsset",
	Trigger: azfunc.HTTPTrigger{Methods: []string{http.MethodGet}, Route: "v1/trace", Level: azfunc.AuthAnonymous},
}

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
	direction := cmp.Or(query.Get("direction"), ledger.Upstream)
	if direction != ledger.Upstream && direction != ledger.Downstream {
		return nil, problem.InvalidField.At("query:direction", "it is upstream or downstream")
	}
	depth := ledger.DefaultDepth
	if text := query.Get("depth"); text != "" {
		if depth, err = strconv.Atoi(text); err != nil || depth < 1 || depth > ledger.MaxDepth {
			return nil, problem.InvalidField.At("query:depth", fmt.Sprintf("it is a number from 1 to %d", ledger.MaxDepth))
		}
	}
	return s.tracer.Trace(r.Context(), id, direction, depth)
}
