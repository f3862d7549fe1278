package e2e_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"

	"waybill/shared/custody"
	"waybill/shared/problem"
)

// An answer is what the API said, read to its end.
type answer struct {
	status int
	header http.Header
	body   []byte
}

// ask makes one request with the organisation's credential, as JSON under a key of its own unless headers (name, value;
// "" for none) say otherwise.
func (s *scene) ask(t testing.TB, by custody.OrganizationID, method, path, body string, headers ...string) answer {
	t.Helper()
	authorization := ""
	if token := s.tokens[by]; token != "" {
		authorization = "Bearer " + token
	}
	return s.askAs(t, authorization, method, path, strings.NewReader(body), headers...)
}

func (s *scene) askAs(t testing.TB, authorization, method, path string, body io.Reader, headers ...string) answer {
	t.Helper()
	if method == http.MethodGet {
		body = nil
	}
	r, err := http.NewRequestWithContext(t.Context(), method, s.URL+path, body)
	if err != nil {
		t.Fatal(err)
	}
	set := append([]string{"Authorization", authorization}, headers...)
	if method == http.MethodPost {
		set = append([]string{"Content-Type", "application/json", "Idempotency-Key", "key of " + t.Name()}, set...)
	}
	for i := 0; i < len(set); i += 2 {
		r.Header.Del(set[i])
		if set[i+1] != "" {
			r.Header.Set(set[i], set[i+1])
		}
	}
	got, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = got.Body.Close() }()
	text, err := io.ReadAll(got.Body)
	if err != nil {
		t.Fatal(err)
	}
	return answer{got.StatusCode, got.Header, text}
}

func (a answer) decode(t testing.TB, status int, into any) {
	t.Helper()
	if a.status != status {
		t.Fatalf("got %d %s, want %d", a.status, a.body, status)
	}
	if err := json.Unmarshal(a.body, into); err != nil {
		t.Fatal(err)
	}
}

// mustRefuse checks that an answer is the problem, told as every problem is told, and gives it.
func (s *scene) mustRefuse(t testing.TB, a answer, want *problem.Problem) problem.Problem {
	t.Helper()
	var p problem.Problem
	if a.status != want.Status || a.header.Get("Content-Type") != "application/problem+json" || json.Unmarshal(a.body, &p) != nil {
		t.Fatalf("got %d %s %s, want %s", a.status, a.header.Get("Content-Type"), a.body, want.Type)
	}
	switch {
	case p.Type != want.Type || p.Status != a.status:
		t.Errorf("it is the problem %s (%d), want %s", p.Type, p.Status, want.Type)
	case p.Title == "" || !strings.Contains(p.Detail, " "):
		t.Errorf("it has no sentences: %s", a.body)
	case p.Instance == "":
		t.Errorf("support cannot find it: %s", a.body)
	case a.header.Get("Cache-Control") != "no-store":
		t.Errorf("it may be cached: %v", a.header)
	case a.status == http.StatusUnauthorized && a.header.Get("WWW-Authenticate") != `Bearer realm="waybill"`:
		t.Errorf("it does not say how to authenticate: %v", a.header)
	}
	for _, inside := range []string{"panic", "goroutine", ".go:", "openapi3", "json: ", "SQL", "sql", "schema", "nmarshal", "struct ", "regular expression", "property", "nil", "EOF"} {
		if bytes.Contains(a.body, []byte(inside)) {
			t.Errorf("it tells of the inside (%q): %s", inside, a.body)
		}
	}
	for _, secret := range s.secrets() {
		if bytes.Contains(a.body, []byte(secret)) {
			t.Errorf("it tells a secret: %s", a.body)
		}
	}
	return p
}

// secrets are what no answer may show.
func (s *scene) secrets() []string {
	c := s.Settings
	all := append([]string{c.Passphrase, c.DataDir, c.DigestKey, fmt.Sprintf("%x", c.Pepper), fmt.Sprintf("%x", c.NetworkSecret)}, c.StreamSecrets...)
	for _, token := range s.tokens {
		all = append(all, token)
	}
	return all
}
