package servicebus_test

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/policy"

	azure "waybill/internal/servicebus"
	"waybill/shared/bus/bustest"
	"waybill/shared/bus/servicebus"
)

// A credential gives tokens and remembers what for.
type credential struct {
	now func() time.Time

	mu     sync.Mutex
	asked  int
	scopes []string
}

// GetToken gives a token that is good for an hour by the service's clock.
func (c *credential) GetToken(_ context.Context, o policy.TokenRequestOptions) (azcore.AccessToken, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.asked++
	c.scopes = o.Scopes
	return azcore.AccessToken{Token: "the.token.", ExpiresOn: c.now().Add(time.Hour)}, nil
}

func (c *credential) count() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.asked
}

// With an identity over TLS messages are sent, received and settled, also after the token ended in the middle of it, for
// which another one is asked.
func TestIdentityOverTLS(t *testing.T) {
	t.Parallel()
	template := httptest.NewUnstartedServer(nil)
	template.StartTLS()
	t.Cleanup(template.Close)
	pool := x509.NewCertPool()
	pool.AddCert(template.Certificate())
	clock := bustest.NewClock()
	service := azure.Start(t, azure.Options{
		Queues: []azure.Queue{{Name: plain, LockDuration: 100 * time.Hour}, {Name: grouped, RequiresSession: true}},
		TLS:    &tls.Config{Certificates: template.TLS.Certificates}, Now: clock.Now, //nolint:gosec // for a test
	})
	clock.Moved(service.Wake)
	who := &credential{now: clock.Now}
	b := open(t, servicebus.Place{
		Namespace: "waybill.servicebus.windows.net", Credential: who, Endpoint: service.Addr(), Now: clock.Now,
		TLS: &tls.Config{RootCAs: pool, ServerName: "example.com"}, //nolint:gosec // for a test
	})
	if who.count() != 0 {
		t.Error("somebody was asked before it was needed")
	}
	for range 3 {
		send(t, b, words(plain, "", "a", "b")...)
		got := receive(t, b, plain, false, 2)
		before := who.count()
		clock.Advance(2 * time.Hour)
		if err := b.Complete(t.Context(), got[:1]); err != nil {
			t.Errorf("completed: %v", err)
		}
		clock.Advance(2 * time.Hour)
		send(t, b, words(grouped, "s", "c")...)
		clock.Advance(2 * time.Hour)
		if err := b.Complete(t.Context(), got[1:]); err != nil {
			t.Errorf("completed: %v", err)
		}
		if err := b.Complete(t.Context(), receive(t, b, grouped, true, 1)); err != nil {
			t.Errorf("completed: %v", err)
		}
		depth(t, b, plain, 0)
		if who.count() == before {
			t.Error("nobody was asked for another token")
		}
	}
	if len(who.scopes) != 1 || !strings.Contains(who.scopes[0], "servicebus.azure.net") {
		t.Errorf("scopes %v", who.scopes)
	}
}
