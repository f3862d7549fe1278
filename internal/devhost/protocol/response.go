package protocol

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"strings"
)

// A Response is what the host answers to the caller of an HTTP function.
type Response struct {
	Status int
	Header http.Header
	Body   []byte
}

// HTTPResponse gives the response for the value of a named http output. Of the two spellings only statusCode counts;
// a response with status alone is 200.
func HTTPResponse(value json.RawMessage) (Response, error) {
	if !isObject(value) {
		return Response{}, fmt.Errorf("the http output must be an object with statusCode, headers and body")
	}
	return response(value, indent, "statuscode")
}

// ReturnedResponse gives the response for a value returned to an http binding named $return. Here status counts too.
func ReturnedResponse(value json.RawMessage) (Response, error) {
	if isObject(value) {
		return response(value, "", "statuscode", "status")
	}
	return Response{http.StatusOK, textPlain(), []byte(scalarText(value))}, nil
}

func textPlain() http.Header {
	return http.Header{"Content-Type": {"text/plain; charset=utf-8"}}
}

func response(value json.RawMessage, indent string, statusNames ...string) (Response, error) {
	properties, err := members(value)
	if err != nil {
		return Response{}, err
	}
	byName := map[string]json.RawMessage{}
	for _, p := range properties {
		byName[strings.ToLower(p.name)] = p.value
	}
	r := Response{Status: http.StatusOK, Header: textPlain()}
	for _, name := range statusNames {
		if n, err := strconv.Atoi(strings.Trim(string(byName[name]), `"`)); err == nil {
			r.Status = n
			break
		}
	}
	if r.Status < 200 || r.Status > 999 {
		return Response{}, fmt.Errorf("the http output has status %d, which is no final HTTP status", r.Status)
	}
	if headers := byName["headers"]; isObject(headers) {
		properties, err := members(headers)
		if err != nil {
			return Response{}, err
		}
		for _, p := range properties {
			r.Header.Set(p.name, headerText(p.value))
		}
		r.Header.Del("Content-Length") // the host counts for itself
	}
	if body := byName["body"]; len(body) > 0 {
		r.Body, err = responseBody(body, indent)
	}
	return r, err
}

// headerText is a header's value; anything but a scalar gets its JSON text.
func headerText(value json.RawMessage) string {
	if value[0] == '{' || value[0] == '[' {
		return string(value)
	}
	var s string
	if json.Unmarshal(value, &s) == nil {
		return s
	}
	return scalarText(value)
}

// responseBody never decodes base64: in this mode there are no binary bodies.
func responseBody(value json.RawMessage, indent string) ([]byte, error) {
	switch value[0] {
	case '{', '[':
		return render(value, indent)
	case '"':
		var s string
		err := json.Unmarshal(value, &s)
		return []byte(s), err
	}
	return []byte(scalarText(value)), nil
}
