// Package entra takes access tokens of Microsoft Entra ID for partners' programs that run as an application of the one
// configured directory. Start with [Open].
//
// The directory says for whom a program speaks: the app roles that an administrator has given to it stand in the token.
// "Organization.northern-silicon" names the one organisation, "Administrator" makes it an administrator; docs/entra.md
// has the commands. Nothing about a program is kept here, and nothing is asked when a request comes, except now and then
// for the keys that the directory signs with.
//
// https://learn.microsoft.com/entra/identity-platform/access-tokens
package entra

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"regexp"
	"strings"
	"time"

	"waybill/shared/azfunc"
	"waybill/shared/loopback"
	"waybill/shared/partner"
)

var _ partner.Authenticator = (*Authenticator)(nil)

// guid is the form of the ids of directories and applications.
var guid = regexp.MustCompile(`^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$`)

// A Place says whose tokens are taken, and for what.
type Place struct {
	// Tenant is the id of the directory, a GUID.
	Tenant string

	// Audience is the application (client) id of the API's app registration, a GUID: what a token of version 2.0 has for
	// its audience, also where the API was asked for by another of its names.
	Audience string

	// Keys is where a stand-in for the directory on this machine has its keys, an http address on loopback. Default: the
	// directory's own address.
	Keys string

	// Transport sends the requests for keys. Default: http.DefaultTransport.
	Transport http.RoundTripper

	// Now is the clock. Default: time.Now.
	Now func() time.Time

	// Log is told why a token was refused, never the token. Default: the log of the function that asks.
	Log *slog.Logger
}

// An Authenticator knows the tokens of one directory for one API. It is safe for concurrent use.
type Authenticator struct {
	pins pins
	keys *keys
	now  func() time.Time
	log  *slog.Logger
}

// Open gives the authenticator. It asks nobody yet.
func Open(p Place) (*Authenticator, error) {
	tenant, audience := strings.ToLower(p.Tenant), strings.ToLower(p.Audience)
	if !guid.MatchString(tenant) {
		return nil, fmt.Errorf("open Entra ID: %q is not the id of a directory, which is a GUID", p.Tenant)
	}
	if !guid.MatchString(audience) {
		return nil, fmt.Errorf("open Entra ID: %q is not the application id of the API's app registration, which is a GUID", p.Audience)
	}
	a := &Authenticator{pins: pins{tenant, audience}, now: p.Now, log: p.Log}
	if a.now == nil {
		a.now = time.Now
	}
	address := "https://login.microsoftonline.com/" + tenant + "/discovery/v2.0/keys"
	if p.Keys != "" {
		if !loopback.URL(p.Keys, "http") {
			return nil, fmt.Errorf("open Entra ID: %q is not an http address on loopback; keys of others come from the directory only", p.Keys)
		}
		address = p.Keys
	}
	a.keys = &keys{now: a.now, fetch: fetcher(address, a.pins.issuer(), p.Transport)}
	return a, nil
}

// Authenticate gives the caller that the token stands for, or problem.Unauthenticated without saying why; the log is
// told. problem.Unavailable says that the directory's keys cannot be read at the moment.
//
// The claims are looked at before the signature, because a token that could not be good anyhow shall cost neither
// arithmetic nor a request for keys; they are believed after it.
func (a *Authenticator) Authenticate(ctx context.Context, text string) (partner.Caller, error) {
	kid, unproven, err := parse(text)
	if err != nil {
		return partner.Caller{}, a.refuse(ctx, err)
	}
	if _, err := a.pins.caller(unproven, a.now()); err != nil {
		return partner.Caller{}, a.refuse(ctx, err)
	}
	key, err := a.keys.find(ctx, kid)
	if errors.Is(err, errUnknownKey) {
		return partner.Caller{}, a.refuse(ctx, err)
	}
	if err != nil {
		return partner.Caller{}, fmt.Errorf("authenticate a token of Entra ID: %w", err)
	}
	claims, err := a.pins.verify(ctx, text, key)
	if err != nil {
		return partner.Caller{}, a.refuse(ctx, err)
	}
	caller, err := a.pins.caller(claims, a.now())
	if err != nil {
		return partner.Caller{}, a.refuse(ctx, err)
	}
	return caller, nil
}

// refuse tells the log why, and the caller nothing.
func (a *Authenticator) refuse(ctx context.Context, why error) error {
	log := a.log
	if log == nil {
		log = azfunc.Logger(ctx)
	}
	log.InfoContext(ctx, "a token of Entra ID was refused", "reason", why.Error())
	return partner.Refused()
}
