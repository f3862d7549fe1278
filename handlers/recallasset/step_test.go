package recallasset_test

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"waybill/handlers/recallasset"
	"waybill/shared/azfunc/azfunctest"
	"waybill/shared/custody"
	"waybill/shared/ledger"
	"waybill/shared/problem"
)

// A book notes what it is asked for.
type book struct {
	asked string
	err   error
}

// Recall gives a recall that affects nothing.
func (b *book) Recall(_ context.Context, id custody.AssetID, listed int) (ledger.Recall, error) {
	b.asked = fmt.Sprintf("%s %d", id, listed)
	return ledger.Recall{Asset: id}, b.err
}

// The id is made canonical, and the list has a usual length.
func TestARecallHasDefaults(t *testing.T) {
	t.Parallel()
	for query, want := range map[string]string{
		"?id=urn:a:1":                           "urn:a:1 1000",
		"?id=urn:a:1&limit=7":                   "urn:a:1 7",
		"?id=urn:epc:id:sgtin:952123454321.0.1": "https://id.gs1.org/01/09521234543213/21/1 1000",
	} {
		b := &book{}
		answer := azfunctest.New(t, recallasset.New(b)).HTTP(http.MethodGet, "/api/v1/recalls"+query, nil, "")
		if answer.Code != http.StatusOK || b.asked != want || !strings.Contains(answer.Body.String(), `"asset":"`+strings.Fields(want)[0]) {
			t.Errorf("%s: %d %s, asked for %s", query, answer.Code, answer.Body, b.asked)
		}
	}
}

// What makes no sense is refused by the name of the parameter, before the ledger is asked; the ledger's refusal is the
// answer.
func TestWrongParametersAreNamed(t *testing.T) {
	t.Parallel()
	for query, want := range map[string]string{
		"":                        "query:id",
		"?id=chip":                "query:id",
		"?id=urn:a:1&limit=0":     "query:limit",
		"?id=urn:a:1&limit=10001": "query:limit",
		"?id=urn:a:1&limit=all":   "query:limit",
	} {
		b := &book{}
		answer := azfunctest.New(t, recallasset.New(b)).HTTP(http.MethodGet, "/api/v1/recalls"+query, nil, "")
		if answer.Code != http.StatusBadRequest || !strings.Contains(answer.Body.String(), want) || b.asked != "" {
			t.Errorf("%s: %d %s, asked for %q", query, answer.Code, answer.Body, b.asked)
		}
	}
	b := &book{err: problem.UnknownAsset.At("query:id", "urn:a:1 is not registered")}
	if answer := azfunctest.New(t, recallasset.New(b)).HTTP(http.MethodGet, "/api/v1/recalls?id=urn:a:1", nil, ""); answer.Code != http.StatusNotFound {
		t.Errorf("%d %s", answer.Code, answer.Body)
	}
}
