package app

import (
	"net/http"

	"waybill/shared/azfunc"
	"waybill/shared/partner"
)

// Guard lets the tests put a step of their own behind authentication and a document.
func Guard(callers partner.Authenticator, document []byte) func(azfunc.Definition, http.Handler) http.Handler {
	return guard(callers, newContract(document))
}
