package entra

import (
	"encoding/json"
	"errors"
	"strings"
	"time"

	"waybill/shared/custody"
	"waybill/shared/partner"
)

// leeway is by how much the clocks may differ.
const leeway = time.Minute

// The app roles of the API's app registration.
const (
	forOrganization = "Organization." // and the organisation's id
	asAdministrator = "Administrator"
)

// claims are those of an access token for an application that count here.
//
// https://learn.microsoft.com/entra/identity-platform/access-token-claims-reference
type claims struct {
	Issuer    string   `json:"iss"`
	Audience  string   `json:"aud"`
	Tenant    string   `json:"tid"`
	Version   string   `json:"ver"`
	Expires   *seconds `json:"exp"`
	NotBefore *seconds `json:"nbf"`
	Issued    *seconds `json:"iat"`

	Client  string          `json:"azp"`    // application id of the caller
	ByWhat  string          `json:"azpacr"` // how the caller showed who it is: "1" by a secret, "2" by a certificate
	Object  string          `json:"oid"`    // the caller's object in the directory
	Subject string          `json:"sub"`    // the same as oid if the token is for an application, not for a user
	Kind    *string         `json:"idtyp"`  // "app", where the API's registration asks for the claim
	Scopes  json.RawMessage `json:"scp"`    // what a user has let an application do
	Roles   []string        `json:"roles"`  // what the application itself may do
}

// pins are what every token has to say.
type pins struct{ tenant, audience string }

func (p pins) issuer() string { return "https://login.microsoftonline.com/" + p.tenant + "/v2.0" }

// caller gives whom the claims stand for at the given time. An error is the reason why they stand for nobody.
func (p pins) caller(c claims, now time.Time) (partner.Caller, error) {
	for _, check := range []func(claims) error{p.checkOrigin, func(c claims) error { return c.checkTimes(now) }, claims.checkKind} {
		if err := check(c); err != nil {
			return partner.Caller{}, err
		}
	}
	organization, administrator, err := readRoles(c.Roles)
	if err != nil {
		return partner.Caller{}, err
	}
	return partner.Caller{Organization: organization, Administrator: administrator, Credential: c.Client + "@" + c.Tenant}, nil
}

// checkOrigin says whether the token comes from the one directory and is for this API.
func (p pins) checkOrigin(c claims) error {
	switch {
	case c.Issuer == "https://sts.windows.net/"+p.tenant+"/":
		return errors.New("it is a token of version 1.0: the API's app registration needs requestedAccessTokenVersion 2")
	case c.Issuer != p.issuer():
		return errors.New("another directory has issued it")
	case c.Tenant != p.tenant:
		return errors.New("its tenant is not the directory that has issued it")
	case c.Version != "2.0":
		return errors.New("it is not of version 2.0")
	case c.Audience != p.audience:
		return errors.New("it is for another API")
	}
	return nil
}

// checkTimes says whether the token is good at the given time. The directory gives all three times.
func (c claims) checkTimes(now time.Time) error {
	switch {
	case c.Expires == nil || c.NotBefore == nil || c.Issued == nil:
		return errors.New("it does not say when it is good")
	case !now.Before(c.Expires.time().Add(leeway)):
		return errors.New("it has expired")
	case now.Add(leeway).Before(c.NotBefore.time()):
		return errors.New("it is not good yet")
	case now.Add(leeway).Before(c.Issued.time()):
		return errors.New("it was issued in the future")
	}
	return nil
}

// checkKind says whether the token is an access token for an application itself, not one for a user and not an ID token
// of somebody who signed in. The claim idtyp is the plain sign; without it the other claims have to tell.
func (c claims) checkKind() error {
	switch {
	case len(c.Scopes) > 0:
		return errors.New("it is for an application on behalf of a user")
	case c.Kind != nil && *c.Kind != "app":
		return errors.New("it is not for an application")
	case !guid.MatchString(c.Client) || c.ByWhat != "1" && c.ByWhat != "2":
		return errors.New("it does not say which application has shown who it is")
	case c.Object == "" || c.Object != c.Subject:
		return errors.New("its subject is not an application")
	}
	return nil
}

// readRoles gives the one organisation that the roles name, and whether they make an administrator. Other roles are for
// others.
func readRoles(roles []string) (organization custody.OrganizationID, administrator bool, err error) {
	for _, role := range roles {
		if role == asAdministrator {
			administrator = true
		}
		id, ok := strings.CutPrefix(role, forOrganization)
		if !ok {
			continue
		}
		if organization != "" {
			return "", false, errors.New("its roles name more than one organisation")
		}
		if organization, err = custody.ParseOrganizationID(id, "roles"); err != nil {
			return "", false, errors.New("one of its roles names an organisation that cannot be")
		}
	}
	if organization == "" {
		return "", false, errors.New("its roles name no organisation: the application needs an app role " + forOrganization + "<id>")
	}
	return organization, administrator, nil
}

// seconds is a NumericDate (RFC 7519, section 2): seconds since 1970. The directory gives whole ones.
type seconds int64

func (s seconds) time() time.Time { return time.Unix(int64(s), 0) }
