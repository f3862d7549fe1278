package azfunc

import (
	"bytes"
	"context"
	"fmt"
	"log/slog"
	"net/http"

	"waybill/shared/problem"
)

// An endpoint is where the host reaches one function: invoke takes an envelope, proxied a request as the client sent
// it.
type endpoint struct {
	function Function
	http     http.Handler // the step behind the middleware; nil unless the function is HTTP
	log      *slog.Logger // names the function
	maxBody  int64
	observer Observer
	trigger  string // its name, for the observer
}

// invoke answers POST /<Name>.
func (e *endpoint) invoke(w http.ResponseWriter, r *http.Request) {
	ctx, i := begin(r.Context(), r.Header, e)
	envelope, err := e.read(w, r)
	if err == nil && e.http != nil {
		if r, err = envelope.request(ctx); err == nil {
			e.record(w, r, i)
			return
		}
	}
	if err == nil {
		err = attempt(func() error { return e.run(ctx, i, envelope) })
	}
	i.end(ctx, err)
	if err != nil {
		reply(w, http.StatusInternalServerError, failure(i.id))
		return
	}
	reply(w, http.StatusOK, success)
}

// read takes the whole envelope; base64 and escapes make it larger than what it carries.
func (e *endpoint) read(w http.ResponseWriter, r *http.Request) (envelope, error) {
	var body bytes.Buffer
	body.Grow(4 << 10) // most envelopes; the host sends them in chunks, so their length is not known
	if _, err := body.ReadFrom(http.MaxBytesReader(w, r.Body, 2*e.maxBody+1<<20)); err != nil {
		return envelope{}, fmt.Errorf("read the invocation: %w", err)
	}
	return decodeEnvelope(body.Bytes())
}

// run carries out a function that is not HTTP.
func (e *endpoint) run(ctx context.Context, i *invocation, envelope envelope) error {
	switch trigger := e.function.Definition.Trigger.(type) {
	case QueueTrigger:
		messages, err := envelope.messages(trigger.Batch)
		if err != nil {
			return err
		}
		i.messages = len(messages)
		return e.function.Messages(ctx, messages)
	default:
		timer, err := envelope.timer()
		if err != nil {
			return err
		}
		return e.function.Timer(ctx, timer)
	}
}

// record answers an HTTP request that came in an envelope, through the same handler. What this form cannot carry, an
// answer that is cut off or not text, fails the invocation: the client gets 500 instead of something else than was
// meant.
func (e *endpoint) record(w http.ResponseWriter, r *http.Request, i *invocation) {
	rec := newRecorder()
	whole := e.serve(rec, r, i)
	o, isText := rec.output(r.Method)
	if !whole || !isText {
		if whole {
			i.log.Error("the answer is not text; it needs a host with enableProxyingHttpRequest", "invocationId", i.id)
		}
		reply(w, http.StatusInternalServerError, failure(i.id))
		return
	}
	reply(w, http.StatusOK, outputs(o))
}

// proxied answers a request that the host has passed on as it is.
func (e *endpoint) proxied(w http.ResponseWriter, r *http.Request) {
	ctx, i := begin(r.Context(), r.Header, e)
	if !e.serve(w, r.WithContext(ctx), i) {
		panic(http.ErrAbortHandler) // net/http cuts the connection, so that nobody takes the part for the whole
	}
}

// serve runs the step and reports whether the answer is whole.
func (e *endpoint) serve(w http.ResponseWriter, r *http.Request, i *invocation) bool {
	i.answer = &answer{ResponseWriter: w}
	if r.Body != http.NoBody {
		r.Body = http.MaxBytesReader(w, r.Body, e.maxBody)
	}
	err := attempt(func() error {
		e.http.ServeHTTP(i.answer, r)
		return nil
	})
	whole := err == nil || i.answer.status == 0
	if err != nil && whole {
		clear(w.Header()) // of the answer that was meant
		problem.Write(i.answer, problem.Internal, i.id)
	}
	if i.answer.status == 0 {
		i.answer.status = http.StatusOK // net/http's answer to a handler that wrote nothing
	}
	i.end(r.Context(), err)
	return whole
}
