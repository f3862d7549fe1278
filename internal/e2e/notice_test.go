package e2e_test

import (
	"encoding/json"
	"net/http"
	"net/url"
	"slices"
	"testing"

	"waybill/internal/system"
	"waybill/shared/custody"
	"waybill/shared/ledger"
	"waybill/shared/operations"
)

// What people have to know of things goes from request to ledger as custody does: a recall shows on the asset and in the
// trace of what was made from it, a certificate is out of force for a while, an asset is no more, an event was wrong. In
// the end everything verifies.
func TestWhatPeopleHaveToKnowOfThings(t *testing.T) {
	s := newScene(t, system.Options{})
	const board = "urn:example:board"
	made := s.do(t, "mine", &custody.Transform{Inputs: []custody.TransformInput{{Asset: chip1}}, Outputs: []custody.TransformOutput{{ID: board, Type: "item"}}})
	trace := func() (node ledger.Node) {
		t.Helper()
		s.ask(t, "shop", http.MethodGet, "/api/v1/trace?id="+board, "").decode(t, http.StatusOK, &node)
		return node
	}
	type shown struct {
		Status  custody.Status
		Recalls []ledger.RecallView
	}
	show := func(id string) (asset shown) {
		t.Helper()
		s.ask(t, "shop", http.MethodGet, "/api/v1/assets?id="+url.QueryEscape(id), "").decode(t, http.StatusOK, &asset)
		return asset
	}

	recall := s.do(t, "mine", &custody.StartRecall{Asset: chip1, Reason: "it overheats"})
	if a := show(chip1); len(a.Recalls) != 1 || a.Recalls[0].ID != recall || a.Recalls[0].Organization != "mine" || a.Recalls[0].Reason != "it overheats" {
		t.Errorf("the recalled chip is %+v", a)
	}
	s.do(t, "mine", &custody.SuspendCertificate{Certificate: grade, Reason: "in doubt"})
	var warned []ledger.CertificateStatus
	for _, w := range trace().Warnings {
		warned = append(warned, w.Status)
		if w.Status == ledger.CertificateSuspended && w.AtEvent != ledger.CertificateActive {
			t.Errorf("when the chip was used up its certificate was %s", w.AtEvent)
		}
	}
	slices.Sort(warned)
	if !slices.Equal(warned, []ledger.CertificateStatus{ledger.Recalled, ledger.CertificateSuspended}) {
		t.Errorf("the board's trace warns of %v", warned)
	}
	s.do(t, "mine", &custody.EndRecall{Recall: recall, Reason: "repaired"})
	s.do(t, "mine", &custody.ReinstateCertificate{Certificate: grade, Reason: "checked"})
	if w, a := trace().Warnings, show(chip1); len(w) != 0 || len(a.Recalls) != 0 {
		t.Errorf("after all, the trace warns of %v and the chip of %v", w, a.Recalls)
	}

	// A queue takes the same commands.
	s.enqueue(t, s.tokens["mine"], "scrap", &custody.DecommissionAsset{Asset: board, Reason: "scrapped"})
	if report := s.outcome(t, "mine", custody.OperationID("mine", "scrap")); report.Status != operations.Recorded {
		t.Fatalf("scrapping ended %s: %v", report.Status, report.Problem)
	}
	if a := show(board); a.Status != custody.StatusDecommissioned {
		t.Errorf("the scrapped board is %+v", a)
	}

	right := s.do(t, "mine", &custody.RecordEvent{Type: "TransformationEvent", Reason: "what was made", Assets: []string{board}, Event: json.RawMessage(`{"made":"two boards"}`)})
	declared := s.do(t, "mine", &custody.DeclareEventError{Operation: made, Reason: "incorrect_data", CorrectiveOperation: right})
	var page ledger.Page
	s.ask(t, "shop", http.MethodGet, "/api/v1/events?asset="+board, "").decode(t, http.StatusOK, &page)
	at := slices.IndexFunc(page.Events, func(e ledger.EventView) bool { return e.ID == made })
	if at < 0 || page.Events[at].ErrorDeclaration == nil {
		t.Fatalf("the board's history is %+v", page.Events)
	}
	if d := page.Events[at].ErrorDeclaration; d.Reason != "incorrect_data" || !slices.Equal(d.Correctives, []string{right}) || d.DeclaredWith != declared {
		t.Errorf("it is declared wrong with %+v", d)
	}
	mustVerify(t, s.System)
}
