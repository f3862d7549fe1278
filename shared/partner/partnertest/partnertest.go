// Package partnertest has what tests of callers need: [Run], the suite that every authenticator passes, [Tokens], an
// authenticator that is a map, and [As], which makes every request that of one caller.
package partnertest

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"waybill/shared/partner"
	"waybill/shared/problem"
)

// Tokens is an authenticator that knows its tokens by heart.
type Tokens map[string]partner.Caller

var _ partner.Authenticator = Tokens{}

// Authenticate gives the caller of a token in the map.
func (t Tokens) Authenticate(_ context.Context, token string) (partner.Caller, error) {
	c, ok := t[token]
	if !ok {
		return partner.Caller{}, problem.Unauthenticated.With("the token is not known")
	}
	return c, nil
}

// Run tests that what open gives is an authenticator as the port promises. open also gives a token that is good and
// whom it stands for.
func Run(t *testing.T, open func(t *testing.T) (authenticator partner.Authenticator, token string, caller partner.Caller)) {
	t.Run("a good token gives its caller, again and again", func(t *testing.T) {
		t.Parallel()
		a, token, want := open(t)
		for range 3 {
			if got, err := a.Authenticate(t.Context(), token); err != nil || got != want {
				t.Fatalf("got %+v, %v; want %+v", got, err, want)
			}
		}
	})
	t.Run("no other spelling of a token is good, and every refusal reads the same", func(t *testing.T) {
		t.Parallel()
		a, token, _ := open(t)
		refusals := map[string]int{}
		for _, bad := range spoil(token) {
			_, err := a.Authenticate(t.Context(), bad)
			if !errors.Is(err, problem.Unauthenticated) {
				t.Errorf("%q: %v, want problem.Unauthenticated", bad, err)
			}
			refusals[fmt.Sprintf("%+v", problem.From(err))]++
			if len(bad) > 4 && strings.Contains(err.Error(), bad) {
				t.Errorf("the refusal of %q repeats the token", bad)
			}
		}
		if len(refusals) != 1 {
			t.Errorf("the refusals differ: %v", refusals)
		}
	})
}

// spoil gives tokens that are not the good one: one character changed at each place, parts missing, parts added.
func spoil(token string) []string {
	bad := []string{
		"", " ", ".", "..", "_", "____", "null", "Bearer " + token, token + " ", " " + token, token + "\n", token + "\x00",
		token + token, strings.ToUpper(token), strings.Repeat("a", 1<<20), "' OR 1=1 --", "\xff\xfe",
	}
	for i := range token {
		other := byte('0')
		if token[i] == other {
			other = '1'
		}
		bad = append(bad, token[:i]+string(other)+token[i+1:], token[:i], token[:i]+token[i+1:])
	}
	return bad
}
