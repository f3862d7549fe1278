// Package problem is the one form in which Waybill refuses something: an RFC 9457 problem that names the field at
// fault and the remedy. Reach for [New]; every layer that refuses returns a *Problem as an ordinary error, and the
// HTTP edge writes it with [Write].
package problem

import (
	"encoding/json"
	"errors"
	"net/http"
	"strconv"
	"strings"
)

// TypeBase is the prefix of every problem type that Waybill promises to partners; docs/errors.md lists them.
const TypeBase = "urn:waybill:problem:"

// A Problem is a refusal as RFC 9457 describes it. Type, Status and Errors[].Field are promised to callers; the
// sentences may be improved at any time.
type Problem struct {
	Type     string       `json:"type"`               // TypeBase plus a short name such as "unknown-asset"
	Title    string       `json:"title"`              // the same sentence for every occurrence of the type
	Status   int          `json:"status"`             // HTTP status code
	Detail   string       `json:"detail,omitempty"`   // this occurrence, with the remedy; never holds a secret
	Instance string       `json:"instance,omitempty"` // id of the invocation, for support
	Errors   []FieldError `json:"errors,omitempty"`   // the fields at fault, if any

	// RetryAfter asks the caller to try the same request again after so many seconds; 0 means never.
	RetryAfter int `json:"-"`
}

// A FieldError says what is wrong with one field. Field is a JSON pointer (RFC 6901) into the body, or
// "header:Name", "query:name" or "path:name".
type FieldError struct {
	Field  string `json:"field"`
	Detail string `json:"detail"`
}

// New makes a problem of the type with the given short name.
func New(status int, name, title string) *Problem {
	return &Problem{Type: TypeBase + name, Title: title, Status: status}
}

// Error gives title and detail, so that a Problem reads well in a log.
func (p *Problem) Error() string {
	if p.Detail == "" {
		return p.Title
	}
	return strings.TrimSuffix(p.Title, ".") + ": " + p.Detail
}

// Is reports whether target is a problem of the same type, so that a catalogue entry works as a sentinel.
func (p *Problem) Is(target error) bool {
	var other *Problem
	return errors.As(target, &other) && other.Type == p.Type
}

// With returns a copy of the problem that says what happened this time.
func (p *Problem) With(detail string) *Problem {
	c := *p
	c.Detail = detail
	return &c
}

// At returns a copy that also names a field at fault.
func (p *Problem) At(field, detail string) *Problem {
	c := *p
	if c.Detail == "" {
		c.Detail = detail
	}
	c.Errors = append(append([]FieldError(nil), p.Errors...), FieldError{Field: field, Detail: detail})
	return &c
}

// After returns a copy that asks the caller to try again after the given number of seconds.
func (p *Problem) After(seconds int) *Problem {
	c := *p
	c.RetryAfter = seconds
	return &c
}

// From finds the Problem in err, or hides err behind [Internal]: what is not meant for callers never reaches them.
func From(err error) *Problem {
	var p *Problem
	if errors.As(err, &p) {
		return p
	}
	return Internal
}

// Write answers an HTTP request with the problem of err as application/problem+json.
func Write(w http.ResponseWriter, err error, instance string) {
	p := *From(err)
	p.Instance = instance
	w.Header().Set("Content-Type", "application/problem+json")
	if p.RetryAfter > 0 {
		w.Header().Set("Retry-After", strconv.Itoa(p.RetryAfter))
	}
	if p.Status == http.StatusUnauthorized {
		w.Header().Set("WWW-Authenticate", `Bearer realm="waybill"`)
	}
	w.WriteHeader(p.Status)
	_ = json.NewEncoder(w).Encode(p)
}
