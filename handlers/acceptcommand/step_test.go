package acceptcommand_test

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"waybill/handlers/acceptcommand"
	"waybill/shared/azfunc"
	"waybill/shared/azfunc/azfunctest"
	"waybill/shared/custody"
	"waybill/shared/operations"
	"waybill/shared/operations/operationstest"
	"waybill/shared/partner"
	"waybill/shared/partner/partnertest"
	"waybill/shared/problem"
)

var (
	member   = partner.Caller{Organization: "mine"}
	operator = partner.Caller{Organization: operations.Operator, Administrator: true}
)

// A desk notes what it is given and answers with a fixed error.
type desk struct {
	caller  custody.OrganizationID
	key     string
	command custody.Command
	err     error
}

// Accept takes the command.
func (d *desk) Accept(_ context.Context, caller custody.OrganizationID, key string, c custody.Command) (operations.Operation, error) {
	d.caller, d.key, d.command = caller, key, c
	return operations.Operation{ID: "op-1", Kind: c.Kind(), Status: operations.Submitted}, d.err
}

func host(t *testing.T, name string, caller partner.Caller, d acceptcommand.Desk) *azfunctest.Host {
	t.Helper()
	for _, route := range acceptcommand.Routes {
		if route.Name == name {
			return azfunctest.NewWith(t, acceptcommand.New(route, d), azfunc.Options{Middleware: partnertest.As(caller)})
		}
	}
	t.Fatal("there is no route ", name)
	return nil
}

func keyed(key string) http.Header { return http.Header{"Idempotency-Key": {key}} }

// Every route makes the command that its name says, for the caller and under its key, with what the path says.
func TestEachRouteAcceptsItsCommand(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ route, path, body, want string }{
		{"RegisterOrganization", "organizations", `{"id":"fab","name":"Fab"}`, `{"id":"fab","name":"Fab"}`},
		{"RegisterAsset", "assets", `{"id":"urn:a:1","type":"item"}`, `{"id":"urn:a:1","type":"item"}`},
		{"OfferHandover", "handovers", `{"asset":"urn:a:1","to":"fab"}`, `{"asset":"urn:a:1","to":"fab"}`},
		{"AnswerHandover", "handovers/op-7/reject", `{"reason":"wet"}`, `{"handover":"op-7","answer":"reject","reason":"wet"}`},
		{"AnswerHandover", "handovers/op-7/accept", `{"handover":"op-8","answer":"cancel"}`, `{"handover":"op-7","answer":"accept"}`},
		{"Aggregate", "bundles", `{"parent":"urn:p:1","children":["urn:a:1"]}`, `{"parent":"urn:p:1","children":["urn:a:1"]}`},
		{"Disaggregate", "bundles/op-7/unpack", "", `{"bundle":"op-7"}`},
		{"Disaggregate", "bundles/op-7/unpack", " \n", `{"bundle":"op-7"}`},
		{"Transform", "transformations", `{"inputs":[{"asset":"urn:a:1"}],"outputs":[]}`, `{"inputs":[{"asset":"urn:a:1"}],"outputs":[]}`},
		{"IssueCertificate", "certificates", `{"type":"quality","subjects":["urn:a:1"]}`, `{"type":"quality","subjects":["urn:a:1"]}`},
		{"RevokeCertificate", "certificates/https:%2F%2Fx.example%2F1/revoke", "{}", `{"certificate":"https://x.example/1"}`},
		{"OfferOwnership", "ownership-transfers", `{"asset":"urn:a:1","to":"fab"}`, `{"asset":"urn:a:1","to":"fab"}`},
		{"RelayHandover", "signed-handovers", `{"assets":["urn:a:1"],"from":"mine","to":"fab"}`, `{"assets":["urn:a:1"],"from":"mine","to":"fab"}`},
		{"AnswerHandover", "handovers/op-7/expire", "", `{"handover":"op-7","answer":"expire"}`},
		{"ReleaseChild", "bundles/op-7/release", `{"asset":"urn:a:1"}`, `{"bundle":"op-7","asset":"urn:a:1"}`},
		{"ConsumeAsset", "consumptions", `{"asset":"urn:a:1","reason":"spilt"}`, `{"asset":"urn:a:1","reason":"spilt"}`},
		{"SuspendCertificate", "certificates/https:%2F%2Fx.example%2F1/suspend", `{"reason":"in doubt"}`, `{"certificate":"https://x.example/1","reason":"in doubt"}`},
		{"ReinstateCertificate", "certificates/op-7/reinstate", "", `{"certificate":"op-7"}`},
		{"StartRecall", "recalls", `{"asset":"urn:a:1","reason":"it overheats"}`, `{"asset":"urn:a:1","reason":"it overheats"}`},
		{"EndRecall", "recalls/op-7/close", `{"reason":"repaired"}`, `{"recall":"op-7","reason":"repaired"}`},
		{"DecommissionAsset", "decommissionings", `{"asset":"urn:a:1","reason":"scrapped"}`, `{"asset":"urn:a:1","reason":"scrapped"}`},
		{"DeclareEventError", "error-declarations", `{"operation":"op-7","reason":"did_not_occur"}`, `{"operation":"op-7","reason":"did_not_occur"}`},
		{"AddSigner", "signers", "", "{}"},
		{"RemoveSigner", "signers/0x00000000000000000000000000000000000000Aa/remove", "", `{"signer":"0x00000000000000000000000000000000000000aa"}`},
		{"RecordEvent", "events", `{"type":"ObjectEvent","reason":"seen","event":{"a":1}}`, `{"type":"ObjectEvent","reason":"seen","event":{"a":1}}`},
	} {
		d := &desk{}
		answer := host(t, test.route, operator, d).HTTP(http.MethodPost, "/api/v1/"+test.path, keyed("k"), test.body)
		if answer.Code != http.StatusAccepted || answer.Header().Get("Location") != "/api/v1/operations/op-1" {
			t.Errorf("%s: %d, Location %q, %s", test.path, answer.Code, answer.Header().Get("Location"), answer.Body)
			continue
		}
		if got := string(custody.EncodeCommand(d.command)); got != test.want || d.caller != "operator" || d.key != "k" {
			t.Errorf("%s: %s by %s under %q", test.path, got, d.caller, d.key)
		}
	}
}

