package loopback_test

import (
	"slices"
	"testing"

	"waybill/shared/loopback"
)

// Only localhost and loopback addresses are this machine; a name that merely begins like one is not.
func TestHostsOfThisMachine(t *testing.T) {
	t.Parallel()
	for host, want := range map[string]bool{
		"localhost": true, "127.0.0.1": true, "127.8.9.10": true, "::1": true,
		"": false, "0.0.0.0": false, "::": false, "10.0.0.1": false, "localhost.example.org": false, "127.0.0.1.example.org": false, "waybill": false,
	} {
		if got := loopback.Host(host); got != want {
			t.Errorf("Host(%q) = %v", host, got)
		}
	}
}

// Neither what stands before an @ nor a port or path makes an address one of this machine.
func TestAddressesOfThisMachine(t *testing.T) {
	t.Parallel()
	for address, want := range map[string]bool{
		"http://127.0.0.1:10002/devstoreaccount1": true, "sb://localhost": true, "http://[::1]:1": true,
		"http://127.0.0.1@example.org": false, "http://example.org/127.0.0.1": false, "127.0.0.1": false, "http://%zz": false, "": false,
	} {
		if got := loopback.URL(address); got != want {
			t.Errorf("URL(%q) = %v", address, got)
		}
	}
	if loopback.URL("https://127.0.0.1", "http", "sb") || !loopback.URL("sb://127.0.0.1", "http", "sb") {
		t.Error("the schemes do not count")
	}
}

// Whatever a library may take for the address of the service has to be on this machine.
func TestConnectionStringsOfThisMachine(t *testing.T) {
	t.Parallel()
	const here, elsewhere = "http://127.0.0.1:1/a", "https://waybill.table.core.windows.net"
	for connection, want := range map[string]bool{
		"TableEndpoint=" + here: true,
		"AccountName=a;AccountKey=a==;TableEndpoint=" + here + ";BlobEndpoint=" + elsewhere: true,
		"TableEndpoint=" + here + ";TableEndpoint=" + here:                                  true,
		"": false,
		"AccountName=a;EndpointSuffix=core.windows.net":                      false,
		"TableEndpoint=" + elsewhere:                                         false,
		"TableEndpoint=" + here + ";TableEndpoint=" + elsewhere:              false,
		"TableEndpoint=" + here + ";tableendpoint=" + elsewhere:              false,
		"tableendpoint=" + here:                                              false,
		" TableEndpoint=" + here:                                             false,
		"AccountName=a;SharedAccessSignature=sv%3D1;TableEndpoint=" + here:   false,
		"AccountName=a;BlobEndpoint=" + here + ";QueueEndpoint=" + here:      false,
		"AccountName=TableEndpoint;AccountKey=" + here + ";Endpoint=" + here: false,
	} {
		if got := loopback.Connection(connection, "TableEndpoint"); got != want {
			t.Errorf("Connection(%q) = %v", connection, got)
		}
	}
	got := loopback.Endpoints("A=1;B=2=3;a=4;C", "B", "A", "C")
	if !slices.Equal(got, []string{"1", "2=3"}) {
		t.Errorf("endpoints %v", got)
	}
}
