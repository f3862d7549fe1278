package app_test

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"waybill/handlers"
	"waybill/handlers/describeapi"
	"waybill/internal/app"
	"waybill/shared/azfunc"
	"waybill/shared/partner"
	"waybill/shared/problem"
)

// anybody accepts the token "good".
type anybody struct{}

func (anybody) Authenticate(_ context.Context, token string) (partner.Caller, error) {
	if token != "good" {
		return partner.Caller{}, problem.Unauthenticated.With("use a good credential")
	}
	return partner.Caller{Organization: "northern-silicon"}, nil
}

// echo is a step that answers with the body it was given, 204 if that is empty.
func echo(w http.ResponseWriter, r *http.Request) {
	text, _ := io.ReadAll(r.Body)
	if len(text) == 0 {
		w.WriteHeader(http.StatusNoContent)
	}
	_, _ = w.Write(text)
}

// edge serves every HTTP function's route, guarded, with echo behind it.
func edge(document []byte) http.Handler {
	wrap := app.Guard(anybody{}, document)
	mux := http.NewServeMux()
	for _, d := range handlers.Definitions() {
		trigger, ok := d.Trigger.(azfunc.HTTPTrigger)
		if !ok {
			continue
		}
		for _, method := range trigger.Methods {
			mux.Handle(method+" /api/"+trigger.Route, wrap(d, http.HandlerFunc(echo)))
		}
	}
	return mux
}

