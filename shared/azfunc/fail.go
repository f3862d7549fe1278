package azfunc

import (
	"net/http"

	"waybill/shared/problem"
)

// Fail answers a request with the problem of err. An error that is not a problem is logged, and the caller learns only
// that something went wrong and the invocation's id.
func Fail(w http.ResponseWriter, r *http.Request, err error) {
	if p := problem.From(err); p == problem.Internal {
		Logger(r.Context()).Error("request failed", "error", err.Error())
	}
	problem.Write(w, err, InvocationID(r.Context()))
}
