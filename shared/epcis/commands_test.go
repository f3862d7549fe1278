package epcis_test

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"waybill/shared/custody"
	"waybill/shared/epcis"
	"waybill/shared/problem"
)

var options = epcis.Options{Caller: "mine", Parties: parties(map[string]string{
	"4012345000009":                 "mine",
	"urn:epc:id:pgln:0614141.00777": "fab",
	"did:web:shop.example":          "shop",
})}

func parties(table map[string]string) epcis.Parties {
	p, err := epcis.NewParties(table)
	if err != nil {
		panic(err)
	}
	return p
}

// event gives the steps of one event whose further members are given.
func event(t *testing.T, kind, members string) []epcis.Step {
	t.Helper()
	doc, err := epcis.Parse(strings.NewReader(fmt.Sprintf(document,
		`{"type":"`+kind+`","eventTime":"2026-11-20T08:30:00.5+01:00","eventTimeZoneOffset":"+01:00",`+members+`}`)))
	if err != nil {
		t.Fatal(explain(err))
	}
	return epcis.Commands(doc, options)
}

// Events with a meaning for custody become its commands, with canonical ids and the circumstances of the event.
func TestEventsBecomeCommands(t *testing.T) {
	t.Parallel()
	const (
		sgtin = "urn:epc:id:sgtin:0614141.107346.2017"
		item  = "https://id.gs1.org/01/10614141073464/21/2017"
		lgtin = "urn:epc:class:lgtin:4012345.012345.A1"
		lot   = "https://id.gs1.org/01/04012345123456/10/A1"
		sscc  = "urn:epc:id:sscc:0614141.1234567890"
		unit  = "https://id.gs1.org/00/106141412345678908"
		to    = `,"destinationList":[{"type":"possessing_party","destination":"urn:epc:id:pgln:0614141.00777"}]`
		when  = `"eventTime":"2026-11-20T07:30:00.5Z"`
		from  = `"source":"epcis:urn:event:1"`
	)
	for name, test := range map[string]struct {
		kind, members string
		want          []string
	}{
		"commissioning of an item": {"ObjectEvent", `"eventID":"urn:event:1","action":"ADD","bizStep":"commissioning","epcList":["` + sgtin + `"],"readPoint":{"id":"urn:x:1"},"bizLocation":{"id":"urn:x:2"}`, []string{
			`RegisterAsset {"id":"` + item + `","type":"item",` + when + `,"readPoint":"urn:x:1","bizLocation":"urn:x:2",` + from + `}`,
		}},
		"commissioning of a unit and a lot": {"ObjectEvent", `"eventID":"urn:event:1","action":"ADD","epcList":["` + sscc + `"],"quantityList":[{"epcClass":"` + lgtin + `","quantity":25.50,"uom":"KGM"}],"ilmd":{"example:grade":"A","example:share":0.5,"example:deep":{"x":1}}`, []string{
			`RegisterAsset {"id":"` + unit + `","type":"unit","attributes":{"example:grade":"A","example:share":"0.5"},` + when + `,` + from + `}`,
			`RegisterAsset {"id":"` + lot + `","type":"lot","quantity":25.5,"unit":"KGM","attributes":{"example:grade":"A","example:share":"0.5"},` + when + `,` + from + `}`,
		}},
		"shipping": {"ObjectEvent", `"eventID":"urn:event:1","action":"OBSERVE","bizStep":"https://ref.gs1.org/cbv/BizStep-shipping","epcList":["` + sgtin + `"]` + to, []string{
			`OfferHandover {"asset":"` + item + `","to":"fab",` + when + `,` + from + `}`,
		}},
		"shipping with ownership": {"ObjectEvent", `"eventID":"urn:event:1","action":"OBSERVE","bizStep":"shipping","epcList":["` + sgtin + `"],"sourceList":[{"type":"possessing_party","source":"https://id.gs1.org/417/4012345000009"}],"destinationList":[{"type":"owning_party","destination":"did:web:shop.example"},{"type":"possessing_party","destination":"DID:web:shop.example"}]`, []string{
			`OfferHandover {"asset":"` + item + `","to":"shop","withOwnership":true,` + when + `,` + from + `}`,
		}},
		"receiving": {"ObjectEvent", `"eventID":"urn:event:1","action":"OBSERVE","bizStep":"urn:epcglobal:cbv:bizstep:receiving","epcList":["` + sscc + `"]`, []string{
			`? ` + unit + ` AnswerHandover {"handover":"","answer":"accept",` + when + `,` + from + `}`,
		}},
		"void shipping": {"ObjectEvent", `"eventID":"urn:event:1","action":"OBSERVE","bizStep":"void_shipping","epcList":["` + sscc + `"]`, []string{
			`? ` + unit + ` AnswerHandover {"handover":"","answer":"cancel",` + when + `,` + from + `}`,
		}},
		"shipping of a lot": {"ObjectEvent", `"eventID":"urn:event:1","action":"OBSERVE","bizStep":"shipping","quantityList":[{"epcClass":"` + lgtin + `","quantity":25}]` + to, []string{
			`? ` + lot + ` OfferHandover {"asset":"` + lot + `","to":"fab",` + when + `,` + from + `}`,
		}},
		"packing": {"AggregationEvent", `"eventID":"urn:event:1","action":"ADD","parentID":"` + sscc + `","childEPCs":["` + sgtin + `"]`, []string{
			`? ` + unit + ` RegisterAsset {"id":"` + unit + `","type":"unit",` + when + `,` + from + `}`,
			`Aggregate {"parent":"` + unit + `","children":["` + item + `"],` + when + `,` + from + `}`,
		}},
		"unpacking": {"AggregationEvent", `"eventID":"urn:event:1","action":"DELETE","parentID":"` + sscc + `"`, []string{
			`? ` + unit + ` Disaggregate {"bundle":"",` + when + `,` + from + `}`,
		}},
		"transformation": {"TransformationEvent", `"eventID":"urn:event:1","inputEPCList":["` + sgtin + `"],"inputQuantityList":[{"epcClass":"` + lgtin + `","quantity":0.125,"uom":"KGM"}],"outputEPCList":["urn:x:out"],"outputQuantityList":[{"epcClass":"urn:x:lot","quantity":3}]`, []string{
			`Transform {"inputs":[{"asset":"` + item + `"},{"asset":"` + lot + `","quantity":0.125}],"outputs":[{"id":"urn:x:out","type":"item"},{"id":"urn:x:lot","type":"lot","quantity":3}],` + when + `,` + from + `}`,
		}},
	} {
		var got []string
		for _, s := range event(t, test.kind, test.members) {
			lookUp := ""
			if s.LookUp != "" {
				lookUp = "? " + string(s.LookUp) + " "
			}
			got = append(got, lookUp+string(s.Command.Kind())+" "+string(custody.EncodeCommand(s.Command)))
		}
		if strings.Join(got, "\n") != strings.Join(test.want, "\n") {
			t.Errorf("%s:\n got %s\nwant %s", name, strings.Join(got, "\n     "), strings.Join(test.want, "\n     "))
		}
	}
}

