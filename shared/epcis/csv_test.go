package epcis_test

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"waybill/shared/custody"
	"waybill/shared/epcis"
)

const serials = `
name: serials
delimiter: ";"
decimal: ","
fields:
  action: {column: Movement, values: {"101": register, "601": offer, "602": cancel, "103": accept, "999": destroy}}
  id: {template: "https://id.gs1.org/01/{GTIN}/21/{Serial}"}
  type: {column: Kind, values: {HALB: item, ROH: lot}}
  quantity: {column: Menge}
  unit: {constant: KGM}
  to: {column: Customer}
  description: {template: "{Kind}: {Serial}"}
  eventTime: {column: At}
  attributes.plant: {column: Plant}
`

const header = "Movement;GTIN;Serial;Kind;Menge;Customer;At;Plant\n"

func readMapping(t *testing.T, text string) epcis.Mapping {
	t.Helper()
	m, err := epcis.ReadMapping(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// rows gives each row in one line: its command, or the field at fault and why.
func rows(t *testing.T, m epcis.Mapping, text string) (lines []string, steps []epcis.Step, last error) {
	t.Helper()
	for row, err := range epcis.Rows(strings.NewReader(text), m) {
		if err != nil {
			return lines, steps, err
		}
		if row.Problem != nil {
			lines = append(lines, fmt.Sprintf("%d: %s: %s", row.Line, strings.Join(fields(row.Problem), ","), row.Problem.Detail))
			continue
		}
		steps = append(steps, row.Step)
		lines = append(lines, fmt.Sprintf("%d: %s %s", row.Line, row.Step.Command.Kind(), custody.EncodeCommand(row.Step.Command)))
	}
	return lines, steps, nil
}

// Rows become commands as the mapping says; a row that is wrong names its column and the others go on.
func TestRowsBecomeCommands(t *testing.T) {
	t.Parallel()
	got, steps, err := rows(t, readMapping(t, serials), "\ufeff"+header+
		"101;09521234543213;A/1;HALB;;;2026-11-20T08:30:00Z;Freiberg\r\n"+
		"101;9521234543213;L1;ROH;\"1,50\";;;\n"+
		"601;9521234543213;A/1;;;fab;;\n"+
		"103;9521234543213;A/1;;;;;\n"+
		"101;9521234543214;A2;HALB;;;;\n"+
		"777;9521234543213;A2;HALB;;;;\n"+
		"999;9521234543213;A2;HALB;;;;\n"+
		"101;9521234543213;A2;FERT;;;;\n"+
		"101;9521234543213;L2;ROH;much;;;\n"+
		"601;9521234543213;A2;;;Fab & Co;;\n"+
		"101;9521234543213;A2;HALB;;;yesterday;\n"+
		"101;9521234543213\n")
	if err != nil {
		t.Fatal(err)
	}
	const id = "https://id.gs1.org/01/09521234543213/21/"
	want := []string{
		`2: RegisterAsset {"id":"` + id + `A%2F1","type":"item","description":"HALB: A/1","attributes":{"plant":"Freiberg"},"eventTime":"2026-11-20T08:30:00Z","source":"csv:serials"}`,
		`3: RegisterAsset {"id":"` + id + `L1","type":"lot","quantity":1.5,"unit":"KGM","description":"ROH: L1","source":"csv:serials"}`,
		`4: OfferHandover {"asset":"` + id + `A%2F1","to":"fab","source":"csv:serials"}`,
		`5: AnswerHandover {"handover":"","answer":"accept","source":"csv:serials"}`,
		`6: column:GTIN,Serial: the check digit of 01 (gtin) is 4 and must be 3: was the number mistyped?`,
		`7: column:Movement: the mapping does not say what "777" means`,
		`8: column:Movement: it must be register, offer, accept, reject or cancel, not "destroy"`,
		`9: column:Kind: the mapping does not say what "FERT" means`,
		`10: column:Menge: a quantity is a decimal number up to 9007199254740.992, not "much"`,
		`11: column:Customer: an organisation id has 3 to 63 lower-case letters, digits and hyphens and begins with a letter`,
		`12: column:At: it must be a time with its zone, such as 2026-11-20T08:30:00+01:00`,
		`13: : the row has 2 values and the file 8 columns`,
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if steps[3].LookUp != id+"A%2F1" {
		t.Errorf("the answer looks up %q", steps[3].LookUp)
	}
	if _, kept := steps[0].Kept("r"); !strings.Contains(string(kept.Event), `"Serial":"A/1"`) || kept.Assets[0] != id+"A%2F1" {
		t.Errorf("the row is kept as %s", custody.EncodeCommand(kept))
	}
}

// Rows keep their keys when the file grows, and equal rows are two commands.
func TestKeysOfRowsStayWhenTheFileGrows(t *testing.T) {
	t.Parallel()
	m := readMapping(t, serials)
	one, two := "103;9521234543213;A1;;;;;\n", "103;9521234543213;A2;;;;;\n"
	_, before, _ := rows(t, m, header+one+one)
	_, after, _ := rows(t, m, header+two+one+one)
	if before[0].Key == before[1].Key || before[0].Key != after[1].Key || before[1].Key != after[2].Key {
		t.Errorf("keys were %s, %s and became %s, %s", before[0].Key, before[1].Key, after[1].Key, after[2].Key)
	}
}

// A file that cannot be read as the mapping says ends with an error that says why.
func TestFilesThatDoNotFitEndWithAnError(t *testing.T) {
	t.Parallel()
	m := readMapping(t, serials)
	for in, want := range map[string]string{
		"":                                "the file is empty",
		"A;B\n":                           `no column "At"`,
		"A;A\n":                           `two columns are called "A"`,
		header + "101;\"x\" y;;;;;;\n":    "line 2",
		header + strings.Repeat("x", 1e6): "a row has more than",
		strings.Repeat("x", 1e6):          "a row has more than",
		header + "\"" + strings.Repeat("x\n", 1e6): "a row has more than",
		strings.Repeat("c;", 501) + "\n":           "columns",
	} {
		if _, _, err := rows(t, m, in); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%.20q gives %v, want %q", in, err, want)
		}
	}
	broken := errors.New("no more")
	for _, err := range epcis.Rows(io.MultiReader(strings.NewReader(header), &failing{broken}), m) {
		if !errors.Is(err, broken) {
			t.Errorf("a reader that fails gives %v", err)
		}
	}
	long := "101;9521234543213;" + strings.Repeat("x", 70_000) + ";HALB;;;;\n"
	if got, _, err := rows(t, m, header+long+"103;9521234543213;A1;;;;;\n"); err != nil || len(got) != 2 || !strings.Contains(got[0], "at most") {
		t.Errorf("a long row gives %d rows, %v", len(got), err)
	}
}

// A mapping is strict, so that a slip of the pen is not a silent loss.
func TestMappingsAreStrict(t *testing.T) {
	t.Parallel()
	const fields = "fields: {action: {constant: register}, id: {column: ID}"
	for in, want := range map[string]string{
		"":                                    "EOF",
		"colour: red":                         "colour",
		fields + "}":                          "needs a name",
		"name: a\nfields: {id: {column: ID}}": "needs the field action",
		"name: a\n" + fields + ", size: {column: S}}":            `the field "size"`,
		"name: a\n" + fields + ", to: {}}":                       "one of column",
		"name: a\n" + fields + ", to: {column: a, constant: b}}": "one of column",
		"name: a\n" + fields + ", to: {colum: a}}":               "colum",
		"name: a\ndelimiter: ab\n" + fields + "}":                "delimiter",
		"name: a\ndecimal: x\n" + fields + "}":                   "decimal mark",
		"name: " + strings.Repeat("a", epcis.MaxMapping):         "bytes",
	} {
		if _, err := epcis.ReadMapping(strings.NewReader(in)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%.40q gives %v, want %q", in, err, want)
		}
	}
}
