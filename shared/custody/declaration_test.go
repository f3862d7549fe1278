package custody_test

import (
	"fmt"
	"reflect"
	"testing"

	"waybill/shared/custody"
	"waybill/shared/problem"
)

// An organisation declares its own earlier event wrong: the contract is given the hashes that it has of that event and of
// the one that stands in its place, and what it was about.
func TestErrorsAreDeclaredByHash(t *testing.T) {
	t.Parallel()
	w, offer, _ := chips(t)
	observe := &custody.RecordEvent{Type: "ObjectEvent", Reason: "seen", Assets: []string{chip}, Event: []byte(`{}`)}
	seen, err := w.do("mine", observe)
	if err != nil {
		t.Fatal(err)
	}
	past := w.past[secret.CommandID(seen)]
	past.Assets = []custody.AssetID{chip}
	w.past[secret.CommandID(seen)] = past
	named, err := w.do("fab", &custody.IssueCertificate{ID: "urn:paper:9", Type: "origin", Subjects: []string{chip, other}})
	if err != nil {
		t.Fatal(err)
	}
	nameless, err := w.do("fab", &custody.IssueCertificate{Type: "origin", Subjects: []string{chip, other}})
	if err != nil {
		t.Fatal(err)
	}
	hash := func(operation string) custody.Digest {
		id := secret.CommandID(operation)
		return secret.EventHash(id, w.past[id].Payload)
	}
	for name, test := range map[string]struct {
		caller custody.OrganizationID
		c      *custody.DeclareEventError
		want   *custody.DeclareError
	}{
		"about one asset": {"mine", &custody.DeclareEventError{Operation: seen, Reason: "did_not_occur"}, &custody.DeclareError{
			Subject: secret.AssetKey(chip), Erroneous: hash(seen), Reason: custody.DidNotOccur,
		}},
		"with a correction": {"mine", &custody.DeclareEventError{Operation: offer, Reason: "incorrect_data", CorrectiveOperation: seen}, &custody.DeclareError{
			Erroneous: hash(offer), Reason: custody.IncorrectData, Correction: hash(seen),
		}},
		"about a certificate": {"fab", &custody.DeclareEventError{Operation: named, Reason: "incorrect_data"}, &custody.DeclareError{
			Subject: secret.AssetKey("urn:paper:9"), Erroneous: hash(named), Reason: custody.IncorrectData,
		}},
		"about a certificate without a name": {"fab", &custody.DeclareEventError{Operation: nameless, Reason: "incorrect_data"}, &custody.DeclareError{
			Subject: secret.AssetKey(nameless), Erroneous: hash(nameless), Reason: custody.IncorrectData,
		}},
	} {
		d, err := w.decide(t, test.caller, test.c)
		if err != nil || !reflect.DeepEqual(d.Instruction, test.want) || fmt.Sprint(d.Claims) != "[]" || d.Claims == nil {
			t.Errorf("%s: %+v, %v", name, d, err)
		}
	}
	for name, test := range map[string]struct {
		caller custody.OrganizationID
		c      *custody.DeclareEventError
		want   *problem.Problem
		field  string
	}{
		"without a reason":        {"mine", &custody.DeclareEventError{Operation: seen}, problem.InvalidField, "/reason"},
		"with another reason":     {"mine", &custody.DeclareEventError{Operation: seen, Reason: "typo"}, problem.InvalidField, "/reason"},
		"of nothing":              {"mine", &custody.DeclareEventError{Operation: "op-none", Reason: "did_not_occur"}, problem.NotFound, "/operation"},
		"of another's event":      {"fab", &custody.DeclareEventError{Operation: seen, Reason: "did_not_occur"}, problem.NotFound, "/operation"},
		"corrected by nothing":    {"mine", &custody.DeclareEventError{Operation: seen, Reason: "incorrect_data", CorrectiveOperation: "op-none"}, problem.NotFound, "/correctiveOperation"},
		"corrected by another's":  {"mine", &custody.DeclareEventError{Operation: seen, Reason: "incorrect_data", CorrectiveOperation: named}, problem.NotFound, "/correctiveOperation"},
		"corrected by itself":     {"mine", &custody.DeclareEventError{Operation: seen, Reason: "incorrect_data", CorrectiveOperation: seen}, problem.InvalidField, "/correctiveOperation"},
		"at a place that is none": {"mine", &custody.DeclareEventError{Operation: seen, Reason: "did_not_occur", Context: custody.Context{BizLocation: "x"}}, problem.InvalidField, "/bizLocation"},
	} {
		_, err := w.decide(t, test.caller, test.c)
		mustRefuse(t, name, err, test.want, test.field)
	}
}
