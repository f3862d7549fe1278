package main

import (
	"errors"
	"fmt"
	"io"
	"path/filepath"

	"github.com/spf13/cobra"

	"waybill/internal/importer"
)

// An importReport is what import prints as JSON.
type importReport struct {
	Files    []importer.Report `json:"files"`
	Outcomes importer.Tally    `json:"outcomes"` // of all files
	Refused  int               `json:"refusedFiles"`
}

// runImport imports the files one after another. A file that is refused does not keep the others from being imported;
// a system that does not answer does.
func runImport(c *cobra.Command, g *globals, o importFlags, files []string) error {
	in, err := o.prepare(files)
	if err != nil {
		return err
	}
	all := importReport{Files: []importer.Report{}, Outcomes: importer.Tally{}}
	for _, name := range files {
		progress := newRate(c.ErrOrStderr(), filepath.Base(name))
		var report importer.Report
		report, err = in.file(c.Context(), name, progress.tell)
		progress.end()
		all.add(report)
		if !g.json {
			err = errors.Join(err, printImport(c.OutOrStdout(), report))
		}
		if err != nil {
			err = fmt.Errorf("%s: %w", name, err)
			break
		}
	}
	if g.json {
		err = errors.Join(err, printJSON(c.OutOrStdout(), all))
	} else if len(all.Files) > 1 {
		_, printErr := fmt.Fprintf(c.OutOrStdout(), "in all: %s\n", all.summary())
		err = errors.Join(err, printErr)
	}
	if err == nil && all.Refused+all.Outcomes[importer.Refused] > 0 {
		err = refusedSome(o.dryRun)
	}
	return err
}

func refusedSome(dryRun bool) error {
	if dryRun {
		return errors.New("something would be refused")
	}
	return errors.New("something was refused; the other rows and files are imported")
}

func (all *importReport) add(r importer.Report) {
	all.Files = append(all.Files, r)
	for outcome, n := range r.Outcomes {
		all.Outcomes[outcome] += n
	}
	if len(r.Errors) > 0 {
		all.Refused++
	}
}

func (all *importReport) summary() string {
	text := all.Outcomes.String()
	if all.Refused > 0 {
		text += fmt.Sprintf("; files refused as a whole: %d of %d", all.Refused, len(all.Files))
	}
	return text
}

// printImport prints what became of a file.
func printImport(w io.Writer, r importer.Report) error {
	if len(r.Errors) > 0 {
		return printRefusal(w, r)
	}
	note := ""
	switch done := r.Outcomes.Total(); {
	case done < r.Total:
		note = fmt.Sprintf("; stopped at %d, import the file again to go on", done)
	case done > 0 && r.Outcomes[importer.Known] == done:
		note = "; nothing new"
	}
	_, err := fmt.Fprintf(w, "%s: %d %s: %s%s\n", r.File, r.Total, r.Of, r.Outcomes, note)
	for _, reason := range r.Reasons {
		fmt.Fprintf(w, "  %s %s: %s\n", reason.At, reason.Outcome, reason.Reason)
	}
	if more := r.Outcomes[importer.Kept] + r.Outcomes[importer.Refused] - len(r.Reasons); more > 0 {
		fmt.Fprintf(w, "  ... and %d more\n", more)
	}
	if r.RefusedFile != "" {
		_, err = fmt.Fprintf(w, "  what was refused is in %s: mend it and import that file\n", r.RefusedFile)
	}
	return err
}

func printRefusal(w io.Writer, r importer.Report) error {
	_, err := fmt.Fprintf(w, "%s: refused as a whole; nothing of it was sent\n", r.File)
	for _, e := range r.Errors {
		separator := ": "
		if e.Field == "" {
			separator = ""
		}
		_, err = fmt.Fprintf(w, "  %s%s%s\n", e.Field, separator, e.Detail)
	}
	return err
}
