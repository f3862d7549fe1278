package e2e_test

import (
	"encoding/json"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"waybill/handlers/describeapi"
	"waybill/handlers/ingestcommand"
	"waybill/internal/system"
	"waybill/shared/bus"
	"waybill/shared/custody"
	"waybill/shared/operations"
	"waybill/shared/problem"
)

// A route is one operation of the OpenAPI document.
type route struct {
	id, method, path string
	security         []string // names of schemes; empty if the route is open
}

// routes are those of the OpenAPI document.
func routes(t *testing.T) (all []route) {
	t.Helper()
	var document struct {
		Security []map[string]any
		Paths    map[string]map[string]struct {
			OperationID string
			Security    *[]map[string]any
		}
	}
	if err := json.Unmarshal(describeapi.Document, &document); err != nil {
		t.Fatal(err)
	}
	for path, item := range document.Paths {
		for method, operation := range item {
			r := route{id: operation.OperationID, method: strings.ToUpper(method), path: path}
			security := document.Security
			if operation.Security != nil {
				security = *operation.Security
			}
			for _, scheme := range security {
				for name := range scheme {
					r.security = append(r.security, name)
				}
			}
			all = append(all, r)
		}
	}
	slices.SortFunc(all, func(a, b route) int { return strings.Compare(a.id, b.id) })
	return all
}

// An intrusion is what another organisation tries with the mine's things on one route.
type intrusion struct {
	path, body string
	want       *problem.Problem // nil if it is allowed
}

// Another organisation that names the mine's things on any route is told that they are not there, or not its own; what
// is a custody fact, everybody may read. Nothing changes.
func TestAnotherOrganisationsThingsAreOutOfReach(t *testing.T) {
	t.Run("with app credentials", func(t *testing.T) { outOfReach(t, newScene(t, system.Options{})) })
	t.Run("with tokens of Entra ID", func(t *testing.T) { outOfReach(t, newSceneOfTokens(t, system.Options{})) })
}

