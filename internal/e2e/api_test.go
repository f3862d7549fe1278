package e2e_test

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"maps"
	"math/rand/v2"
	"net/http"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"waybill/handlers/describeapi"
	"waybill/internal/system"
	"waybill/shared/custody"
	"waybill/shared/ledger"
	"waybill/shared/operations"
	"waybill/shared/partner"
	partnersqlite "waybill/shared/partner/sqlite"
	"waybill/shared/problem"
)

// partners have one of two kinds of credentials.
const partners = "credential+entra"

// who may call each route of the OpenAPI document.
var who = map[string]string{
	"describeApi": "anybody", "checkHealth": "anybody",
	"receiveChainEvents":   "eventStream",
	"registerOrganization": partners, "registerAsset": partners, "showAsset": partners, "offerHandover": partners,
	"answerHandover": partners, "aggregate": partners, "disaggregate": partners, "transform": partners,
	"issueCertificate": partners, "revokeCertificate": partners, "sealDocument": partners, "openDocument": partners,
	"prepareHandover": partners, "relayHandover": partners, "offerOwnership": partners, "releaseChild": partners, "consumeAsset": partners,
	"suspendCertificate": partners, "reinstateCertificate": partners, "startRecall": partners, "endRecall": partners,
	"decommissionAsset": partners, "declareEventError": partners,
	"addSigner": partners, "removeSigner": partners, "retryOperation": partners, "cancelOperation": partners,
	"showContents": partners, "findGaps": partners, "recallAsset": partners,
	"showMetrics": partners, "showOperation": partners, "traceAsset": partners, "recordEvent": partners, "queryEvents": partners,
}

// The API, from outside, on one system.
func TestTheAPI(t *testing.T) {
	s := newScene(t, system.Options{})
	t.Run("every route asks who is calling", func(t *testing.T) { everyRouteAsks(t, s) })
	t.Run("a command has one effect however often it comes", func(t *testing.T) { commandsRepeat(t, s) })
	t.Run("a document has one effect however often it comes", func(t *testing.T) { documentsRepeat(t, s) })
	t.Run("a large document reaches its recipients only", func(t *testing.T) { largeDocument(t, s) })
	t.Run("a forged event changes nothing", func(t *testing.T) { forgedEvents(t, s) })
	t.Run("answers are not kept and not guessed at", func(t *testing.T) { headers(t, s) })
	t.Run("the document is served as it is", func(t *testing.T) {
		if a := s.ask(t, "", http.MethodGet, "/api/openapi.json", ""); !bytes.Equal(a.body, describeapi.Document) {
			t.Fatalf("%d %s", a.status, a.body)
		}
	})
	mustVerify(t, s.System)
}

// everyRouteAsks tries each route of the document with everything that is no credential there.
func everyRouteAsks(t *testing.T, s *scene) {
	bad := badCredentials(t, s)
	before := s.picture(t)
	for _, r := range routes(t) {
		access, listed := who[r.id]
		documented := strings.Join(r.security, "+")
		if documented == "" {
			documented = "anybody"
		}
		if !listed || access != documented {
			t.Errorf("%s %s is for %q and documented for %q", r.method, r.path, access, documented)
			continue
		}
		path := regexp.MustCompile(`\{\w+\}`).ReplaceAllString(r.path, "x")
		attempts := maps.Clone(bad)
		if access == "eventStream" {
			attempts["an app credential"] = "Bearer " + s.tokens["mine"]
			attempts["the administrator's credential"] = "Bearer " + s.AdminToken
			attempts["the token without its scheme"] = s.Settings.StreamSecrets[0]
		} else {
			attempts["the event stream's token"] = "Bearer " + s.Settings.StreamSecrets[0]
		}
		for name, authorization := range attempts {
			a := s.askAs(t, authorization, r.method, path, strings.NewReader(`{"not":"looked at"`))
			if access == "anybody" {
				if a.status != http.StatusOK {
					t.Errorf("%s with %s: %d %s", r.id, name, a.status, a.body)
				}
				continue
			}
			t.Run(r.id+" with "+name, func(t *testing.T) { s.mustRefuse(t, a, problem.Unauthenticated) })
		}
	}
	unchanged(t, before, s.picture(t))
	// The name of the scheme is good in any case (RFC 9110, section 11.1).
	for _, scheme := range []string{"Bearer ", "bearer ", "BEARER  "} {
		if a := s.askAs(t, scheme+s.tokens["mine"], http.MethodGet, "/api/v1/events", nil); a.status != http.StatusOK {
			t.Errorf("%q: %d %s", scheme, a.status, a.body)
		}
	}
}

