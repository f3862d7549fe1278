package app

import (
	"net/http"
	"time"

	"waybill/shared/azfunc"
	"waybill/shared/partner"
)

// the tests' node is slow on a busy machine, and must not be taken for one that is down.
func init() { startPatience = time.Minute }

// Guard lets the tests put a step of their own behind authentication and a document.
func Guard(callers partner.Authenticator, document []byte) func(azfunc.Definition, http.Handler) http.Handler {
	return guard(callers, newContract(document))
}
