package custody_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"waybill/shared/custody"
	"waybill/shared/problem"
)

const (
	lot    = "https://id.gs1.org/01/09521234543213/10/A"
	chip   = "https://id.gs1.org/01/09521234543213/21/1"
	other  = "https://id.gs1.org/01/09521234543213/21/2"
	spent  = "https://id.gs1.org/01/09521234543213/21/3"
	moving = "https://id.gs1.org/01/09521234543213/21/4"
	lent   = "https://id.gs1.org/01/09521234543213/21/5"
	packed = "https://id.gs1.org/01/09521234543213/21/6"
	pallet = "https://id.gs1.org/00/340123453111111115"
	full   = "https://id.gs1.org/00/340123450000000000"
	unseen = "https://id.gs1.org/01/09521234543213/21/99"
	paper  = "https://certificates.example/1"
)

func amount(q custody.Quantity) *custody.Quantity { return &q }

// chips is a world in which the mine has: a lot of 25, a chip, another chip, one used up, one offered to the fab, one
// that the shop owns, a packed one, an empty pallet and a full one.
func chips(t *testing.T) (w *world, offer, bundle string) {
	t.Helper()
	w = newWorld()
	do := func(caller custody.OrganizationID, c custody.Command) string {
		id, err := w.do(caller, c)
		if err != nil {
			t.Fatalf("%s %s: %v", caller, c.Kind(), err)
		}
		return id
	}
	do("mine", &custody.RegisterAsset{ID: lot, Type: "lot", Quantity: amount(25_000), Unit: "KGM"})
	for _, id := range []string{chip, other, spent, moving, packed} {
		do("mine", &custody.RegisterAsset{ID: id, Type: "item"})
	}
	do("shop", &custody.RegisterAsset{ID: lent, Type: "item"})
	do("mine", &custody.AnswerHandover{Handover: do("shop", &custody.OfferHandover{Asset: lent, To: "mine"}), Answer: custody.AnswerAccept})
	for _, id := range []string{pallet, full} {
		do("mine", &custody.RegisterAsset{ID: id, Type: "unit"})
	}
	do("mine", &custody.Transform{Inputs: []custody.TransformInput{{Asset: spent}}, Outputs: []custody.TransformOutput{{ID: "urn:dust:1", Type: "item"}}})
	offer = do("mine", &custody.OfferHandover{Asset: moving, To: "fab"})
	bundle = do("mine", &custody.Aggregate{Parent: full, Children: []string{packed}})
	w.certificates[paper] = custody.Certificate{ID: paper, Key: secret.AssetKey(paper), Issuer: "fab", Version: 1}
	w.certificates["op-x"] = custody.Certificate{ID: "op-x", Issuer: "mine", Revoked: true}
	w.handovers["op-closed"] = custody.Handover{ID: "op-closed", Asset: chip, From: "mine", To: "fab", State: custody.HandoverRejected}
	w.bundles["op-open"] = custody.Bundle{ID: "op-open", Parent: pallet}
	return w, offer, bundle
}