func call(t testing.TB, h http.Handler, method, target, body string, header ...string) (*httptest.ResponseRecorder, problem.Problem) {
	t.Helper()
	r := httptest.NewRequestWithContext(t.Context(), method, target, strings.NewReader(body))
	r.Header.Set("Authorization", "Bearer good")
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Idempotency-Key", "key-1")
	for i := 0; i < len(header); i += 2 {
		r.Header.Del(header[i])
		if header[i+1] != "" {
			r.Header.Set(header[i], header[i+1])
		}
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	var p problem.Problem
	if w.Header().Get("Content-Type") == "application/problem+json" {
		if err := json.Unmarshal(w.Body.Bytes(), &p); err != nil {
			t.Fatal(err)
		}
	}
	return w, p
}

// Every fault in a body is named by the JSON pointer of the field itself, with a sentence that says what to send.
func TestFaultsInABodyAreNamedByTheirFields(t *testing.T) {
	t.Parallel()
	h := edge(describeapi.Document)
	const id = `"id":"urn:example:a"`
	for name, c := range map[string]struct {
		path, body string
		kind       *problem.Problem
		want       []string // field, a space, sentence
	}{
		"unknown":              {"assets", `{` + id + `,"type":"item","colour":"red"}`, problem.UnknownField, []string{"/colour it is not known here; remove it or correct its name"}},
		"unknown, two, odd":    {"assets", `{` + id + `,"type":"item","a/b~":1,"ID":2}`, problem.UnknownField, []string{"/ID it is not known here; remove it or correct its name", "/a~1b~0 it is not known here; remove it or correct its name"}},
		"required":             {"assets", `{"type":"item"}`, problem.InvalidField, []string{"/id it is required"}},
		"type":                 {"assets", `{"id":7,"type":"item"}`, problem.InvalidField, []string{"/id it must be a string"}},
		"null":                 {"assets", `{"id":null,"type":"item"}`, problem.InvalidField, []string{"/id it must not be null; leave it out if there is nothing to say"}},
		"enum":                 {"assets", `{` + id + `,"type":"thing"}`, problem.InvalidField, []string{"/type it must be item, lot or unit"}},
		"empty":                {"assets", `{"id":"","type":"item"}`, problem.InvalidField, []string{"/id it must not be empty"}},
		"long":                 {"assets", `{"id":"` + strings.Repeat("x", 2049) + `","type":"item"}`, problem.InvalidField, []string{"/id it may have at most 2048 characters"}},
		"zero":                 {"assets", `{` + id + `,"type":"lot","quantity":0}`, problem.InvalidField, []string{"/quantity it must be more than 0"}},
		"huge":                 {"assets", `{` + id + `,"type":"lot","quantity":1e15}`, problem.InvalidField, []string{"/quantity it must be at most 9007199254740.992"}},
		"beyond numbers":       {"assets", `{` + id + `,"type":"lot","quantity":1e999}`, problem.InvalidField, []string{"/quantity it must be a number"}},
		"pattern":              {"assets", `{` + id + `,"type":"lot","unit":"kilogram"}`, problem.InvalidField, []string{"/unit it does not have the right form: "}},
		"time":                 {"assets", `{` + id + `,"type":"item","eventTime":"yesterday"}`, problem.InvalidField, []string{"/eventTime it must be a time such as 2026-10-05T08:00:00Z"}},
		"map":                  {"assets", `{` + id + `,"type":"item","attributes":{"a/b":1}}`, problem.InvalidField, []string{"/attributes/a~1b it must be a string"}},
		"boolean":              {"handovers", `{"asset":"urn:example:a","to":"distributor","withOwnership":"yes"}`, problem.InvalidField, []string{"/withOwnership it must be true or false"}},
		"organisation":         {"handovers", `{"asset":"urn:example:a","to":"No Such"}`, problem.InvalidField, []string{"/to it does not have the right form: "}},
		"list":                 {"bundles", `{"parent":"urn:example:a","children":"urn:example:b"}`, problem.InvalidField, []string{"/children it must be a list"}},
		"empty list":           {"bundles", `{"parent":"urn:example:a","children":[]}`, problem.InvalidField, []string{"/children it needs at least 1"}},
		"in a list":            {"transformations", `{"inputs":[{"asset":"urn:example:a","quantity":"2"}],"outputs":[{` + id + `,"type":"item"}]}`, problem.InvalidField, []string{"/inputs/0/quantity it must be a number"}},
		"required in a list":   {"transformations", `{"inputs":[{"asset":"urn:example:a"},{}],"outputs":[{` + id + `,"type":"item"}]}`, problem.InvalidField, []string{"/inputs/1/asset it is required"}},
		"unknown in a list":    {"transformations", `{"inputs":[{"asset":"urn:example:a"}],"outputs":[{` + id + `,"type":"item","x":0}]}`, problem.UnknownField, []string{"/outputs/0/x it is not known here; remove it or correct its name"}},
		"several":              {"assets", `{"type":"thing","x":1}`, problem.InvalidField, []string{"/type it must be item, lot or unit", "/x it is not known here; remove it or correct its name", "/id it is required"}},
		"a list for an object": {"assets", `[]`, problem.Malformed, nil},
		"nothing":              {"assets", ``, problem.Malformed, nil},
		"null for an object":   {"assets", `null`, problem.Malformed, nil},
		"broken":               {"assets", `{"id":}`, problem.Malformed, nil},
		"cut off":              {"assets", `{"id":`, problem.Malformed, nil},
		"more than one":        {"assets", `{` + id + `,"type":"item"} {}`, problem.Malformed, nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w, p := call(t, h, http.MethodPost, "/api/v1/"+c.path, c.body)
			if p.Type != c.kind.Type || w.Code != c.kind.Status || p.Detail == "" || len(p.Errors) != len(c.want) {
				t.Fatalf("%d %s", w.Code, w.Body)
			}
			for i, want := range c.want {
				if got := p.Errors[i].Field + " " + p.Errors[i].Detail; !strings.HasPrefix(got, want) {
					t.Errorf("got %q, want %q", got, want)
				}
			}
		})
	}
}

