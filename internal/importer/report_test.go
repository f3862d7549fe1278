package importer_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"waybill/internal/importer"
	"waybill/shared/epcis"
	"waybill/shared/problem"
)

// importTable imports a CSV file as the command does.
func importTable(t *testing.T, im *importer.Importer, name string) importer.Report {
	t.Helper()
	file, err := importer.OpenRows(name, readMapping(t))
	if err != nil {
		t.Fatal(err)
	}
	refused := importer.NewRefusedFile(name, false)
	refused.Delimiter = ";"
	told := 0
	report, err := im.Import(t.Context(), name, file, refused, func(done int) { told = done })
	if err != nil || told != file.Total || report.Outcomes.Total() != file.Total {
		t.Fatalf("%+v, %v, told of %d", report, err, told)
	}
	return report
}

func read(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// Refused rows come to a file that can be mended and imported again; an earlier file, which may be mended already, is
// not touched.
func TestRefusedRowsCanBeMended(t *testing.T) {
	t.Parallel()
	a := newAPI(t)
	name := write(t, "table.csv", header+"register;1;\ndestroy;2;\"a;b\"\nregister;3;;x\n")
	report := importTable(t, a.importer(), name)
	if got := report.Outcomes.String(); got != "1 recorded, 2 refused" {
		t.Errorf("%s", got)
	}
	const want = `refused-line;refused-reason;Do;Serial;To
3;"column:Do: it must be register, offer, accept, reject or cancel, not ""destroy""";destroy;2;"a;b"
4;The request is not well-formed: the row has 4 values and the file 3 columns;register;3;;x
`
	if got := read(t, report.RefusedFile); got != want {
		t.Errorf("got\n%s", got)
	}
	if again := importTable(t, a.importer(), name); again.RefusedFile == report.RefusedFile || read(t, again.RefusedFile) != want {
		t.Errorf("the second import wrote %s", again.RefusedFile)
	}

	mended := write(t, "mended.csv", strings.Replace(want, ";destroy", ";register", 1))
	report = importTable(t, a.importer(), mended)
	if got := report.Outcomes.String(); got != "1 recorded, 1 refused" {
		t.Errorf("mended: %s", got)
	}
	if got := read(t, report.RefusedFile); got != `refused-line;refused-reason;Do;Serial;To
3;The request is not well-formed: the row has 6 values and the file 5 columns;register;3;;x
` {
		t.Errorf("got\n%s", got)
	}
	same(t, "sent", a.sent(), []string{"assets urn:x:1", "assets urn:x:2"})
}

// A file in which everything is well leaves no other file behind.
func TestNothingRefusedMakesNoFile(t *testing.T) {
	t.Parallel()
	name := write(t, "table.csv", header+"register;1;\n")
	report := importTable(t, newAPI(t).importer(), name)
	files, err := filepath.Glob(filepath.Join(filepath.Dir(name), "*"))
	if err != nil || len(files) != 1 || report.RefusedFile != "" {
		t.Errorf("%v, %v, %+v", files, err, report)
	}
}

// A document that is refused as a whole names every field at fault, also in a file; a dry run writes none.
func TestARefusedDocumentNamesItsFields(t *testing.T) {
	t.Parallel()
	name := write(t, "document.json", `{"type":"EPCISDocument","epcisBody":{"eventList":[{"type":"ObjectEvent"}]}}`)
	_, cause := importer.OpenDocument(name, epcis.Options{Caller: "mine"})
	dry, err := (&importer.Importer{DryRun: true}).Refusal(name, cause, importer.NewRefusedFile(name, true))
	if err != nil || dry.RefusedFile != "" || len(dry.Errors) < 5 {
		t.Errorf("dry run: %+v, %v", dry, err)
	}
	report, err := (&importer.Importer{}).Refusal(name, cause, importer.NewRefusedFile(name, true))
	if err != nil || len(report.Errors) != len(dry.Errors) {
		t.Fatalf("%+v, %v", report, err)
	}
	lines := strings.Split(strings.TrimSpace(read(t, report.RefusedFile)), "\n")
	if len(lines) != len(report.Errors) || !strings.Contains(read(t, report.RefusedFile), `{"field":"/epcisBody/eventList/0/action","detail":"it is missing"}`) {
		t.Errorf("%s", strings.Join(lines, "\n"))
	}
}

// An event that may not even be kept is refused, and written to the file.
func TestAnEventThatCannotBeKeptIsRefused(t *testing.T) {
	t.Parallel()
	a := newAPI(t)
	a.refuse = func(string) error { return problem.TooLarge.With("a command has at most 1 MiB") }
	file := document(t, `"type":"ObjectEvent","action":"ADD","epcList":["urn:x:1"]`)
	refused := importer.NamedRefusedFile(filepath.Join(t.TempDir(), "refused.jsonl"))
	report, err := a.importer().Import(t.Context(), "document.json", file, refused, func(int) {})
	if err != nil || report.Outcomes.String() != "1 refused" {
		t.Fatalf("%+v, %v", report, err)
	}
	if got := read(t, report.RefusedFile); !strings.HasPrefix(got, `{"position":0,"reason":"The body is over the limit: a command`) || !strings.Contains(got, `"urn:x:1"`) {
		t.Errorf("%s", got)
	}
}

// A file that breaks off, lacks a column or is not there is refused before anything of it is sent.
func TestUnreadableFilesAreRefusedAsAWhole(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"":                                   "the file is empty",
		"Do;To\nregister;1\n":                `no column "Serial"`,
		header + "register;1;\nregister;\"2": "line 3",
	} {
		if _, err := importer.OpenRows(write(t, "table.csv", text), readMapping(t)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v", text, err)
		}
	}
	if _, err := importer.OpenDocument(filepath.Join(t.TempDir(), "none.json"), epcis.Options{}); !os.IsNotExist(err) {
		t.Errorf("%v", err)
	}
}

// A table of parties is read strictly.
func TestPartiesAreRead(t *testing.T) {
	t.Parallel()
	parties, err := importer.ReadParties(strings.NewReader("4012345000009: mine\n\"urn:epc:id:pgln:0614141.00777\": fab\n"))
	if err != nil || len(parties) != 2 {
		t.Errorf("%v, %v", parties, err)
	}
	for text, want := range map[string]string{
		"- a\n":                                "cannot unmarshal",
		"4012345000009: Not A Name!\n":         `party "4012345000009"`,
		"4012345000008: mine\n":                `party "4012345000008"`,
		"4012345000009: a\n4012345000009: b\n": "already defined",
	} {
		if _, err := importer.ReadParties(strings.NewReader(text)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v", text, err)
		}
	}
}
