// Package showasset answers with what the ledger knows of one asset.
package showasset

import (
	"encoding/json"
	"net/http"

	"waybill/shared/azfunc"
	"waybill/shared/custody"
	"waybill/shared/problem"
)

// Definition of ShowAsset.
var Definition = azfunc.Definition{
	Name:    "ShowAsset",
	Trigger: azfunc.HTTPTrigger{Methods: []string{http.MethodGet}, Route: "v1/assets", Level: azfunc.AuthAnonymous},
}

// New gives the function. Custody facts are open to every member of the network, as they are on chain.
func New(view custody.View) azfunc.Function {
	return azfunc.Function{Definition: Definition, HTTP: step{view}}
}

type step struct{ view custody.View }

// An asset as partners see it.
type asset struct {
	ID       custody.AssetID        `json:"id"`
	Key      custody.Digest         `json:"key"` // its name on chain
	Type     string                 `json:"type"`
	Status   custody.Status         `json:"status"`
	Holder   custody.OrganizationID `json:"holder"`
	Owner    custody.OrganizationID `json:"owner"`
	Quantity *custody.Quantity      `json:"quantity,omitempty"`
	Unit     string                 `json:"unit,omitempty"`
	Version  uint32                 `json:"version"`
	Handover string                 `json:"handover,omitempty"` // the open handover
	Bundle   string                 `json:"bundle,omitempty"`   // the bundle it is packed in
	Contents string                 `json:"contents,omitempty"` // the bundle it holds
}

// ServeHTTP answers with the asset.
func (s step) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	a, err := s.find(r)
	if err != nil {
		azfunc.Fail(w, r, err)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(render(a))
}

func (s step) find(r *http.Request) (custody.Asset, error) {
	id, err := custody.ParseAssetID(r.URL.Query().Get("id"), "query:id")
	if err != nil {
		return custody.Asset{}, err
	}
	a, found, err := s.view.Asset(r.Context(), id)
	if err == nil && !found {
		err = problem.UnknownAsset.At("query:id", string(id)+" is not registered")
	}
	return a, err
}

func render(a custody.Asset) asset {
	out := asset{
		ID: a.ID, Key: a.Key, Type: a.Kind.String(), Status: a.Status, Holder: a.Holder, Owner: a.Owner, Unit: a.Unit,
		Version: a.Version, Handover: a.Handover, Bundle: a.Bundle, Contents: a.Contents,
	}
	if a.Kind == custody.KindLot {
		out.Quantity = &a.Quantity
	}
	return out
}
