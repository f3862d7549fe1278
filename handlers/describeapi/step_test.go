package describeapi_test

import (
	"net/http"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"

	"waybill/handlers/describeapi"
	"waybill/shared/azfunc/azfunctest"
	"waybill/shared/custody"
	"waybill/shared/ledger"
)

// What is served is the document that requests are validated against.
func TestTheDocumentIsServed(t *testing.T) {
	t.Parallel()
	answer := azfunctest.New(t, describeapi.New()).HTTP(http.MethodGet, "/api/openapi.json", nil, "")
	if answer.Code != http.StatusOK || answer.Header().Get("Content-Type") != "application/json" || answer.Body.String() != string(describeapi.Document) {
		t.Errorf("%d %v, %d bytes", answer.Code, answer.Header(), answer.Body.Len())
	}
}

// The limits that the document promises are those that the rules enforce.
func TestTheDocumentHasTheLimitsOfTheRules(t *testing.T) {
	t.Parallel()
	document, err := openapi3.NewLoader().LoadFromData(describeapi.Document)
	if err != nil {
		t.Fatal(err)
	}
	most := func(schema, property string) uint64 {
		found := document.Components.Schemas[schema].Value.Properties[property]
		if found == nil || found.Value.MaxItems == nil {
			t.Fatalf("%s.%s has no limit", schema, property)
		}
		return *found.Value.MaxItems
	}
	for _, test := range []struct {
		schema, property string
		want             uint64
	}{
		{"Aggregate", "children", custody.MaxChildren},
		{"Transform", "inputs", custody.MaxParts},
		{"Transform", "outputs", custody.MaxParts},
		{"RecordEvent", "assets", custody.MaxAssets},
	} {
		if got := most(test.schema, test.property); got != test.want {
			t.Errorf("%s has at most %d %s, want %d", test.schema, got, test.property, test.want)
		}
	}
	for _, test := range []struct {
		path, parameter string
		want            float64
	}{{"/api/v1/trace", "depth", ledger.MaxDepth}, {"/api/v1/events", "limit", ledger.MaxPage}, {"/api/v1/recalls", "limit", ledger.MaxRecallListed}, {"/api/v1/gaps", "limit", ledger.MaxPage}} {
		schema := document.Paths.Value(test.path).Get.Parameters.GetByInAndName("query", test.parameter).Schema.Value
		if schema.Max == nil || *schema.Max != test.want {
			t.Errorf("%s has another limit of %s than %v", test.path, test.parameter, test.want)
		}
	}
}
