package partner

import (
	"context"
	"strings"
)

var _ Authenticator = ByForm{}

// ByForm sends a token to the one authenticator that knows its form, so that none is ever tried at both: an app
// credential begins with wb_, a JSON Web Token has three parts with dots between them (RFC 7515, section 7.1).
type ByForm struct {
	Credentials Authenticator // for app credentials
	Tokens      Authenticator // for JSON Web Tokens; nil if none are taken
}

// Authenticate gives the caller that the token belongs to, or problem.Unauthenticated without saying why.
func (b ByForm) Authenticate(ctx context.Context, token string) (Caller, error) {
	if b.Tokens != nil && !strings.HasPrefix(token, tokenPrefix) && strings.Count(token, ".") == 2 {
		return b.Tokens.Authenticate(ctx, token)
	}
	return b.Credentials.Authenticate(ctx, token)
}
