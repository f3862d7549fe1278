package partner_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"waybill/shared/partner"
	"waybill/shared/partner/partnertest"
	"waybill/shared/problem"
)

// A witness notes what it is asked.
type witness struct {
	name  string
	asked []string
}

// Authenticate lets everybody in.
func (w *witness) Authenticate(_ context.Context, token string) (partner.Caller, error) {
	w.asked = append(w.asked, token)
	return partner.Caller{Organization: miner, Credential: w.name}, nil
}

// A token goes to the one authenticator that knows its form, and to no other.
func TestATokenIsToldByItsForm(t *testing.T) {
	t.Parallel()
	const jwt, app = "tokens", "credentials"
	for token, want := range map[string]string{
		"eyJhbGciOiJSUzI1NiJ9.e30.AAAA":      jwt,
		"a.b.c":                              jwt,
		"..":                                 jwt,
		"wb_test_0123456789abcdef_0011":      app,
		"wb_test.0123456789abcdef.0011":      app,
		"wb_.e30.AAAA":                       app,
		"wb_" + strings.Repeat("0.", 2):      app,
		"":                                   app,
		"garbage":                            app,
		"a.b":                                app,
		"a.b.c.d":                            app,
		"eyJhbGciOiJSU0EifQ.a.b.c.d (a JWE)": app,
		"a.b.c, wb_test_0123456789abcdef_0011.d.e": app,
	} {
		credentials, tokens := &witness{name: app}, &witness{name: jwt}
		caller, err := partner.ByForm{Credentials: credentials, Tokens: tokens}.Authenticate(t.Context(), token)
		if err != nil || caller.Credential != want || len(credentials.asked)+len(tokens.asked) != 1 {
			t.Errorf("%q went to %q, %v", token, caller.Credential, err)
		}
	}
}

// Without Entra ID a token of that form is refused like any other text.
func TestWithoutTokensThereAreOnlyCredentials(t *testing.T) {
	t.Parallel()
	s := open(t)
	both := partner.ByForm{Credentials: s}
	if _, err := both.Authenticate(t.Context(), "a.b.c"); !errors.Is(err, problem.Unauthenticated) || err.Error() != partner.Refused().Error() {
		t.Errorf("%v", err)
	}
}

// Both kinds of authenticators behind one still keep the port's promises, for either kind of token.
func TestByForm(t *testing.T) {
	caller := partner.Caller{Organization: miner, Credential: "c-1"}
	for _, token := range []string{"wb_test_0123456789abcdef", "header.claims.signature"} {
		partnertest.Run(t, func(*testing.T) (partner.Authenticator, string, partner.Caller) {
			known := partnertest.Tokens{token: caller}
			return partner.ByForm{Credentials: known, Tokens: known}, token, caller
		})
	}
}
