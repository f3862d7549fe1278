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
}

type invocationKey struct{}

// begin makes the invocation that a request's header tells of, and puts it into the context.
func begin(ctx context.Context, header http.Header, log *slog.Logger) (context.Context, *invocation) {
	i := &invocation{id: invocationID(header), log: log, started: time.Now()}
	return context.WithValue(ctx, invocationKey{}, i), i
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
		return i.log.With("invocationId", i.id)
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
	level, outcome, stack := slog.LevelInfo, "succeeded", ""
	panicked, ok := errors.AsType[*panicError](err)
	switch {
	case errors.Is(err, http.ErrAbortHandler):
		level, outcome, err = slog.LevelWarn, "cut", i.refusal
	case ok:
		level, outcome, stack = slog.LevelError, "panicked", string(panicked.stack)
	case err != nil:
		level, outcome = slog.LevelError, "failed"
	case i.answer != nil && i.answer.status >= http.StatusInternalServerError:
		level, outcome, err = slog.LevelError, "failed", i.refusal
	case i.answer != nil && i.answer.status >= http.StatusBadRequest:
		outcome, err = "refused", i.refusal
	}
	attributes := append(make([]slog.Attr, 0, 6),
		slog.String("invocationId", i.id),
		slog.String("outcome", outcome),
		slog.Float64("milliseconds", float64(time.Since(i.started).Microseconds())/1000))
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
