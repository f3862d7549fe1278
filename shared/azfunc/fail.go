package azfunc

import (
	"errors"
	"fmt"
	"net/http"

	"waybill/shared/problem"
)

// Fail answers a request with the problem of err, as the last thing that a step does with it. An error that is not a
// problem goes into the invocation's line in the log; the caller learns only that something went wrong, and the
// invocation's id. If a part of the answer is out already, the connection is cut, because that is the only way left
// to tell the caller that what it has is not the whole.
func Fail(w http.ResponseWriter, r *http.Request, err error) {
	if i, ok := r.Context().Value(invocationKey{}).(*invocation); ok {
		i.refusal = err
		if i.answer != nil && i.answer.status != 0 {
			panic(http.ErrAbortHandler)
		}
	}
	if tooLarge, ok := errors.AsType[*http.MaxBytesError](err); ok {
		err = problem.TooLarge.With(fmt.Sprintf("send at most %d bytes", tooLarge.Limit))
	}
	for _, name := range [...]string{"Content-Length", "Content-Encoding", "Content-Disposition", "Etag"} {
		w.Header().Del(name) // of the answer that was meant
	}
	problem.Write(w, err, InvocationID(r.Context()))
}