// Path, query and headers are held against the document too; a parameter that is misspelt is not left out in silence.
func TestFaultsInParametersAreNamed(t *testing.T) {
	t.Parallel()
	h := edge(describeapi.Document)
	for name, c := range map[string]struct {
		method, target string
		header         []string
		kind           *problem.Problem
		field          string
	}{
		"required":       {"GET", "/api/v1/assets", nil, problem.InvalidField, "query:id"},
		"empty":          {"GET", "/api/v1/assets?id=", nil, problem.InvalidField, "query:id"},
		"misspelt":       {"GET", "/api/v1/assets?id=urn:example:a&ids=b", nil, problem.UnknownField, "query:ids"},
		"not a number":   {"GET", "/api/v1/trace?id=urn:example:a&depth=deep", nil, problem.InvalidField, "query:depth"},
		"too large":      {"GET", "/api/v1/trace?id=urn:example:a&depth=100000", nil, problem.InvalidField, "query:depth"},
		"not one of":     {"GET", "/api/v1/trace?id=urn:example:a&direction=sideways", nil, problem.InvalidField, "query:direction"},
		"not a time":     {"GET", "/api/v1/events?from=now", nil, problem.InvalidField, "query:from"},
		"in a list":      {"POST", "/api/v1/documents?recipient=distributor&recipient=A", nil, problem.InvalidField, "query:recipient"},
		"in the path":    {"POST", "/api/v1/handovers/op-1/keep", nil, problem.InvalidField, "path:answer"},
		"no key":         {"POST", "/api/v1/assets", []string{"Idempotency-Key", ""}, problem.KeyMissing, "header:Idempotency-Key"},
		"too long a key": {"POST", "/api/v1/assets", []string{"Idempotency-Key", strings.Repeat("k", 256)}, problem.InvalidField, "header:Idempotency-Key"},
		"media type":     {"POST", "/api/v1/assets", []string{"Content-Type", "text/plain"}, problem.MediaType, "header:Content-Type"},
		"no media type":  {"POST", "/api/v1/assets", []string{"Content-Type", ""}, problem.MediaType, "header:Content-Type"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w, p := call(t, h, c.method, c.target, `{"id":"urn:example:a","type":"item"}`, c.header...)
			if p.Type != c.kind.Type || len(p.Errors) != 1 || p.Errors[0].Field != c.field || p.Errors[0].Detail == "" {
				t.Fatalf("%d %s", w.Code, w.Body)
			}
		})
	}
	for _, broken := range []string{"id=%zz", "id=a;b"} {
		r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/api/v1/assets", nil)
		r.URL.RawQuery = broken
		r.Header.Set("Authorization", "Bearer good")
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		if w.Code != http.StatusBadRequest {
			t.Errorf("%s: %d %s", broken, w.Code, w.Body)
		}
	}
}

// What is as described reaches the step, with the body as it came.
func TestAGoodRequestReachesTheStepUnchanged(t *testing.T) {
	t.Parallel()
	h := edge(describeapi.Document)
	const body = `{ "id":"urn:example:a", "type":"lot", "quantity":1.50, "attributes":{"anything":"goes"} }`
	for _, mediaType := range []string{"application/json", "application/json; charset=utf-8", "Application/JSON"} {
		w, _ := call(t, h, http.MethodPost, "/api/v1/assets", body, "Content-Type", mediaType)
		if w.Code != http.StatusOK || w.Body.String() != body {
			t.Errorf("%s: %d %s", mediaType, w.Code, w.Body)
		}
	}
	// A body that may be left out needs no media type; a stream is not looked at; the host's own parameters pass.
	for target, body := range map[string]string{
		"/api/v1/handovers/op-1/accept":               "",
		"/api/v1/documents?name=a.txt&recipient=mine": "not JSON at all",
		"/api/v1/handovers/op-2/accept?code=k":        "",
	} {
		if w, _ := call(t, h, http.MethodPost, target, body, "Content-Type", ""); w.Code >= 300 || w.Body.String() != body {
			t.Errorf("%s: %d %s", target, w.Code, w.Body)
		}
	}
}

// A body over the limit is refused as soon as that is known, and an answer names a bounded number of faults.
func TestInputAndAnswersAreBounded(t *testing.T) {
	t.Parallel()
	h := edge(describeapi.Document)
	w, p := call(t, h, http.MethodPost, "/api/v1/assets", strings.Repeat(" ", 1<<20+1))
	if p.Type != problem.TooLarge.Type || w.Code != http.StatusRequestEntityTooLarge {
		t.Fatalf("%d %s", w.Code, w.Body)
	}
	var b strings.Builder
	for i := range 10_000 {
		fmt.Fprintf(&b, `"x%d":0,`, i)
	}
	if _, p = call(t, h, http.MethodPost, "/api/v1/assets", "{"+b.String()+`"y":0}`); len(p.Errors) != 20 {
		t.Fatalf("the answer names %d fields", len(p.Errors))
	}
}

