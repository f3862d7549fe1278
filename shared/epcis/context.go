package epcis

import (
	"maps"
	"net/url"
	"regexp"
	"strings"

	"waybill/shared/custody"
)

// prefixes are the names that stand for namespaces in a document (JSON-LD 1.1, section 4.1.5).
type prefixes map[string]bool

// standardPrefixes come with the EPCIS context itself.
var standardPrefixes = prefixes{"epcis": true, "cbv": true, "cbvmda": true, "gs1": true, "rdfs": true, "xsd": true, "owl": true, "dcterms": true}

// schemes begin URIs that nobody takes for a prefixed name.
var schemes = map[string]bool{"http": true, "https": true, "urn": true, "did": true, "ni": true, "tag": true, "uuid": true, "geo": true, "mailto": true}

// with adds the prefixes that a @context declares.
func (p prefixes) with(context any) prefixes {
	all := maps.Clone(p)
	var add func(any)
	add = func(v any) {
		switch v := v.(type) {
		case []any:
			for _, item := range v {
				add(item)
			}
		case map[string]any:
			for name := range v {
				all[name] = true
			}
		}
	}
	add(context)
	return all
}

// declares reports whether a name is a full URI or begins with a declared prefix.
func (p prefixes) declares(name string) bool {
	prefix, rest, found := strings.Cut(name, ":")
	return found && rest != "" && (p[prefix] || schemes[strings.ToLower(prefix)])
}

var uriPattern = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9+.-]*:[!-~]+$`)

// isURI reports whether s is an absolute URI or a prefixed name.
func isURI(s string) bool {
	if len(s) > custody.MaxText || !uriPattern.MatchString(s) {
		return false
	}
	_, err := url.Parse(s)
	return err == nil
}
