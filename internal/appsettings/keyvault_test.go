package appsettings_test

import (
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/policy"

	"waybill/internal/appsettings"
)

// token is a credential that always has a token.
type token struct{}

func (token) GetToken(context.Context, policy.TokenRequestOptions) (azcore.AccessToken, error) {
	return azcore.AccessToken{Token: "t", ExpiresOn: time.Now().Add(time.Hour)}, nil
}

// serveVault answers as a Key Vault does: a challenge first, then secrets by name. status, if not 0, is all it says.
func serveVault(t *testing.T, secrets map[string]string, status int) (appsettings.KeyVault, string) {
	t.Helper()
	var mu sync.Mutex
	server := httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		defer mu.Unlock()
		if r.Header.Get("Authorization") == "" {
			w.Header().Set("WWW-Authenticate", `Bearer authorization="https://login.microsoftonline.com/00000000-0000-4000-8000-000000000002", resource="https://vault.azure.net"`)
			w.WriteHeader(http.StatusUnauthorized)
			return
		}
		w.Header().Set("Content-Type", "application/json")
		name := strings.Split(strings.TrimPrefix(r.URL.Path, "/secrets/"), "/")[0]
		if r.Method == http.MethodPut {
			var body struct{ Value string }
			_ = json.NewDecoder(r.Body).Decode(&body)
			secrets[name] = body.Value
		}
		value, found := secrets[name]
		switch {
		case status != 0:
			w.WriteHeader(status)
			_, _ = w.Write([]byte(`{"error":{"code":"Refused","message":"no"}}`))
		case !found:
			w.WriteHeader(http.StatusNotFound)
			_, _ = w.Write([]byte(`{"error":{"code":"SecretNotFound","message":"no"}}`))
		default:
			_ = json.NewEncoder(w).Encode(map[string]string{"value": value, "id": "https://" + r.Host + "/secrets/" + name + "/1"})
		}
	}))
	t.Cleanup(server.Close)
	return appsettings.KeyVault{Credential: token{}, Transport: server.Client(), StandIn: true}, server.URL
}

// A secret is made once; a second run leaves it as it is.
func TestSecretsAreMadeOnce(t *testing.T) {
	t.Parallel()
	vault, url := serveVault(t, map[string]string{}, 0)
	for i, want := range []bool{true, false} {
		created, err := vault.Create(t.Context(), url, "pepper", []string{"first", "second"}[i])
		if err != nil || created != want {
			t.Fatalf("%v, %v", created, err)
		}
	}
	if got, err := vault.Secret(t.Context(), url, "pepper", ""); err != nil || got != "first" {
		t.Fatalf("%q, %v", got, err)
	}
}

// Whoever lacks a role or a secret is told which.
func TestRefusalsNameTheRemedy(t *testing.T) {
	t.Parallel()
	for status, want := range map[int]string{
		http.StatusForbidden:  "you need the role Key Vault Secrets",
		http.StatusNotFound:   "waybill config secrets makes it",
		http.StatusConflict:   "az keyvault secret recover",
		http.StatusBadRequest: "answers 400",
	} {
		vault, url := serveVault(t, map[string]string{}, status)
		if _, err := vault.Secret(t.Context(), url, "pepper", ""); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%d: %v", status, err)
		}
	}
}
