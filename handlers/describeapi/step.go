// Package describeapi serves the OpenAPI document of the REST API.
package describeapi

import (
	_ "embed"
	"net/http"

	"waybill/shared/azfunc"
)

// Document is the OpenAPI 3.1 document, in JSON. Every request is validated against it.
//
//go:embed openapi.json
var Document []byte

// Definition of DescribeAPI.
var Definition = azfunc.Definition{
	Name:    "DescribeAPI",
	Trigger: azfunc.HTTPTrigger{Methods: []string{http.MethodGet}, Route: "openapi.json", Level: azfunc.AuthAnonymous},
}

// New gives the function.
func New() azfunc.Function {
	return azfunc.Function{Definition: Definition, HTTP: http.HandlerFunc(serve)}
}

func serve(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "max-age=300")
	_, _ = w.Write(Document)
}
