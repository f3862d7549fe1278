// Package azfunc is the handler's side of the Azure Functions custom-handler protocol: what a step declares about
// itself, and the server that the Functions host calls. Reach for [Definition] and [Function] when writing a step, for
// [NewServer] in main, and for azfunctest to call a step in a test the way the host does.
package azfunc

import (
	"context"
	"encoding/json"
	"net/http"
	"time"
)

// A Definition is one function as the Functions host sees it; its function.json is generated from it.
type Definition struct {
	Name    string // folder name and path of the invocation
	Trigger Trigger
	Outputs []Output // queues that the step writes through the bus; not bindings, which cannot set a session
	Retry   *Retry   // timers only
}

// A Trigger is what starts a function: one of HTTPTrigger, QueueTrigger and TimerTrigger.
type Trigger interface {
	bindings() []binding
	check() error
}

// An HTTPTrigger answers requests. Route has no prefix and no leading slash; parameters are {name}.
type HTTPTrigger struct {
	Methods []string  // upper case, at least one
	Route   string    // unique together with each method
	Level   AuthLevel // key asked for by the host, function by default; the app's own authentication comes on top
}

// AuthLevel is the host's authorisation level.
type AuthLevel string

// The host's authorisation levels.
const (
	AuthAnonymous AuthLevel = "anonymous"
	AuthFunction  AuthLevel = "function"
	AuthAdmin     AuthLevel = "admin"
)

// A QueueTrigger takes messages from a Service Bus queue. Bodies arrive as exact bytes (dataType binary).
type QueueTrigger struct {
	Queue    string // a name or "%SETTING%"
	Sessions bool
	Batch    bool // cardinality many
}

// A TimerTrigger fires by schedule, on one instance at a time.
type TimerTrigger struct {
	Schedule string // six-field NCRONTAB or "%SETTING%"
}

// An Output is a queue that a step writes to through the bus.
type Output struct{ Queue string }

// Retry is the host's retry policy for a timer: a failed run is repeated after a fixed delay.
type Retry struct {
	MaxCount int           // -1 for no end
	Delay    time.Duration // whole seconds, less than a day
}

// A Function is a definition and the step that carries it out; exactly one of HTTP, Messages and Timer is set, in
// keeping with the trigger.
type Function struct {
	Definition Definition
	HTTP       http.Handler
	Messages   MessageHandler
	Timer      TimerHandler
}

// A MessageHandler takes the messages of one delivery. Nil completes all of them; an error or a panic gives all of
// them back at once, and each such delivery counts.
type MessageHandler func(ctx context.Context, messages []Message) error

// A TimerHandler runs once per firing.
type TimerHandler func(ctx context.Context, t Timer) error

// A Message is a queue message as the host hands it over.
type Message struct {
	Body          []byte                     // exact bytes
	ID            string                     // chosen by the sender, so not necessarily unique
	Session       string                     // "" on a queue without sessions
	DeliveryCount int                        // 1 at the first delivery; 0 if the host does not say
	Properties    map[string]json.RawMessage // application properties
}

// A Timer is what the host says about one firing.
type Timer struct {
	PastDue bool
	Planned time.Time // when this run was planned; zero if the host does not monitor the schedule
}
