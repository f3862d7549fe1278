package entra_test

import (
	"bytes"
	"errors"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"time"

	"waybill/shared/custody"
	"waybill/shared/partner"
	"waybill/shared/partner/entra"
	"waybill/shared/partner/partnertest"
	"waybill/shared/problem"
)

const miner custody.OrganizationID = "northern-silicon"

// A gate takes tokens of a directory on loopback. The test moves its clock and reads its log.
type gate struct {
	*testing.T
	*partnertest.Directory
	*entra.Authenticator

	mu  sync.Mutex
	at  time.Time
	log bytes.Buffer
}

func open(t *testing.T) *gate {
	t.Helper()
	g := &gate{T: t, Directory: partnertest.NewDirectory(t), at: time.Date(2026, 3, 9, 8, 0, 0, 0, time.UTC)}
	var err error
	g.Authenticator, err = entra.Open(entra.Place{
		Tenant: partnertest.Tenant, Audience: partnertest.Audience, Keys: g.Keys, Now: g.now,
		Log: slog.New(slog.NewTextHandler(g, nil)),
	})
	if err != nil {
		t.Fatal(err)
	}
	return g
}

func (g *gate) now() time.Time { g.mu.Lock(); defer g.mu.Unlock(); return g.at }

func (g *gate) pass(d time.Duration) { g.mu.Lock(); defer g.mu.Unlock(); g.at = g.at.Add(d) }

// Write takes the log.
func (g *gate) Write(line []byte) (int, error) {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.log.Write(line)
}

func (g *gate) lastLog() string {
	g.mu.Lock()
	defer g.mu.Unlock()
	text := g.log.String()
	g.log.Reset()
	return text
}

// good gives a token that is good now.
func (g *gate) good() string { return g.Sign(g.Header(), g.Claims(miner, false, g.now())) }

// change gives the token of good with another claim; nil takes it out.
func (g *gate) change(name string, value any) string {
	claims := g.Claims(miner, false, g.now())
	if claims[name] = value; value == nil {
		delete(claims, name)
	}
	return g.Sign(g.Header(), claims)
}

func (g *gate) accepted(token string) {
	g.Helper()
	if caller, err := g.Authenticate(g.Context(), token); err != nil || caller != g.Caller(miner, false) {
		g.Errorf("%+v, %v; the log says %s", caller, err, g.lastLog())
	}
}

// refused checks that the caller is told nothing, and the log the reason but nothing of the token.
func (g *gate) refused(why, token string) {
	g.Helper()
	g.lastLog()
	caller, err := g.Authenticate(g.Context(), token)
	if !errors.Is(err, problem.Unauthenticated) || err.Error() != partner.Refused().Error() || caller != (partner.Caller{}) {
		g.Errorf("%s: %+v, %v; want problem.Unauthenticated", why, caller, err)
	}
	log := g.lastLog()
	if !strings.Contains(log, why) {
		g.Errorf("the log does not say %q: %s", why, log)
	}
	for _, part := range strings.Split(token, ".") {
		if len(part) > 20 && strings.Contains(log, part[:20]) {
			g.Errorf("the log repeats the token: %s", log)
		}
	}
}

// The authenticator keeps the port's promises.
func TestAuthenticator(t *testing.T) {
	partnertest.Run(t, func(t *testing.T) (partner.Authenticator, string, partner.Caller) {
		d := partnertest.NewDirectory(t)
		a, err := entra.Open(entra.Place{
			Tenant: strings.ToUpper(partnertest.Tenant), Audience: partnertest.Audience, Keys: d.Keys, Log: slog.New(slog.DiscardHandler),
		})
		if err != nil {
			t.Fatal(err)
		}
		return a, d.Token(miner, true), d.Caller(miner, true)
	})
}

// What differs in what does not matter is good: clocks that differ by less than a minute, the ways a program can show who
// it is, roles that are for others.
func TestGoodTokens(t *testing.T) {
	t.Parallel()
	for name, make := range map[string]func(*gate) string{
		"as it comes":         (*gate).good,
		"by a secret":         func(g *gate) string { return g.change("azpacr", "1") },
		"said to be an app's": func(g *gate) string { return g.change("idtyp", "app") },
		"expired 59 s ago":    func(g *gate) string { return g.change("exp", g.now().Unix()-59) },
		"good in 60 s":        func(g *gate) string { return g.change("nbf", g.now().Unix()+60) },
		"issued in 60 s":      func(g *gate) string { return g.change("iat", g.now().Unix()+60) },
		"roles of others too": func(g *gate) string {
			return g.change("roles", []string{"Reader", "Organization.northern-silicon", "administrator"})
		},
		"no type in its header": func(g *gate) string {
			return g.Sign(map[string]any{"alg": "RS256", "kid": g.KeyID()}, g.Claims(miner, false, g.now()))
		},
		"type of RFC 9068": func(g *gate) string {
			return g.Sign(map[string]any{"alg": "RS256", "kid": g.KeyID(), "typ": "at+jwt"}, g.Claims(miner, false, g.now()))
		},
		"claims that are unused": func(g *gate) string { return g.change("xms_ftd", strings.Repeat("x", 4000)) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			g := open(t)
			g.accepted(make(g))
		})
	}
}

