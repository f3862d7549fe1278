package servicebus_test

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strconv"
	"testing"
	"time"

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
	certified := httptest.NewTLSServer(http.NotFoundHandler())
	defer certified.Close()
	roots := x509.NewCertPool()
	roots.AddCert(certified.Certificate())

	s := servicebus.Start(t, servicebus.Options{
		Queues: []servicebus.Queue{plain}, TLS: &tls.Config{Certificates: certified.TLS.Certificates, MinVersion: tls.VersionTLS12},
	})
	credential, err := azidentity.NewManagedIdentityCredential(nil)
	if err != nil {
		t.Fatal(err)
	}
	client, err := sdk.NewClient("ns.servicebus.windows.net", credential, &sdk.ClientOptions{
		TLSConfig: &tls.Config{RootCAs: roots, ServerName: "example.com", MinVersion: tls.VersionTLS12}, CustomEndpoint: s.Addr(),
	})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = client.Close(context.Background()) }()
	sender, err := client.NewSender(plain.Name, nil)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
	defer cancel()
	if err := sender.SendMessage(ctx, word("a"), nil); err != nil {
		t.Fatal(err)
	}
	receiver, err := client.NewReceiverForQueue(plain.Name, nil)
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