// Every way to ask for something wrong has a problem type of its own and names the field.
func TestRefusalsNameTypeAndField(t *testing.T) {
	t.Parallel()
	w, offer, bundle := chips(t)
	past := time.Unix(-5, 0)
	long := strings.Repeat("x", 2049)
	register := func(change func(*custody.RegisterAsset)) custody.Command {
		c := &custody.RegisterAsset{ID: unseen, Type: "lot", Quantity: amount(1)}
		change(c)
		return c
	}
	transform := func(in custody.TransformInput) custody.Command {
		return &custody.Transform{Inputs: []custody.TransformInput{in}, Outputs: []custody.TransformOutput{{ID: unseen, Type: "item"}}}
	}
	certificate := func(change func(*custody.IssueCertificate)) custody.Command {
		c := &custody.IssueCertificate{Type: "origin", Subjects: []string{chip}}
		change(c)
		return c
	}
	many := make([]string, custody.MaxChildren+1)
	tests := []struct {
		name   string
		caller custody.OrganizationID
		c      custody.Command
		want   *problem.Problem
		field  string
	}{
		{"stranger", "nobody", register(func(*custody.RegisterAsset) {}), problem.Forbidden, ""},
		{"inactive caller", "gone", register(func(*custody.RegisterAsset) {}), problem.Forbidden, ""},
		{"organisation by a member", "mine", &custody.RegisterOrganization{ID: "new-one", Name: "New"}, problem.Forbidden, ""},
		{"organisation's id", "operator", &custody.RegisterOrganization{ID: "New One", Name: "New"}, problem.InvalidID, "/id"},
		{"operator's id", "operator", &custody.RegisterOrganization{ID: "operator", Name: "New"}, problem.InvalidID, "/id"},
		{"organisation without name", "operator", &custody.RegisterOrganization{ID: "new-one"}, problem.InvalidField, "/name"},
		{"organisation's GLN", "operator", &custody.RegisterOrganization{ID: "new-one", Name: "New", GLN: "4226350800009"}, problem.InvalidID, "/gln"},
		{"organisation twice", "operator", &custody.RegisterOrganization{ID: "mine", Name: "New"}, problem.AlreadyExists, "/id"},
		{"asset's id", "mine", register(func(c *custody.RegisterAsset) { c.ID = "chip 1" }), problem.InvalidID, "/id"},
		{"asset's check digit", "mine", register(func(c *custody.RegisterAsset) { c.ID = "https://id.gs1.org/01/09521234543214/21/1" }), problem.InvalidID, "/id"},
		{"asset twice", "mine", register(func(c *custody.RegisterAsset) { c.ID = "http://x.example/gtin/9521234543213/lot/A" }), problem.AlreadyExists, "/id"},
		{"asset of no type", "mine", register(func(c *custody.RegisterAsset) { c.Type = "thing" }), problem.InvalidField, "/type"},
		{"lot without quantity", "mine", register(func(c *custody.RegisterAsset) { c.Quantity = nil }), problem.InvalidField, "/quantity"},
		{"lot of nothing", "mine", register(func(c *custody.RegisterAsset) { c.Quantity = amount(0) }), problem.InvalidField, "/quantity"},
		{"lot of less than nothing", "mine", register(func(c *custody.RegisterAsset) { c.Quantity = amount(-1) }), problem.InvalidField, "/quantity"},
		{"item with quantity", "mine", register(func(c *custody.RegisterAsset) { c.Type = "item" }), problem.InvalidField, "/quantity"},
		{"item with unit", "mine", register(func(c *custody.RegisterAsset) { c.Type, c.Quantity, c.Unit = "item", nil, "KGM" }), problem.InvalidField, "/unit"},
		{"unit in words", "mine", register(func(c *custody.RegisterAsset) { c.Unit = "kilos" }), problem.InvalidField, "/unit"},
		{"long description", "mine", register(func(c *custody.RegisterAsset) { c.Description = long }), problem.InvalidField, "/description"},
		{"long attribute", "mine", register(func(c *custody.RegisterAsset) { c.Attributes = map[string]string{"a/b": long} }), problem.InvalidField, "/attributes/a~1b"},
		{"nameless attribute", "mine", register(func(c *custody.RegisterAsset) { c.Attributes = map[string]string{"": "x"} }), problem.InvalidField, "/attributes"},
		{"place in words", "mine", register(func(c *custody.RegisterAsset) { c.ReadPoint = "dock 3" }), problem.InvalidField, "/readPoint"},
		{"too many documents", "mine", register(func(c *custody.RegisterAsset) { c.Documents = many[:51] }), problem.InvalidField, "/documents"},
		{"nameless document", "mine", register(func(c *custody.RegisterAsset) { c.Documents = []string{""} }), problem.InvalidField, "/documents/0"},
		{"offer of unknown asset", "mine", &custody.OfferHandover{Asset: unseen, To: "fab"}, problem.UnknownAsset, "/asset"},
		{"offer of foreign asset", "fab", &custody.OfferHandover{Asset: chip, To: "shop"}, problem.NotHolder, "/asset"},
		{"second offer", "mine", &custody.OfferHandover{Asset: moving, To: "shop"}, problem.AlreadyOffered, "/asset"},
		{"offer of packed asset", "mine", &custody.OfferHandover{Asset: packed, To: "fab"}, problem.NotAvailable, "/asset"},
		{"offer of used-up asset", "mine", &custody.OfferHandover{Asset: spent, To: "fab"}, problem.NotAvailable, "/asset"},
		{"offer to stranger", "mine", &custody.OfferHandover{Asset: chip, To: "nobody"}, problem.UnknownOrg, "/to"},
		{"offer to inactive", "mine", &custody.OfferHandover{Asset: chip, To: "gone"}, problem.UnknownOrg, "/to"},
		{"offer to oneself", "mine", &custody.OfferHandover{Asset: chip, To: "mine"}, problem.InvalidField, "/to"},
		{"offer of another's ownership", "mine", &custody.OfferHandover{Asset: lent, To: "fab", WithOwnership: true}, problem.Forbidden, "/withOwnership"},
		{"offer till before 1970", "mine", &custody.OfferHandover{Asset: chip, To: "fab", Deadline: &past}, problem.InvalidField, "/deadline"},
		{"accept by the giver", "mine", &custody.AnswerHandover{Handover: offer, Answer: "accept"}, problem.WrongParty, "/answer"},
		{"accept by a third", "shop", &custody.AnswerHandover{Handover: offer, Answer: "accept"}, problem.WrongParty, "/answer"},
		{"reject by a third", "shop", &custody.AnswerHandover{Handover: offer, Answer: "reject"}, problem.WrongParty, "/answer"},
		{"cancel by the receiver", "fab", &custody.AnswerHandover{Handover: offer, Answer: "cancel"}, problem.WrongParty, "/answer"},
		{"other answer", "fab", &custody.AnswerHandover{Handover: offer, Answer: "maybe"}, problem.InvalidField, "/answer"},
		{"unknown handover", "fab", &custody.AnswerHandover{Handover: "op-none", Answer: "accept"}, problem.NotFound, "/handover"},
		{"closed handover", "fab", &custody.AnswerHandover{Handover: "op-closed", Answer: "accept"}, problem.NotPending, "/handover"},
		{"long reason", "fab", &custody.AnswerHandover{Handover: offer, Answer: "reject", Reason: long}, problem.InvalidField, "/reason"},
		{"nothing to pack", "mine", &custody.Aggregate{Parent: pallet}, problem.InvalidField, "/children"},
		{"too much to pack", "mine", &custody.Aggregate{Parent: pallet, Children: many}, problem.InvalidField, "/children"},
		{"pack in a chip", "mine", &custody.Aggregate{Parent: chip, Children: []string{other}}, problem.InvalidField, "/parent"},
		{"pack in a full unit", "mine", &custody.Aggregate{Parent: full, Children: []string{other}}, problem.NotAvailable, "/parent"},
		{"pack in a foreign unit", "fab", &custody.Aggregate{Parent: pallet, Children: []string{other}}, problem.NotHolder, "/parent"},
		{"pack twice the same", "mine", &custody.Aggregate{Parent: pallet, Children: []string{chip, chip + "?a=b"}}, problem.InvalidField, "/children/1"},
		{"pack a unit in itself", "mine", &custody.Aggregate{Parent: pallet, Children: []string{pallet}}, problem.InvalidField, "/children/0"},
		{"pack what is packed", "mine", &custody.Aggregate{Parent: pallet, Children: []string{chip, packed}}, problem.NotAvailable, "/children/1"},
		{"pack what is offered", "mine", &custody.Aggregate{Parent: pallet, Children: []string{moving}}, problem.NotAvailable, "/children/0"},
		{"pack another owner's", "mine", &custody.Aggregate{Parent: pallet, Children: []string{lent}}, problem.NotAvailable, "/children/0"},
		{"unknown bundle", "mine", &custody.Disaggregate{Bundle: "op-none"}, problem.NotFound, "/bundle"},
		{"unpacked bundle", "mine", &custody.Disaggregate{Bundle: "op-open"}, problem.NotAvailable, "/bundle"},
		{"foreign bundle", "fab", &custody.Disaggregate{Bundle: bundle}, problem.NotHolder, "/bundle"},
		{"over-consumption", "mine", transform(custody.TransformInput{Asset: lot, Quantity: amount(25_001)}), problem.OverConsumption, "/inputs/0/quantity"},
		{"lot without amount", "mine", transform(custody.TransformInput{Asset: lot}), problem.InvalidField, "/inputs/0/quantity"},
		{"lot with zero", "mine", transform(custody.TransformInput{Asset: lot, Quantity: amount(0)}), problem.InvalidField, "/inputs/0/quantity"},
		{"item with amount", "mine", transform(custody.TransformInput{Asset: chip, Quantity: amount(1)}), problem.InvalidField, "/inputs/0/quantity"},
		{"unit as input", "mine", transform(custody.TransformInput{Asset: pallet}), problem.InvalidField, "/inputs/0/asset"},
		{"used-up input", "mine", transform(custody.TransformInput{Asset: spent}), problem.NotAvailable, "/inputs/0/asset"},
		{"unknown input", "mine", transform(custody.TransformInput{Asset: unseen}), problem.UnknownAsset, "/inputs/0/asset"},
		{"foreign input", "fab", transform(custody.TransformInput{Asset: chip}), problem.NotHolder, "/inputs/0/asset"},
		{"another owner's input", "mine", transform(custody.TransformInput{Asset: lent}), problem.Forbidden, "/inputs/0/asset"},
		{"too many inputs", "mine", &custody.Transform{Inputs: make([]custody.TransformInput, custody.MaxParts+1), Outputs: make([]custody.TransformOutput, 1)}, problem.InvalidField, "/inputs"},
		{"too many outputs", "mine", &custody.Transform{Inputs: make([]custody.TransformInput, 1), Outputs: make([]custody.TransformOutput, custody.MaxParts+1)}, problem.InvalidField, "/outputs"},
		{"too many of both", "mine", &custody.Transform{Inputs: make([]custody.TransformInput, custody.MaxParts/2), Outputs: make([]custody.TransformOutput, custody.MaxParts/2+1)}, problem.InvalidField, "/outputs"},
		{"input twice", "mine", &custody.Transform{
			Inputs:  []custody.TransformInput{{Asset: lot, Quantity: amount(20_000)}, {Asset: lot, Quantity: amount(20_000)}},
			Outputs: []custody.TransformOutput{{ID: unseen, Type: "item"}},
		}, problem.InvalidField, "/inputs/1/asset"},
		{"no input", "mine", &custody.Transform{Outputs: []custody.TransformOutput{{ID: unseen, Type: "item"}}}, problem.InvalidField, "/inputs"},
		{"no output", "mine", &custody.Transform{Inputs: []custody.TransformInput{{Asset: chip}}}, problem.InvalidField, "/outputs"},
		{"output twice", "mine", &custody.Transform{
			Inputs:  []custody.TransformInput{{Asset: chip}},
			Outputs: []custody.TransformOutput{{ID: unseen, Type: "item"}, {ID: unseen, Type: "unit"}},
		}, problem.InvalidField, "/outputs/1/id"},
		{"output exists", "mine", &custody.Transform{Inputs: []custody.TransformInput{{Asset: chip}}, Outputs: []custody.TransformOutput{{ID: other, Type: "item"}}}, problem.AlreadyExists, "/outputs/0/id"},
		{"certificate of no type", "fab", certificate(func(c *custody.IssueCertificate) { c.Type = "good" }), problem.InvalidField, "/type"},
		{"certificate's id", "fab", certificate(func(c *custody.IssueCertificate) { c.ID = "number one" }), problem.InvalidID, "/id"},
		{"certificate twice", "fab", certificate(func(c *custody.IssueCertificate) { c.ID = paper }), problem.AlreadyExists, "/id"},
		{"certificate of nothing", "fab", certificate(func(c *custody.IssueCertificate) { c.Subjects = nil }), problem.InvalidField, "/subjects"},
		{"certificate of unknown asset", "fab", certificate(func(c *custody.IssueCertificate) { c.Subjects = []string{unseen} }), problem.UnknownAsset, "/subjects/0"},
		{"subject twice", "fab", certificate(func(c *custody.IssueCertificate) { c.Subjects = []string{chip, chip} }), problem.InvalidField, "/subjects/1"},
		{"certificate till before 1970", "fab", certificate(func(c *custody.IssueCertificate) { c.ValidUntil = &past }), problem.InvalidField, "/validUntil"},
		{"unknown certificate", "fab", &custody.RevokeCertificate{Certificate: "urn:paper:2"}, problem.NotFound, "/certificate"},
		{"another's certificate", "mine", &custody.RevokeCertificate{Certificate: paper}, problem.WrongParty, "/certificate"},
		{"revoked certificate", "mine", &custody.RevokeCertificate{Certificate: "op-x"}, problem.NotAvailable, "/certificate"},
		{"document without id", "mine", &custody.RecordDocument{ManifestHash: custody.Digest{1}}, problem.InvalidField, "/document"},
		{"document without hash", "mine", &custody.RecordDocument{Document: "doc-1"}, problem.InvalidField, "/manifestHash"},
		{"document of unknown asset", "mine", &custody.RecordDocument{Document: "doc-1", ManifestHash: custody.Digest{1}, Asset: unseen}, problem.UnknownAsset, "/asset"},
		{"event without type", "mine", &custody.RecordEvent{Reason: "r", Event: json.RawMessage(`{}`)}, problem.InvalidField, "/type"},
		{"event without reason", "mine", &custody.RecordEvent{Type: "ObjectEvent", Event: json.RawMessage(`{}`)}, problem.InvalidField, "/reason"},
		{"event without event", "mine", &custody.RecordEvent{Type: "ObjectEvent", Reason: "r"}, problem.InvalidField, "/event"},
		{"event about nonsense", "mine", &custody.RecordEvent{Type: "ObjectEvent", Reason: "r", Event: json.RawMessage(`{}`), Assets: []string{"x"}}, problem.InvalidID, "/assets/0"},
		{"digest by a member", "mine", &custody.AnchorDigest{Root: custody.Digest{1}, Size: 1}, problem.Forbidden, ""},
		{"digest of nothing", "operator", &custody.AnchorDigest{Root: custody.Digest{1}}, problem.InvalidField, "/size"},
		{"zero digest", "operator", &custody.AnchorDigest{Size: 1}, problem.InvalidField, "/root"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			d, err := custody.Decide(context.Background(), w, secret, test.caller, "op-new", test.c)
			var p *problem.Problem
			if !errors.As(err, &p) || !p.Is(test.want) {
				t.Fatalf("it gives %v, want %v", err, test.want)
			}
			field := ""
			if len(p.Errors) > 0 {
				field = p.Errors[0].Field
			}
			if field != test.field || p.Detail == "" {
				t.Errorf("it names %q with %q, want %q and a remedy", field, p.Detail, test.field)
			}
			if d.Instruction != nil {
				t.Error("it gives an instruction all the same")
			}
			if !slices.Contains(d.Claims, "organization:"+string(test.caller)) {
				t.Errorf("the claims %v do not say that the caller may be joining just now", d.Claims)
			}
		})
	}
}

