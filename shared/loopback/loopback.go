// Package loopback tells addresses of this machine from all others. Settings may hold the keys and passwords of stand-ins
// on this machine, which are no secrets, and never those of anything else: what is not surely here counts as elsewhere.
// Reach for [URL] and [Connection].
package loopback

import (
	"net"
	"net/url"
	"slices"
	"strings"
)

// Host reports whether a host's name or IP address, without a port, is this machine's own. Of names it knows localhost
// alone (RFC 6761, section 6.3); it asks no name server.
func Host(host string) bool {
	return host == "localhost" || net.ParseIP(host).IsLoopback()
}

// URL reports whether a URL leads to this machine, with one of the schemes if any are named.
func URL(address string, schemes ...string) bool {
	u, err := url.Parse(address)
	return err == nil && Host(u.Hostname()) && (len(schemes) == 0 || slices.Contains(schemes, u.Scheme))
}

// Connection reports whether a connection string of Azure's form, name=value;name=value, leads to this machine: it has an
// endpoint of this name, and each one it has is here. Libraries take the last of several, most know one spelling of the name
// only, and a shared access signature leads to the account in Azure whatever the endpoint says; so a second spelling has to be
// here, too, and does not replace the first, and a signature is elsewhere.
func Connection(connection, endpoint string) bool {
	for part := range strings.SplitSeq(connection, ";") {
		name, address, _ := strings.Cut(part, "=")
		name = strings.TrimSpace(name)
		if strings.EqualFold(name, "SharedAccessSignature") || strings.EqualFold(name, endpoint) && !URL(address) {
			return false
		}
	}
	return len(Endpoints(connection, endpoint)) > 0
}

// Endpoints gives the values of a connection string's parts with these names, spelled exactly so.
func Endpoints(connection string, names ...string) []string {
	var found []string
	for part := range strings.SplitSeq(connection, ";") {
		if name, value, ok := strings.Cut(part, "="); ok && slices.Contains(names, name) {
			found = append(found, value)
		}
	}
	return found
}
