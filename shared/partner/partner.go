// Package partner says who is calling and on whose behalf. An [Authenticator] turns a bearer token into a [Caller];
// the edge puts it into the context, and steps take it out with [CallerFrom]. Nothing else decides the tenant.
//
// [Credentials] are the authenticator for app credentials, whose rows an adapter keeps; the adapter entra is the one for
// tokens of Microsoft Entra ID; [ByForm] is both.
package partner

import (
	"context"
	"strings"

	"waybill/shared/custody"
	"waybill/shared/problem"
)

// A Caller is an authenticated program of one organisation.
type Caller struct {
	Organization  custody.OrganizationID
	Administrator bool   // may let organisations join
	Credential    string // id of the credential, for the log
}

// An Authenticator knows credentials.
type Authenticator interface {
	// Authenticate gives the caller that the token belongs to, or problem.Unauthenticated without saying why. It takes
	// the same time for an unknown token as for a wrong one.
	Authenticate(ctx context.Context, token string) (Caller, error)
}

// Refused is the one answer to everybody who is not let in, whatever the reason: an authenticator tells it to its log.
func Refused() error {
	return problem.Unauthenticated.With("send Authorization: Bearer and a credential that is good here")
}

type callerKey struct{}

// WithCaller returns a context that carries the caller.
func WithCaller(ctx context.Context, c Caller) context.Context {
	return context.WithValue(ctx, callerKey{}, c)
}

// CallerFrom gives the caller of the request, or problem.Unauthenticated if there is none: a step behind no
// authentication fails closed.
func CallerFrom(ctx context.Context) (Caller, error) {
	c, ok := ctx.Value(callerKey{}).(Caller)
	if !ok || c.Organization == "" {
		return Caller{}, problem.Unauthenticated.With("send Authorization: Bearer and an app credential")
	}
	return c, nil
}

// BearerToken gives the token in an Authorization header's value (RFC 6750, section 2.1), false if there is none. The
// name of the scheme may be in any case (RFC 9110, section 11.1).
func BearerToken(authorization string) (string, bool) {
	scheme, token, _ := strings.Cut(authorization, " ")
	token = strings.TrimLeft(token, " ")
	return token, strings.EqualFold(scheme, "Bearer") && token != ""
}
