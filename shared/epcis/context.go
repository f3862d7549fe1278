package epcis

import (
	"maps"
	"net/url"
	"regexp"
	"strings"

	"waybill/shared/custody"
)

// namespaces are what the prefixes of a document stand for (JSON-LD 1.1, section 4.1.5).
type namespaces map[string]string

// standardNamespaces come with the EPCIS context itself.
var standardNamespaces = namespaces{
	"epcis": "https://ref.gs1.org/epcis/", "cbv": "https://ref.gs1.org/cbv/", "cbvmda": "urn:epcglobal:cbv:mda:", "gs1": "https://gs1.org/voc/",
	"rdfs": "http://www.w3.org/2000/01/rdf-schema#", "xsd": "http://www.w3.org/2001/XMLSchema#", "owl": "http://www.w3.org/2002/07/owl#",
	"dcterms": "http://purl.org/dc/terms/",
}

// schemes begin URIs that nobody takes for a prefixed name.
var schemes = map[string]bool{"http": true, "https": true, "urn": true, "did": true, "ni": true, "tag": true, "uuid": true, "geo": true, "mailto": true}

// with adds the namespaces that a @context declares.
func (n namespaces) with(context any) namespaces {
	all := maps.Clone(n)
	var add func(any)
	add = func(v any) {
		switch v := v.(type) {
		case []any:
			for _, item := range v {
				add(item)
			}
		case map[string]any:
			for prefix, namespace := range v {
				all[prefix] = textOf(namespace)
			}
		}
	}
	add(context)
	return all
}

// declares reports whether a name is a full URI or begins with a declared prefix.
func (n namespaces) declares(name string) bool {
	prefix, rest, found := strings.Cut(name, ":")
	_, known := n[prefix]
	return found && rest != "" && (known || schemes[strings.ToLower(prefix)])
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
