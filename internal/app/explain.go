package app

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"

	"waybill/shared/problem"
)

const (
	unknown  = "it is not known here; remove it or correct its name"
	required = "it is required"

	// maxFaults bounds the fields that one answer names.
	maxFaults = 20
)

// explainParameter turns what the validator says of a parameter into a problem that names it.
func explainParameter(p *openapi3.Parameter, err error) error {
	field := p.In + ":" + p.Name
	if errors.Is(err, openapi3filter.ErrInvalidRequired) {
		if p.Name == "Idempotency-Key" {
			return problem.KeyMissing.At(field, "send a new value for each new command, and the same value when you repeat one")
		}
		return problem.InvalidField.At(field, required)
	}
	if faults := faultsOf(err); len(faults) > 0 {
		return problem.InvalidField.At(field, sentence(faults[0]))
	}
	return problem.InvalidField.At(field, "it must be "+inWords(p.Schema.Value)) // it could not be read as that
}

// explainBody turns what the validator says of a body into a problem that names every field at fault. The first one
// gives the type of the problem.
func explainBody(err error) error {
	if err == nil {
		return nil
	}
	var p *problem.Problem
	seen := map[string]bool{}
	at := func(kind *problem.Problem, path []string, detail string) {
		field := pointer(path)
		if seen[field] || len(seen) == maxFaults {
			return
		}
		seen[field] = true
		if p == nil {
			p = kind
		}
		p = p.At(field, detail)
	}
	for _, fault := range faultsOf(err) {
		path := fault.JSONPointer()
		switch {
		case len(seen) >= maxFaults:
			return p
		case fault.SchemaField == "properties":
			for _, name := range unknownNames(fault) {
				at(problem.UnknownField, slices.Concat(path, []string{name}), unknown)
			}
		case len(path) == 0:
			return problem.Malformed.With("the body must be " + inWords(fault.Schema))
		default:
			at(problem.InvalidField, path, sentence(fault))
		}
	}
	if p == nil {
		return fmt.Errorf("check the body: %w", err)
	}
	return p
}

// unknownNames are the names in an object that its schema does not have, as many as an answer has room for. The
// validator says only in prose which one it means.
func unknownNames(fault *openapi3.SchemaError) (names []string) {
	object, _ := fault.Value.(map[string]any)
	for _, name := range slices.Sorted(maps.Keys(object)) {
		if fault.Schema.Properties[name] == nil && len(names) < maxFaults {
			names = append(names, name)
		}
	}
	return names
}

// faultsOf flattens what the validator found.
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

// pointer writes a path as a JSON pointer (RFC 6901).
func pointer(path []string) string {
	var b strings.Builder
	for _, token := range path {
		b.WriteByte('/')
		b.WriteString(strings.NewReplacer("~", "~0", "/", "~1").Replace(token))
	}
	return b.String()
}

// sentence says what a value has to be, in words for whoever wrote the request.
func sentence(fault *openapi3.SchemaError) string {
	s := fault.Schema
	switch fault.SchemaField {
	case "required":
		return required
	case "nullable":
		return "it must not be null; leave it out if there is nothing to say"
	case "type":
		return "it must be " + inWords(s)
	case "enum":
		return "it must be " + oneOf(s.Enum)
	case "pattern":
		return "it does not have the right form: " + s.Description
	case "format":
		return "it must be a time such as 2026-10-05T08:00:00Z"
	case "minLength":
		return "it must not be empty"
	case "maxLength":
		return fmt.Sprintf("it may have at most %d characters", *s.MaxLength)
	case "minItems":
		return fmt.Sprintf("it needs at least %d", s.MinItems)
	case "maxItems":
		return fmt.Sprintf("it may have at most %d entries", *s.MaxItems)
	case "maxProperties":
		return fmt.Sprintf("it may have at most %d entries", *s.MaxProps)
	case "minimum":
		return "it must be at least " + decimal(*s.Min)
	case "maximum":
		return "it must be at most " + decimal(*s.Max)
	case "exclusiveMinimum":
		return "it must be more than " + decimal(*s.ExclusiveMin.Value)
	}
	return "it is not as the API's description (/api/openapi.json) says"
}

// inWords says what values a schema takes.
func inWords(s *openapi3.Schema) string {
	switch {
	case s.Type.Is(openapi3.TypeString):
		return "a string"
	case s.Type.Is(openapi3.TypeNumber):
		return "a number"
	case s.Type.Is(openapi3.TypeInteger):
		return "a whole number"
	case s.Type.Is(openapi3.TypeBoolean):
		return "true or false"
	case s.Type.Is(openapi3.TypeArray):
		return "a list"
	}
	return "an object"
}

func oneOf(values []any) string {
	words := make([]string, len(values))
	for i, v := range values {
		words[i] = fmt.Sprint(v)
	}
	if len(words) == 1 {
		return words[0]
	}
	return strings.Join(words[:len(words)-1], ", ") + " or " + words[len(words)-1]
}

func decimal(f float64) string { return strconv.FormatFloat(f, 'f', -1, 64) }
