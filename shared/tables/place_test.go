package tables_test

import (
	"context"
	"crypto/rand"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/policy"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/tracing"

	"waybill/internal/azurite"
	"waybill/shared/tables"
)

// newPlace gives a place for a table of its own in Azurite.
func newPlace(t *testing.T) tables.Place {
	t.Helper()
	return tables.Place{Connection: azurite.Start(t).ConnectionString(), Table: "t" + strings.ToLower(rand.Text())}
}

func openAt(t *testing.T, p tables.Place) *tables.Table {
	t.Helper()
	table, err := tables.Open(t.Context(), p)
	if err != nil {
		t.Fatal(err)
	}
	return table
}

type transport func(*http.Request) (*http.Response, error)

// Do carries the request.
func (f transport) Do(r *http.Request) (*http.Response, error) { return f(r) }

// answer makes an answer of the service's front door.
func answer(request *http.Request, status int, code string, header ...string) *http.Response {
	h := http.Header{"X-Ms-Error-Code": {code}, "Content-Type": {"application/json"}}
	for i := 0; i < len(header); i += 2 {
		h.Set(header[i], header[i+1])
	}
	text := `{"odata.error":{"code":"` + code + `","message":{"lang":"en-US","value":"no"}}}`
	return &http.Response{Status: strconv.Itoa(status), StatusCode: status, Header: h, Body: io.NopCloser(strings.NewReader(text)), Request: request}
}

// A credential gives a new token each time and remembers what for. No token is good for longer than one request.
type credential struct {
	scopes []string
	tokens int
}

// GetToken gives the next token.
func (c *credential) GetToken(_ context.Context, o policy.TokenRequestOptions) (azcore.AccessToken, error) {
	c.scopes = append(c.scopes, o.Scopes...)
	c.tokens++
	return azcore.AccessToken{Token: fmt.Sprint("token-", c.tokens), ExpiresOn: time.Now().Add(-time.Second)}, nil
}

// In Azure the program shows who it is instead of a key, asks nobody before it is used, shows a new token when the old one
// is no longer good, and says which role or table is missing.
func TestIdentityInsteadOfKey(t *testing.T) {
	t.Parallel()
	who := &credential{}
	var refusal func(*http.Request) *http.Response
	asked := 0
	table := openAt(t, tables.Place{
		Endpoint: "https://waybill.table.core.windows.net", Credential: who, Table: "rows",
		Transport: transport(func(r *http.Request) (*http.Response, error) {
			asked++
			if want := fmt.Sprint("Bearer token-", asked); r.Header.Get("Authorization") != want {
				t.Errorf("authorization %q, want %q", r.Header.Get("Authorization"), want)
			}
			return refusal(r), nil
		}),
	})
	if asked != 0 {
		t.Fatalf("asked %d times", asked)
	}
	for _, c := range []struct {
		status    int
		code, say string
	}{
		{404, "ResourceNotFound", ""},
		{404, "TableNotFound", "the table is not there"},
		{403, "AuthorizationPermissionMismatch", "Storage Table Data Contributor"},
	} {
		refusal = func(r *http.Request) *http.Response { return answer(r, c.status, c.code) }
		_, found, err := table.Get(t.Context(), "p", "1")
		if found || c.say == "" && err != nil || c.say != "" && (err == nil || !strings.Contains(err.Error(), c.say)) {
			t.Errorf("%s: %v, %v", c.code, found, err)
		}
		_, err = table.Commit(t.Context(), tables.Insert(tables.NewEntity("p", "1")))
		if err == nil || !strings.Contains(err.Error(), c.say) {
			t.Errorf("%s: %v", c.code, err)
		}
	}
	if len(who.scopes) == 0 || who.scopes[0] != "https://storage.azure.com/.default" {
		t.Errorf("scopes %v", who.scopes)
	}
}

// A place that cannot be is an error at once, and no error repeats a key.
func TestPlacesThatCannotBe(t *testing.T) {
	t.Parallel()
	for _, p := range []tables.Place{
		{},
		{Endpoint: "http://waybill.table.core.windows.net"},
		{Endpoint: "waybill"},
		{Connection: "AccountKey=" + azurite.Key},
		{Connection: azurite.Key},
		{Connection: "AccountName=waybill;AccountKey=" + azurite.Key + ";TableEndpoint=https://waybill.table.core.windows.net/"},
		{Connection: "AccountName=waybill;AccountKey=" + azurite.Key + ";TableEndpoint=http://127.0.0.1:1/a;TableEndpoint=https://waybill.table.core.windows.net/"},
		{Connection: "AccountName=waybill;AccountKey=" + azurite.Key + "; tableendpoint=http://127.0.0.1:1/a"},
		{Connection: "DefaultEndpointsProtocol=https;AccountName=waybill;AccountKey=" + azurite.Key + ";EndpointSuffix=core.windows.net"},
	} {
		if _, err := tables.Open(t.Context(), p); err == nil || strings.Contains(err.Error(), azurite.Key[:20]) {
			t.Errorf("%v: %v", p, err)
		}
	}
}

// Each request is a span of the provider that the place names.
func TestRequestsAreTraced(t *testing.T) {
	t.Parallel()
	var spans []string
	place := newPlace(t)
	place.Tracing = tracing.NewProvider(func(string, string) tracing.Tracer {
		return tracing.NewTracer(func(ctx context.Context, name string, _ *tracing.SpanOptions) (context.Context, tracing.Span) {
			spans = append(spans, name)
			return ctx, tracing.Span{}
		}, nil)
	}, nil)
	if _, err := openAt(t, place).Commit(t.Context(), tables.Insert(tables.NewEntity("p", "1"))); err != nil {
		t.Fatal(err)
	}
	if !slices.Contains(spans, "Client.SubmitTransaction") {
		t.Errorf("spans %q", spans)
	}
}