// badCredentials are headers that no route takes for a credential.
func badCredentials(t *testing.T, s *scene) map[string]string {
	t.Helper()
	ctx := t.Context()
	good := s.tokens["mine"]
	rows, err := partnersqlite.Open(ctx, filepath.Join(t.TempDir(), "credentials.db"))
	if err != nil {
		t.Fatal(err)
	}
	elsewhere, err := partner.NewCredentials(rows, s.Settings.Pepper, "prod")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = elsewhere.Close() })
	foreign, _, err := elsewhere.Create(ctx, "mine", false, time.Time{})
	if err != nil {
		t.Fatal(err)
	}
	revoked, c, err := s.Stores().Credentials.Create(ctx, "mine", false, time.Time{})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Stores().Credentials.Revoke(ctx, c.ID); err != nil {
		t.Fatal(err)
	}
	expired, _, err := s.Stores().Credentials.Create(ctx, "mine", false, time.Now().Add(-time.Hour))
	if err != nil {
		t.Fatal(err)
	}
	checked := func(body string) string { return fmt.Sprintf("%s%08x", body, crc32.ChecksumIEEE([]byte(body))) }
	parts := strings.Split(good, "_") // wb, environment, id, secret and checksum
	return map[string]string{
		"nothing":                    "",
		"an empty token":             "Bearer ",
		"garbage":                    "Bearer garbage",
		"another environment's":      "Bearer " + foreign,
		"another environment's name": "Bearer " + checked(strings.Join([]string{"wb", "prod", parts[2], parts[3][:64]}, "_")),
		"a truncated one":            "Bearer " + good[:len(good)-1],
		"a longer one":               "Bearer " + good + "0",
		"a revoked one":              "Bearer " + revoked,
		"an expired one":             "Bearer " + expired,
		"a wrong secret":             "Bearer " + checked(strings.Join([]string{"wb", parts[1], parts[2], strings.Repeat("0", 64)}, "_")),
		"another scheme":             "Basic " + base64.StdEncoding.EncodeToString([]byte("mine:"+good)),
		"the token in Basic":         "Basic " + good,
		"no scheme":                  good,
		"two":                        "Bearer " + good + ", Bearer " + good,
	}
}

// commandsRepeat sends one command twenty times at once, and once more when it is done.
func commandsRepeat(t *testing.T, s *scene) {
	const body = `{"id":"` + chip + `repeated","type":"item"}`
	send := func() answer {
		return s.ask(t, "mine", http.MethodPost, "/api/v1/assets", body, "Idempotency-Key", "repeated")
	}
	answers := make([]answer, 20)
	var all sync.WaitGroup
	for i := range answers {
		all.Go(func() { answers[i] = send() })
	}
	all.Wait()
	var receipt operations.Receipt
	answers[0].decode(t, http.StatusAccepted, &receipt)
	if receipt.ID != custody.OperationID("mine", "repeated") || answers[0].header.Get("Location") != operations.Path(receipt.ID) {
		t.Fatalf("%+v %v", receipt, answers[0].header)
	}
	report := s.outcome(t, "mine", receipt.ID)
	if report.Status != operations.Recorded {
		t.Fatalf("it is %s", report.Status)
	}
	for _, a := range append(answers, send()) {
		if a.status != http.StatusAccepted || !bytes.Equal(a.body, answers[0].body) {
			t.Errorf("got %d %s, first %s", a.status, a.body, answers[0].body)
		}
	}
	var asset struct{ Version int }
	s.ask(t, "mine", http.MethodGet, "/api/v1/assets?id="+chip+"repeated", "").decode(t, http.StatusOK, &asset)
	if asset.Version != 1 {
		t.Errorf("the asset was changed %d times", asset.Version)
	}
	s.mustRefuse(t, s.ask(t, "mine", http.MethodPost, "/api/v1/assets", `{"id":"`+chip+`other","type":"item"}`, "Idempotency-Key", "repeated"), problem.KeyReused)
	s.mustRefuse(t, s.ask(t, "mine", http.MethodPost, "/api/v1/handovers", `{"asset":"`+chip+`repeated","to":"shop"}`, "Idempotency-Key", "repeated"), problem.KeyReused)
}

// documentsRepeat does the same with a document.
func documentsRepeat(t *testing.T, s *scene) {
	send := func(content string) answer {
		return s.ask(t, "mine", http.MethodPost, "/api/v1/documents?name=r.txt", content, "Idempotency-Key", "repeated document", "Content-Type", "text/plain")
	}
	answers := make([]answer, 5)
	var all sync.WaitGroup
	for i := range answers {
		all.Go(func() { answers[i] = send("the same") })
	}
	all.Wait()
	var receipt operations.Receipt
	answers[0].decode(t, http.StatusAccepted, &receipt)
	s.await(t, "mine", receipt.ID)
	for _, a := range append(answers, send("the same")) {
		if a.status != http.StatusAccepted || !bytes.Equal(a.body, answers[0].body) {
			t.Errorf("got %d %s, first %s", a.status, a.body, answers[0].body)
		}
	}
	s.mustRefuse(t, send("another"), problem.KeyReused)
}

