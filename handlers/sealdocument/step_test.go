package sealdocument_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"

	"waybill/handlers/sealdocument"
	"waybill/shared/azfunc"
	"waybill/shared/azfunc/azfunctest"
	"waybill/shared/custody"
	"waybill/shared/documents"
	"waybill/shared/operations"
	"waybill/shared/partner"
	"waybill/shared/partner/partnertest"
	"waybill/shared/problem"
)

const chip = "https://id.gs1.org/01/09521234543213/21/1"

// A world is vault, desk and ledger.
type world struct {
	custody.View
	draft    documents.Draft
	body     string
	accepted []string
	vaultErr error
	deskErr  error
	viewErr  error
}

// Seal reads the document.
func (w *world) Seal(_ context.Context, draft documents.Draft, body io.Reader) (documents.Sealed, error) {
	w.draft = draft
	text, err := io.ReadAll(body)
	w.body = string(text)
	return documents.Sealed{Manifest: documents.Manifest{Document: draft.ID}, Hash: custody.Digest{7}}, errors.Join(err, w.vaultErr)
}

// Accept notes the command.
func (w *world) Accept(_ context.Context, caller custody.OrganizationID, key string, c custody.Command) (operations.Operation, error) {
	w.accepted = append(w.accepted, fmt.Sprintf("%s %s %s", caller, key, custody.EncodeCommand(c)))
	return operations.Operation{ID: custody.OperationID(caller, key), Kind: c.Kind()}, w.deskErr
}

// Find knows the key of another command.
func (w *world) Find(_ context.Context, caller custody.OrganizationID, key string) (operations.Operation, bool, error) {
	return operations.Operation{ID: custody.OperationID(caller, key), Kind: custody.KindRegisterAsset}, key == "asset-1", w.viewErr
}

// Organization knows mine, fab and one that has left.
func (w *world) Organization(_ context.Context, id custody.OrganizationID) (custody.Organization, bool, error) {
	active := id == "mine" || id == "fab"
	return custody.Organization{ID: id, Active: active}, active || id == "gone", w.viewErr
}

// Asset knows one chip.
func (w *world) Asset(_ context.Context, id custody.AssetID) (custody.Asset, bool, error) {
	return custody.Asset{ID: id}, id == chip, w.viewErr
}

func (w *world) host(t *testing.T, caller custody.OrganizationID, maxBody int64) *azfunctest.Host {
	t.Helper()
	return azfunctest.NewWith(t, sealdocument.New(w, w, w), azfunc.Options{
		MaxBody: maxBody, Middleware: partnertest.As(partner.Caller{Organization: caller}),
	})
}

// A document is sealed for its readers, and its commitment is accepted under the same key.
func TestADocumentIsSealedAndRecorded(t *testing.T) {
	t.Parallel()
	w := &world{}
	header := http.Header{"Idempotency-Key": {"k"}, "Content-Type": {"application/pdf"}}
	answer := w.host(t, "mine", 0).HTTP(http.MethodPost, "/api/v1/documents?name=test.pdf&asset=urn:epc:id:sgtin:952123454321.0.1&recipient=fab", header, "%PDF")
	id := documents.DocumentID("mine", "k")
	if answer.Code != http.StatusAccepted || w.body != "%PDF" || answer.Header().Get("Location") != operations.Path(custody.OperationID("mine", "k")) {
		t.Fatalf("%d %v %s, sealed %q", answer.Code, answer.Header(), answer.Body, w.body)
	}
	if d := w.draft; d.ID != id || d.Organization != "mine" || d.Name != "test.pdf" || d.MediaType != "application/pdf" || d.Asset != chip || fmt.Sprint(d.Recipients) != "[fab]" {
		t.Errorf("the draft is %+v", d)
	}
	want := fmt.Sprintf(`mine k {"document":"%s","manifestHash":"%s","asset":"%s"}`, id, custody.Digest{7}, chip)
	if len(w.accepted) != 1 || w.accepted[0] != want {
		t.Errorf("accepted %v, want %s", w.accepted, want)
	}
	var receipt map[string]any
	if err := json.Unmarshal(answer.Body.Bytes(), &receipt); err != nil {
		t.Fatal(err)
	}
	if receipt["document"] != id || receipt["manifestHash"] != fmt.Sprint(custody.Digest{7}) || receipt["kind"] != "RecordDocument" || receipt["operation"] != answer.Header().Get("Location") {
		t.Errorf("the receipt is %s", answer.Body)
	}
}