func outOfReach(t *testing.T, s *scene) {
	asset := "?id=" + url.QueryEscape(chip1)
	recall := s.do(t, "mine", &custody.StartRecall{Asset: chip1, Reason: "it overheats"})
	tries := map[string][]intrusion{
		// Operations and documents of another organisation do not exist.
		"retryOperation":  {{path: "/api/v1/operations/" + s.operation + "/retry", want: problem.NotFound}},
		"cancelOperation": {{path: "/api/v1/operations/" + s.operation + "/cancel", want: problem.NotFound}},
		"showOperation":   {{path: "/api/v1/operations/" + s.operation, want: problem.NotFound}},
		"openDocument": {
			{path: "/api/v1/documents/" + s.document, want: problem.NotFound},
			{path: "/api/v1/documents/" + s.document + "?form=manifest", want: problem.NotFound},
			{path: "/api/v1/documents/" + s.document + "?form=sealed", want: problem.NotFound},
		},
		// Nobody acts for another organisation.
		"registerOrganization": {{path: "/api/v1/organizations", body: `{"id":"fifth","name":"x"}`, want: problem.Forbidden}},
		"registerAsset":        {{path: "/api/v1/assets", body: `{"id":"` + chip1 + `","type":"item"}`, want: problem.AlreadyExists}},
		"offerHandover":        {{path: "/api/v1/handovers", body: `{"asset":"` + chip1 + `","to":"maker"}`, want: problem.NotHolder}},
		"answerHandover": {
			{path: "/api/v1/handovers/" + s.offered + "/accept", want: problem.WrongParty},
			{path: "/api/v1/handovers/" + s.offered + "/reject", want: problem.WrongParty},
			{path: "/api/v1/handovers/" + s.offered + "/cancel", want: problem.WrongParty},
			{path: "/api/v1/handovers/" + s.offered + "/expire", want: problem.NotAvailable}, // anybody may, but it has no deadline
		},
		"aggregate":       {{path: "/api/v1/bundles", body: `{"parent":"` + tray + `","children":["` + chip1 + `"]}`, want: problem.NotHolder}},
		"prepareHandover": {{path: "/api/v1/signed-handovers/typed-data", body: `{"assets":["` + chip1 + `"],"from":"shop","to":"maker"}`, want: problem.NotHolder}},
		"relayHandover": {{
			path: "/api/v1/signed-handovers", want: problem.InvalidField, // the mine has not signed
			body: `{"assets":["` + chip1 + `"],"from":"mine","to":"shop","byFrom":{"key":"` + s.signerOf(t, "mine").Hex() + `","signature":"0x` + strings.Repeat("1b", 65) +
				`"},"byTo":{"key":"` + s.signerOf(t, "shop").Hex() + `","signature":"0x` + strings.Repeat("1b", 65) + `"}}`,
		}},
		"offerOwnership": {{path: "/api/v1/ownership-transfers", body: `{"asset":"` + chip1 + `","to":"maker"}`, want: problem.Forbidden}},
		"releaseChild":   {{path: "/api/v1/bundles/" + s.bundle + "/release", body: `{"asset":"` + packed + `"}`, want: problem.NotHolder}},
		"consumeAsset":   {{path: "/api/v1/consumptions", body: `{"asset":"` + chip1 + `","reason":"mine now"}`, want: problem.NotHolder}},
		"disaggregate":   {{path: "/api/v1/bundles/" + s.bundle + "/unpack", want: problem.NotHolder}},
		"transform": {{
			path: "/api/v1/transformations", want: problem.NotHolder,
			body: `{"inputs":[{"asset":"` + quartz + `","quantity":1}],"outputs":[{"id":"urn:example:stolen","type":"item"}]}`,
		}},
		"issueCertificate":     {{path: "/api/v1/certificates", body: `{"id":"` + grade + `","type":"quality","subjects":["` + chip1 + `"]}`, want: problem.AlreadyExists}},
		"revokeCertificate":    {{path: "/api/v1/certificates/" + url.PathEscape(s.certificate) + "/revoke", want: problem.WrongParty}},
		"suspendCertificate":   {{path: "/api/v1/certificates/" + url.PathEscape(s.certificate) + "/suspend", want: problem.WrongParty}},
		"reinstateCertificate": {{path: "/api/v1/certificates/" + url.PathEscape(s.certificate) + "/reinstate", want: problem.WrongParty}},
		"startRecall":          {{path: "/api/v1/recalls", body: `{"asset":"` + chip1 + `","reason":"envy"}`, want: problem.WrongParty}},
		"endRecall":            {{path: "/api/v1/recalls/" + recall + "/close", want: problem.WrongParty}},
		"decommissionAsset":    {{path: "/api/v1/decommissionings", body: `{"asset":"` + chip1 + `","reason":"envy"}`, want: problem.NotHolder}},
		"declareEventError":    {{path: "/api/v1/error-declarations", body: `{"operation":"` + s.operation + `","reason":"did_not_occur"}`, want: problem.NotFound}},
		// Nobody has a say in another organisation's keys, or sees how it gets on.
		"addSigner":          nil, // tried below: it adds a key of the caller's own
		"removeSigner":       {{path: "/api/v1/signers/" + s.signerOf(t, "mine").Hex() + "/remove", want: problem.NotFound}},
		"showMetrics":        {{path: "/api/v1/metrics", want: problem.Forbidden}},
		"receiveChainEvents": {{path: "/api/events", body: `[]`, want: problem.Unauthenticated}},
		// Custody facts are open, as they are on chain; anybody may say what was seen, under the own name.
		"showAsset":    {{path: "/api/v1/assets" + asset}},
		"traceAsset":   {{path: "/api/v1/trace" + asset}},
		"recallAsset":  {{path: "/api/v1/recalls" + asset}},
		"showContents": {{path: "/api/v1/contents?id=" + url.QueryEscape(box)}},
		"findGaps":     {{path: "/api/v1/gaps?organization=maker"}},
		"queryEvents":  {{path: "/api/v1/events?organization=mine"}},
		"checkHealth":  {{path: "/api/health"}},
		"describeApi":  {{path: "/api/openapi.json"}},
		"sealDocument": nil, // tried below: it adds something of the caller's own
		"recordEvent":  nil,
	}
	before := s.picture(t)
	for _, r := range routes(t) {
		t.Run(r.id, func(t *testing.T) {
			attempts, listed := tries[r.id]
			if !listed {
				t.Fatalf("nobody has tried %s %s with another organisation's things", r.method, r.path)
			}
			for _, c := range attempts {
				a := s.ask(t, "shop", r.method, c.path, c.body)
				if c.want != nil {
					s.mustRefuse(t, a, c.want)
				} else if a.status != http.StatusOK {
					t.Errorf("%s is not open: %d %s", c.path, a.status, a.body)
				}
			}
		})
	}
	unchanged(t, before, s.picture(t))

	// The same Idempotency-Key is another one in another organisation: it neither finds nor blocks what the mine has.
	origin := "/api/v1/documents?name=origin.txt&recipient=maker&asset=" + url.QueryEscape(chip1)
	var own struct{ Document, ID string }
	s.ask(t, "shop", http.MethodPost, origin, "another text", "Idempotency-Key", "origin").decode(t, http.StatusAccepted, &own)
	if own.Document == s.document {
		t.Fatal("two organisations have one document")
	}
	s.await(t, "shop", own.ID)
	s.mustRefuse(t, s.ask(t, "mine", http.MethodGet, "/api/v1/documents/"+own.Document, ""), problem.NotFound)
	if a := s.ask(t, "maker", http.MethodGet, "/api/v1/documents/"+s.document, ""); string(a.body) != readable {
		t.Fatalf("the maker cannot read the mine's document any more: %d %s", a.status, a.body)
	}

	// A key that another organisation adds is its own and signs nothing for the mine.
	var added operations.Receipt
	s.ask(t, "shop", http.MethodPost, "/api/v1/signers", "", "Idempotency-Key", "a second key").decode(t, http.StatusAccepted, &added)
	s.await(t, "shop", added.ID)
	mine, _, err := s.Stores().Ledger.Organization(t.Context(), "mine")
	if err != nil || len(mine.SigningKeys) != 1 {
		t.Fatalf("the mine's keys are %+v, %v", mine.SigningKeys, err)
	}

	// Said under another's name or about another's thing, it stands under the name of who said it.
	var receipt operations.Receipt
	s.ask(t, "shop", http.MethodPost, "/api/v1/events", `{"type":"ObjectEvent","reason":"seen","assets":["`+chip1+`"],"event":{"organization":"mine"}}`).
		decode(t, http.StatusAccepted, &receipt)
	s.await(t, "shop", receipt.ID)
	var page struct {
		Events []struct{ ID, Organization string }
	}
	s.ask(t, "mine", http.MethodGet, "/api/v1/events?organization=shop&kind=ObjectEvent", "").decode(t, http.StatusOK, &page)
	if len(page.Events) != 1 || page.Events[0].ID != receipt.ID || page.Events[0].Organization != "shop" {
		t.Fatalf("%+v", page)
	}
	s.mustRefuse(t, s.ask(t, "mine", http.MethodGet, operations.Path(receipt.ID), ""), problem.NotFound)
}

