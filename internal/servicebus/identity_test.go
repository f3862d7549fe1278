package servicebus_test

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strconv"
	"sync/atomic"
	"testing"
	"time"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/policy"
	"github.com/Azure/azure-sdk-for-go/sdk/azidentity"
	sdk "github.com/Azure/azure-sdk-for-go/sdk/messaging/azservicebus"

	"waybill/internal/servicebus"
)

// As in production: a managed identity, a JSON web token put to $cbs, AMQP over TLS to a namespace's host name.
func TestAManagedIdentitySignsInOverTLS(t *testing.T) {
	asked := ""
	endpoint := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked = r.URL.Query().Get("resource")
		if r.Header.Get("X-IDENTITY-HEADER") != "header" {
			http.Error(w, "no header", http.StatusForbidden)
			return
		}
		_ = json.NewEncoder(w).Encode(map[string]string{
			"access_token": "e30.e30.e30", "expires_on": strconv.FormatInt(time.Now().Add(time.Hour).Unix(), 10),
			"resource": asked, "token_type": "Bearer", "client_id": "id",
		})
	}))
	defer endpoint.Close()
	t.Setenv("IDENTITY_ENDPOINT", endpoint.URL)
	t.Setenv("IDENTITY_HEADER", "header")
	server, client := certified(t)
	s := servicebus.Start(t, servicebus.Options{Queues: []servicebus.Queue{patient}, TLS: server})
	credential, err := azidentity.NewManagedIdentityCredential(nil)
	if err != nil {
		t.Fatal(err)
	}
	signedIn, err := sdk.NewClient("ns.servicebus.windows.net", credential, &sdk.ClientOptions{
		TLSConfig: client, CustomEndpoint: s.Addr(),
	})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = signedIn.Close(context.Background()) }()
	sender, err := signedIn.NewSender(plain.Name, nil)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
	defer cancel()
	if err := sender.SendMessage(ctx, word("a"), nil); err != nil {
		t.Fatal(err)
	}
	receiver, err := signedIn.NewReceiverForQueue(plain.Name, nil)
	if err != nil {
		t.Fatal(err)
	}
	got, err := receiver.ReceiveMessages(ctx, 1, nil)
	if err != nil || len(got) != 1 || string(got[0].Body) != "a" {
		t.Fatalf("received %s, %v", bodies(got), err)
	}
	if asked != "https://servicebus.azure.net/" && asked != "https://servicebus.azure.net" {
		t.Errorf("a token for %s was asked", asked)
	}
	http.DefaultClient.CloseIdleConnections()
}

// certified gives TLS settings of a server and of a client that trusts it.
func certified(t *testing.T) (server, client *tls.Config) {
	t.Helper()
	template := httptest.NewTLSServer(http.NotFoundHandler())
	t.Cleanup(template.Close)
	roots := x509.NewCertPool()
	roots.AddCert(template.Certificate())
	return &tls.Config{Certificates: template.TLS.Certificates, MinVersion: tls.VersionTLS12},
		&tls.Config{RootCAs: roots, ServerName: "example.com", MinVersion: tls.VersionTLS12}
}

// hourly gives tokens that last an hour by a clock.
type hourly struct {
	clock *clock
	asked atomic.Int64
}

func (h *hourly) GetToken(context.Context, policy.TokenRequestOptions) (azcore.AccessToken, error) {
	h.asked.Add(1)
	return azcore.AccessToken{Token: "token", ExpiresOn: h.clock.Now().Add(time.Hour)}, nil
}

// A token that ends takes the links with it, as in the service; the SDK attaches anew with another.
func TestATokenThatExpiresEndsTheLinks(t *testing.T) {
	server, client := certified(t)
	b := simulated(t, servicebus.Options{TLS: server})
	who := &hourly{clock: b.clock}
	var err error
	b.client, err = sdk.NewClient("ns.servicebus.windows.net", who, &sdk.ClientOptions{
		TLSConfig: client, CustomEndpoint: b.broker.Addr(), RetryOptions: sdk.RetryOptions{RetryDelay: time.Millisecond},
	})
	b.must(err)
	b.Cleanup(func() { _ = b.client.Close(context.Background()) })
	s, r := b.sender(plain), b.receiver(plain, nil)
	b.must(s.SendMessage(b.within(), word("a"), nil))
	b.complete(r, b.receive(r, "a")...)
	for range 2 {
		before := who.asked.Load()
		b.pass(2 * time.Hour)
		b.must(s.SendMessage(b.within(), word("b"), nil))
		m := b.receiveAgain(r)
		b.complete(r, m)
		if who.asked.Load() == before {
			t.Error("nobody asked for another token")
		}
	}
	b.nothing(r)
}

// A token that has ended already is not taken.
func TestATokenThatHasExpiredIsRefused(t *testing.T) {
	b := simulated(t, servicebus.Options{})
	b.pass(3 * time.Hour) // the SDK's signatures last two
	err := b.sender(plain).SendMessage(b.within(), word("a"), nil)
	b.code(sdk.CodeUnauthorizedAccess, err)
}
