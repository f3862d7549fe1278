package app

import (
	"net/http"

	"waybill/handlers"
	"waybill/shared/azfunc"
	"waybill/shared/partner"
	"waybill/shared/problem"
)

// guard puts authentication before the OpenAPI document before the step, for every HTTP function. A function that is
// not in the table of contents is for partners: forgetting one locks it.
func guard(callers partner.Authenticator, document *contract) func(azfunc.Definition, http.Handler) http.Handler {
	access := map[string]handlers.Access{}
	for _, e := range handlers.All {
		access[e.Definition.Name] = e.Access
	}
	return func(d azfunc.Definition, next http.Handler) http.Handler {
		next = document.enforce(d, next)
		if access[d.Name] == handlers.Partners {
			next = authenticate(callers, next)
		}
		return cautious(next)
	}
}

// cautious keeps answers out of caches and browsers from guessing at them, unless a step says otherwise.
func cautious(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Cache-Control", "no-store")
		w.Header().Set("X-Content-Type-Options", "nosniff")
		next.ServeHTTP(w, r)
	})
}

// authenticate lets only callers with a credential through and says in the context who they are.
func authenticate(callers partner.Authenticator, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		token, ok := partner.BearerToken(r.Header.Get("Authorization"))
		if !ok {
			azfunc.Fail(w, r, problem.Unauthenticated.With("send Authorization: Bearer and an app credential"))
			return
		}
		caller, err := callers.Authenticate(r.Context(), token)
		if err != nil {
			azfunc.Fail(w, r, err)
			return
		}
		next.ServeHTTP(w, r.WithContext(partner.WithCaller(r.Context(), caller)))
	})
}