// An event without a meaning is kept as it is, and says why.
func TestOtherEventsAreKeptWithTheReason(t *testing.T) {
	t.Parallel()
	const ship = `"action":"OBSERVE","bizStep":"shipping","epcList":["urn:x:1"]`
	for name, test := range map[string]struct{ kind, members, reason string }{
		"observation":            {"ObjectEvent", `"action":"OBSERVE","bizStep":"inspecting","epcList":["urn:x:1"]`, "an observation of"},
		"observation of nothing": {"ObjectEvent", `"action":"OBSERVE","epcList":["urn:x:1"]`, "without a business step"},
		"end of life":            {"ObjectEvent", `"action":"DELETE","epcList":["urn:x:1"]`, "the end of an asset"},
		"unknown amount":         {"ObjectEvent", `"action":"ADD","quantityList":[{"epcClass":"urn:x:1"}]`, "is not known"},
		"amount too fine":        {"ObjectEvent", `"action":"ADD","quantityList":[{"epcClass":"urn:x:1","quantity":0.0005}]`, "at most three decimals"},
		"negative amount":        {"ObjectEvent", `"action":"ADD","quantityList":[{"epcClass":"urn:x:1","quantity":-5}]`, "not a number above 0"},
		"wrong check digit":      {"ObjectEvent", `"action":"ADD","epcList":["https://id.gs1.org/01/09521234543214/21/1"]`, "check digit"},
		"shipping to nobody":     {"ObjectEvent", ship, "possessing_party"},
		"shipping to a stranger": {"ObjectEvent", ship + `,"destinationList":[{"type":"possessing_party","destination":"urn:x:9"}]`, "urn:x:9 is not known"},
		"shipping to oneself":    {"ObjectEvent", ship + `,"destinationList":[{"type":"possessing_party","destination":"urn:epc:id:sgln:4012345.00000.7"}]`, "same organisation"},
		"shipping by another":    {"ObjectEvent", ship + `,"sourceList":[{"type":"possessing_party","source":"did:web:shop.example"}],"destinationList":[{"type":"possessing_party","destination":"urn:epc:id:pgln:0614141.00777"}]`, "its giver shop is not mine"},
		"receiving by another":   {"ObjectEvent", `"action":"OBSERVE","bizStep":"receiving","epcList":["urn:x:1"],"destinationList":[{"type":"possessing_party","destination":"did:web:shop.example"}]`, "its receiver shop is not mine"},
		"correction":             {"ObjectEvent", `"action":"ADD","epcList":["urn:x:1"],"errorDeclaration":{"declarationTime":"2026-11-20T09:00:00Z","reason":"incorrect_data"}`, "earlier event to be wrong"},
		"look into a pallet":     {"AggregationEvent", `"action":"OBSERVE","parentID":"urn:x:1","childEPCs":["urn:x:2"]`, "observation"},
		"packing of a class":     {"AggregationEvent", `"action":"ADD","parentID":"urn:x:1","childQuantityList":[{"epcClass":"urn:x:2","quantity":1}]`, "only whole assets"},
		"half a transformation":  {"TransformationEvent", `"transformationID":"urn:x:1","inputEPCList":["urn:x:2"]`, "part of a longer transformation"},
		"transaction":            {"TransactionEvent", `"action":"ADD","bizTransactionList":[{"bizTransaction":"urn:x:1"}],"epcList":["urn:x:2"]`, "business transaction"},
		"association":            {"AssociationEvent", `"action":"ADD","parentID":"urn:x:1","childEPCs":["urn:x:2"]`, "association"},
	} {
		steps := event(t, test.kind, test.members)
		kept, ok := steps[0].Command.(*custody.RecordEvent)
		if len(steps) != 1 || !ok || !strings.Contains(kept.Reason, test.reason) || kept.Type != test.kind || !strings.Contains(string(kept.Event), `"eventTime"`) {
			t.Errorf("%s: %s", name, custody.EncodeCommand(steps[0].Command))
		}
	}
}