// A host that does not pass requests on gives its clients the same answer.
func TestBothShapesOfInvocationGiveTheSameAnswer(t *testing.T) {
	t.Parallel()
	h := host(t, "AnswerHandover", member, &desk{})
	proxied := h.HTTP(http.MethodPost, "/api/v1/handovers/op-7/accept", keyed("k"), "{}")
	enveloped := h.EnvelopeHTTP(http.MethodPost, "/api/v1/handovers/op-7/accept", keyed("k"), "{}")
	if proxied.Code != enveloped.Code || proxied.Body.String() != enveloped.Body.String() || proxied.Header().Get("Location") != enveloped.Header().Get("Location") {
		t.Errorf("%d %s, %d %s", proxied.Code, proxied.Body, enveloped.Code, enveloped.Body)
	}
}

// What cannot become a command never reaches the desk, and the refusal names the field.
func TestWhatIsNoCommandIsRefused(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		route, path, body string
		want              *problem.Problem
		field             string
	}{
		"no JSON":       {"RegisterAsset", "assets", `{"id":`, problem.Malformed, ""},
		"two objects":   {"RegisterAsset", "assets", `{"id":"urn:a:1"}{}`, problem.Malformed, ""},
		"a list":        {"RegisterAsset", "assets", `[]`, problem.Malformed, ""},
		"unknown field": {"RegisterAsset", "assets", `{"colour":"red"}`, problem.UnknownField, "/colour"},
		"wrong type":    {"RegisterAsset", "assets", `{"id":7}`, problem.InvalidField, "/id"},
		"too large":     {"RegisterAsset", "assets", `{"id":"` + strings.Repeat("x", acceptcommand.MaxBody) + `"}`, problem.TooLarge, ""},
		"other answer":  {"AnswerHandover", "handovers/op-7/maybe", `{}`, problem.NotFound, "path:answer"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := &desk{}
			answer := host(t, test.route, member, d).HTTP(http.MethodPost, "/api/v1/"+test.path, keyed("k"), test.body)
			p := problemOf(t, answer)
			field := ""
			if len(p.Errors) > 0 {
				field = p.Errors[0].Field
			}
			if answer.Code != test.want.Status || p.Type != test.want.Type || field != test.field || d.command != nil {
				t.Errorf("%d %s, command %v", answer.Code, answer.Body, d.command)
			}
		})
	}
}

// Only administrators let organisations join, and nobody does anything without a credential.
func TestCallersMayDoOnlyWhatIsTheirs(t *testing.T) {
	t.Parallel()
	for caller, want := range map[partner.Caller]*problem.Problem{
		member: problem.Forbidden, {}: problem.Unauthenticated, {Administrator: true}: problem.Unauthenticated,
	} {
		d := &desk{}
		answer := host(t, "RegisterOrganization", caller, d).HTTP(http.MethodPost, "/api/v1/organizations", keyed("k"), `{"id":"fab","name":"Fab"}`)
		if answer.Code != want.Status || problemOf(t, answer).Type != want.Type || d.command != nil {
			t.Errorf("%+v: %d %s", caller, answer.Code, answer.Body)
		}
	}
}

