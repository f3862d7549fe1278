package custody_test

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"time"

	"waybill/shared/custody"
	"waybill/shared/problem"
)

// A mistake in a body is a problem that names the field, however deep it is.
func TestDecodingIsStrict(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		kind  custody.CommandKind
		body  string
		want  *problem.Problem
		field string
	}{
		"no such command":     {"Steal", `{}`, problem.InvalidField, "/kind"},
		"not JSON":            {custody.KindRegisterAsset, `{"id"`, problem.Malformed, ""},
		"empty":               {custody.KindRegisterAsset, ``, problem.Malformed, ""},
		"two values":          {custody.KindRegisterAsset, `{} {}`, problem.Malformed, ""},
		"unknown field":       {custody.KindRegisterAsset, `{"colour":"red"}`, problem.UnknownField, "/colour"},
		"number for text":     {custody.KindRegisterAsset, `{"id":7}`, problem.InvalidField, "/id"},
		"text for number":     {custody.KindRegisterAsset, `{"quantity":"7"}`, problem.InvalidField, "/quantity"},
		"too fine a quantity": {custody.KindRegisterAsset, `{"quantity":0.0001}`, problem.InvalidField, "/quantity"},
		"negative quantity":   {custody.KindRegisterAsset, `{"quantity":-1}`, problem.InvalidField, "/quantity"},
		"quantity, deeper":    {custody.KindTransform, `{"inputs":[{"asset":"a"},{"asset":"b","quantity":1e3}]}`, problem.InvalidField, "/inputs/1/quantity"},
		"list for text":       {custody.KindAggregate, `{"children":["a",` + strings.Repeat("[", 5000) + strings.Repeat("]", 5000) + `]}`, problem.InvalidField, "/children/1"},
		"wrong list":          {custody.KindAggregate, `{"children":"x"}`, problem.InvalidField, "/children"},
		"time":                {custody.KindOfferHandover, `{"asset":"a","deadline":"tomorrow"}`, problem.InvalidField, "/deadline"},
		"time of the event":   {custody.KindOfferHandover, `{"asset":"a","eventTime":17}`, problem.InvalidField, "/eventTime"},
		"hash":                {custody.KindRecordDocument, `{"manifestHash":"0x12"}`, problem.InvalidField, "/manifestHash"},
		"unknown, deeper":     {custody.KindTransform, `{"outputs":[{"id":"a","colour":"red"}]}`, problem.UnknownField, "/outputs/0/colour"},
		"a key twice":         {custody.KindOfferHandover, `{"asset":"a","to":"fab","to":"thief"}`, problem.Malformed, ""},
		"a key twice, deeper": {custody.KindRegisterAsset, `{"id":"a","attributes":{"grade":"A","grade":"B"}}`, problem.Malformed, ""},
		"a key twice, quoted": {custody.KindRecordEvent, `{"type":"ObjectEvent","event":{"a":1,"\u0061":2}}`, problem.Malformed, ""},
		"not UTF-8":           {custody.KindRegisterAsset, "{\"id\":\"\xff\"}", problem.Malformed, ""},
		"an event too deep":   {custody.KindRecordEvent, `{"event":` + strings.Repeat("[", 36) + strings.Repeat("]", 36) + `}`, problem.Malformed, ""},
		"a list":              {custody.KindTransform, `[]`, problem.Malformed, ""},
		"unknown signature":   {custody.KindRelayHandover, `{"byFrom":{"v":27}}`, problem.UnknownField, "/byFrom/v"},
		"a key that is none":  {custody.KindRelayHandover, `{"byTo":{"key":"0x1"}}`, problem.InvalidField, "/byTo/key"},
		"a loss below zero":   {custody.KindTransform, `{"balance":{"loss":-1}}`, problem.InvalidField, "/balance/loss"},
		"unknown in balance":  {custody.KindTransform, `{"balance":{"gain":1}}`, problem.UnknownField, "/balance/gain"},
		"too fine a loss":     {custody.KindConsumeAsset, `{"quantity":0.0001}`, problem.InvalidField, "/quantity"},
	} {
		_, err := custody.DecodeCommand(test.kind, []byte(test.body))
		var p *problem.Problem
		if !errors.As(err, &p) || !p.Is(test.want) {
			t.Errorf("%s: %v, want %v", name, err, test.want)
			continue
		}
		if test.field != "" && (len(p.Errors) == 0 || p.Errors[0].Field != test.field) {
			t.Errorf("%s: it names %v, want %s", name, p.Errors, test.field)
		}
	}
}