// What only the ledger knows completes a command, or is the reason why there is none.
func TestStepsAreCompletedByTheLedger(t *testing.T) {
	t.Parallel()
	const id = "urn:x:1"
	receive := event(t, "ObjectEvent", `"action":"OBSERVE","bizStep":"receiving","epcList":["`+id+`"]`)[0]
	unpack := event(t, "AggregationEvent", `"action":"DELETE","parentID":"`+id+`"`)[0]
	parent := event(t, "AggregationEvent", `"action":"ADD","parentID":"`+id+`","childEPCs":["urn:x:2"]`)[0]
	part := event(t, "ObjectEvent", `"action":"OBSERVE","bizStep":"shipping","quantityList":[{"epcClass":"`+id+`","quantity":5}],"destinationList":[{"type":"possessing_party","destination":"did:web:shop.example"}]`)[0]
	add := event(t, "ObjectEvent", `"action":"ADD","epcList":["`+id+`"]`)[0]
	for name, test := range map[string]struct {
		step    epcis.Step
		asset   custody.Asset
		found   bool
		command string // a part of it, "" if none comes
		reason  string // a part of it, "" if none comes
	}{
		"nothing to know":    {add, custody.Asset{}, false, `"id":"urn:x:1"`, ""},
		"open handover":      {receive, custody.Asset{ID: id, Handover: "op-7"}, true, `"handover":"op-7"`, ""},
		"no open handover":   {receive, custody.Asset{ID: id}, true, "", "no handover of urn:x:1 is open"},
		"unknown to receive": {receive, custody.Asset{}, false, "", "urn:x:1 is not registered"},
		"full unit":          {unpack, custody.Asset{ID: id, Contents: "op-8"}, true, `"bundle":"op-8"`, ""},
		"empty unit":         {unpack, custody.Asset{ID: id}, true, "", "urn:x:1 is empty already"},
		"parent unknown":     {parent, custody.Asset{}, false, `"type":"unit"`, ""},
		"parent known":       {parent, custody.Asset{ID: id}, true, "", ""},
		"whole lot":          {part, custody.Asset{ID: id, Quantity: 5000}, true, `"asset":"urn:x:1"`, ""},
		"part of a lot":      {part, custody.Asset{ID: id, Quantity: 6000}, true, "", "5 of urn:x:1, which holds 6"},
	} {
		c, reason := test.step.Ready(test.asset, test.found)
		got := ""
		if c != nil {
			got = string(custody.EncodeCommand(c))
		}
		if (test.command == "") != (c == nil) || !strings.Contains(got, test.command) || (test.reason == "") != (reason == "") || !strings.Contains(reason, test.reason) {
			t.Errorf("%s: %s, %q", name, got, reason)
		}
	}
	if receive.Command.(*custody.AnswerHandover).Handover != "" {
		t.Error("completing a step changed the step")
	}
}

