package azfunc

import (
	"context"
	"log/slog"
	"net/http"
	"time"
)

// An Observer hears of invocations, for counting and tracing. It must not wait for anything, and it learns nothing that
// could be a secret: no URL, no header but the trace parent, no body, no text of an error.
type Observer interface {
	// Begin hears of a call before anything of it is read. The step gets the context that Begin gives.
	Begin(ctx context.Context, c Call) context.Context

	// End hears what became of the call. Its context comes from Begin.
	End(ctx context.Context, c Call, e Ending)
}

// A Call is an invocation as an [Observer] hears of it.
type Call struct {
	Function string // its name
	Trigger  string // http, queue or timer
	ID       string // the host's, new for each attempt

	// TraceParent is what the client or the host sent as traceparent (W3C Trace Context), unchecked; "" if nothing. The
	// host does not promise to send it.
	TraceParent string
}

// An Ending is what became of a call.
type Ending struct {
	Outcome  Outcome
	Status   int // of the answer to an HTTP request, 0 for anything else
	Messages int // how many a queue gave
	Duration time.Duration
}

// An Outcome says how an invocation ended.
type Outcome string

// The outcomes.
const (
	Succeeded Outcome = "succeeded"
	Refused   Outcome = "refused"  // answered with 4xx: the caller has to change something
	Failed    Outcome = "failed"   // an error, or answered with 5xx
	Panicked  Outcome = "panicked" // a step's mistake
	Cut       Outcome = "cut"      // a part of the answer was out when something went wrong
)

// Outcomes are all of them.
var Outcomes = [...]Outcome{Succeeded, Refused, Failed, Panicked, Cut}

// parentHeader is W3C's traceparent in the form that http.Header keeps.
const parentHeader = "Traceparent"

// parentOf gives the header's value unless it is too long to be one.
func parentOf(h http.Header) string {
	if values := h[parentHeader]; len(values) == 1 && len(values[0]) <= 128 {
		return values[0]
	}
	return ""
}

func triggerName(t Trigger) string {
	switch t.(type) {
	case HTTPTrigger:
		return "http"
	case QueueTrigger:
		return "queue"
	default:
		return "timer"
	}
}

// observe calls the observer's Begin, if there is one.
func (i *invocation) observe(ctx context.Context, header http.Header, e *endpoint) context.Context {
	if e.observer == nil {
		return ctx
	}
	i.observer = e.observer
	i.call = Call{Function: e.function.Definition.Name, Trigger: e.trigger, ID: i.id, TraceParent: parentOf(header)}
	return e.observer.Begin(ctx, i.call)
}

// inContext is a log handler that knows the invocation's context although its callers do not pass it on.
type inContext struct {
	slog.Handler
	ctx context.Context //nolint:containedctx // of the one invocation that the logger is for
}

// Handle passes the record on with the invocation's context.
func (h inContext) Handle(_ context.Context, r slog.Record) error {
	return h.Handler.Handle(h.ctx, r) //nolint:contextcheck // that is what it is for
}

// WithAttrs keeps the context.
func (h inContext) WithAttrs(attributes []slog.Attr) slog.Handler {
	return inContext{h.Handler.WithAttrs(attributes), h.ctx}
}

// WithGroup keeps the context.
func (h inContext) WithGroup(name string) slog.Handler {
	return inContext{h.Handler.WithGroup(name), h.ctx}
}
