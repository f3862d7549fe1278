package azfunc

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"time"
)

// Names of the bindings. The host takes letters and digits only.
const (
	requestBinding  = "req"
	responseBinding = "res"
	messageBinding  = "msg"
	timerBinding    = "timer"
)

// BusConnection is the setting, or prefix of settings, that tells the host how to reach the queues.
const BusConnection = "ServiceBusConnection"

// A binding is one entry of function.json.
type binding struct {
	Type              string    `json:"type"`
	Direction         string    `json:"direction"`
	Name              string    `json:"name"`
	AuthLevel         AuthLevel `json:"authLevel,omitempty"`
	Methods           []string  `json:"methods,omitempty"`
	Route             string    `json:"route,omitempty"`
	QueueName         string    `json:"queueName,omitempty"`
	Connection        string    `json:"connection,omitempty"`
	DataType          string    `json:"dataType,omitempty"`
	IsSessionsEnabled bool      `json:"isSessionsEnabled,omitempty"`
	Cardinality       string    `json:"cardinality,omitempty"`
	Schedule          string    `json:"schedule,omitempty"`
}

type retryPolicy struct {
	Strategy      string `json:"strategy"`
	MaxRetryCount int    `json:"maxRetryCount"`
	DelayInterval string `json:"delayInterval"`
}

// FunctionJSON is the function.json that the host reads for a valid definition: indented, always the same bytes, with
// a newline at the end.
func (d Definition) FunctionJSON() []byte {
	var file struct {
		Bindings []binding    `json:"bindings"`
		Retry    *retryPolicy `json:"retry,omitempty"`
	}
	file.Bindings = d.Trigger.bindings()
	if d.Retry != nil {
		file.Retry = &retryPolicy{"fixedDelay", d.Retry.MaxCount, timeSpan(d.Retry.Delay)}
	}
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	_ = e.Encode(file) // strings, numbers and booleans cannot fail
	return b.Bytes()
}

// bindings are exactly one http trigger and one http output: only then does the host proxy the request as it is.
func (t HTTPTrigger) bindings() []binding {
	methods := make([]string, len(t.Methods))
	for i, m := range t.Methods {
		methods[i] = strings.ToLower(m)
	}
	level := t.Level
	if level == "" {
		level = AuthFunction
	}
	return []binding{
		{Type: "httpTrigger", Direction: "in", Name: requestBinding, AuthLevel: level, Methods: methods, Route: t.Route},
		{Type: "http", Direction: "out", Name: responseBinding},
	}
}

// bindings ask for binary data: the only form that keeps every byte of the body, and the only one in which a sender
// cannot overwrite the metadata by what the body says.
func (t QueueTrigger) bindings() []binding {
	cardinality := "one"
	if t.Batch {
		cardinality = "many"
	}
	return []binding{{
		Type: "serviceBusTrigger", Direction: "in", Name: messageBinding, QueueName: t.Queue, Connection: BusConnection,
		DataType: "binary", IsSessionsEnabled: t.Sessions, Cardinality: cardinality,
	}}
}

func (t TimerTrigger) bindings() []binding {
	return []binding{{Type: "timerTrigger", Direction: "in", Name: timerBinding, Schedule: t.Schedule}}
}

// timeSpan prints whole seconds of less than a day as .NET does.
func timeSpan(d time.Duration) string {
	s := int(d / time.Second)
	return fmt.Sprintf("%02d:%02d:%02d", s/3600, s/60%60, s%60)
}
