package e2e_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"waybill/internal/client"
	"waybill/internal/system"
	"waybill/shared/custody"
	"waybill/shared/operations"
	"waybill/shared/problem"
)

// A scene is a running system on which three organisations have something of every kind.
type scene struct {
	*system.System
	tokens map[custody.OrganizationID]string

	offered, bundle, certificate, document string // ids of what the mine has
	operation                              string // one of the mine's operations
}

// What is in the scene. The mine holds everything but the wafer; the box holds the packed chip; chip 3 is offered to the
// maker.
const (
	chip     = "https://id.gs1.org/01/09521141300015/21/"
	chip1    = chip + "1"
	chip3    = chip + "3"
	quartz   = "https://id.gs1.org/01/09521141100011/10/Q1" // 10 kg
	tray     = "https://id.gs1.org/8003/09521141500019T1"   // empty
	box      = "https://id.gs1.org/8003/09521141500019T2"
	packed   = chip + "packed"
	wafer    = "https://id.gs1.org/01/09521141200018/21/W1" // the maker's
	grade    = "https://mine.example/certificates/grade"
	readable = "an origin that only the maker may read"
)

func newScene(t *testing.T, o system.Options) *scene {
	t.Helper()
	s := &scene{System: start(t, o), tokens: map[custody.OrganizationID]string{}}
	s.tokens[operations.Operator] = s.AdminToken
	for _, id := range []custody.OrganizationID{"mine", "maker", "shop"} {
		s.do(t, operations.Operator, &custody.RegisterOrganization{ID: string(id), Name: string(id)})
		token, err := s.NewCredential(t.Context(), id, false)
		if err != nil {
			t.Fatal(err)
		}
		s.tokens[id] = token
	}
	ten := custody.Quantity(10_000)
	s.operation = s.do(t, "mine", &custody.RegisterAsset{ID: chip1, Type: "item"})
	s.do(t, "mine", &custody.RegisterAsset{ID: chip3, Type: "item"})
	s.do(t, "mine", &custody.RegisterAsset{ID: packed, Type: "item"})
	s.do(t, "mine", &custody.RegisterAsset{ID: quartz, Type: "lot", Quantity: &ten, Unit: "KGM"})
	s.do(t, "mine", &custody.RegisterAsset{ID: tray, Type: "unit"})
	s.do(t, "mine", &custody.RegisterAsset{ID: box, Type: "unit"})
	s.do(t, "maker", &custody.RegisterAsset{ID: wafer, Type: "item"})
	s.offered = s.do(t, "mine", &custody.OfferHandover{Asset: chip3, To: "maker"})
	s.bundle = s.do(t, "mine", &custody.Aggregate{Parent: box, Children: []string{packed}})
	s.do(t, "mine", &custody.IssueCertificate{ID: grade, Type: "quality", Subjects: []string{chip1}})
	s.certificate = grade

	a := s.ask(t, "mine", http.MethodPost, "/api/v1/documents?name=origin.txt&recipient=maker&asset="+url.QueryEscape(chip1), readable,
		"Content-Type", "text/plain; charset=utf-8", "Idempotency-Key", "origin")
	var receipt struct{ Document, ID string }
	a.decode(t, http.StatusAccepted, &receipt)
	s.document = receipt.Document
	s.await(t, "mine", receipt.ID)
	return s
}

// do sends a command and waits until it is recorded; it gives the operation's id.
func (s *scene) do(t *testing.T, by custody.OrganizationID, c custody.Command) string {
	t.Helper()
	partner := client.Client{Base: s.URL, Token: s.tokens[by], HTTP: http.DefaultClient}
	receipt, err := partner.Send(deadline(t), keyOf(c), c)
	if err != nil {
		t.Fatal(err)
	}
	s.await(t, by, receipt.ID)
	return receipt.ID
}

// keyOf is the Idempotency-Key under which do sends a command.
func keyOf(c custody.Command) string {
	return fmt.Sprintf("%x", sha256.Sum256(custody.EncodeCommand(c)))
}

func (s *scene) await(t *testing.T, by custody.OrganizationID, operation string) {
	t.Helper()
	c := client.Client{Base: s.URL, Token: s.tokens[by], HTTP: http.DefaultClient}
	if _, err := c.Wait(deadline(t), operation); err != nil {
		t.Fatal(err)
	}
}

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

// picture is everything that a refused request must leave as it is: the ledger, the operations that are not the
// system's own, the keys and the documents.
func (s *scene) picture(t *testing.T) string {
	t.Helper()
	var lines []string
	every := []operations.Status{operations.Accepted, operations.Submitted, operations.Confirmed, operations.Recorded, operations.Failed, operations.Refused}
	all, err := s.Stores().Operations.Waiting(t.Context(), every, time.Now().Add(time.Hour), 10_000)
	if err != nil {
		t.Fatal(err)
	}
	for _, o := range all {
		if o.Kind != custody.KindAnchorDigest {
			lines = append(lines, fmt.Sprintf("%s %s %s", o.ID, o.Organization, o.Status))
		}
	}
	slices.Sort(lines)
	for _, folder := range []string{"keys", "documents", "document-keys"} {
		err := filepath.WalkDir(filepath.Join(s.Settings.DataDir, folder), func(path string, _ fs.DirEntry, err error) error {
			lines = append(lines, path)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return state(t, s.System) + "\n" + strings.Join(lines, "\n") + "\n"
}

// withSetting changes a setting of a system that does not run.
func withSetting(t *testing.T, data, name, value string) {
	t.Helper()
	path := filepath.Join(data, system.SettingsFile)
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var file struct {
		IsEncrypted bool
		Values      map[string]string
	}
	if err := json.Unmarshal(text, &file); err != nil {
		t.Fatal(err)
	}
	file.Values[name] = value
	if text, err = json.Marshal(file); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, text, 0o600); err != nil {
		t.Fatal(err)
	}
}

// eventually waits for a condition.
func eventually(t *testing.T, what string, holds func(ctx context.Context) bool) {
	t.Helper()
	ctx := deadline(t)
	tick := time.NewTicker(20 * time.Millisecond)
	defer tick.Stop()
	for !holds(ctx) {
		select {
		case <-ctx.Done():
			t.Fatalf("%s: not yet", what)
		case <-tick.C:
		}
	}
}

// outcome waits until an operation is done, whatever becomes of it.
func (s *scene) outcome(t *testing.T, by custody.OrganizationID, operation string) (report operations.Report) {
	t.Helper()
	eventually(t, operation+" is done", func(context.Context) bool {
		a := s.ask(t, by, http.MethodGet, operations.Path(operation), "")
		if a.status == http.StatusNotFound { // a queue message that has not been taken yet
			return false
		}
		a.decode(t, http.StatusOK, &report)
		return report.Status.Done()
	})
	return report
}

// unchanged compares two pictures.
func unchanged(t *testing.T, before, after string) {
	t.Helper()
	for sign, lines := range map[string][2]string{"-": {before, after}, "+": {after, before}} {
		for line := range strings.Lines(lines[0]) {
			if !strings.Contains(lines[1], line) {
				t.Errorf("%s %s", sign, line)
			}
		}
	}
	if before != after && !t.Failed() {
		t.Errorf("the order changed:\n%s", after)
	}
}
