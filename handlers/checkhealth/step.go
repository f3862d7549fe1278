// Package checkhealth says whether the system can do its work.
package checkhealth

import (
	"context"
	"encoding/json"
	"net/http"

	"waybill/shared/azfunc"
)

// Definition of CheckHealth.
var Definition = azfunc.Definition{
	Name:    "CheckHealth",
	Trigger: azfunc.HTTPTrigger{Methods: []string{http.MethodGet}, Route: "health", Level: azfunc.AuthAnonymous},
}

// A Check tries one part of the system.
type Check struct {
	Name string
	Try  func(ctx context.Context) error
}

// New gives the function.
func New(checks ...Check) azfunc.Function {
	return azfunc.Function{Definition: Definition, HTTP: step(checks)}
}

type step []Check

// ServeHTTP answers 200 if every part answers, else 503. Which part fails is told; why is only logged, since anybody
// may ask.
func (s step) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	status, code := "ok", http.StatusOK
	parts := map[string]string{}
	for _, check := range s {
		parts[check.Name] = "ok"
		if err := check.Try(r.Context()); err != nil {
			azfunc.Logger(r.Context()).Warn("health check failed", "part", check.Name, "error", err.Error())
			parts[check.Name], status, code = "failing", "failing", http.StatusServiceUnavailable
		}
	}
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(code)
	_ = json.NewEncoder(w).Encode(map[string]any{"status": status, "parts": parts})
}
