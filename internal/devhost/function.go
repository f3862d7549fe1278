package devhost

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"waybill/internal/devhost/route"
)

// A function is a direct child of the script root that has a function.json.
type function struct {
	name     string
	trigger  binding
	bindings []binding // the trigger among them
	retry    *retryPolicy
	disabled bool
	config   json.RawMessage // as written

	source   source         // what starts it; nil for requests, and for triggers that only start by hand
	path     string         // of an HTTP function: its route behind the prefix
	template route.Template // the same, parsed
}

// A source starts a function again and again until ctx is done; invocations under way go on.
type source interface {
	run(ctx context.Context)
}

// A binding is one element of bindings, with the properties that are imitated.
type binding struct {
	Type      string
	Direction string
	Name      string
	DataType  string

	AuthLevel string
	Methods   []string
	Route     *string

	QueueName            string
	IsSessionsEnabled    bool
	Cardinality          string
	AutoCompleteMessages *bool

	Schedule     string
	RunOnStartup bool
	UseMonitor   *bool
}

var (
	functionName = regexp.MustCompile(`(?i)^[a-z][a-z0-9_\-]{0,127}$`)
	bindingName  = regexp.MustCompile(`^([a-zA-Z][a-zA-Z0-9]{0,127}|\$return)$`)
)

// loadFunctions reads the direct children of the script root. A function that is wrong is logged and left out, and the
// others start all the same: so does the real host.
func loadFunctions(root string, allowed []string, s settings, log *slog.Logger) ([]*function, error) {
	entries, err := os.ReadDir(root)
	if err != nil {
		return nil, fmt.Errorf("look for functions: %w", err)
	}
	var out []*function
	taken := map[string]bool{}
	for _, e := range entries {
		name := e.Name()
		if !isFile(filepath.Join(root, name, "function.json")) || len(allowed) > 0 && !slices.Contains(allowed, name) {
			continue
		}
		f, err := loadFunction(root, name, s)
		if err == nil && taken[strings.ToLower(name)] {
			err = fmt.Errorf("the name is taken by another function")
		}
		if err != nil {
			log.Error("function is skipped", "function", name, "error", err.Error())
			continue
		}
		taken[strings.ToLower(name)] = true
		out = append(out, f)
	}
	return out, nil
}

func loadFunction(root, name string, s settings) (*function, error) {
	text, err := os.ReadFile(filepath.Join(root, name, "function.json")) //nolint:gosec // the folder is the caller's choice
	if err != nil {
		return nil, fmt.Errorf("read function.json: %w", err)
	}
	if !functionName.MatchString(name) || strings.EqualFold(name, "host") {
		return nil, fmt.Errorf("%q is not a function name", name)
	}
	var file struct {
		Bindings   []map[string]any
		Retry      *retryPolicy
		Disabled   bool
		ScriptFile string
	}
	if err := json.Unmarshal(text, &file); err != nil {
		return nil, fmt.Errorf("read function.json: %w", err)
	}
	if file.ScriptFile != "" {
		if _, err := os.Stat(filepath.Join(root, name, file.ScriptFile)); err != nil {
			return nil, fmt.Errorf("scriptFile: %w", err)
		}
	}
	f := &function{
		name: name, retry: file.Retry, config: text,
		disabled: file.Disabled || s.on("AzureWebJobs."+name+".Disabled"),
	}
	for _, properties := range file.Bindings {
		b, err := parseBinding(properties, s)
		if err != nil {
			return nil, err
		}
		f.bindings = append(f.bindings, b)
	}
	return f, f.check()
}

func parseBinding(properties map[string]any, s settings) (binding, error) {
	var b binding
	for name, value := range properties {
		if text, ok := value.(string); ok {
			resolved, err := s.resolve(text)
			if err != nil {
				return b, fmt.Errorf("binding property %s: %w", name, err)
			}
			properties[name] = resolved
		}
	}
	text, err := json.Marshal(properties)
	if err != nil {
		return b, fmt.Errorf("read binding: %w", err)
	}
	if err := json.Unmarshal(text, &b); err != nil {
		return b, fmt.Errorf("read binding: %w", err)
	}
	switch {
	case !bindingName.MatchString(b.Name):
		return b, fmt.Errorf("%q is not a binding name: letters and digits only, or $return", b.Name)
	case b.Type == "":
		return b, fmt.Errorf("binding %s has no type", b.Name)
	case b.Direction != "in" && b.Direction != "out":
		return b, fmt.Errorf("binding %s has direction %q; it must be in or out", b.Name, b.Direction)
	}
	return b, nil
}

// check finds the trigger.
func (f *function) check() error {
	triggers := 0
	names := map[string]bool{}
	for _, b := range f.bindings {
		if names[strings.ToLower(b.Name)] {
			return fmt.Errorf("two bindings are named %s", b.Name)
		}
		names[strings.ToLower(b.Name)] = true
		if strings.HasSuffix(strings.ToLower(b.Type), "trigger") {
			f.trigger = b
			triggers++
		}
	}
	if triggers != 1 {
		return fmt.Errorf("there are %d triggers; there must be one", triggers)
	}
	return f.retry.complete()
}

// mount gives an HTTP function its route, by default its name.
func (f *function) mount(prefix string) (err error) {
	f.path = f.name
	if f.trigger.Route != nil && *f.trigger.Route != "" {
		f.path = *f.trigger.Route
	}
	if prefix != "" {
		f.path = prefix + "/" + f.path
	}
	f.template, err = route.Parse(f.path)
	return err
}

// is compares the type of a binding; case does not count.
func (b binding) is(kind string) bool { return strings.EqualFold(b.Type, kind) }

// outputs are the bindings that the handler's answer fills.
func (f *function) outputs() []binding {
	return slices.DeleteFunc(slices.Clone(f.bindings), func(b binding) bool { return b.Direction != "out" })
}

// http reports whether requests start the function.
func (f *function) http() bool { return f.trigger.is(typeHTTPTrigger) }

// httpInOut reports whether the function has nothing but a request and a response, so that it can get the request
// itself instead of the envelope (azure-functions-host, FunctionMetadataExtensions.IsHttpInAndOutFunction).
func (f *function) httpInOut() bool {
	out := f.outputs()
	return f.http() && len(f.bindings) == 2 && len(out) == 1 && out[0].is(typeHTTPOutput)
}

// hasReturn reports whether a binding takes the return value.
func (f *function) hasReturn() bool {
	return slices.ContainsFunc(f.outputs(), func(b binding) bool { return b.Name == "$return" })
}

// Types of bindings that are imitated.
const (
	typeHTTPTrigger  = "httpTrigger"
	typeBusTrigger   = "serviceBusTrigger"
	typeTimerTrigger = "timerTrigger"
	typeQueueTrigger = "queueTrigger"
	typeHTTPOutput   = "http"
	typeBusOutput    = "serviceBus"
	typeQueueOutput  = "queue"
)
