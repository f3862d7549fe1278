package app

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"sync"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
	"github.com/getkin/kin-openapi/routers"

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

// enforce lets only requests through that the document describes.
func (c *contract) enforce(d azfunc.Definition, next http.Handler) http.Handler {
	trigger := d.Trigger.(azfunc.HTTPTrigger)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if d.Name != sealdocument.Definition.Name { // its body is a stream that only the step reads
			r.Body = http.MaxBytesReader(w, r.Body, limitOf(d))
		}
		if err := c.check(r, d, "/api/"+trigger.Route); err != nil {
			azfunc.Fail(w, r, err)
			return
		}
		next.ServeHTTP(w, r)
	})
}

func limitOf(d azfunc.Definition) int64 {
	if d.Name == receivechainevents.Definition.Name {
		return receivechainevents.MaxBody
	}
	return acceptcommand.MaxBody
}

func (c *contract) check(r *http.Request, d azfunc.Definition, path string) error {
	doc, err := c.load()
	if err != nil {
		return err
	}
	item := doc.Paths.Value(path)
	if item == nil || item.GetOperation(r.Method) == nil {
		return fmt.Errorf("%s %s is not in the OpenAPI document", r.Method, path)
	}
	operation := item.GetOperation(r.Method)
	params := map[string]string{}
	for _, p := range operation.Parameters {
		if p.Value.In == openapi3.ParameterInPath {
			params[p.Value.Name] = r.PathValue(p.Value.Name)
		}
	}
	optionalBody(r, operation)
	return explain(openapi3filter.ValidateRequest(r.Context(), &openapi3filter.RequestValidationInput{
		Request: r, PathParams: params, QueryParams: r.URL.Query(),
		Route: &routers.Route{Spec: doc, Path: path, PathItem: item, Method: r.Method, Operation: operation},
		Options: &openapi3filter.Options{
			AuthenticationFunc:  func(context.Context, *openapi3filter.AuthenticationInput) error { return nil }, // done before
			ExcludeRequestBody:  d.Name == sealdocument.Definition.Name,
			SkipSettingDefaults: true,
		},
	}))
}

// optionalBody lets a caller leave out Content-Type when there is no body.
func optionalBody(r *http.Request, operation *openapi3.Operation) {
	if body := operation.RequestBody; body != nil && !body.Value.Required && r.ContentLength == 0 {
		r.Body = http.NoBody
	}
}

// explain turns the validator's error into a problem that names the field.
func explain(err error) error {
	if err == nil {
		return nil
	}
	if tooLarge := (*http.MaxBytesError)(nil); errors.As(err, &tooLarge) {
		return problem.TooLarge.With(fmt.Sprintf("the body may have at most %d bytes", tooLarge.Limit))
	}
	var request *openapi3filter.RequestError
	if !errors.As(err, &request) {
		return problem.Malformed.With(err.Error())
	}
	if p := request.Parameter; p != nil {
		return explainParameter(p, request)
	}
	if parse := (*openapi3filter.ParseError)(nil); errors.As(request.Err, &parse) {
		return problem.Malformed.With("the body is not valid JSON: " + parse.RootCause().Error())
	}
	if strings.Contains(request.Reason, "Content-Type") {
		return problem.MediaType.At("header:Content-Type", "send application/json")
	}
	if errors.Is(request.Err, openapi3filter.ErrInvalidRequired) {
		return problem.Malformed.With("the request needs a body")
	}
	return explainBody(request.Err)
}

func explainParameter(p *openapi3.Parameter, request *openapi3filter.RequestError) error {
	field := p.In + ":" + p.Name
	if p.Name == "Idempotency-Key" && errors.Is(request.Err, openapi3filter.ErrInvalidRequired) {
		return problem.KeyMissing.At(field, "send a new value for each new command, and the same value when you repeat one")
	}
	if errors.Is(request.Err, openapi3filter.ErrInvalidRequired) {
		return problem.InvalidField.At(field, "it is required")
	}
	return problem.InvalidField.At(field, reasonOf(request.Err))
}

// explainBody names the first field at fault and every other.
func explainBody(err error) error {
	var p *problem.Problem
	for _, fault := range faultsOf(err) {
		field := "/" + strings.Join(fault.JSONPointer(), "/")
		kind := problem.InvalidField
		if strings.Contains(fault.Reason, "additional propert") {
			kind = problem.UnknownField
		}
		if p == nil {
			p = kind
		}
		p = p.At(field, fault.Reason)
	}
	if p == nil {
		p = problem.InvalidField.With(reasonOf(err))
	}
	return p
}

func faultsOf(err error) []*openapi3.SchemaError {
	var many openapi3.MultiError
	if errors.As(err, &many) {
		var all []*openapi3.SchemaError
		for _, one := range many {
			all = append(all, faultsOf(one)...)
		}
		return all
	}
	var fault *openapi3.SchemaError
	if errors.As(err, &fault) {
		return []*openapi3.SchemaError{fault}
	}
	return nil
}

func reasonOf(err error) string {
	if faults := faultsOf(err); len(faults) > 0 {
		return faults[0].Reason
	}
	if err == nil {
		return "it is not valid"
	}
	return err.Error()
}
