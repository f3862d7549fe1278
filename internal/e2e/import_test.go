package e2e_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"waybill/internal/client"
	"waybill/internal/importer"
	"waybill/internal/system"
	"waybill/shared/custody"
	"waybill/shared/epcis"
)

// joined gives an importer for an organisation that has just joined.
func joined(t *testing.T, s *system.System, id custody.OrganizationID) *importer.Importer {
	t.Helper()
	ctx := deadline(t)
	admin := &client.Client{Base: s.URL, Token: s.AdminToken}
	receipt, err := admin.Send(ctx, "join "+string(id), &custody.RegisterOrganization{ID: string(id), Name: "Organisation " + string(id)})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := admin.Wait(ctx, receipt.ID); err != nil {
		t.Fatal(err)
	}
	token, err := s.NewCredential(ctx, id, false)
	if err != nil {
		t.Fatal(err)
	}
	return &importer.Importer{Client: &client.Client{Base: s.URL, Token: token}, Organization: id}
}

// play imports a file and gives what became of it; every row of the file must come to an outcome.
func play(t *testing.T, im *importer.Importer, name string, file importer.File) importer.Report {
	t.Helper()
	refused := importer.NamedRefusedFile(filepath.Join(t.TempDir(), "refused"))
	refused.Delimiter = ";"
	report, err := im.Import(deadline(t), name, file, refused, func(int) {})
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	if report.Outcomes.Total() != file.Total {
		t.Errorf("%s: %d steps, and %s", name, file.Total, report.Outcomes)
	}
	return report
}

// operationsIn counts all operations.
func operationsIn(t *testing.T, s *system.System) (n int) {
	t.Helper()
	counts, err := s.Stores().Operations.Counts(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, count := range counts {
		n += count
	}
	return n
}

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

// Every document and bare event that OpenEPCIS holds to be valid is imported into one system: each event comes to an
// outcome, and the second time all are known and nothing changes. What it holds to be invalid is refused with reasons.
func TestForeignDocumentsAreImportedOnce(t *testing.T) {
	t.Parallel()
	valid := append(corpus(t, "valid"), corpus(t, "events")...)
	s := start(t, system.Options{})
	im := joined(t, s, "importer")
	everything := func() importer.Tally {
		all := importer.Tally{}
		for _, name := range valid {
			file, err := importer.OpenDocument(name, epcis.Options{Caller: "importer"})
			if err != nil {
				t.Fatalf("%s: %v", filepath.Base(name), err)
			}
			for outcome, n := range play(t, im, filepath.Base(name), file).Outcomes {
				all[outcome] += n
			}
		}
		return all
	}
	first := everything()
	if first[importer.Recorded] == 0 || first[importer.Kept] == 0 || first[importer.Refused] > 0 {
		t.Errorf("first import: %s", first)
	}
	ledgerThen, operationsThen := state(t, s), operationsIn(t, s)
	second := everything()
	if second[importer.Known]+second[importer.Unchanged] != first.Total() {
		t.Errorf("second import: %s of %d", second, first.Total())
	}
	for _, name := range corpus(t, "invalid") {
		_, err := importer.OpenDocument(name, epcis.Options{Caller: "importer"})
		if err == nil {
			t.Errorf("%s is taken", filepath.Base(name))
			continue
		}
		report, writeErr := im.Refusal(name, err, importer.NamedRefusedFile(filepath.Join(t.TempDir(), "refused")))
		if writeErr != nil || report.Errors[0].Field == "" || report.Errors[0].Detail == "" {
			t.Errorf("%s: %v, %v", filepath.Base(name), report.Errors, writeErr)
		}
	}
	if state(t, s) != ledgerThen {
		t.Error("the second import changed the ledger")
	}
	if n := operationsIn(t, s); n != operationsThen {
		t.Errorf("the second import made %d operations", n-operationsThen)
	}
}

const exportMapping = `
name: sap-serials
delimiter: ";"
decimal: ","
fields:
  action: {column: Movement, values: {"101": register, "601": offer, "602": cancel}}
  id: {template: "https://id.gs1.org/01/{GTIN}/{Key}/{Serial}"}
  type: {column: Kind, values: {HALB: item, ROH: lot}}
  quantity: {column: Menge}
  unit: {constant: KGM}
  to: {column: Customer, values: {"0000104711": customer}}
`

const export = `Movement;GTIN;Key;Serial;Kind;Menge;Customer
101;09521234543213;21;A1;HALB;;
101;09521234543213;21;A2;HALB;;
101;09521234543213;10;L1;ROH;2,50;
601;09521234543213;21;A1;HALB;;0000104711
602;09521234543213;21;A1;HALB;;
601;09521234543213;21;A1;HALB;;0000104711
777;09521234543213;21;A2;HALB;;
601;09521234543213;21;A9;HALB;;0000104711
101;09521234543214;21;A3;HALB;;
101;09521234543213;21;A2;HALB;;
`

// An export of an ERP is imported row by row, in its order where rows are about one asset. What is refused comes back
// with line and reason; mended, it is taken. The second time everything that was taken is known.
func TestAnExportIsImportedOnce(t *testing.T) {
	t.Parallel()
	s := start(t, system.Options{})
	im := joined(t, s, "maker")
	joined(t, s, "customer")
	mapping, err := epcis.ReadMapping(strings.NewReader(exportMapping))
	if err != nil {
		t.Fatal(err)
	}
	open := func(text string) importer.File {
		t.Helper()
		name := filepath.Join(t.TempDir(), "export.csv")
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		file, err := importer.OpenRows(name, mapping)
		if err != nil {
			t.Fatal(err)
		}
		return file
	}
	report := play(t, im, "first", open(export))
	if got := report.Outcomes.String(); got != "6 recorded, 4 refused" {
		t.Errorf("first import: %s: %v", got, report.Reasons)
	}
	refused, err := os.ReadFile(report.RefusedFile)
	if err != nil {
		t.Fatal(err)
	}
	for i, line := range strings.Split(strings.TrimSpace(string(refused)), "\n") {
		if want := []string{"refused-line;", "8;", "9;", "10;", "11;"}[i]; !strings.HasPrefix(line, want) {
			t.Errorf("refused rows have %q, want %s", line, want)
		}
	}
	var asset struct{ Handover string }
	if err := im.Client.Get(t.Context(), "/api/v1/assets?id=https://id.gs1.org/01/09521234543213/21/A1", &asset); err != nil || asset.Handover == "" {
		t.Errorf("A1 is not offered: %+v, %v", asset, err)
	}
	ledgerThen, operationsThen := state(t, s), operationsIn(t, s)
	if got := play(t, im, "second", open(export)).Outcomes.String(); got != "6 known, 4 refused" {
		t.Errorf("second import: %s", got)
	}
	if state(t, s) != ledgerThen || operationsIn(t, s) != operationsThen {
		t.Error("the second import changed something")
	}
	mended := strings.NewReplacer(";777;", ";601;", ";A2;HALB;;\n", ";A2;HALB;;0000104711\n").Replace(string(refused))
	if got := play(t, im, "mended", open(mended)).Outcomes.String(); got != "1 recorded, 3 refused" {
		t.Errorf("mended import: %s", got)
	}
}
