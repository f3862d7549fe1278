package blobs_test

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/base64"
	"encoding/pem"
	"fmt"
	"math/big"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/policy"

	"waybill/internal/azurite"
	"waybill/shared/blobs"
)

// certificate writes a certificate for this machine and its key, and gives what trusts it.
func certificate(t *testing.T) (cert, key string, pool *x509.CertPool) {
	t.Helper()
	private, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), NotAfter: time.Now().Add(time.Hour), IsCA: true, BasicConstraintsValid: true,
		IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)},
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, private.Public(), private)
	if err != nil {
		t.Fatal(err)
	}
	pkcs8, err := x509.MarshalPKCS8PrivateKey(private)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	cert, key, pool = filepath.Join(dir, "cert.pem"), filepath.Join(dir, "key.pem"), x509.NewCertPool()
	parsed, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	pool.AddCert(parsed)
	for path, block := range map[string]*pem.Block{cert: {Type: "CERTIFICATE", Bytes: der}, key: {Type: "PRIVATE KEY", Bytes: pkcs8}} {
		if err := os.WriteFile(path, pem.EncodeToMemory(block), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return cert, key, pool
}

// An identity gives tokens that end at a time.
type identity struct{ end time.Time }

// GetToken gives a token as Azurite takes it: unsigned.
func (i identity) GetToken(context.Context, policy.TokenRequestOptions) (azcore.AccessToken, error) {
	claims := fmt.Sprintf(`{"aud":"https://storage.azure.com","iss":"https://sts.windows.net/72f988bf-86f1-41af-91ab-2d7cd011db47/","iat":%[1]d,"nbf":%[1]d,"exp":%[2]d}`,
		time.Now().Add(-2*time.Hour).Unix(), i.end.Unix())
	encode := base64.RawURLEncoding.EncodeToString
	return azcore.AccessToken{Token: encode([]byte(`{"alg":"none","typ":"JWT"}`)) + "." + encode([]byte(claims)) + ".c2ln", ExpiresOn: i.end}, nil
}

// With an identity over https, a blob is written and read, and an expired token is refused with the remedy.
func TestIdentityOverHTTPS(t *testing.T) {
	t.Parallel()
	azurite.Start(t) // skips where it is not installed
	cert, key, pool := certificate(t)
	server, err := azurite.Run(t.Context(), azurite.Options{Certificate: cert, PrivateKey: key})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = server.Stop() })
	transport := &http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{RootCAs: pool}, DisableKeepAlives: true}}

	p := blobs.Place{Connection: server.ConnectionString(), Container: "documents", Transport: transport}
	if _, err := blobs.Open(t.Context(), p); err != nil { // as the deployment makes the container
		t.Fatal(err)
	}
	open := func(end time.Time) *blobs.Container {
		c, err := blobs.Open(t.Context(), blobs.Place{Endpoint: server.Blobs, Container: "documents", Credential: identity{end}, Transport: transport})
		if err != nil {
			t.Fatal(err)
		}
		return c
	}
	c := open(time.Now().Add(time.Hour))
	if created, err := c.Create(t.Context(), "a/b", []byte("text"), map[string]string{"upload": "one"}); !created || err != nil {
		t.Fatal(created, err)
	}
	if b, found, err := c.Read(t.Context(), "a/b", 10); !found || err != nil || string(b.Content) != "text" || b.Metadata["upload"] != "one" {
		t.Errorf("read %+v, %v, %v", b, found, err)
	}
	if _, _, err := open(time.Now().Add(-time.Hour)).Read(t.Context(), "a/b", 10); err == nil {
		t.Error("a token that ended an hour ago was taken")
	}
}
