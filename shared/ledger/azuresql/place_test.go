package azuresql_test

import (
	"net/url"
	"strings"
	"testing"

	"waybill/shared/ledger/azuresql"
)

const client = "c9a646d3-9c61-4cb7-bfcd-ee2522c8f633"

// A server in Azure is always asked with an identity, over a connection that is encrypted and whose certificate is checked.
func TestAzureIsAskedWithAnIdentityAndEncrypted(t *testing.T) {
	t.Parallel()
	for fedauth, p := range map[string]azuresql.Place{
		"ActiveDirectoryManagedIdentity": {Server: "waybill.database.windows.net", Database: "ledger", ClientID: client},
		"ActiveDirectoryDefault":         {Server: "waybill.database.windows.net", Database: "ledger"},
	} {
		source, err := p.DataSource()
		if err != nil {
			t.Fatal(err)
		}
		u, err := url.Parse(source)
		if err != nil {
			t.Fatal(err)
		}
		want := url.Values{
			"database": {"ledger"}, "fedauth": {fedauth}, "encrypt": {"true"}, "TrustServerCertificate": {"false"},
			"dial timeout": {"15"}, "app name": {"waybill"},
		}
		if p.ClientID != "" {
			want.Set("user id", client)
		}
		if u.Scheme != "sqlserver" || u.Host != p.Server || u.User != nil || u.Query().Encode() != want.Encode() {
			t.Errorf("%+v gave %s", p, source)
		}
		db, err := azuresql.Connect(p)
		if err != nil {
			t.Fatalf("the driver does not take it: %v", err)
		}
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	}
}

// A place that is none is refused in one sentence, without the password.
func TestWrongPlacesAreRefused(t *testing.T) {
	t.Parallel()
	const secret = "hunter2"
	for _, c := range []struct {
		place azuresql.Place
		want  string
	}{
		{azuresql.Place{}, `"" is not the name of a SQL server, such as waybill.database.windows.net`},
		{azuresql.Place{Server: "waybill.database.windows.net?encrypt=disable", Database: "ledger"}, "is not the name of a SQL server"},
		{azuresql.Place{Server: "sa:" + secret + "@waybill", Database: "ledger"}, "is not the name of a SQL server"},
		{azuresql.Place{Server: "waybill.database.windows.net"}, `"" is not the name of a database`},
		{azuresql.Place{Server: "waybill.database.windows.net", Database: "a;encrypt=disable"}, "is not the name of a database"},
		{azuresql.Place{Server: "waybill.database.windows.net", Database: "ledger", ClientID: "me"}, `"me" is not the client id of a managed identity, which is a GUID`},
		{azuresql.Place{Server: "waybill.database.windows.net", Emulator: "sqlserver://sa:" + secret + "@127.0.0.1"}, "give either it or those"},
		{azuresql.Place{Emulator: "sqlserver://sa:" + secret + "@waybill.database.windows.net"}, "the emulator is at waybill.database.windows.net, which is not this machine"},
		{azuresql.Place{Emulator: "sqlserver://sa:" + secret + "@10.0.0.1"}, "which is not this machine"},
		{azuresql.Place{Emulator: "sqlserver://sa:" + secret + "@localhost.example.com"}, "which is not this machine"},
		{azuresql.Place{Emulator: "sqlserver://sa:" + secret + "%zz@127.0.0.1"}, "the address of the emulator is not a sqlserver:// URL"},
		{azuresql.Place{Emulator: "server=127.0.0.1;password=" + secret}, "the address of the emulator is not a sqlserver:// URL"},
		{azuresql.Place{Emulator: "sqlserver://sa:" + secret + "@127.0.0.1?encrypt=perhaps"}, "the address of the emulator does not have the right form"},
	} {
		_, err := azuresql.Connect(c.place)
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%+v gave %v", c.place, err)
		}
		if err != nil && c.place.Emulator != "" && strings.Contains(err.Error(), secret) {
			t.Errorf("the password is in %q", err)
		}
	}
}

// A server on this machine may be one of any loopback address.
func TestLoopbackIsThisMachine(t *testing.T) {
	t.Parallel()
	for _, host := range []string{"127.0.0.1:1433", "localhost:1433", "[::1]:1433", "127.9.9.9"} {
		if _, err := azuresql.Connect(azuresql.Place{Emulator: "sqlserver://sa:x@" + host + "?encrypt=disable"}); err != nil {
			t.Error(err)
		}
	}
}
