package partnertest

import (
	"net/http"

	"waybill/shared/azfunc"
	"waybill/shared/partner"
)

// As is a middleware that lets every request come from the caller, in place of the edge that checks credentials.
func As(c partner.Caller) func(azfunc.Definition, http.Handler) http.Handler {
	return func(_ azfunc.Definition, next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			next.ServeHTTP(w, r.WithContext(partner.WithCaller(r.Context(), c)))
		})
	}
}