// What is allowed becomes one call of the contract, with every version and number resolved, and claims what it changes.
func TestDecisionsBecomeInstructions(t *testing.T) {
	t.Parallel()
	w, offer, bundle := chips(t)
	until := time.Unix(2_000_000_000, 0)
	key := func(id string) custody.Digest { return secret.AssetKey(id) }
	join := &custody.RegisterOrganization{ID: "new-one", Name: "New", GLN: "4226350800008"}
	tests := []struct {
		name   string
		caller custody.OrganizationID
		c      custody.Command
		want   custody.Instruction
		claims []string
	}{
		{"join", "operator", join, &custody.JoinOrganization{IdentityHash: secret.IdentityHash(join)}, []string{"organization:new-one"}},
		{
			"register", "mine", &custody.RegisterAsset{ID: "urn:epc:id:sgtin:952123454321.0.7", Type: "item"},
			&custody.Register{Asset: key("https://id.gs1.org/01/09521234543213/21/7"), Type: custody.KindItem},
			[]string{"https://id.gs1.org/01/09521234543213/21/7"},
		},
		{
			"register a lot", "mine", &custody.RegisterAsset{ID: unseen, Type: "lot", Quantity: amount(1_500), Unit: "KGM"},
			&custody.Register{Asset: key(unseen), Type: custody.KindLot, Quantity: 1_500, Measure: "KGM"},
			[]string{unseen},
		},
		{
			"offer", "mine", &custody.OfferHandover{Asset: chip, To: "fab", WithOwnership: true, Deadline: &until},
			&custody.Offer{Asset: key(chip), ExpectedVersion: 1, To: 2, WithOwnership: true, Deadline: 2_000_000_000},
			[]string{chip, "handover:op-new"},
		},
		{"accept", "fab", &custody.AnswerHandover{Handover: offer, Answer: "accept"}, &custody.Accept{Asset: key(moving), ExpectedVersion: 2}, []string{moving, "handover:" + offer}},
		{"reject", "fab", &custody.AnswerHandover{Handover: offer, Answer: "reject"}, &custody.Reject{Asset: key(moving), ExpectedVersion: 2}, []string{moving, "handover:" + offer}},
		{"cancel", "mine", &custody.AnswerHandover{Handover: offer, Answer: "cancel"}, &custody.Cancel{Asset: key(moving), ExpectedVersion: 2}, []string{moving, "handover:" + offer}},
		{
			"pack", "mine", &custody.Aggregate{Parent: pallet, Children: []string{other, chip}},
			&custody.Pack{Parent: key(pallet), ExpectedVersion: 1, Count: 2, ChildrenRoot: custody.BundleRoot([]custody.BundledAsset{{Key: key(other), Version: 1}, {Key: key(chip), Version: 1}})},
			[]string{pallet, "bundle:op-new", other, chip},
		},
		{
			"unpack", "mine", &custody.Disaggregate{Bundle: bundle},
			&custody.Unpack{Parent: key(full), ExpectedVersion: 2, PackedBy: 1, PackedOwner: 1, Children: []custody.Child{{Asset: key(packed), Version: 1}}},
			[]string{full, "bundle:" + bundle, packed},
		},
		{"transform", "mine", &custody.Transform{
			Inputs:  []custody.TransformInput{{Asset: lot, Quantity: amount(25_000)}, {Asset: chip}},
			Outputs: []custody.TransformOutput{{ID: unseen, Type: "lot", Quantity: amount(1)}},
		}, &custody.Make{
			Inputs:  []custody.Input{{Asset: key(lot), ExpectedVersion: 1, Quantity: 25_000, Measure: "KGM"}, {Asset: key(chip), ExpectedVersion: 1}},
			Outputs: []custody.Output{{Asset: key(unseen), Type: custody.KindLot, Quantity: 1}},
		}, []string{lot, chip, unseen}},
		{
			"certify", "shop", &custody.IssueCertificate{Type: "carbon-footprint", Subjects: []string{chip, lot}, ValidUntil: &until},
			&custody.Certify{Certificate: key("op-new"), Type: custody.CertificateCarbonFootprint, ValidUntil: 2_000_000_000},
			[]string{"certificate:op-new"},
		},
		{
			"certify by name", "shop", &custody.IssueCertificate{ID: "HTTPS://Certificates.example/2", Type: "quality", Subjects: []string{chip}},
			&custody.Certify{Certificate: key("https://certificates.example/2"), Type: custody.CertificateQuality},
			[]string{"certificate:https://certificates.example/2"},
		},
		{"revoke", "fab", &custody.RevokeCertificate{Certificate: paper}, &custody.Revoke{Certificate: key(paper)}, []string{"certificate:" + paper}},
		{"document", "fab", &custody.RecordDocument{Document: "doc-1", ManifestHash: custody.Digest{1}, Asset: chip}, &custody.Record{Subject: key(chip)}, []string{}},
		{"event about one", "fab", &custody.RecordEvent{Type: "ObjectEvent", Reason: "r", Event: json.RawMessage(`{}`), Assets: []string{unseen}}, &custody.Record{Subject: key(unseen)}, []string{}},
		{"event about two", "fab", &custody.RecordEvent{Type: "ObjectEvent", Reason: "r", Event: json.RawMessage(`{}`), Assets: []string{unseen, chip}}, &custody.Record{}, []string{}},
		{"digest", "operator", &custody.AnchorDigest{Root: custody.Digest{1}, Size: 7}, &custody.Anchor{Root: custody.Digest{1}, Size: 7}, []string{}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			d, err := custody.Decide(context.Background(), w, secret, test.caller, "op-new", test.c)
			if err != nil {
				t.Fatal(err)
			}
			if got, want := encode(t, d.Instruction), encode(t, test.want); got != want {
				t.Errorf("the instruction is %s, want %s", got, want)
			}
			if fmt.Sprint(d.Claims) != fmt.Sprint(test.claims) || d.Claims == nil {
				t.Errorf("the claims are %q, want %q", d.Claims, test.claims)
			}
		})
	}
}

