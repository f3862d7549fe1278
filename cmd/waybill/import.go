package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"waybill/internal/importer"
	"waybill/shared/epcis"
)

// importPatience is how long an import repeats a request: a system that is started anew is back by then.
const importPatience = time.Minute

// importFlags are the flags of import.
type importFlags struct {
	remote
	organization, mapping, parties, refused string
	parallel                                int
	dryRun                                  bool
}

func newImport(g *globals) *cobra.Command {
	var o importFlags
	c := &cobra.Command{
		Use:   "import FILE...",
		Short: "Import EPCIS 2.0 documents and CSV exports",
		Long: "Imports EPCIS 2.0 documents and bare events (.json, .jsonld) and CSV exports of an ERP (.csv, with --mapping), for the\n" +
			"organisation that the credential belongs to. Every event and row comes to one outcome:\n\n" +
			"  recorded   a custody command was carried out\n" +
			"  kept       it has no meaning for custody, or the rules refuse the event; the ledger keeps it with the reason\n" +
			"  unchanged  there was nothing to do, as the asset is registered already\n" +
			"  known      it was imported before; whatever became of it then stays\n" +
			"  refused    it is wrong: a document as a whole, a CSV file row by row\n\n" +
			"What is refused goes to FILE.refused.csv with the line and the reason; mend it and import that file. Stopped at any\n" +
			"time and started again, an import goes on where it was; a second import changes nothing. The exit code is 1 if\n" +
			"anything was refused.",
		Example: "  waybill import --organization northern-silicon shipments/*.jsonld\n" +
			"  waybill import --organization northern-silicon --parties parties.yaml despatch.json\n" +
			"  waybill import --organization northern-silicon --mapping sap.yaml serials.csv --dry-run\n" +
			"  waybill import --organization northern-silicon --mapping sap.yaml serials.csv --json | jq .outcomes\n\n" +
			"  cat parties.yaml     whom GLNs and other URIs of parties stand for\n" +
			"    \"4012345000009\": northern-silicon\n" +
			"    \"urn:epc:id:pgln:0614141.00777\": arctic-semiconductor\n\n" +
			"  cat sap.yaml         how columns become commands: register, offer, accept, reject or cancel\n" +
			"    name: sap-serials\n" +
			"    delimiter: \";\"\n" +
			"    fields:\n" +
			"      action: {column: Movement, values: {\"101\": register, \"601\": offer}}\n" +
			"      id: {template: \"https://id.gs1.org/01/{GTIN}/21/{Serial}\"}\n" +
			"      type: {constant: item}\n" +
			"      to: {column: Customer, values: {\"0000104711\": arctic-semiconductor}}",
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				return &usageError{errors.New("give one file or more: .json, .jsonld or .csv")}
			}
			return nil
		},
		RunE: func(c *cobra.Command, files []string) error { return runImport(c, g, o, files) },
	}
	o.flags(c)
	f := c.Flags()
	f.StringVar(&o.organization, "organization", "", "organisation that the credential belongs to")
	f.StringVar(&o.mapping, "mapping", "", "YAML file that says what the columns of the CSV files mean")
	f.StringVar(&o.parties, "parties", "", "YAML file with the organisation of each GLN or party URI that documents name")
	f.StringVar(&o.refused, "refused", "", "new file for what is refused, with one FILE only; default FILE.refused.csv or .jsonl")
	f.IntVar(&o.parallel, "parallel", 8, "rows on their way at once, 1 to 64")
	f.BoolVar(&o.dryRun, "dry-run", false, "read and check the files; send nothing, write nothing")
	return c
}

// An intake is an import that is about to begin: everything it needs but the files.
type intake struct {
	importer *importer.Importer
	options  epcis.Options
	mapping  epcis.Mapping
	refused  string
}

// prepare checks the command line before anything is sent.
func (o importFlags) prepare(files []string) (*intake, error) {
	id, err := parseOrganization(o.organization, "--organization")
	if err != nil {
		return nil, err
	}
	if o.parallel < 1 || o.parallel > 64 {
		return nil, &usageError{fmt.Errorf("--parallel is 1 to 64, not %d", o.parallel)}
	}
	if err := o.checkRefused(files); err != nil {
		return nil, &usageError{err}
	}
	in := &intake{
		importer: &importer.Importer{Organization: id, Parallel: o.parallel, DryRun: o.dryRun},
		options:  epcis.Options{Caller: id}, refused: o.refused,
	}
	if err := o.readMapping(files, in); err != nil {
		return nil, err
	}
	if o.parties != "" {
		if in.options.Parties, err = readYAML(o.parties, importer.ReadParties); err != nil {
			return nil, err
		}
	}
	if !o.dryRun {
		in.importer.Client, err = o.client(importPatience)
	}
	return in, err
}

func (o importFlags) checkRefused(files []string) error {
	if o.refused == "" {
		return nil
	}
	if len(files) > 1 {
		return errors.New("--refused goes with one FILE only; without it, each file gets one of its own")
	}
	if _, err := os.Lstat(o.refused); !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("--refused: %s exists already; name a new file", o.refused)
	}
	return nil
}

// readMapping reads the mapping if a file needs it.
func (o importFlags) readMapping(files []string, in *intake) (err error) {
	for _, name := range files {
		switch strings.ToLower(filepath.Ext(name)) {
		case ".json", ".jsonld":
		case ".csv":
			if o.mapping == "" {
				return &usageError{fmt.Errorf("%s needs --mapping, a YAML file that says what its columns mean; waybill import --help shows one", name)}
			}
			if in.mapping.Name == "" {
				if in.mapping, err = readYAML(o.mapping, epcis.ReadMapping); err != nil {
					return err
				}
			}
		default:
			return &usageError{fmt.Errorf("%s: the name has to end in .json, .jsonld or .csv", name)}
		}
	}
	return nil
}

// readYAML reads a file that says how to import.
func readYAML[T any](name string, read func(r io.Reader) (T, error)) (T, error) {
	f, err := os.Open(name)
	if err != nil {
		var none T
		return none, &usageError{err}
	}
	defer func() { _ = f.Close() }()
	v, err := read(f)
	if err != nil {
		err = &usageError{fmt.Errorf("%s: %w", name, err)}
	}
	return v, err
}

// file imports one file.
func (in *intake) file(ctx context.Context, name string, tell func(done, total int)) (importer.Report, error) {
	document := strings.ToLower(filepath.Ext(name)) != ".csv"
	refused := importer.NewRefusedFile(name, document)
	if in.refused != "" {
		refused = importer.NamedRefusedFile(in.refused)
	}
	var file importer.File
	var err error
	if document {
		file, err = importer.OpenDocument(name, in.options)
	} else {
		file, err = importer.OpenRows(name, in.mapping)
		refused.Delimiter = in.mapping.Delimiter
	}
	if err != nil {
		return in.importer.Refusal(name, err, refused)
	}
	return in.importer.Import(ctx, name, file, refused, func(done int) { tell(done, file.Total) })
}
