package showasset_test

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"waybill/handlers/showasset"
	"waybill/shared/azfunc/azfunctest"
	"waybill/shared/custody"
	"waybill/shared/ledger"
)

// A register has assets.
type register struct {
	assets  map[custody.AssetID]custody.Asset
	recalls []ledger.RecallNotice
	err     error
}

// Recalls gives all that there are.
func (r register) Recalls(context.Context, []custody.AssetID) ([]ledger.RecallNotice, error) {
	return r.recalls, r.err
}

// Asset looks one up.
func (r register) Asset(_ context.Context, id custody.AssetID) (custody.Asset, bool, error) {
	a, found := r.assets[id]
	return a, found, r.err
}

func show(t *testing.T, r register, id string) (int, string) {
	t.Helper()
	answer := azfunctest.New(t, showasset.New(r)).HTTP(http.MethodGet, "/api/v1/assets?id="+url.QueryEscape(id), nil, "")
	return answer.Code, answer.Body.String()
}

// An asset is found under any spelling of its id. A lot says how much is left of it, also if that is nothing; other
// assets have no quantity.
func TestAnAssetIsFoundUnderAnySpelling(t *testing.T) {
	t.Parallel()
	const chip, lot = "https://id.gs1.org/01/09521234543213/21/1", "https://id.gs1.org/01/09521234543213/10/A"
	r := register{assets: map[custody.AssetID]custody.Asset{
		chip: {ID: chip, Kind: custody.KindItem, Status: custody.StatusActive, Holder: "fab", Owner: "mine", Version: 3},
		lot:  {ID: lot, Kind: custody.KindLot, Status: custody.StatusConsumed, Holder: "fab", Owner: "fab", Unit: "KGM", Version: 4},
	}}
	for id, want := range map[string]string{
		chip:                                `"holder":"fab","owner":"mine","version":3`,
		"urn:epc:id:sgtin:952123454321.0.1": `"type":"item"`,
		"http://x.example/gtin/9521234543213/lot/A": `"quantity":0,"unit":"KGM"`,
	} {
		if code, body := show(t, r, id); code != http.StatusOK || !strings.Contains(body, want) {
			t.Errorf("%s: %d %s", id, code, body)
		}
	}
	if _, body := show(t, r, chip); strings.Contains(body, "quantity") {
		t.Errorf("an item has a quantity: %s", body)
	}
}

// An asset tells who warns of it and why, and that it is no more.
func TestAnAssetTellsOfItsRecalls(t *testing.T) {
	t.Parallel()
	r := register{assets: map[custody.AssetID]custody.Asset{"urn:a:1": {ID: "urn:a:1", Status: custody.StatusDecommissioned}}}
	if _, body := show(t, r, "urn:a:1"); strings.Contains(body, "recalls") || !strings.Contains(body, `"status":"decommissioned"`) {
		t.Errorf("without recalls it is %s", body)
	}
	r.recalls = []ledger.RecallNotice{{Recall: custody.Recall{ID: "op-1", Organization: "fab", Open: true}, Reason: "it overheats"}}
	if _, body := show(t, r, "urn:a:1"); !strings.Contains(body, `"recalls":[{"id":"op-1","organization":"fab","reason":"it overheats",`) {
		t.Errorf("recalled it is %s", body)
	}
}

// What is not there, is no id, or cannot be read is told apart.
func TestWhatIsNotThereIsToldApart(t *testing.T) {
	t.Parallel()
	for id, want := range map[string]int{"urn:a:1": http.StatusNotFound, "": http.StatusBadRequest, "no id": http.StatusBadRequest} {
		if code, body := show(t, register{}, id); code != want || !strings.Contains(body, "query:id") {
			t.Errorf("%q: %d %s", id, code, body)
		}
	}
	if code, body := show(t, register{err: errors.New("connection refused")}, "urn:a:1"); code != http.StatusInternalServerError || strings.Contains(body, "refused") {
		t.Errorf("an outage: %d %s", code, body)
	}
}