// What follows from the command alone is known before the ledger knows anything, in canonical form.
func TestClaimsOfCommandsAreKnownWithoutTheLedger(t *testing.T) {
	t.Parallel()
	for want, c := range map[string]custody.Command{
		"[organization:a-b]":                           &custody.RegisterOrganization{ID: "a-b"},
		"[" + chip + "]":                               &custody.RegisterAsset{ID: "urn:epc:id:sgtin:952123454321.0.1"},
		"[" + chip + " organization:fab]":              &custody.OfferHandover{Asset: chip, To: "fab"},
		"[handover:op-1]":                              &custody.AnswerHandover{Handover: "op-1"},
		"[" + pallet + " " + chip + "]":                &custody.Aggregate{Parent: pallet, Children: []string{chip, "nonsense"}},
		"[bundle:op-2]":                                &custody.Disaggregate{Bundle: "op-2"},
		"[" + lot + " " + other + "]":                  &custody.Transform{Inputs: []custody.TransformInput{{Asset: lot}}, Outputs: []custody.TransformOutput{{ID: other}}},
		"[" + chip + " certificate:urn:paper:1]":       &custody.IssueCertificate{ID: "URN:paper:1", Subjects: []string{chip}},
		"[certificate:op-3]":                           &custody.RevokeCertificate{Certificate: "op-3"},
		"[" + lot + "]":                                &custody.RecordDocument{Asset: lot},
		"[]":                                           &custody.RecordEvent{Assets: []string{chip}},
		"[" + other + " organization:fab]":             &custody.OfferOwnership{Asset: other, To: "fab"},
		"[" + chip + " bundle:op-4]":                   &custody.ReleaseChild{Bundle: "op-4", Asset: chip},
		"[" + spent + "]":                              &custody.ConsumeAsset{Asset: spent},
		"[" + packed + "]":                             &custody.StartRecall{Asset: packed},
		"[recall:op-5]":                                &custody.EndRecall{Recall: "op-5"},
		"[" + full + "]":                               &custody.DecommissionAsset{Asset: full},
		"[certificate:op-6]":                           &custody.SuspendCertificate{Certificate: "op-6"},
		"[certificate:urn:paper:1]":                    &custody.ReinstateCertificate{Certificate: "URN:paper:1"},
		"[" + chip + " organization:a organization:b]": &custody.RelayHandover{Assets: []string{chip}, From: "a", To: "b"},
	} {
		if got := fmt.Sprint(custody.ClaimsOf(c)); got != want {
			t.Errorf("%s claims %s, want %s", c.Kind(), got, want)
		}
	}
}

// A ledger that does not answer is no refusal: the caller may try again.
func TestFailureOfTheLedgerIsNoProblem(t *testing.T) {
	t.Parallel()
	w, offer, bundle := chips(t)
	w.broken = errors.New("no connection")
	for _, c := range []custody.Command{
		&custody.RegisterAsset{ID: unseen, Type: "item"}, &custody.OfferHandover{Asset: chip, To: "fab"},
		&custody.AnswerHandover{Handover: offer, Answer: "accept"}, &custody.Disaggregate{Bundle: bundle},
	} {
		_, err := custody.Decide(context.Background(), w, secret, "mine", "op-new", c)
		var p *problem.Problem
		if !errors.Is(err, w.broken) || errors.As(err, &p) {
			t.Errorf("%s gives %v", c.Kind(), err)
		}
	}
}

func encode(t *testing.T, i custody.Instruction) string {
	t.Helper()
	b, err := custody.EncodeInstruction(i)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}
