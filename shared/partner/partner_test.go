package partner_test

import (
	"context"
	"errors"
	"testing"

	"waybill/shared/partner"
	"waybill/shared/problem"
)

// A step that runs behind no authentication, or for a caller without an organisation, is refused.
func TestCallerFromFailsClosed(t *testing.T) {
	t.Parallel()
	for name, ctx := range map[string]context.Context{
		"nobody":             t.Context(),
		"without a name":     partner.WithCaller(t.Context(), partner.Caller{Administrator: true}),
		"in another context": context.WithValue(t.Context(), otherKey{}, partner.Caller{Organization: "northern-silicon"}),
	} {
		if c, err := partner.CallerFrom(ctx); !errors.Is(err, problem.Unauthenticated) {
			t.Errorf("%s: %+v, %v", name, c, err)
		}
	}
	want := partner.Caller{Organization: "northern-silicon", Credential: "c-1"}
	if got, err := partner.CallerFrom(partner.WithCaller(t.Context(), want)); err != nil || got != want {
		t.Errorf("got %+v, %v; want %+v", got, err, want)
	}
}

// otherKey is some other package's key.
type otherKey struct{}

// The scheme's name is good in any case; what has another scheme or no token has no bearer token.
func TestBearerToken(t *testing.T) {
	t.Parallel()
	for header, want := range map[string]string{"Bearer t": "t", "bearer t": "t", "BEARER   t": "t"} {
		if got, ok := partner.BearerToken(header); !ok || got != want {
			t.Errorf("%q: %q, %v", header, got, ok)
		}
	}
	for _, header := range []string{"", "t", "Bearer", "Bearer ", "Bearert", "Basic t", " Bearer t"} {
		if got, ok := partner.BearerToken(header); ok {
			t.Errorf("%q gives %q", header, got)
		}
	}
}
