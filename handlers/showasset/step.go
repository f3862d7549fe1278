// Package showasset answers with what the ledger knows of one asset.
package showasset

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"

	"waybill/shared/azfunc"
	"waybill/shared/custody"
	"waybill/shared/ledger"
	"waybill/shared/problem"
)

// Definition of ShowAsset.
var Definition = azfunc.Definition{
	Name:    "ShowAsset",
	Trigger: azfunc.HTTPTrigger{Methods: []string{http.MethodGet}, Route: "v1/assets", Level: azfunc.AuthAnonymous},
}

// A Register knows assets and the recalls of them.
type Register interface {
	Asset(ctx context.Context, id custody.AssetID) (custody.Asset, bool, error)
	// Recalls gives the open recalls of the assets.
	Recalls(ctx context.Context, ids []custody.AssetID) ([]ledger.RecallNotice, error)
}

// New gives the function. Custody facts are open to every member of the network, as they are on chain.
func New(register Register) azfunc.Function {
	return azfunc.Function{Definition: Definition, HTTP: step{register}}
}

type step struct{ register Register }

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
	Recalls  []ledger.RecallView    `json:"recalls,omitempty"`  // open ones of the asset itself; those of what it was made from are in its trace
}

// ServeHTTP answers with the asset.
func (s step) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	a, err := s.find(r)
	if err != nil {
		azfunc.Fail(w, r, err)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(a)
}

func (s step) find(r *http.Request) (asset, error) {
	id, err := custody.ParseAssetID(r.URL.Query().Get("id"), "query:id")
	if err != nil {
		return asset{}, err
	}
	a, found, err := s.register.Asset(r.Context(), id)
	if err != nil {
		return asset{}, fmt.Errorf("look up asset %s: %w", id, err)
	}
	if !found {
		return asset{}, problem.UnknownAsset.At("query:id", string(id)+" is not registered")
	}
	recalls, err := s.register.Recalls(r.Context(), []custody.AssetID{a.ID})
	if err != nil {
		return asset{}, fmt.Errorf("look up recalls of %s: %w", id, err)
	}
	return render(a, recalls), nil
}

func render(a custody.Asset, recalls []ledger.RecallNotice) asset {
	out := asset{
		ID: a.ID, Key: a.Key, Type: a.Kind.String(), Status: a.Status, Holder: a.Holder, Owner: a.Owner, Unit: a.Unit,
		Version: a.Version, Handover: a.Handover, Bundle: a.Bundle, Contents: a.Contents,
	}
	if a.Kind == custody.KindLot {
		out.Quantity = &a.Quantity
	}
	for _, n := range recalls {
		out.Recalls = append(out.Recalls, ledger.RecallViewOf(n))
	}
	return out
}
