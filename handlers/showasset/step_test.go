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
)

// A register has assets.
type register struct {
	custody.View
	assets map[custody.AssetID]custody.Asset
	err    error
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
