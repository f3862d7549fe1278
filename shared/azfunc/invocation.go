package azfunc

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"runtime/debug"
	"time"
)

// invocationHeader is how the host says which invocation it is, in the form that http.Header keeps.
const invocationHeader = "X-Azure-Functions-Invocationid"

// An invocation is one call of one function. It ends as one line in the log.
type invocation struct {
	id      string
	log     *slog.Logger // names the function
	started time.Time
	answer  *answer // HTTP only
	refusal error   // what Fail was called with

	observer Observer // nil if nobody observes
	call     Call
	messages int
}

type invocationKey struct{}

// begin makes the invocation that a request's header tells of, and puts it into the context.
func begin(ctx context.Context, header http.Header, e *endpoint) (context.Context, *invocation) {
	i := &invocation{id: invocationID(header), log: e.log, started: time.Now()}
	return i.observe(context.WithValue(ctx, invocationKey{}, i), header, e), i
}

// invocationID takes the last value: a host that forwards adds its own behind one that the client made up.
func invocationID(h http.Header) string {
	if values := h[invocationHeader]; len(values) > 0 {
		if id := values[len(values)-1]; id != "" && len(id) <= 64 {
			return id
		}
	}
	return rand.Text()
}

// InvocationID is the host's id of the invocation that ctx belongs to, new for each attempt; "" outside of one.
func InvocationID(ctx context.Context) string {
	if i, ok := ctx.Value(invocationKey{}).(*invocation); ok {
		return i.id
	}
	return ""
}

// Logger names the function and the invocation in every line, since the host does not correlate what a handler
// prints; outside of an invocation it is slog's default.
func Logger(ctx context.Context) *slog.Logger {
	if i, ok := ctx.Value(invocationKey{}).(*invocation); ok {
		log := i.log.With("invocationId", i.id)
		if i.observer != nil {
			log = slog.New(inContext{log.Handler(), ctx})
		}
		return log
	}
	return slog.Default()
}

// A panicError is a step's panic, caught so that the other invocations of the process live on.
type panicError struct {
	value any
	stack []byte
}

func (e *panicError) Error() string { return fmt.Sprint("panic: ", e.value) }

func (e *panicError) Unwrap() error {
	err, _ := e.value.(error)
	return err
}

// attempt runs a step; a panic comes back as an error.
func attempt(step func() error) (err error) {
	defer func() {
		if v := recover(); v != nil {
			err = &panicError{v, debug.Stack()}
		}
	}()
	return step()
}

// end writes the invocation's line. err is what the step came back with. URL, headers and bodies stay out of it: they
// carry keys.
func (i *invocation) end(ctx context.Context, err error) {
	level, outcome, stack := slog.LevelInfo, Succeeded, ""
	panicked, ok := errors.AsType[*panicError](err)
	switch {
	case errors.Is(err, http.ErrAbortHandler):
		level, outcome, err = slog.LevelWarn, Cut, i.refusal
	case ok:
		level, outcome, stack = slog.LevelError, Panicked, string(panicked.stack)
	case err != nil:
		level, outcome = slog.LevelError, Failed
	case i.answer != nil && i.answer.status >= http.StatusInternalServerError:
		level, outcome, err = slog.LevelError, Failed, i.refusal
	case i.answer != nil && i.answer.status >= http.StatusBadRequest:
		outcome, err = Refused, i.refusal
	}
	duration := time.Since(i.started)
	if i.observer != nil {
		e := Ending{Outcome: outcome, Messages: i.messages, Duration: duration}
		if i.answer != nil {
			e.Status = i.answer.status
		}
		i.observer.End(ctx, i.call, e)
	}
	attributes := append(make([]slog.Attr, 0, 6),
		slog.String("invocationId", i.id),
		slog.String("outcome", string(outcome)),
		slog.Float64("milliseconds", float64(duration.Microseconds())/1000))
	if i.answer != nil {
		attributes = append(attributes, slog.Int("status", i.answer.status))
	}
	if err != nil {
		attributes = append(attributes, slog.String("error", err.Error()))
	}
	if stack != "" {
		attributes = append(attributes, slog.String("stack", stack))
	}
	i.log.LogAttrs(ctx, level, "invocation", attributes...)
}