// Only the operator's administrator lets organisations join, whichever way the command comes; and what the system itself
// records, nobody sends.
func TestOnlyAnAdministratorLetsOrganisationsJoin(t *testing.T) {
	s := newScene(t, system.Options{})
	administrator, err := s.NewCredential(t.Context(), "shop", true)
	if err != nil {
		t.Fatal(err)
	}
	plain, err := s.NewCredential(t.Context(), operations.Operator, false)
	if err != nil {
		t.Fatal(err)
	}
	before := s.picture(t)
	join := &custody.RegisterOrganization{ID: "fourth", Name: "Fourth"}
	for name, c := range map[string]struct {
		caller custody.OrganizationID
		token  string
	}{
		"a partner":                  {"mine", s.tokens["mine"]},
		"a partner's administrator":  {"shop", administrator},
		"an operator's plain client": {operations.Operator, plain},
	} {
		t.Run(name, func(t *testing.T) {
			a := s.askAs(t, "Bearer "+c.token, http.MethodPost, "/api/v1/organizations", strings.NewReader(string(custody.EncodeCommand(join))))
			s.mustRefuse(t, a, problem.Forbidden)
			unchanged(t, before, s.picture(t))
			s.mustRefuseQueued(t, c.caller, c.token, "join "+name, join)
			before = s.picture(t) // the refusal is kept for its sender
		})
	}
	s.mustRefuseQueued(t, operations.Operator, s.AdminToken, "false digest", &custody.AnchorDigest{Root: custody.Digest{1}, Size: 1 << 40})
	s.mustRefuseQueued(t, "mine", s.tokens["mine"], "false document", &custody.RecordDocument{Document: "doc-none", ManifestHash: custody.Digest{1}})

	// A message without a good credential has no sender to tell; it is set aside, and the credential is not kept.
	forged := s.tokens["mine"][:len(s.tokens["mine"])-1] + "!"
	s.enqueue(t, forged, "forged", &custody.RegisterAsset{ID: "urn:example:forged", Type: "item"})
	var kept []byte
	eventually(t, "the message is set aside", func() bool {
		kept = nil
		for _, name := range []string{"operations.db", "operations.db-wal"} {
			text, _ := os.ReadFile(filepath.Join(s.Settings.DataDir, name))
			kept = append(kept, text...)
		}
		return strings.Contains(string(kept), "urn:example:forged")
	})
	if strings.Contains(string(kept), forged[:40]) {
		t.Error("the operations keep a credential")
	}
	if a := s.ask(t, "mine", http.MethodGet, "/api/v1/assets?id=urn:example:forged", ""); a.status != http.StatusNotFound {
		t.Errorf("%d %s", a.status, a.body)
	}

	// And the administrator may.
	s.do(t, operations.Operator, join)
	mustVerify(t, s.System)
}