// largeDocument sends 20 MiB through the whole system and back.
func largeDocument(t *testing.T, s *scene) {
	content := make([]byte, 20<<20)
	_, _ = rand.NewChaCha8([32]byte{1}).Read(content[:len(content)/2]) // the other half compresses
	var receipt struct{ Document, ID, ManifestHash string }
	s.askAs(t, "Bearer "+s.tokens["mine"], http.MethodPost, "/api/v1/documents?name=large.html&recipient=maker", bytes.NewReader(content), "Content-Type", "text/html").
		decode(t, http.StatusAccepted, &receipt)
	s.await(t, "mine", receipt.ID)
	path := "/api/v1/documents/" + receipt.Document
	for _, reader := range []custody.OrganizationID{"mine", "maker"} {
		a := s.ask(t, reader, http.MethodGet, path, "")
		if a.status != http.StatusOK || !bytes.Equal(a.body, content) {
			t.Fatalf("%s got %d and %d bytes", reader, a.status, len(a.body))
		}
		// A page that somebody uploaded must not run in the reader's browser.
		if a.header.Get("Content-Type") != "text/html" || a.header.Get("X-Content-Type-Options") != "nosniff" ||
			!strings.HasPrefix(a.header.Get("Content-Disposition"), "attachment") || !strings.Contains(a.header.Get("Cache-Control"), "no-store") {
			t.Errorf("%s got %v", reader, a.header)
		}
	}
	for _, form := range []string{"", "?form=plain", "?form=manifest", "?form=sealed"} {
		for _, stranger := range []custody.OrganizationID{"shop", operations.Operator} {
			s.mustRefuse(t, s.ask(t, stranger, http.MethodGet, path+form, ""), problem.NotFound)
		}
	}
	sealed := s.ask(t, "maker", http.MethodGet, path+"?form=sealed", "")
	if sealed.status != http.StatusOK || !bytes.HasPrefix(sealed.body, []byte("age-encryption.org/v1\n")) || len(sealed.body) < len(content)/2 || bytes.Contains(sealed.body, content[:64]) {
		t.Errorf("form=sealed: %d and %d bytes", sealed.status, len(sealed.body))
	}
	manifest := s.ask(t, "maker", http.MethodGet, path+"?form=manifest", "")
	parts := bytes.Split(bytes.TrimSpace(manifest.body), []byte("."))
	if manifest.header.Get("Content-Type") != "application/jose" || len(parts) != 3 {
		t.Fatalf("form=manifest: %d %v %s", manifest.status, manifest.header, manifest.body)
	}
	payload, err := base64.RawURLEncoding.DecodeString(string(parts[1]))
	if err != nil {
		t.Fatal(err)
	}
	var told struct{ Document, Name string }
	if err := json.Unmarshal(payload, &told); err != nil || told.Document != receipt.Document || told.Name != "large.html" {
		t.Errorf("the manifest says %s (%v)", payload, err)
	}
}

