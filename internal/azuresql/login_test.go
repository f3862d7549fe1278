package azuresql_test

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"database/sql"
	"encoding/pem"
	"math/big"
	"net"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	mssql "github.com/microsoft/go-mssqldb"
	"github.com/microsoft/go-mssqldb/msdsn"

	"waybill/internal/azuresql"
)

func run(t *testing.T, o azuresql.Options) *azuresql.Server {
	t.Helper()
	server, err := azuresql.Run(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := server.Stop(); err != nil {
			t.Error(err)
		}
	})
	return server
}

// Nobody comes in with another password, as a user whom nobody made, or to another database.
func TestStrangersStayOutside(t *testing.T) {
	t.Parallel()
	server := azuresql.Start(t)
	for what, address := range map[string]string{
		"another password": strings.Replace(server.URL(), azuresql.Password, "other", 1),
		"no password":      strings.Replace(server.URL(), azuresql.Password, "", 1),
		"unknown user":     server.UserURL("nobody"),
		"a role":           server.UserURL("db_owner"),
		"another database": strings.Replace(server.URL(), "database=waybill", "database=other", 1),
	} {
		if err := open(t, address).PingContext(t.Context()); err == nil {
			t.Errorf("%s: it is inside", what)
		} else if strings.Contains(err.Error(), azuresql.Password) {
			t.Errorf("%s: the error tells the password: %v", what, err)
		}
	}
}

// A user does what was granted to it or to its roles and nothing else; what is denied counts more.
func TestGrantsAreKept(t *testing.T) {
	t.Parallel()
	server, db := start(t)
	for _, query := range []string{
		"CREATE TABLE waybill.a (n bigint); CREATE TABLE waybill.b (n bigint)",
		"IF DATABASE_PRINCIPAL_ID(N'writer') IS NULL CREATE ROLE [writer]",
		"CREATE USER [who] WITH SID = 0x0102, TYPE = E", "ALTER ROLE [writer] ADD MEMBER [who]",
		"GRANT SELECT ON SCHEMA::[waybill] TO [writer]", "GRANT INSERT ON waybill.a TO [who]", "GRANT SELECT, INSERT, UPDATE ON waybill.b TO [writer]",
		"DENY UPDATE ON OBJECT::waybill.b TO [who]",
	} {
		exec(t, db, query)
	}
	who := open(t, server.UserURL("who"))
	exec(t, who, "INSERT INTO waybill.a (n) SELECT n FROM waybill.b")
	for _, query := range []string{
		"UPDATE waybill.a SET n = 1", "DELETE FROM waybill.a", "UPDATE waybill.b SET n = 1", "CREATE TABLE waybill.c (n bigint)", "DROP TABLE waybill.a",
	} {
		_, err := who.ExecContext(t.Context(), query)
		wants(t, query, err, 229)
	}
	_, err := who.ExecContext(t.Context(), "ALTER ROLE db_owner ADD MEMBER [who]")
	wants(t, "a user who helps himself", err, 15247)
	exec(t, db, "REVOKE SELECT ON SCHEMA::[waybill] FROM [writer]")
	_, err = who.QueryContext(t.Context(), "SELECT n FROM waybill.a") //nolint:sqlclosecheck,rowserrcheck // it fails
	wants(t, "after REVOKE", err, 229)
	if n := one[int](t, db, "SELECT COUNT(*) FROM sys.database_permissions AS p JOIN sys.database_principals AS u ON u.principal_id = p.grantee_principal_id WHERE u.name = N'who'"); n != 2 {
		t.Errorf("the catalogue has %d permissions", n)
	}
}

// A token lets in whom it stands for, in the place of a password.
func TestTokensStandForUsers(t *testing.T) {
	t.Parallel()
	server := run(t, azuresql.Options{Tokens: map[string]string{"token of the handler": "handler"}})
	exec(t, open(t, server.URL()), "CREATE USER handler FROM EXTERNAL PROVIDER")
	u, err := url.Parse(server.URL())
	if err != nil {
		t.Fatal(err)
	}
	u.User = nil
	for token, inside := range map[string]bool{"token of the handler": true, "another token": false} {
		connector, err := mssql.NewSecurityTokenConnector(configOf(t, u.String()), func(context.Context) (string, error) { return token, nil })
		if err != nil {
			t.Fatal(err)
		}
		db := sql.OpenDB(connector)
		t.Cleanup(func() { _ = db.Close() })
		if err := db.PingContext(t.Context()); (err == nil) != inside {
			t.Errorf("%q: %v", token, err)
		}
	}
}

func configOf(t *testing.T, address string) msdsn.Config {
	t.Helper()
	config, err := msdsn.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	return config
}

// With a certificate everything after the first message is encrypted, and a client that does not know it stays away.
func TestCertificateMakesItTLS(t *testing.T) {
	t.Parallel()
	certificate, file := certificate(t)
	server := run(t, azuresql.Options{Certificate: &certificate})
	secure := open(t, server.URL()+"&encrypt=true&certificate="+url.QueryEscape(file))
	exec(t, secure, "CREATE TABLE big (x varbinary(max))")
	want := make([]byte, 100_000)
	_, _ = rand.Read(want)
	exec(t, secure, "INSERT INTO big (x) VALUES (@p1)", want)
	if got := one[[]byte](t, secure, "SELECT x FROM big"); string(got) != string(want) {
		t.Error("what came back is something else")
	}
	if err := open(t, server.URL()+"&encrypt=true").PingContext(t.Context()); err == nil {
		t.Error("a client that knows no such certificate took it")
	}
}

func certificate(t *testing.T) (tls.Certificate, string) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "stand-in"}, NotAfter: time.Now().Add(time.Hour), IsCA: true, BasicConstraintsValid: true,
		KeyUsage: x509.KeyUsageDigitalSignature | x509.KeyUsageCertSign, IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)},
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "certificate.pem")
	if err := os.WriteFile(file, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}), 0o600); err != nil {
		t.Fatal(err)
	}
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}, file
}

// What was committed is there when a server starts on the same folder, and what was not is not.
func TestFolderKeepsWhatWasCommitted(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	first := run(t, azuresql.Options{Folder: folder})
	db := open(t, first.URL())
	exec(t, db, "CREATE TABLE n (n bigint NOT NULL PRIMARY KEY, s nvarchar(20) NULL) WITH (LEDGER = ON (APPEND_ONLY = ON))")
	exec(t, db, "INSERT INTO n (n) VALUES (1)")
	tx := begin(t, db, sql.LevelReadCommitted)
	exec(t, tx, "INSERT INTO n (n) VALUES (2)")
	for range 2 {
		if err := first.Stop(); err != nil {
			t.Fatal(err)
		}
	}
	if err := db.PingContext(t.Context()); err == nil {
		t.Error("it answers after its end")
	}
	again := open(t, run(t, azuresql.Options{Folder: folder}).URL())
	if n := one[int](t, again, "SELECT COUNT(*) FROM n"); n != 1 {
		t.Errorf("there are %d rows", n)
	}
	_, err := again.ExecContext(t.Context(), "DELETE FROM n")
	wants(t, "the table that is only appended to", err, 37359)
}

// It listens to this machine alone.
func TestOtherMachinesAreNotServed(t *testing.T) {
	t.Parallel()
	for _, address := range []string{"0.0.0.0:0", ":0", "example.org:1433"} {
		if _, err := azuresql.Run(t.Context(), azuresql.Options{Address: address}); err == nil {
			t.Errorf("it listens at %s", address)
		}
	}
}