// What can be refused is refused before the body is read: a refused document leaves no trace.
func TestARefusedDocumentLeavesNoTrace(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		caller     custody.OrganizationID
		key, query string
		want       *problem.Problem
		field      string
	}{
		"no caller":            {"", "k", "", problem.Unauthenticated, ""},
		"a stranger":           {"nobody", "k", "", problem.Forbidden, ""},
		"one that has left":    {"gone", "k", "", problem.Forbidden, ""},
		"no key":               {"mine", "", "", problem.KeyMissing, "header:Idempotency-Key"},
		"a long key":           {"mine", strings.Repeat("k", 256), "", problem.InvalidField, "header:Idempotency-Key"},
		"another command's":    {"mine", "asset-1", "", problem.KeyReused, "header:Idempotency-Key"},
		"asset's check digit":  {"mine", "k", "?asset=https://id.gs1.org/01/09521234543214/21/1", problem.InvalidID, "query:asset"},
		"unknown asset":        {"mine", "k", "?asset=urn:a:9", problem.UnknownAsset, "query:asset"},
		"unknown reader":       {"mine", "k", "?recipient=fab&recipient=nobody", problem.UnknownOrg, "query:recipient"},
		"a reader who is gone": {"mine", "k", "?recipient=gone", problem.UnknownOrg, "query:recipient"},
	} {
		w := &world{}
		answer := w.host(t, test.caller, 0).HTTP(http.MethodPost, "/api/v1/documents"+test.query, http.Header{"Idempotency-Key": {test.key}}, "%PDF")
		var p problem.Problem
		if err := json.Unmarshal(answer.Body.Bytes(), &p); err != nil {
			t.Fatal(name, err)
		}
		field := ""
		if len(p.Errors) > 0 {
			field = p.Errors[0].Field
		}
		if answer.Code != test.want.Status || p.Type != test.want.Type || field != test.field || w.draft.ID != "" || len(w.accepted) != 0 {
			t.Errorf("%s: %d %s; sealed %q, accepted %v", name, answer.Code, answer.Body, w.draft.ID, w.accepted)
		}
	}
}

// Whatever the vault or the desk says goes to the caller; a document that was not sealed is not recorded.
func TestTheVaultsRefusalIsTheAnswer(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		w      *world
		status int
	}{
		"vault refuses": {&world{vaultErr: problem.KeyReused.With("another document")}, http.StatusUnprocessableEntity},
		"vault fails":   {&world{vaultErr: errors.New("disk full")}, http.StatusInternalServerError},
		"ledger fails":  {&world{viewErr: errors.New("connection refused")}, http.StatusInternalServerError},
		"desk refuses":  {&world{deskErr: problem.AssetBusy.After(2)}, http.StatusConflict},
	} {
		answer := test.w.host(t, "mine", 0).HTTP(http.MethodPost, "/api/v1/documents?recipient=fab", http.Header{"Idempotency-Key": {"k"}}, "%PDF")
		if answer.Code != test.status || strings.Contains(answer.Body.String(), "disk full") || test.w.deskErr == nil && len(test.w.accepted) != 0 {
			t.Errorf("%s: %d %s, accepted %v", name, answer.Code, answer.Body, test.w.accepted)
		}
	}
}

// A body over the limit is refused as such and not recorded.
func TestABodyOverTheLimitIsRefused(t *testing.T) {
	t.Parallel()
	w := &world{}
	answer := w.host(t, "mine", 8).HTTP(http.MethodPost, "/api/v1/documents", http.Header{"Idempotency-Key": {"k"}}, "more than eight bytes")
	if answer.Code != http.StatusRequestEntityTooLarge || len(w.accepted) != 0 {
		t.Errorf("%d %s, accepted %v", answer.Code, answer.Body, w.accepted)
	}
}