// Commands and instructions of every kind come back as they were written.
func TestCommandsAndInstructionsSurviveEncoding(t *testing.T) {
	t.Parallel()
	at := time.Date(2026, 11, 20, 8, 30, 0, 0, time.UTC)
	for _, c := range []custody.Command{
		&custody.RegisterOrganization{ID: "mine", Name: "Mine <1>", Key: &custody.Address{1}},
		&custody.RegisterAsset{ID: "urn:a:1", Type: "lot", Quantity: amount(1_500), Attributes: map[string]string{"b": "2", "a": "1", "A": "0"}, Context: custody.Context{EventTime: &at}},
		&custody.OfferHandover{Asset: "urn:a:1", To: "fab", Deadline: &at}, &custody.AnswerHandover{Handover: "op-1", Answer: "accept"},
		&custody.Aggregate{Parent: "urn:a:1", Children: []string{"urn:a:2"}}, &custody.Disaggregate{Bundle: "op-1"},
		&custody.Transform{Inputs: []custody.TransformInput{{Asset: "urn:a:1"}}, Outputs: []custody.TransformOutput{{ID: "urn:a:2"}}},
		&custody.IssueCertificate{Type: "origin"}, &custody.RevokeCertificate{Certificate: "op-1"},
		&custody.RecordDocument{Document: "d", ManifestHash: custody.Digest{7}},
		&custody.RecordEvent{Type: "ObjectEvent", Event: json.RawMessage(`{"a":1,"A":` + strings.Repeat("[", 33) + strings.Repeat("]", 33) + `}`)}, &custody.AnchorDigest{Size: 7},
		&custody.RelayHandover{Assets: []string{"urn:a:1"}, From: "mine", To: "fab", Deadline: &at, ByFrom: &custody.HandoverSignature{Key: custody.Address{1}, Signature: "0x01"}},
		&custody.OfferOwnership{Asset: "urn:a:1", To: "fab", Deadline: &at}, &custody.ReleaseChild{Bundle: "op-1", Asset: "urn:a:1"},
		&custody.ConsumeAsset{Asset: "urn:a:1", Quantity: amount(1), Reason: "spilt"},
		&custody.Transform{Inputs: []custody.TransformInput{{Asset: "urn:a:1"}}, Balance: &custody.TransformBalance{Loss: 1, Unit: "KGM", Model: "segregated"}},
		&custody.StartRecall{Asset: "urn:a:1", Reason: "hot"}, &custody.EndRecall{Recall: "op-1"}, &custody.DecommissionAsset{Asset: "urn:a:1", Reason: "scrapped"},
		&custody.SuspendCertificate{Certificate: "op-1", Reason: "r"}, &custody.ReinstateCertificate{Certificate: "op-1"},
		&custody.DeclareEventError{Operation: "op-1", Reason: "did_not_occur", CorrectiveOperation: "op-2"},
		&custody.AddSigner{Key: &custody.Address{7}}, &custody.RemoveSigner{Signer: custody.Address{7}},
	} {
		b := custody.EncodeCommand(c)
		again, err := custody.DecodeCommand(c.Kind(), b)
		if err != nil || string(custody.EncodeCommand(again)) != string(b) || strings.Contains(string(b), `\u003c`) {
			t.Errorf("%s: %s becomes %v, %v", c.Kind(), b, again, err)
		}
	}
	for _, i := range []custody.Instruction{
		&custody.JoinOrganization{Key: custody.Address{1}}, &custody.Register{Quantity: 1_500}, &custody.Offer{To: 2}, &custody.Accept{ExpectedVersion: 3},
		&custody.Reject{}, &custody.Cancel{}, &custody.Pack{Count: 4}, &custody.Unpack{Children: []custody.Child{{Version: 1}}},
		&custody.Make{Inputs: []custody.Input{{Quantity: 1}}}, &custody.Certify{Type: 1}, &custody.Revoke{}, &custody.Record{}, &custody.Anchor{Size: 5},
	} {
		text := encode(t, i)
		again, err := custody.DecodeInstruction([]byte(text))
		if err != nil || encode(t, again) != text {
			t.Errorf("%s becomes %v, %v", text, again, err)
		}
	}
	if _, err := custody.DecodeInstruction([]byte(`{"function":"steal","arguments":{}}`)); err == nil {
		t.Error("an instruction that the contract does not know is decoded")
	}
}

// Quantities are decimal numbers with three decimals that never pass through a float.
func TestQuantitiesAreExact(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]custody.Quantity{"0": 0, "1": 1000, "1.5": 1500, "0.001": 1, "25.000": 25000, "9007199254740.992": custody.MaxQuantity} {
		if got, err := custody.ParseQuantity(in); err != nil || got != want {
			t.Errorf("ParseQuantity(%q) = %d, %v", in, got, err)
		}
	}
	for _, in := range []string{"", ".", "1.", ".5", "-1", "+1", "1e3", "0x1", "1_000", "1.2345", "9007199254740.993", "99999999999999999999", "1 000"} {
		if got, err := custody.ParseQuantity(in); err == nil {
			t.Errorf("ParseQuantity(%q) = %d", in, got)
		}
	}
}

// Names on chain follow from secret and purpose alone; another secret gives other names.
func TestNamesOnChainAreKeyed(t *testing.T) {
	t.Parallel()
	another := custody.Secret("another-secret-another-secret-32")
	if secret.AssetKey("urn:a") == another.AssetKey("urn:a") || secret.AssetKey("urn:a") == secret.CommandID("urn:a") {
		t.Error("a name does not depend on secret and purpose")
	}
	c := &custody.RegisterOrganization{ID: "mine", Name: "Mine", Key: &custody.Address{1}}
	if secret.IdentityHash(c) != secret.IdentityHash(&custody.RegisterOrganization{ID: "mine", Name: "Mine"}) {
		t.Error("an identity depends on the key")
	}
	if a, b := custody.OperationID("mine", "1"), custody.OperationID("fab", "1"); a == b || len(a) != 29 {
		t.Errorf("operations of two organisations are called %s and %s", a, b)
	}
}