// The same event has the same keys in every file; another event, and the declaration that it was wrong, has others.
func TestKeysFollowFromTheEvent(t *testing.T) {
	t.Parallel()
	key := func(members string) string { return event(t, "ObjectEvent", `"action":"ADD",`+members)[0].Key }
	if key(`"epcList":["urn:x:1"],"example:a":1`) != key(`"example:a" : 1, "epcList": ["urn:x:1"]`) {
		t.Error("order and white space make another key")
	}
	if key(`"epcList":["urn:x:1"]`) == key(`"epcList":["urn:x:2"]`) {
		t.Error("two events have one key")
	}
	if key(`"eventID":"urn:e:1","epcList":["urn:x:1"]`) != key(`"eventID":"urn:e:1","epcList":["urn:x:2"]`) {
		t.Error("one event ID has two keys")
	}
	if key(`"eventID":"urn:e:1","epcList":["urn:x:1"]`) == key(`"eventID":"urn:e:1","epcList":["urn:x:1"],"errorDeclaration":{"declarationTime":"2026-11-20T09:00:00Z"}`) {
		t.Error("a correction has the key of its event")
	}
	two := event(t, "ObjectEvent", `"action":"ADD","epcList":["urn:x:1","urn:x:2"]`)
	if kept, _ := two[0].Kept("r"); two[0].Key == two[1].Key || kept == two[0].Key {
		t.Error("two commands of an event have one key")
	}
}

// Every event of the valid documents becomes something, and every command and record is well-formed for the rules:
// what they refuse is only what the ledger does not have.
func TestEveryValidEventIsAccountedFor(t *testing.T) {
	t.Parallel()
	kinds := map[custody.CommandKind]int{}
	for _, file := range append(corpus(t, "valid"), corpus(t, "events")...) {
		doc, err := parseFile(t, file)
		if err != nil {
			t.Fatal(err)
		}
		seen := map[int]bool{}
		for _, s := range epcis.Commands(doc, options) {
			seen[s.Position] = true
			kinds[s.Command.Kind()]++
			_, kept := s.Kept("the reason")
			for _, c := range []custody.Command{s.Command, kept} {
				decoded, err := custody.DecodeCommand(c.Kind(), custody.EncodeCommand(c))
				if err != nil {
					t.Errorf("%s: %v", filepath.Base(file), err)
					continue
				}
				_, err = custody.Decide(context.Background(), emptyLedger{}, custody.Secret("s"), "mine", "op-1", decoded)
				if c.Kind() == custody.KindRecordEvent && err != nil || errors.Is(err, problem.InvalidField) || errors.Is(err, problem.InvalidID) {
					t.Errorf("%s: %s: %v", filepath.Base(file), custody.EncodeCommand(c), explain(err))
				}
			}
		}
		if len(seen) != len(doc.Events) {
			t.Errorf("%s: %d of %d events", filepath.Base(file), len(seen), len(doc.Events))
		}
	}
	for _, kind := range []custody.CommandKind{custody.KindRegisterAsset, custody.KindDisaggregate, custody.KindTransform, custody.KindRecordEvent, custody.KindAnswerHandover} {
		if kinds[kind] == 0 {
			t.Errorf("no event became a %s: %v", kind, kinds)
		}
	}
}
