package devhost

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"waybill/internal/devhost/schedule"
)

// hostFile is the part of host.json that is imitated.
type hostFile struct {
	Version         string
	FunctionTimeout string
	Functions       []string
	CustomHandler   customHandler
	Extensions      struct {
		HTTP struct {
			RoutePrefix            *string
			MaxOutstandingRequests int
		}
		ServiceBus struct {
			MaxConcurrentCalls         int
			MaxConcurrentSessions      int
			MaxMessageBatchSize        int
			MaxAutoLockRenewalDuration string
			AutoCompleteMessages       *bool
		}
		Queues struct {
			BatchSize         int
			MaxDequeueCount   int
			VisibilityTimeout string
		}
	}
}

type customHandler struct {
	Description *struct {
		DefaultExecutablePath          string
		DefaultWorkerPath              string
		WorkerDirectory                string
		WorkingDirectory               string
		Arguments                      []string
		WorkerArguments                []string
		UseStdErrorStreamForErrorsOnly *bool
	}
	EnableForwardingHTTPRequest bool
	EnableProxyingHTTPRequest   bool
	InitializationTimeout       string
	Port                        json.Number
	HTTP                        struct{ Routes []json.RawMessage }
}

// Defaults of the host and of its extensions.
const (
	defaultFunctionTimeout       = "00:30:00" // every plan but Consumption
	defaultInitializationTimeout = "00:00:30"
	defaultLockRenewal           = "00:05:00"
	defaultSessions              = 8
	defaultBatch                 = 1000
	defaultCallsPerCore          = 16
	defaultQueueBatch            = 16
	defaultMaxDequeue            = 5
)

// hostConfig is host.json with its times read.
type hostConfig struct {
	hostFile
	functionTimeout   time.Duration // 0 for no limit
	initTimeout       time.Duration
	lockRenewal       time.Duration
	visibilityTimeout time.Duration
}

// overridePrefix begins the settings that override values of host.json, as in
// AzureFunctionsJobHost__extensions__http__routePrefix.
const overridePrefix = "AzureFunctionsJobHost__"

func loadHostConfig(root string, s settings) (hostConfig, error) {
	text, err := os.ReadFile(filepath.Join(root, "host.json")) //nolint:gosec // the folder is the caller's choice
	if err != nil {
		return hostConfig{}, fmt.Errorf("read host.json: %w", err)
	}
	var tree map[string]any
	if err := json.Unmarshal(text, &tree); err != nil {
		return hostConfig{}, fmt.Errorf("read host.json: %w", err)
	}
	for name, value := range s {
		if path, ok := strings.CutPrefix(name, overridePrefix); ok {
			override(tree, strings.Split(path, "__"), value)
		}
	}
	if text, err = json.Marshal(tree); err != nil {
		return hostConfig{}, fmt.Errorf("read host.json: %w", err)
	}
	var c hostConfig
	if err := json.Unmarshal(text, &c.hostFile); err != nil {
		return hostConfig{}, fmt.Errorf("read host.json: %w", err)
	}
	return c, c.complete()
}

// override sets one value of a JSON tree; names ignore case.
func override(tree map[string]any, path []string, value string) {
	name := path[0]
	for known := range tree {
		if strings.EqualFold(known, name) {
			name = known
		}
	}
	if len(path) > 1 {
		child, ok := tree[name].(map[string]any)
		if !ok {
			child = map[string]any{}
			tree[name] = child
		}
		override(child, path[1:], value)
		return
	}
	if v := any(nil); json.Unmarshal([]byte(value), &v) == nil {
		switch v.(type) {
		case bool, float64:
			tree[name] = v
			return
		}
	}
	tree[name] = value
}

// complete checks the file and reads its times.
func (c *hostConfig) complete() error {
	switch d := c.CustomHandler.Description; {
	case c.Version != "2.0":
		return fmt.Errorf(`host.json has version %q; it must be "2.0"`, c.Version)
	case d == nil:
		return fmt.Errorf("host.json has no customHandler.description: missing worker description")
	case d.DefaultExecutablePath == "":
		return fmt.Errorf("host.json has no customHandler.description.defaultExecutablePath")
	case len(c.CustomHandler.HTTP.Routes) > 0:
		return fmt.Errorf("host.json has customHandler.http.routes, which this host does not imitate; declare functions in function.json")
	}
	for _, t := range []struct {
		field     string
		text      string
		otherwise string
		into      *time.Duration
	}{
		{"functionTimeout", c.FunctionTimeout, defaultFunctionTimeout, &c.functionTimeout},
		{"customHandler.initializationTimeout", c.CustomHandler.InitializationTimeout, defaultInitializationTimeout, &c.initTimeout},
		{"extensions.serviceBus.maxAutoLockRenewalDuration", c.Extensions.ServiceBus.MaxAutoLockRenewalDuration, defaultLockRenewal, &c.lockRenewal},
		{"extensions.queues.visibilityTimeout", c.Extensions.Queues.VisibilityTimeout, "00:00:00", &c.visibilityTimeout},
	} {
		if t.text == "" {
			t.text = t.otherwise
		}
		span, err := schedule.ParseTimeSpan(t.text)
		if err != nil {
			return fmt.Errorf("host.json %s: %w", t.field, err)
		}
		*t.into = max(span, 0) // "-1" is no limit
	}
	return nil
}

// prefix is the first part of every route.
func (c hostConfig) prefix() string {
	if p := c.Extensions.HTTP.RoutePrefix; p != nil {
		return strings.Trim(*p, "/")
	}
	return "api"
}

// port gives the port for a handler: the one of host.json, which only the first can have, or a free one.
func (c hostConfig) port(ctx context.Context, first bool) (port, error) {
	if text := c.CustomHandler.Port.String(); text != "" && first {
		return fixedPort(ctx, text)
	}
	return freePort(ctx)
}

// or gives the value, or the other if it is not set.
func or(value, otherwise int) int {
	if value > 0 {
		return value
	}
	return otherwise
}
