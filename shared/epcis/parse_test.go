package epcis_test

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"waybill/shared/custody"
	"waybill/shared/epcis"
	"waybill/shared/problem"
)

// corpus gives the files of a folder of OpenEPCIS's test resources.
func corpus(t *testing.T, folder string) []string {
	t.Helper()
	corpora := os.Getenv("WAYBILL_CORPORA")
	if corpora == "" {
		t.Skip("WAYBILL_CORPORA does not name the folder with the test resources of OpenEPCIS")
	}
	files, err := filepath.Glob(filepath.Join(corpora, "openepcis", folder, "*.json"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no files in %s: %v", folder, err)
	}
	return files
}

func parseFile(t *testing.T, file string) (epcis.Document, error) {
	t.Helper()
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	return epcis.Parse(f)
}

// Every document and bare event that OpenEPCIS holds to be valid is taken.
func TestValidDocumentsAreTaken(t *testing.T) {
	t.Parallel()
	for _, file := range append(corpus(t, "valid"), corpus(t, "events")...) {
		doc, err := parseFile(t, file)
		if err != nil || len(doc.Events) == 0 {
			t.Errorf("%s: %v, %d events", filepath.Base(file), explain(err), len(doc.Events))
		}
	}
}

// Every document that OpenEPCIS holds to be invalid is refused, and the fields at fault are named.
func TestInvalidDocumentsAreRefusedWithTheField(t *testing.T) {
	t.Parallel()
	const e = "/epcisBody/eventList/"
	want := map[string]string{
		"Combination_of_events_with_missing_mandatory_fields.json":   e + "0/action " + e + "1/eventTimeZoneOffset " + e + "1/action",
		"Combination_of_multiple_invalid_fields.json":                e + "0/bizStep " + e + "1/disposition " + e + "2/sourceList/0/type " + e + "3/ilmd/materialType " + e + "4/action " + e + "4/eventTime",
		"Combination_of_non_standard_bizStep_and_disposition.json":   e + "0/bizStep " + e + "1/disposition",
		"EPCISDocument_without_context.json":                         "/@context",
		"ObjectEvent_with_ilmd_field_without_namespace.json":         e + "0/ilmd/materialType",
		"ObjectEvent_with_invalid_action.json":                       e + "0/action",
		"ObjectEvent_with_invalid_certificationInfo.json":            e + "0/certificationInfo/0 " + e + "0/certificationInfo/1",
		"ObjectEvent_with_invalid_eventTime_format.json":             e + "0/eventTime",
		"ObjectEvent_with_non_standard_bizStep.json":                 e + "0/bizStep",
		"ObjectEvent_with_non_standard_bizStep_in_second_event.json": e + "1/bizStep",
		"ObjectEvent_with_non_standard_disposition.json":             e + "0/disposition",
		"ObjectEvent_with_quantity_as_text.json":                     e + "0/quantityList/0/quantity",
		"ObjectEvent_with_unknown_field_in_quantityList.json":        e + "0/quantityList/0/weight",
		"ObjectEvent_without_action_and_eventTime.json":              e + "0/eventTime " + e + "0/eventTimeZoneOffset " + e + "0/action",
		"ObjectEvent_without_identifier_list.json":                   e + "0/epcList",
	}
	for _, file := range corpus(t, "invalid") {
		_, err := parseFile(t, file)
		if got := strings.Join(fields(err), " "); got != want[filepath.Base(file)] {
			t.Errorf("%s: %v\n got %s\nwant %s", filepath.Base(file), explain(err), got, want[filepath.Base(file)])
		}
	}
}

func fields(err error) (names []string) {
	var p *problem.Problem
	if errors.As(err, &p) {
		for _, e := range p.Errors {
			names = append(names, e.Field)
		}
	}
	return names
}

func explain(err error) string {
	var p *problem.Problem
	if errors.As(err, &p) {
		return fmt.Sprint(p.Detail, p.Errors)
	}
	return fmt.Sprint(err)
}

const document = `{"@context":["https://ref.gs1.org/standards/epcis/epcis-context.jsonld",{"example":"http://ns.example.com/"}],
"type":"EPCISDocument","schemaVersion":"2.0","creationDate":"2026-11-20T10:00:00Z","epcisBody":{"eventList":[%s]}}`

// Mistakes that the resources of OpenEPCIS do not have.
func TestOtherMistakesAreRefusedWithTheField(t *testing.T) {
	t.Parallel()
	const e = "/epcisBody/eventList/0"
	object := func(more string) string {
		return fmt.Sprintf(document, `{"type":"ObjectEvent","eventTime":"2026-11-20T08:30:00Z","eventTimeZoneOffset":"+00:00","epcList":["urn:x:1"]`+more+`}`)
	}
	for name, test := range map[string]struct{ in, field string }{
		"name twice":            {object(`,"action":"ADD","action":"DELETE"`), e + "/action"},
		"name twice, deeper":    {object(`,"action":"ADD","readPoint":{"id":"urn:x:2","id":"urn:x:3"}`), e + "/readPoint/id"},
		"event list twice":      {`{"epcisBody":{"eventList":[],"eventList":[]}}`, "/epcisBody/eventList"},
		"too deep":              {object(`,"example:a":` + strings.Repeat("[", 40) + strings.Repeat("]", 40)), e + "/example:a" + strings.Repeat("/0", 32)},
		"undeclared prefix":     {object(`,"action":"ADD","other:a":1`), e + "/other:a"},
		"event type":            {fmt.Sprintf(document, `{"type":"Party"}`), e + "/type"},
		"event is text":         {fmt.Sprintf(document, `"hello"`), e},
		"body is text":          {`{"epcisBody":"hello"}`, "/epcisBody"},
		"query document":        {`{"epcisBody":{"queryResults":{}}}`, "/epcisBody/queryResults"},
		"CBV word of no sense":  {object(`,"action":"ADD","bizStep":"https://ref.gs1.org/cbv/BizStep-teleporting"`), e + "/bizStep"},
		"ilmd of observation":   {object(`,"action":"OBSERVE","ilmd":{"example:a":1}`), e + "/ilmd"},
		"parent missing":        {fmt.Sprintf(document, `{"type":"AggregationEvent","eventTime":"2026-11-20T08:30:00Z","eventTimeZoneOffset":"+00:00","action":"ADD","childEPCs":["urn:x:1"]}`), e + "/parentID"},
		"outputs missing":       {fmt.Sprintf(document, `{"type":"TransformationEvent","eventTime":"2026-11-20T08:30:00Z","eventTimeZoneOffset":"+00:00","inputEPCList":["urn:x:1"]}`), e + "/outputEPCList"},
		"bare without context":  {`{"type":"ObjectEvent","eventTime":"2026-11-20T08:30:00Z","eventTimeZoneOffset":"+00:00","action":"ADD","epcList":["urn:x:1"]}`, "/@context"},
		"event of great length": {object(`,"action":"ADD","example:a":"` + strings.Repeat("x", custody.MaxEvent) + `"`), e},
	} {
		_, err := epcis.Parse(strings.NewReader(test.in))
		if got := fields(err); len(got) == 0 || got[0] != test.field {
			t.Errorf("%s: %v, want %s", name, explain(err), test.field)
		}
	}
}

// What is no JSON document at all is malformed; what is too large is said to be so.
func TestOtherThanDocumentsIsRefused(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]*problem.Problem{
		"":         problem.Malformed,
		"null":     problem.Malformed,
		"[]":       problem.Malformed,
		"{":        problem.Malformed,
		"{} {}":    problem.Malformed,
		"<EPCIS/>": problem.Malformed,
		"{}":       problem.InvalidField,
		`{"a":"` + strings.Repeat("x", epcis.MaxDocument) + `"}`:         problem.TooLarge,
		fmt.Sprintf(document, strings.Repeat("1,", epcis.MaxEvents)+"1"): problem.InvalidField,
	} {
		if _, err := epcis.Parse(strings.NewReader(in)); !errors.Is(err, want) {
			t.Errorf("%.20q gives %v, want %v", in, err, want)
		}
	}
	broken := errors.New("no more")
	if _, err := epcis.Parse(&failing{broken}); !errors.Is(err, broken) {
		t.Errorf("a reader that fails gives %v", err)
	}
}

type failing struct{ err error }

func (f *failing) Read([]byte) (int, error) { return 0, f.err }

// No input brings the parser down, and what it takes can be turned into commands.
func FuzzParse(f *testing.F) {
	f.Add([]byte(fmt.Sprintf(document, `{"type":"ObjectEvent","eventTime":"2026-11-20T08:30:00Z","eventTimeZoneOffset":"+00:00","action":"ADD","epcList":["urn:x:1"],"quantityList":[{"epcClass":"urn:x:2","quantity":1.5,"uom":"KGM"}]}`)))
	f.Add([]byte(fmt.Sprintf(document, `{"type":"TransformationEvent","inputEPCList":[],"ilmd":{"example:a":[{}]}}`)))
	f.Fuzz(func(t *testing.T, b []byte) {
		doc, err := epcis.Parse(bytes.NewReader(b))
		if err != nil {
			return
		}
		for _, s := range epcis.Commands(doc, epcis.Options{Caller: "mine"}) {
			if s.Command == nil || len(s.Key) > 255 {
				t.Errorf("%v", s)
			}
		}
	})
}
