package protocol

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"mime"
	"net/http"
)

// ErrNoAnswer says that the handler answered with nothing or with null. The host then never learns that the invocation
// is over: it waits until functionTimeout and kills the handler.
var ErrNoAnswer = errors.New("the handler answered with an empty body or null, so the invocation never completes; answer {} instead")

// An Answer is what a handler says about an invocation.
type Answer struct {
	Outputs     map[string]json.RawMessage // by binding name, case counts; nil if the handler gave none
	Logs        []string
	ReturnValue json.RawMessage
}

// ReadAnswer judges a response after redirects have been followed. Its errors fail the invocation, except
// [ErrNoAnswer], which never ends it.
func ReadAnswer(status int, header http.Header, body []byte) (Answer, error) {
	if status < 200 || status > 299 {
		return Answer{}, fmt.Errorf("response status code does not indicate success: %d (%s)", status, http.StatusText(status))
	}
	if len(body) == 0 && (status == http.StatusNoContent || header.Get("Content-Length") == "0") {
		return Answer{}, ErrNoAnswer
	}
	if kind, _, _ := mime.ParseMediaType(header.Get("Content-Type")); kind != "application/json" && kind != "text/json" {
		return Answer{}, fmt.Errorf("invalid response: Content-Type is %q, it must be application/json", header.Get("Content-Type"))
	}
	if text := bytes.TrimSpace(body); len(text) == 0 || string(text) == "null" {
		return Answer{}, ErrNoAnswer
	}
	var a Answer
	if err := json.Unmarshal(body, &a); err != nil {
		return Answer{}, fmt.Errorf("invalid response: %w", err)
	}
	return a, nil
}

// Output gives the value for an output binding, and whether there is one that is not null. The binding $return takes
// the return value; where a function has none, the properties of a returned object count as outputs.
func (a Answer) Output(name string, hasReturn bool) (json.RawMessage, bool) {
	value, ok := a.Outputs[name]
	switch {
	case name == "$return":
		value, ok = a.ReturnValue, a.ReturnValue != nil
	case !hasReturn && isObject(a.ReturnValue):
		merged, err := members(a.ReturnValue)
		if err != nil {
			break
		}
		for _, m := range merged {
			if m.name == name {
				value, ok = m.value, true
			}
		}
	}
	return value, ok && string(value) != "null"
}

// HasOutputs reports whether the answer holds outputs, be it an empty set.
func (a Answer) HasOutputs(hasReturn bool) bool {
	return a.Outputs != nil || !hasReturn && isObject(a.ReturnValue)
}

func isObject(v json.RawMessage) bool { return len(v) > 0 && v[0] == '{' }
