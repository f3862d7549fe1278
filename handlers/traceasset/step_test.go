package traceasset_test

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"waybill/handlers/traceasset"
	"waybill/shared/azfunc/azfunctest"
	"waybill/shared/custody"
	"waybill/shared/ledger"
	"waybill/shared/problem"
)

// A tracer notes what it is asked for.
type tracer struct {
	asked string
	err   error
}

// Trace gives a tree with one node.
func (tr *tracer) Trace(_ context.Context, id custody.AssetID, direction string, depth int) (*ledger.Node, error) {
	tr.asked = fmt.Sprintf("%s %s %d", id, direction, depth)
	return &ledger.Node{ID: id}, tr.err
}

// The id is made canonical; direction and depth have defaults.
func TestATraceHasDefaults(t *testing.T) {
	t.Parallel()
	for query, want := range map[string]string{
		"?id=urn:a:1": "urn:a:1 upstream 32",
		"?id=urn:a:1&direction=downstream&depth=1":         "urn:a:1 downstream 1",
		"?id=urn:a:1&direction=upstream&depth=100":         "urn:a:1 upstream 100",
		"?id=urn:epc:id:sgtin:952123454321.0.1&direction=": "https://id.gs1.org/01/09521234543213/21/1 upstream 32",
	} {
		tr := &tracer{}
		answer := azfunctest.New(t, traceasset.New(tr)).HTTP(http.MethodGet, "/api/v1/trace"+query, nil, "")
		if answer.Code != http.StatusOK || tr.asked != want || !strings.Contains(answer.Body.String(), `"id":"`+strings.Fields(want)[0]) {
			t.Errorf("%s: %d %s, asked for %s", query, answer.Code, answer.Body, tr.asked)
		}
	}
}

// What does not make sense is refused by the name of the parameter, before the ledger is asked.
func TestWrongParametersAreNamed(t *testing.T) {
	t.Parallel()
	for query, want := range map[string]string{
		"":                               "query:id",
		"?id=chip":                       "query:id",
		"?id=urn:a:1&direction=sideways": "query:direction",
		"?id=urn:a:1&depth=deep":         "query:depth",
		"?id=urn:a:1&depth=0":            "query:depth",
		"?id=urn:a:1&depth=-1":           "query:depth",
		"?id=urn:a:1&depth=101":          "query:depth",
	} {
		tr := &tracer{}
		answer := azfunctest.New(t, traceasset.New(tr)).HTTP(http.MethodGet, "/api/v1/trace"+query, nil, "")
		if answer.Code != http.StatusBadRequest || !strings.Contains(answer.Body.String(), want) || tr.asked != "" {
			t.Errorf("%s: %d %s, asked for %q", query, answer.Code, answer.Body, tr.asked)
		}
	}
}

// The ledger's refusal is the answer.
func TestAnUnknownAssetIsNotFound(t *testing.T) {
	t.Parallel()
	tr := &tracer{err: fmt.Errorf("trace: %w", problem.UnknownAsset.At("query:id", "urn:a:1 is not registered"))}
	if answer := azfunctest.New(t, traceasset.New(tr)).HTTP(http.MethodGet, "/api/v1/trace?id=urn:a:1", nil, ""); answer.Code != http.StatusNotFound {
		t.Errorf("%d %s", answer.Code, answer.Body)
	}
}
