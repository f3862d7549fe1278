package e2e_test

import (
	"net/http"
	"net/url"
	"os"
	"strings"
	"testing"

	"waybill/internal/endurance/process"
	"waybill/internal/system"
	"waybill/shared/custody"
	"waybill/shared/operations"
	"waybill/shared/problem"
)

// maxDocument is small here, so that a document can be over the limit.
const maxDocument = 64 << 10

// Whatever is wrong with a request has its own status, problem type and field, and a request that is refused changes
// nothing and leaves nothing behind.
func TestBadInputIsExplainedAndChangesNothing(t *testing.T) {
	data := t.TempDir()
	s := newScene(t, system.Options{Data: data})
	s.Stop()
	process.Set(t, data, "WAYBILL_MAX_DOCUMENT", "65536")
	s.System = start(t, system.Options{Data: data})
	cancelled := s.do(t, "mine", &custody.OfferHandover{Asset: quartz, To: "shop"})
	s.do(t, "mine", &custody.AnswerHandover{Handover: cancelled, Answer: custody.AnswerCancel})
	s.do(t, "mine", &custody.RegisterAsset{ID: chip + "used", Type: "item"})
	s.do(t, "mine", &custody.Transform{Inputs: []custody.TransformInput{{Asset: chip + "used"}}, Outputs: []custody.TransformOutput{{ID: chip + "made", Type: "item"}}})
	known, err := os.ReadFile("../../docs/errors.md")
	if err != nil {
		t.Fatal(err)
	}
	before := s.picture(t)

	const item = `{"id":"urn:example:new","type":"item"}`
	seal := "/api/v1/documents?name=a.txt"
	for name, c := range map[string]struct {
		by      custody.OrganizationID
		path    string // POST, below /api/v1/ unless it begins with a slash; a GET begins with "GET "
		body    string
		headers []string
		want    *problem.Problem
		field   string
	}{
		// The request itself.
		"broken JSON":              {"mine", "assets", `{"id":`, nil, problem.Malformed, ""},
		"more than one value":      {"mine", "assets", item + item, nil, problem.Malformed, ""},
		"no body":                  {"mine", "assets", ``, nil, problem.Malformed, ""},
		"a list":                   {"mine", "assets", `[]`, nil, problem.Malformed, ""},
		"a body over the limit":    {"mine", "assets", strings.Repeat(" ", 1<<20) + item, nil, problem.TooLarge, ""},
		"a wrong media type":       {"mine", "assets", item, []string{"Content-Type", "text/xml"}, problem.MediaType, "header:Content-Type"},
		"no media type":            {"mine", "assets", item, []string{"Content-Type", ""}, problem.MediaType, "header:Content-Type"},
		"no Idempotency-Key":       {"mine", "assets", item, []string{"Idempotency-Key", ""}, problem.KeyMissing, "header:Idempotency-Key"},
		"a long Idempotency-Key":   {"mine", "assets", item, []string{"Idempotency-Key", strings.Repeat("k", 256)}, problem.InvalidField, "header:Idempotency-Key"},
		"a used Idempotency-Key":   {"mine", "assets", item, []string{"Idempotency-Key", keyOf(&custody.RegisterAsset{ID: chip1, Type: "item"})}, problem.KeyReused, "header:Idempotency-Key"},
		"no credential":            {"", "assets", item, nil, problem.Unauthenticated, ""},
		"a wrong credential":       {"", "assets", item, []string{"Authorization", "Bearer wb_dev_0123"}, problem.Unauthenticated, ""},
		"a misspelt parameter":     {"mine", seal + "&recipients=maker", `text`, nil, problem.UnknownField, "query:recipients"},
		"a parameter is no time":   {"mine", "GET /api/v1/events?from=yesterday", ``, nil, problem.InvalidField, "query:from"},
		"a page that is no page":   {"mine", "GET /api/v1/events?after=%00x", ``, nil, problem.InvalidField, "query:after"},
		"a depth that is no depth": {"mine", "GET /api/v1/trace?id=urn:example:a&depth=-1", ``, nil, problem.InvalidField, "query:depth"},

		// Fields.
		"an unknown field":            {"mine", "assets", `{"id":"urn:example:new","type":"item","colour":"red"}`, nil, problem.UnknownField, "/colour"},
		"a field in another case":     {"mine", "assets", `{"ID":"urn:example:new","id":"urn:example:new","type":"item"}`, nil, problem.UnknownField, "/ID"},
		"a field that is in the path": {"maker", "handovers/" + s.offered + "/accept", `{"handover":"op-1"}`, nil, problem.UnknownField, "/handover"},
		"a missing field":             {"mine", "assets", `{"type":"item"}`, nil, problem.InvalidField, "/id"},
		"a wrong type":                {"mine", "assets", `{"id":["urn:example:new"],"type":"item"}`, nil, problem.InvalidField, "/id"},
		"null":                        {"mine", "assets", `{"id":null,"type":"item"}`, nil, problem.InvalidField, "/id"},
		"a kind that is none":         {"mine", "assets", `{"id":"urn:example:new","type":"thing"}`, nil, problem.InvalidField, "/type"},
		"a bad check digit":           {"mine", "assets", `{"id":"https://id.gs1.org/01/09521141300016/21/9","type":"item"}`, nil, problem.InvalidID, "/id"},
		"an id that is no URI":        {"mine", "assets", `{"id":"chip nine","type":"item"}`, nil, problem.InvalidID, "/id"},
		"a quantity too fine":         {"mine", "assets", `{"id":"urn:example:new","type":"lot","quantity":0.0001,"unit":"KGM"}`, nil, problem.InvalidField, "/quantity"},
		"a lot without a quantity":    {"mine", "assets", `{"id":"urn:example:new","type":"lot"}`, nil, problem.InvalidField, "/quantity"},
		"an item with a quantity":     {"mine", "assets", `{"id":"urn:example:new","type":"item","quantity":1}`, nil, problem.InvalidField, "/quantity"},
		"a unit that is none":         {"mine", "assets", `{"id":"urn:example:new","type":"lot","quantity":1,"unit":"kilo"}`, nil, problem.InvalidField, "/unit"},
		"a time that is none":         {"mine", "assets", `{"id":"urn:example:new","type":"item","eventTime":"today"}`, nil, problem.InvalidField, "/eventTime"},
		"a day that is none":          {"mine", "assets", `{"id":"urn:example:new","type":"item","eventTime":"2026-02-30T08:00:00Z"}`, nil, problem.InvalidField, "/eventTime"},
		"a place that is none":        {"mine", "assets", `{"id":"urn:example:new","type":"item","readPoint":"dock 4"}`, nil, problem.InvalidField, "/readPoint"},
		"a deadline before 1970":      {"mine", "handovers", `{"asset":"` + chip1 + `","to":"maker","deadline":"1969-01-01T00:00:00Z"}`, nil, problem.InvalidField, "/deadline"},
		"an answer that is none":      {"maker", "handovers/" + s.offered + "/keep", ``, nil, problem.InvalidField, "path:answer"},
		"an organisation's bad id":    {operations.Operator, "organizations", `{"id":"No Such","name":"x"}`, nil, problem.InvalidField, "/id"},
		"a bad GLN":                   {operations.Operator, "organizations", `{"id":"fourth","name":"x","gln":"9521141000015"}`, nil, problem.InvalidID, "/gln"},
		"a key for an organisation":   {operations.Operator, "organizations", `{"id":"fourth","name":"x","key":"0x0000000000000000000000000000000000000001"}`, nil, problem.UnknownField, "/key"},

		// Things that are not there, or there already.
		"an unknown asset":          {"mine", "handovers", `{"asset":"` + chip + `none","to":"maker"}`, nil, problem.UnknownAsset, "/asset"},
		"an unknown organisation":   {"mine", "handovers", `{"asset":"` + chip1 + `","to":"nobody"}`, nil, problem.UnknownOrg, "/to"},
		"an unknown handover":       {"maker", "handovers/op-none/accept", ``, nil, problem.NotFound, "path:id"},
		"a handover not signed":     {"mine", "signed-handovers", `{"assets":["` + chip1 + `"],"from":"mine","to":"shop"}`, nil, problem.InvalidField, "/byFrom /byTo"},
		"a handover to sign twice":  {"mine", "signed-handovers/typed-data", `{"assets":["` + chip1 + `","` + chip1 + `"],"from":"mine","to":"shop"}`, nil, problem.InvalidField, "/assets/1"},
		"a handover by a stranger":  {"mine", "signed-handovers", `{"assets":["` + chip1 + `"],"from":"mine","to":"shop","byFrom":{"key":"0x0000000000000000000000000000000000000001","signature":"0x00"},"byTo":{"key":"0x0000000000000000000000000000000000000001","signature":"0x00"}}`, nil, problem.WrongParty, "/byFrom/key"},
		"a balance of nothing":      {"mine", "transformations", `{"inputs":[{"asset":"` + quartz + `","quantity":1}],"outputs":[{"id":"urn:example:new","type":"lot","quantity":1,"unit":"KGM"}],"balance":{"loss":0,"unit":"LTR","model":"segregated"}}`, nil, problem.InvalidField, "/balance/unit"},
		"a balance that is none":    {"mine", "transformations", `{"inputs":[{"asset":"` + quartz + `","quantity":2}],"outputs":[{"id":"urn:example:new","type":"lot","quantity":1,"unit":"KGM"}],"balance":{"loss":0.5,"unit":"KGM","model":"segregated"}}`, nil, problem.Unbalanced, "/balance"},
		"a model that is none":      {"mine", "transformations", `{"inputs":[{"asset":"` + quartz + `","quantity":1}],"outputs":[{"id":"urn:example:new","type":"item"}],"balance":{"loss":1,"unit":"KGM","model":"good"}}`, nil, problem.InvalidField, "/balance/model"},
		"a loss of more than there": {"mine", "consumptions", `{"asset":"` + quartz + `","quantity":11,"reason":"spilt"}`, nil, problem.OverConsumption, "/quantity"},
		"a loss without a reason":   {"mine", "consumptions", `{"asset":"` + chip1 + `"}`, nil, problem.InvalidField, "/reason"},
		"ownership to oneself":      {"mine", "ownership-transfers", `{"asset":"` + chip1 + `","to":"mine"}`, nil, problem.InvalidField, "/to"},
		"ownership of what is out":  {"mine", "ownership-transfers", `{"asset":"` + chip3 + `","to":"maker"}`, nil, problem.AlreadyOffered, "/asset"},
		"an offer without an end":   {"shop", "handovers/" + s.offered + "/expire", ``, nil, problem.NotAvailable, "path:answer"},
		"a child of another bundle": {"mine", "bundles/" + s.bundle + "/release", `{"asset":"` + chip1 + `"}`, nil, problem.NotAvailable, "/asset"},
		"a child of no bundle":      {"mine", "bundles/op-none/release", `{"asset":"` + chip1 + `"}`, nil, problem.NotFound, "path:id"},
		"an unknown bundle":         {"mine", "bundles/op-none/unpack", ``, nil, problem.NotFound, "path:id"},
		"a recall of nothing":       {"mine", "recalls", `{"asset":"urn:example:none","reason":"hot"}`, nil, problem.UnknownAsset, "/asset"},
		"a recall without a reason": {"mine", "recalls", `{"asset":"` + chip1 + `"}`, nil, problem.InvalidField, "/reason"},
		"a recall that is not open": {"mine", "recalls/op-none/close", ``, nil, problem.NotFound, "path:id"},
		"what is not suspended":     {"mine", "certificates/" + url.PathEscape(grade) + "/reinstate", ``, nil, problem.NotAvailable, "path:id"},
		"suspended by another":      {"maker", "certificates/" + url.PathEscape(grade) + "/suspend", ``, nil, problem.WrongParty, "path:id"},
		"scrapped with its load":    {"mine", "decommissionings", `{"asset":"` + box + `","reason":"scrapped"}`, nil, problem.NotAvailable, "/asset"},
		"scrapped twice":            {"mine", "decommissionings", `{"asset":"` + chip + `used","reason":"scrapped"}`, nil, problem.NotAvailable, "/asset"},
		"an error of another kind":  {"mine", "error-declarations", `{"operation":"` + s.operation + `","reason":"typo"}`, nil, problem.InvalidField, "/reason"},
		"an error in nothing":       {"mine", "error-declarations", `{"operation":"op-none","reason":"did_not_occur"}`, nil, problem.NotFound, "/operation"},
		"an error put right by it":  {"mine", "error-declarations", `{"operation":"` + s.operation + `","reason":"incorrect_data","correctiveOperation":"` + s.operation + `"}`, nil, problem.InvalidField, "/correctiveOperation"},
		"an unknown certificate":    {"mine", "certificates/none/revoke", ``, nil, problem.NotFound, "path:id"},
		"an unknown operation":      {"mine", "GET /api/v1/operations/op-none", ``, nil, problem.NotFound, "path:id"},
		"an unknown document":       {"mine", "GET /api/v1/documents/doc-none", ``, nil, problem.NotFound, "path:id"},
		"an asset nobody has":       {"mine", "GET /api/v1/assets?id=urn:example:none", ``, nil, problem.UnknownAsset, "query:id"},
		"a trace of nothing":        {"mine", "GET /api/v1/trace?id=urn:example:none", ``, nil, problem.UnknownAsset, "query:id"},
		"an asset again":            {"maker", "assets", `{"id":"` + chip1 + `","type":"item"}`, nil, problem.AlreadyExists, "/id"},
		"an asset spelt otherwise":  {"maker", "assets", `{"id":"http://shop.example/gtin/9521141300015/ser/1","type":"item"}`, nil, problem.AlreadyExists, "/id"},
		"a certificate again":       {"mine", "certificates", `{"id":"` + grade + `","type":"origin","subjects":["` + chip1 + `"]}`, nil, problem.AlreadyExists, "/id"},
		"an organisation again":     {operations.Operator, "organizations", `{"id":"mine","name":"x"}`, nil, problem.AlreadyExists, "/id"},
		"a certificate for nothing": {"mine", "certificates", `{"type":"origin","subjects":["` + chip + `none"]}`, nil, problem.UnknownAsset, "/subjects/0"},
		"a subject twice":           {"mine", "certificates", `{"type":"origin","subjects":["` + chip1 + `","` + chip1 + `"]}`, nil, problem.InvalidField, "/subjects/1"},

		// Custody.
		"what another one holds":     {"maker", "handovers", `{"asset":"` + chip1 + `","to":"shop"}`, nil, problem.NotHolder, "/asset"},
		"an offer to oneself":        {"mine", "handovers", `{"asset":"` + chip1 + `","to":"mine"}`, nil, problem.InvalidField, "/to"},
		"a second offer":             {"mine", "handovers", `{"asset":"` + chip3 + `","to":"shop"}`, nil, problem.AlreadyOffered, "/asset"},
		"an offer of what is packed": {"mine", "handovers", `{"asset":"` + packed + `","to":"shop"}`, nil, problem.NotAvailable, "/asset"},
		"an offer of what is used":   {"mine", "handovers", `{"asset":"` + chip + `used","to":"shop"}`, nil, problem.NotAvailable, "/asset"},
		"accepted by the giver":      {"mine", "handovers/" + s.offered + "/accept", ``, nil, problem.WrongParty, "path:answer"},
		"accepted by a third":        {"shop", "handovers/" + s.offered + "/accept", `{}`, nil, problem.WrongParty, "path:answer"},
		"cancelled by the receiver":  {"maker", "handovers/" + s.offered + "/cancel", ``, nil, problem.WrongParty, "path:answer"},
		"accepted after all":         {"shop", "handovers/" + cancelled + "/accept", ``, nil, problem.NotPending, "path:id"},
		"packed by another":          {"maker", "bundles", `{"parent":"` + tray + `","children":["` + wafer + `"]}`, nil, problem.NotHolder, "/parent"},
		"packed twice":               {"mine", "bundles", `{"parent":"` + tray + `","children":["` + chip1 + `","` + chip1 + `"]}`, nil, problem.InvalidField, "/children/1"},
		"packed in itself":           {"mine", "bundles", `{"parent":"` + tray + `","children":["` + tray + `"]}`, nil, problem.InvalidField, "/children/0"},
		"packed in an item":          {"mine", "bundles", `{"parent":"` + chip1 + `","children":["` + quartz + `"]}`, nil, problem.InvalidField, "/parent"},
		"packed in a full box":       {"mine", "bundles", `{"parent":"` + box + `","children":["` + chip1 + `"]}`, nil, problem.NotAvailable, "/parent"},
		"packed while offered":       {"mine", "bundles", `{"parent":"` + tray + `","children":["` + chip3 + `"]}`, nil, problem.NotAvailable, "/children/0"},
		"nothing packed":             {"mine", "bundles", `{"parent":"` + tray + `","children":[]}`, nil, problem.InvalidField, "/children"},
		"more used than there is":    {"mine", "transformations", `{"inputs":[{"asset":"` + quartz + `","quantity":10.001}],"outputs":[{"id":"urn:example:new","type":"item"}]}`, nil, problem.OverConsumption, "/inputs/0/quantity"},
		"used without a quantity":    {"mine", "transformations", `{"inputs":[{"asset":"` + quartz + `"}],"outputs":[{"id":"urn:example:new","type":"item"}]}`, nil, problem.InvalidField, "/inputs/0/quantity"},
		"used twice":                 {"mine", "transformations", `{"inputs":[{"asset":"` + quartz + `","quantity":6},{"asset":"` + quartz + `","quantity":6}],"outputs":[{"id":"urn:example:new","type":"item"}]}`, nil, problem.InvalidField, "/inputs/1/asset"},
		"made from itself":           {"mine", "transformations", `{"inputs":[{"asset":"` + chip1 + `"}],"outputs":[{"id":"` + chip1 + `","type":"item"}]}`, nil, problem.AlreadyExists, "/outputs/0/id"},
		"revoked by another":         {"maker", "certificates/" + url.PathEscape(grade) + "/revoke", ``, nil, problem.WrongParty, "path:id"},
		"who may not let join":       {"mine", "organizations", `{"id":"fourth","name":"x"}`, nil, problem.Forbidden, ""},
		"the operator has no goods":  {operations.Operator, "assets", item, nil, problem.Forbidden, ""},

		// Documents.
		"a document over the limit":        {"mine", seal + "&recipient=maker", strings.Repeat("x", maxDocument+1), nil, problem.TooLarge, ""},
		"a document for nobody there":      {"mine", seal + "&recipient=nobody", `text`, nil, problem.UnknownOrg, "query:recipient"},
		"a document for a bad name":        {"mine", seal + "&recipient=No+Such", `text`, nil, problem.InvalidField, "query:recipient"},
		"a document about nothing":         {"mine", seal + "&asset=urn:example:none", `text`, nil, problem.UnknownAsset, "query:asset"},
		"a document with a path for name":  {"mine", "/api/v1/documents?name=..%2Fetc", `text`, nil, problem.InvalidField, "query:name"},
		"a document without a key":         {"mine", seal, `text`, []string{"Idempotency-Key", ""}, problem.KeyMissing, "header:Idempotency-Key"},
		"a document, another content":      {"mine", "/api/v1/documents?name=origin.txt&recipient=maker&asset=" + url.QueryEscape(chip1), `another`, []string{"Idempotency-Key", "origin", "Content-Type", "text/plain; charset=utf-8"}, problem.KeyReused, "header:Idempotency-Key"},
		"a document, another name":         {"mine", "/api/v1/documents?name=other.txt&recipient=maker&asset=" + url.QueryEscape(chip1), readable, []string{"Idempotency-Key", "origin", "Content-Type", "text/plain; charset=utf-8"}, problem.KeyReused, "header:Idempotency-Key"},
		"a document under a command's key": {"mine", seal, `text`, []string{"Idempotency-Key", keyOf(&custody.RegisterAsset{ID: chip1, Type: "item"})}, problem.KeyReused, "header:Idempotency-Key"},
		"a document of the operator":       {operations.Operator, seal, `text`, nil, problem.Forbidden, ""},
		"a form that is none":              {"mine", "GET /api/v1/documents/" + s.document + "?form=open", ``, nil, problem.InvalidField, "query:form"},
	} {
		t.Run(name, func(t *testing.T) {
			method, path := http.MethodPost, c.path
			if rest, isGet := strings.CutPrefix(path, "GET "); isGet {
				method, path = http.MethodGet, rest
			}
			if !strings.HasPrefix(path, "/") {
				path = "/api/v1/" + path
			}
			p := s.mustRefuse(t, s.ask(t, c.by, method, path, c.body, c.headers...), c.want)
			var fields []string
			for _, e := range p.Errors {
				if !strings.Contains(e.Detail, " ") {
					t.Errorf("%s is not explained: %q", e.Field, e.Detail)
				}
				fields = append(fields, e.Field)
			}
			if got := strings.Join(fields, " "); got != c.field {
				t.Errorf("it names %q, want %q: %s", got, c.field, p.Detail)
			}
			if !strings.Contains(string(known), "`"+p.Type+"`") {
				t.Errorf("docs/errors.md does not know %s", p.Type)
			}
		})
	}

	// The host, as in Azure, answers for what no function has, without a word.
	for _, c := range []struct{ method, path string }{
		{"GET", "/api/v1/nothing"},
		{"GET", "/"},
		{"POST", "/api/v2/assets"},
		{"DELETE", "/api/v1/assets"},
		{"GET", "/api/v1/handovers"},
		{"PUT", "/api/v1/documents"},
		{"POST", "/RegisterAsset"},
		{"GET", "/api/v1/documents/../../health"},
		{"GET", "/api/v1/operations/"},
	} {
		a := s.ask(t, "mine", c.method, c.path, "{}")
		if (a.status != http.StatusNotFound && c.path != "/") || len(a.body) > 0 {
			t.Errorf("%s %s: %d %s", c.method, c.path, a.status, a.body)
		}
	}

	unchanged(t, before, s.picture(t))
	mustVerify(t, s.System)
}

// A deadline that has passed is for the contract to judge, because only the chain knows the time: the operation fails
// and the asset stays where it is.
func TestAnOfferThatHasExpiredFailsOnChain(t *testing.T) {
	s := newScene(t, system.Options{})
	before := state(t, s.System)
	a := s.ask(t, "mine", http.MethodPost, "/api/v1/handovers", `{"asset":"`+chip1+`","to":"maker","deadline":"2001-01-01T00:00:00Z"}`)
	var receipt operations.Receipt
	a.decode(t, http.StatusAccepted, &receipt)
	report := s.outcome(t, "mine", receipt.ID)
	if report.Status != operations.Failed || report.Problem == nil || report.Problem.Type != problem.ContractRefused.Type {
		t.Fatalf("it is %s: %v", report.Status, report.Problem)
	}
	if after := state(t, s.System); after != before {
		t.Fatalf("the ledger changed:\n%s", after)
	}
	// The asset is free again: the failed offer has let go of it.
	s.do(t, "mine", &custody.OfferHandover{Asset: chip1, To: "maker"})
}