// forgedEvents pushes events that never happened, with the right token: they are kept, and proven wrong.
func forgedEvents(t *testing.T, s *scene) {
	s.do(t, "mine", &custody.RegisterAsset{ID: chip + "target", Type: "item"})
	before := state(t, s.System)
	forge := func(block, index, signature string, data map[string]any) map[string]any {
		return map[string]any{
			"address": "0x" + fmt.Sprintf("%x", s.Settings.Contract), "blockNumber": block, "blockHash": fmt.Sprintf("0x%064s", block),
			"transactionHash": "0x" + strings.Repeat("cd", 32), "transactionIndex": "0", "logIndex": index, "signature": signature,
			"data": data, "subId": "forged", "listenerId": "forged", "listenerType": "events", "chainId": fmt.Sprint(s.Settings.ChainID),
		}
	}
	batch := []any{
		forge("1", "0", "CustodyAccepted(bytes32,bytes32,uint32,uint32,bool,uint32,bytes32)", map[string]any{"asset": chip1, "from": "1"}),
		forge("2", "0", "AssetRegistered(bytes32,bytes32,uint32,uint8,uint64,uint32,bytes32)", map[string]any{"asset": "0x01"}),
		forge("9007199254740993", "7", "CustodyAccepted()", map[string]any{}), // of a block that will not come
		forge("3", "0", "no event", map[string]any{"'; DROP TABLE asset; --": "\u0000"}),
	}
	text, err := json.Marshal(batch)
	if err != nil {
		t.Fatal(err)
	}
	right := "Bearer " + s.Settings.StreamSecrets[0]
	for _, wrong := range []string{"", "Bearer wrong", "Bearer " + s.tokens["mine"], s.Settings.StreamSecrets[0]} {
		s.mustRefuse(t, s.askAs(t, wrong, http.MethodPost, "/api/events", bytes.NewReader(text)), problem.Unauthenticated)
	}
	var kept struct{ New int }
	s.askAs(t, right, http.MethodPost, "/api/events", bytes.NewReader(text)).decode(t, http.StatusOK, &kept)
	if kept.New != len(batch) {
		t.Errorf("%d of %d events are in the inbox", kept.New, len(batch))
	}
	s.askAs(t, right, http.MethodPost, "/api/events", bytes.NewReader(text)).decode(t, http.StatusOK, &kept)
	if kept.New != 0 {
		t.Errorf("%d events are there twice", kept.New)
	}
	for name, c := range map[string]struct {
		body string
		want *problem.Problem
	}{
		"no array":    {`{}`, problem.Malformed},
		"broken":      {`[{`, problem.Malformed},
		"no event":    {`[{}]`, problem.InvalidField},
		"a key twice": {`[{"address":"0x00","address":"0x01"}]`, problem.Malformed},
		"over 4 MiB":  {"[" + strings.Repeat(" ", 4<<20) + "]", problem.TooLarge},
	} {
		t.Run(name, func(t *testing.T) {
			s.mustRefuse(t, s.askAs(t, right, http.MethodPost, "/api/events", strings.NewReader(c.body)), c.want)
		})
	}
	// What the projector does next shows that it has been through the forged events and is not held up by them.
	checkpoint := func(ctx context.Context) ledger.Checkpoint {
		at, err := s.Stores().Ledger.Checkpoint(ctx)
		if err != nil {
			t.Fatal(err)
		}
		return at
	}
	old := checkpoint(t.Context())
	report := s.outcome(t, "mine", s.do(t, "mine", &custody.RecordEvent{Type: "ObjectEvent", Reason: "test", Event: json.RawMessage(`{}`)}))
	if now := checkpoint(t.Context()); now.Block < report.Block || now.Block <= old.Block {
		t.Errorf("the ledger is at block %d, was at %d, and the event is in %d", now.Block, old.Block, report.Block)
	}
	if after := state(t, s.System); after != before {
		t.Errorf("the ledger changed:\n%s", after)
	}
}

// headers checks what goes with answers.
func headers(t *testing.T, s *scene) {
	for _, c := range []struct{ method, path, body string }{
		{http.MethodGet, operations.Path(s.operation), ""},
		{http.MethodGet, "/api/v1/documents/" + s.document + "?form=manifest", ""},
		{http.MethodGet, "/api/v1/documents/" + s.document + "?form=sealed", ""},
		{http.MethodGet, "/api/v1/assets?id=" + chip1, ""},
		{http.MethodGet, "/api/v1/events", ""},
		{http.MethodGet, "/api/health", ""},
		{http.MethodPost, "/api/v1/assets", `{`},
		{http.MethodPost, "/api/v1/assets", `{"id":"` + chip + `headers","type":"item"}`},
	} {
		a := s.ask(t, "mine", c.method, c.path, c.body)
		if !strings.Contains(a.header.Get("Cache-Control"), "no-store") || a.header.Get("X-Content-Type-Options") != "nosniff" {
			t.Errorf("%s %s: %v", c.method, c.path, a.header)
		}
		if leaks := slices.Collect(maps.Keys(a.header)); slices.Contains(leaks, "Server") || slices.Contains(leaks, "X-Powered-By") {
			t.Errorf("%s %s tells what it runs on: %v", c.method, c.path, a.header)
		}
	}
	s.outcome(t, "mine", custody.OperationID("mine", "key of "+t.Name()))
	// A client that goes away in the middle of its upload leaves nothing.
	before := s.picture(t)
	reader, writer := io.Pipe()
	go func() {
		_, _ = writer.Write(make([]byte, 1<<20))
		_ = writer.CloseWithError(errors.New("gone"))
	}()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, s.URL+"/api/v1/documents?name=half.bin", reader)
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Authorization", "Bearer "+s.tokens["mine"])
	r.Header.Set("Idempotency-Key", "half")
	if a, err := http.DefaultClient.Do(r); err == nil {
		_ = a.Body.Close()
		t.Fatalf("half a document was answered with %s", a.Status)
	}
	eventually(t, "the upload is cleared away", func() bool {
		return s.picture(t) == before
	})
}