// A token that differs from a good one in one claim that matters is refused, and the log says in which.
func TestBadClaims(t *testing.T) {
	t.Parallel()
	const issuer = "https://login.microsoftonline.com/"
	for name, c := range map[string]struct {
		claim string
		value func(now int64) any
		why   string
	}{
		"version 1.0's issuer":          {"iss", is("https://sts.windows.net/" + partnertest.Tenant + "/"), "it is a token of version 1.0: the API's app registration needs requestedAccessTokenVersion 2"},
		"another directory's issuer":    {"iss", is(issuer + partnertest.Client + "/v2.0"), "another directory has issued it"},
		"everybody's issuer":            {"iss", is(issuer + "common/v2.0"), "another directory has issued it"},
		"an issuer without its end":     {"iss", is(issuer + partnertest.Tenant), "another directory has issued it"},
		"an issuer with a longer end":   {"iss", is(issuer + partnertest.Tenant + "/v2.0/"), "another directory has issued it"},
		"no issuer":                     {"iss", is(nil), "another directory has issued it"},
		"another tenant":                {"tid", is(partnertest.Client), "its tenant is not"},
		"no tenant":                     {"tid", is(nil), "its tenant is not"},
		"version 1.0":                   {"ver", is("1.0"), "it is not of version 2.0"},
		"another API":                   {"aud", is(partnertest.Client), "it is for another API"},
		"the API's other name":          {"aud", is("api://" + partnertest.Audience), "it is for another API"},
		"this and another API":          {"aud", is([]string{partnertest.Audience, partnertest.Client}), "its claims cannot be read"},
		"no API":                        {"aud", is(nil), "it is for another API"},
		"expired":                       {"exp", func(now int64) any { return now - 60 }, "it has expired"},
		"no end":                        {"exp", is(nil), "it does not say when it is good"},
		"an end in words":               {"exp", is("never"), "its claims cannot be read"},
		"not good yet":                  {"nbf", func(now int64) any { return now + 61 }, "it is not good yet"},
		"no beginning":                  {"nbf", is(nil), "it does not say when it is good"},
		"issued in the future":          {"iat", func(now int64) any { return now + 61 }, "it was issued in the future"},
		"issued at no time":             {"iat", is(nil), "it does not say when it is good"},
		"on behalf of a user":           {"scp", is("access_as_user"), "it is for an application on behalf of a user"},
		"said to be a user's":           {"idtyp", is("user"), "it is not for an application"},
		"a user's subject":              {"sub", is("AAAAAAAAAAAAAAAAAAAAAIkzqFVrSaSaFHy782bbtaQ"), "its subject is not an application"},
		"no object":                     {"oid", is(nil), "its subject is not an application"},
		"no client":                     {"azp", is(nil), "which application has shown who it is"},
		"a client that is no id":        {"azp", is("my program"), "which application has shown who it is"},
		"a public client":               {"azpacr", is("0"), "which application has shown who it is"},
		"an ID token":                   {"azpacr", is(nil), "which application has shown who it is"},
		"no roles":                      {"roles", is(nil), "its roles name no organisation"},
		"roles of others":               {"roles", is([]string{"Administrator", "Reader"}), "its roles name no organisation"},
		"two organisations":             {"roles", is([]string{"Organization.mine", "Organization.shop"}), "more than one organisation"},
		"one organisation twice":        {"roles", is([]string{"Organization.mine", "Organization.mine"}), "more than one organisation"},
		"an organisation without an id": {"roles", is([]string{"Organization."}), "an organisation that cannot be"},
		"an id that cannot be":          {"roles", is([]string{"Organization.Northern Silicon"}), "an organisation that cannot be"},
		"a role in other letters":       {"roles", is([]string{"organization.northern-silicon"}), "its roles name no organisation"},
		"a role and no list":            {"roles", is("Organization.northern-silicon"), "its claims cannot be read"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			g := open(t)
			g.refused(c.why, g.change(c.claim, c.value(g.now().Unix())))
			if g.Asked() != 0 {
				t.Error("a token that cannot be good has cost a request for keys")
			}
			g.accepted(g.good())
		})
	}
}

func is(value any) func(int64) any { return func(int64) any { return value } }

// A token is good until it expires, with the leeway.
func TestATokenExpires(t *testing.T) {
	t.Parallel()
	g := open(t)
	token := g.good()
	g.pass(time.Hour + 59*time.Second)
	g.accepted(token)
	g.pass(time.Second)
	g.refused("it has expired", token)
}

// Whoever is an administrator is one by the role alone.
func TestAdministrator(t *testing.T) {
	t.Parallel()
	g := open(t)
	caller, err := g.Authenticate(t.Context(), g.Sign(g.Header(), g.Claims("operator", true, g.now())))
	if err != nil || caller != g.Caller("operator", true) {
		t.Errorf("%+v, %v", caller, err)
	}
}

// What cannot be a directory, an API or a place for keys is an error at once.
func TestPlacesThatCannotBe(t *testing.T) {
	t.Parallel()
	good := entra.Place{Tenant: partnertest.Tenant, Audience: partnertest.Audience}
	if _, err := entra.Open(good); err != nil {
		t.Fatal(err)
	}
	for name, change := range map[string]func(*entra.Place){
		"no tenant":             func(p *entra.Place) { p.Tenant = "" },
		"every tenant":          func(p *entra.Place) { p.Tenant = "common" },
		"a tenant by its name":  func(p *entra.Place) { p.Tenant = "contoso.onmicrosoft.com" },
		"no audience":           func(p *entra.Place) { p.Audience = "" },
		"an audience's address": func(p *entra.Place) { p.Audience = "api://" + partnertest.Audience },
		"keys of somebody":      func(p *entra.Place) { p.Keys = "https://login.example/keys" },
		"keys by a host's name": func(p *entra.Place) { p.Keys = "http://127.0.0.1.example/keys" },
		"keys in no place":      func(p *entra.Place) { p.Keys = "keys" },
	} {
		p := good
		change(&p)
		if _, err := entra.Open(p); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}
