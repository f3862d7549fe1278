package app

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"slices"
	"sync"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"

	"waybill/handlers/acceptcommand"
	"waybill/handlers/receivechainevents"
	"waybill/handlers/sealdocument"
	"waybill/shared/azfunc"
	"waybill/shared/problem"
)

// A contract holds every request against the OpenAPI document.
type contract struct {
	load func() (*openapi3.T, error)
}

// newContract reads the document when the first request comes: the host waits for the handler's start, not for this.
func newContract(document []byte) *contract {
	return &contract{load: sync.OnceValues(func() (*openapi3.T, error) {
		doc, err := openapi3.NewLoader().LoadFromData(document)
		if err != nil {
			return nil, fmt.Errorf("read the OpenAPI document: %w", err)
		}
		return doc, nil
	})}
}

// readsItself are the functions whose steps read the body: one is a stream, and the other trusts nobody before it has
// seen the event stream's token.
var readsItself = []string{sealdocument.Definition.Name, receivechainevents.Definition.Name}

// hostParameters are query parameters that the Functions host reads: a function key and the name of its client.
var hostParameters = []string{"code", "clientId"}

// enforce lets only requests through that the document describes.
func (c *contract) enforce(d azfunc.Definition, next http.Handler) http.Handler {
	path := "/api/" + d.Trigger.(azfunc.HTTPTrigger).Route
	withBody := !slices.Contains(readsItself, d.Name)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if withBody {
			r.Body = http.MaxBytesReader(w, r.Body, acceptcommand.MaxBody)
		}
		if err := c.check(r, path, withBody); err != nil {
			azfunc.Fail(w, r, err)
			return
		}
		next.ServeHTTP(w, r)
	})
}

func (c *contract) check(r *http.Request, path string, withBody bool) error {
	doc, err := c.load()
	if err != nil {
		return err
	}
	operation := doc.Paths.Value(path).GetOperation(r.Method)
	if operation == nil {
		return fmt.Errorf("%s %s is not in the OpenAPI document", r.Method, path)
	}
	if err := checkParameters(r, operation.Parameters); err != nil {
		return err
	}
	if withBody && operation.RequestBody != nil {
		return checkBody(r, operation.RequestBody.Value)
	}
	return nil
}

// checkParameters checks path, query and headers, and that the query has no other parameters: one that is misspelt
// would be left out in silence.
//
// The input names no route: with one, the library would compile each schema for each request, for keywords of JSON
// Schema 2020-12 that the document does not use in requests.
func checkParameters(r *http.Request, described openapi3.Parameters) error {
	query, err := url.ParseQuery(r.URL.RawQuery)
	if err != nil {
		return problem.Malformed.With("the query is not well-formed; percent-encode its values")
	}
	input := &openapi3filter.RequestValidationInput{
		Request: r, PathParams: map[string]string{}, QueryParams: query,
		Options: &openapi3filter.Options{SkipSettingDefaults: true},
	}
	var inQuery []string
	for _, p := range described {
		switch p.Value.In {
		case openapi3.ParameterInPath:
			input.PathParams[p.Value.Name] = r.PathValue(p.Value.Name)
		case openapi3.ParameterInQuery:
			inQuery = append(inQuery, p.Value.Name)
		}
	}
	for name := range query {
		if !slices.Contains(inQuery, name) && !slices.Contains(hostParameters, name) {
			return problem.UnknownField.At("query:"+name, unknown)
		}
	}
	for _, p := range described {
		if err := openapi3filter.ValidateParameter(r.Context(), input, p.Value); err != nil {
			return explainParameter(p.Value, err)
		}
	}
	return nil
}

// checkBody reads the body, which is bounded, and leaves it to be read again.
func checkBody(r *http.Request, described *openapi3.RequestBody) error {
	text, err := io.ReadAll(r.Body)
	if tooLarge := (*http.MaxBytesError)(nil); errors.As(err, &tooLarge) {
		return problem.TooLarge.With(fmt.Sprintf("the body may have at most %d bytes", tooLarge.Limit))
	}
	if err != nil {
		return problem.Malformed.With("the body ended early")
	}
	r.Body = io.NopCloser(bytes.NewReader(text))
	if len(bytes.TrimSpace(text)) == 0 {
		if described.Required {
			return problem.Malformed.With("the request needs a body; send a JSON object")
		}
		return nil
	}
	media := described.Content.Get(r.Header.Get("Content-Type"))
	if media == nil {
		return problem.MediaType.At("header:Content-Type", "send application/json")
	}
	value, err := decodeJSON(text)
	if err != nil {
		return err
	}
	return explainBody(media.Schema.Value.VisitJSON(value, openapi3.VisitAsRequest(), openapi3.MultiErrors()))
}

// decodeJSON reads one JSON value and nothing behind it.
func decodeJSON(text []byte) (any, error) {
	dec := json.NewDecoder(bytes.NewReader(text))
	dec.UseNumber()
	var value any
	err := dec.Decode(&value)
	var wrong *json.SyntaxError
	switch {
	case errors.As(err, &wrong):
		return nil, problem.Malformed.With(fmt.Sprintf("the body is not valid JSON; byte %d has no place there", wrong.Offset))
	case err != nil:
		return nil, problem.Malformed.With("the body ends before its JSON does")
	}
	if _, err := dec.Token(); !errors.Is(err, io.EOF) {
		return nil, problem.Malformed.With("the body has more than one JSON value; send one object")
	}
	return value, nil
}