// The scheme's name is good in any case; everything else is refused before the request is looked at.
func TestOnlyABearerTokenOpensTheDoor(t *testing.T) {
	t.Parallel()
	h := edge(describeapi.Document)
	for header, want := range map[string]int{
		"Bearer good": 200, "bearer good": 200, "BEARER  good": 200,
		"": 401, "good": 401, "Bearer": 401, "Bearer ": 401, "Basic good": 401, "Bearer bad": 401, "Bearergood": 401, "Bearer good,bad": 401,
	} {
		w, p := call(t, h, http.MethodPost, "/api/v1/assets", `{"id":"urn:example:a","type":"item"}`, "Authorization", header)
		if w.Code != want || want == 401 && (p.Type != problem.Unauthenticated.Type || w.Header().Get("WWW-Authenticate") == "") {
			t.Errorf("%q: %d %s", header, w.Code, w.Body)
		}
	}
	if w, _ := call(t, h, http.MethodPost, "/api/v1/assets", `{`, "Authorization", ""); w.Code != http.StatusUnauthorized {
		t.Errorf("a body of nobody is looked at: %d", w.Code)
	}
	if w, _ := call(t, h, http.MethodGet, "/api/health", "", "Authorization", ""); w.Code >= 300 {
		t.Errorf("health is not open: %d", w.Code)
	}
}

// Requests use none of the keywords that the library checks only with JSON Schema 2020-12, which is not asked.
func TestRequestsAreDescribedWithPlainKeywords(t *testing.T) {
	t.Parallel()
	var document struct {
		Paths      map[string]map[string]map[string]any
		Components struct {
			Schemas    map[string]any
			Parameters map[string]any
		}
	}
	if err := json.Unmarshal(describeapi.Document, &document); err != nil {
		t.Fatal(err)
	}
	known := map[string]bool{
		"type": true, "description": true, "properties": true, "required": true, "additionalProperties": true, "items": true,
		"enum": true, "pattern": true, "format": true, "minLength": true, "maxLength": true, "minItems": true, "maxItems": true,
		"maxProperties": true, "minimum": true, "maximum": true, "exclusiveMinimum": true,
	}
	var look func(at string, schema any)
	look = func(at string, schema any) {
		object, ok := schema.(map[string]any)
		if !ok {
			return
		}
		if ref, ok := object["$ref"].(string); ok {
			look(ref, document.Components.Schemas[strings.TrimPrefix(ref, "#/components/schemas/")])
			return
		}
		for keyword, value := range object {
			if !known[keyword] {
				t.Errorf("%s uses %q", at, keyword)
			}
			switch keyword {
			case "properties":
				for name, p := range value.(map[string]any) {
					look(at+"/"+name, p)
				}
			case "items", "additionalProperties":
				look(at+"/"+keyword, value)
			case "format":
				if value != "date-time" && value != "binary" {
					t.Errorf("%s has the format %q, for which there is no sentence", at, value)
				}
			case "minLength":
				if value != 1.0 {
					t.Errorf("%s has a least length of %v, for which there is no sentence", at, value)
				}
			}
			if keyword == "pattern" && object["description"] == nil {
				t.Errorf("%s has a pattern and no description that says it in words", at)
			}
		}
	}
	parameter := func(at string, p any) { look(at, p.(map[string]any)["schema"]) }
	for name, p := range document.Components.Parameters {
		parameter(name, p)
	}
	for path, item := range document.Paths {
		for method, operation := range item {
			at := method + " " + path
			parameters, _ := operation["parameters"].([]any)
			for _, p := range parameters {
				if p.(map[string]any)["$ref"] == nil {
					parameter(at, p)
				}
			}
			if body, ok := operation["requestBody"].(map[string]any); ok {
				for _, media := range body["content"].(map[string]any) {
					look(at, media.(map[string]any)["schema"])
				}
			}
		}
	}
}

// BenchmarkEnforce is what the check of a small command costs.
func BenchmarkEnforce(b *testing.B) {
	h := edge(describeapi.Document)
	for b.Loop() {
		w, _ := call(b, h, http.MethodPost, "/api/v1/assets", `{"id":"urn:example:a","type":"item"}`)
		if w.Code != http.StatusOK {
			b.Fatal(w.Body)
		}
	}
}