// mustRefuseQueued drops a command on the queue and finds it refused.
func (s *scene) mustRefuseQueued(t *testing.T, caller custody.OrganizationID, token, key string, c custody.Command) {
	t.Helper()
	s.enqueue(t, token, key, c)
	s.tokens["the sender"] = token
	report := s.outcome(t, "the sender", custody.OperationID(caller, key))
	if report.Status != operations.Refused || report.Problem == nil || report.Problem.Type != problem.Forbidden.Type {
		t.Errorf("%s: %s is %s: %v", caller, c.Kind(), report.Status, report.Problem)
	}
}

func (s *scene) enqueue(t *testing.T, token, key string, c custody.Command) {
	t.Helper()
	body, err := json.Marshal(ingestcommand.Message{Authorization: "Bearer " + token, IdempotencyKey: key, Kind: c.Kind(), Command: custody.EncodeCommand(c)})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Stores().Bus.Send(t.Context(), bus.Message{Queue: ingestcommand.Queue, ID: key, Body: body}); err != nil {
		t.Fatal(err)
	}
}

// signerOf gives the key that an organisation joined with.
func (s *scene) signerOf(t *testing.T, id custody.OrganizationID) custody.Address {
	t.Helper()
	o, found, err := s.Stores().Ledger.Organization(t.Context(), id)
	if err != nil || !found {
		t.Fatalf("%s: %v, %v", id, found, err)
	}
	return o.Key
}
