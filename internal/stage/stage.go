// Package stage assembles what the Functions host runs: host.json, the handler and one folder for each function, side
// by side as the host wants them.
package stage

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"

	"waybill/shared/azfunc"
)

// HandlerName is the name of the handler's binary in the staged folder; host.json names it.
const HandlerName = "handler"

// HostJSON is the project's host.json, which the repository has at its top.
func HostJSON() []byte {
	type object = map[string]any
	text, err := json.MarshalIndent(object{
		"version":         "2.0",
		"functionTimeout": "00:10:00",
		// The host tells its part as OpenTelemetry to the collector and to Application Insights, whichever is set. A section
		// logging.applicationInsights would then have no effect (https://learn.microsoft.com/azure/azure-functions/opentelemetry-howto).
		"telemetryMode":   "OpenTelemetry",
		"extensionBundle": object{"id": "Microsoft.Azure.Functions.ExtensionBundle", "version": "[4.*, 5.0.0)"},
		"customHandler": object{
			"description":               object{"defaultExecutablePath": HandlerName},
			"enableProxyingHttpRequest": true,
		},
		"extensions": object{
			"http": object{"routePrefix": "api"},
			"serviceBus": object{
				"autoCompleteMessages": true, "maxConcurrentCalls": 16, "maxConcurrentSessions": 8,
				"maxMessageBatchSize": 490, "maxAutoLockRenewalDuration": "00:10:00", "sessionIdleTimeout": "00:00:01",
			},
		},
		"logging": object{
			"logLevel": object{"default": "Warning", "Function": "Information", "Host.Results": "Information", "Host.Function.Console": "Information"},
		},
	}, "", "  ")
	if err != nil {
		panic(err) // a literal
	}
	return append(text, '\n')
}

// Write makes dir anew with host.json, a function.json for each definition and, by place, the handler.
func Write(dir string, definitions []azfunc.Definition, place func(handler string) error) error {
	if err := os.RemoveAll(dir); err != nil {
		return fmt.Errorf("clear %s: %w", dir, err)
	}
	if err := os.MkdirAll(dir, 0o750); err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(dir, "host.json"), HostJSON(), 0o600); err != nil {
		return err
	}
	for _, d := range definitions {
		if err := writeFunction(dir, d); err != nil {
			return err
		}
	}
	return place(filepath.Join(dir, HandlerName))
}

// writeFunction writes one function's folder below dir.
func writeFunction(dir string, d azfunc.Definition) error {
	folder := filepath.Join(dir, d.Name)
	if err := os.MkdirAll(folder, 0o750); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(folder, "function.json"), d.FunctionJSON(), 0o600)
}

// Link makes the handler a link to a binary.
func Link(binary string) func(string) error {
	return func(handler string) error { return os.Symlink(binary, handler) }
}