// A refusal of the desk is the answer; a failure is one that tells nothing of its reason.
func TestTheDesksRefusalIsTheAnswer(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		err     error
		status  int
		after   string
		mention string
	}{
		{problem.AssetBusy.With("op-3 is open").After(2), http.StatusConflict, "2", "op-3 is open"},
		{problem.NotHolder.At("/asset", "not yours"), http.StatusForbidden, "", "not yours"},
		{errors.New("password of the database is wrong"), http.StatusInternalServerError, "", problem.Internal.Title},
	} {
		answer := host(t, "RegisterAsset", member, &desk{err: test.err}).HTTP(http.MethodPost, "/api/v1/assets", keyed("k"), "{}")
		if answer.Code != test.status || answer.Header().Get("Retry-After") != test.after || !strings.Contains(answer.Body.String(), test.mention) ||
			strings.Contains(answer.Body.String(), "password") || answer.Header().Get("Location") != "" {
			t.Errorf("%v: %d %v %s", test.err, answer.Code, answer.Header(), answer.Body)
		}
	}
}

// A repeated request gets the same bytes again, whatever has become of the operation; another one under its key is
// refused.
func TestARepeatedRequestGetsTheSameReceipt(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 10, 5, 8, 0, 0, 123456789, time.UTC)
	clock := func() time.Time { now = now.Add(time.Second); return now }
	store := operationstest.NewMemory(clock)
	h := host(t, "RegisterAsset", member, &operations.Desk{
		Store: store, View: network{}, Outbox: nowhere{}, Signers: keys{}, Secret: custody.Secret("0123456789abcdef0123456789abcdef"), Now: clock,
	})
	post := func(key, body string) *httptest.ResponseRecorder {
		return h.HTTP(http.MethodPost, "/api/v1/assets", keyed(key), body)
	}
	first := post("k", `{"id":"urn:a:1","type":"item"}`)
	if first.Code != http.StatusAccepted {
		t.Fatal(first.Body)
	}
	id := custody.OperationID("mine", "k")
	for _, status := range []operations.Status{operations.Submitted, operations.Recorded} {
		if err := store.Advance(t.Context(), "mine", id, operations.Outcome{Status: status}); err != nil {
			t.Fatal(err)
		}
		again := post("k", `{ "type":"item", "id":"urn:a:1" }`)
		if again.Code != first.Code || again.Body.String() != first.Body.String() || again.Header().Get("Location") != first.Header().Get("Location") {
			t.Errorf("%s: %s, first %s", status, again.Body, first.Body)
		}
	}
	if other := post("k", `{"id":"urn:a:2","type":"item"}`); problemOf(t, other).Type != problem.KeyReused.Type {
		t.Errorf("another request: %s", other.Body)
	}
	if none := post("", `{"id":"urn:a:2","type":"item"}`); problemOf(t, none).Type != problem.KeyMissing.Type {
		t.Errorf("no key: %s", none.Body)
	}
}

// A network has one member and no assets.
type network struct{ custody.View }

// Organization knows mine.
func (network) Organization(_ context.Context, id custody.OrganizationID) (custody.Organization, bool, error) {
	return custody.Organization{ID: id, Number: 1, Active: true, SigningKeys: []custody.SigningKey{{Address: custody.Address{1}}}}, id == "mine", nil
}

// Asset knows none.
func (network) Asset(context.Context, custody.AssetID) (custody.Asset, bool, error) {
	return custody.Asset{}, false, nil
}

type nowhere struct{}

// Dispatch drops the operation.
func (nowhere) Dispatch(context.Context, operations.Operation) error { return nil }

type keys struct{ operations.Signers }

// SignersOf gives everybody the same key.
func (keys) SignersOf(context.Context, custody.OrganizationID) ([]custody.Address, error) {
	return []custody.Address{{1}}, nil
}

func problemOf(t *testing.T, answer *httptest.ResponseRecorder) problem.Problem {
	t.Helper()
	var p problem.Problem
	if err := json.Unmarshal(answer.Body.Bytes(), &p); err != nil || answer.Header().Get("Content-Type") != "application/problem+json" {
		t.Errorf("%s is no problem", answer.Body)
	}
	return p
}
