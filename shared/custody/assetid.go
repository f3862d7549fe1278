package custody

import (
	"net/url"
	"regexp"
	"strings"

	"waybill/shared/problem"
)

// escapePattern finds percent-encodings.
var escapePattern = regexp.MustCompile(`%[0-9A-Fa-f]{2}`)

// ParseAssetID gives the canonical form of an identifier: two spellings of one thing give the same id. It takes any
// absolute URI of at most 2048 ASCII characters; field is named in the problem.
//
// A GS1 Digital Link of any domain becomes the one at https://id.gs1.org, without query and with the finest level of
// identification only, as the event hash of CBV 2.0, section 8.9, has it. So does an EPC URN that carries a GS1 key
// (EPC Tag Data Standard 2.0, section 6). Other URIs are what they are, but for the case of scheme, host and
// percent-encodings.
func ParseAssetID(s, field string) (AssetID, error) {
	refuse := func(detail string) (AssetID, error) { return "", problem.InvalidID.At(field, detail) }
	if s == "" {
		return refuse("it is missing; give an absolute URI")
	}
	if len(s) > MaxText {
		return refuse("it is longer than 2048 characters")
	}
	if strings.ContainsFunc(s, func(c rune) bool { return c <= ' ' || c > '~' }) {
		return refuse("it has a space or a character outside ASCII; percent-encode that")
	}
	u, err := url.Parse(s)
	if err != nil || !u.IsAbs() || u.Host == "" && u.Opaque == "" && u.Path == "" {
		return refuse("it is not an absolute URI, such as https://id.gs1.org/01/09521234543213/21/1000")
	}
	link, isGS1, reason := "", false, ""
	switch u.Scheme {
	case "http", "https":
		link, isGS1, reason = parseDigitalLink(u)
	case "urn":
		link, isGS1, reason = parseURN(u.Opaque)
	}
	if reason != "" {
		return refuse(reason)
	}
	if isGS1 {
		return AssetID(link), nil
	}
	return AssetID(plainURI(s, u)), nil
}

// plainURI makes the parts lower-case that are equal in any case (RFC 3986, section 6.2.2.1).
func plainURI(s string, u *url.URL) string {
	rest := s[len(u.Scheme):]
	if u.Host != "" {
		rest = strings.Replace(rest, u.Host, strings.ToLower(u.Host), 1)
	}
	return u.Scheme + escapePattern.ReplaceAllStringFunc(rest, strings.ToUpper)
}
