package importer

import (
	"encoding/csv"
	"encoding/json"
	"errors"
	"io"
	"os"
	"slices"
	"strconv"
	"unicode/utf8"

	"waybill/shared/epcis"
	"waybill/shared/problem"
)

// The columns that a file of refused rows has after those of the file itself.
const (
	LineColumn   = "line"
	ReasonColumn = "reason"
)

// A RefusedFile takes what was refused. It is made when there is something to take.
type RefusedFile struct {
	Name      string
	Delimiter string // of a CSV file

	file *os.File
	csv  *csv.Writer
	json *json.Encoder
	err  error // the first one; told by Close
}

// Written reports whether there is a file.
func (f *RefusedFile) Written() bool { return f.file != nil && f.err == nil }

// Row takes a refused row of a CSV file. The file has the columns of the row's file, the line and the reason, so that
// it can be mended and imported again: a mapping reads only the columns that it names.
func (f *RefusedFile) Row(r Result) {
	header, line := refusedColumns(r.Row)
	if f.open() && f.csv == nil {
		f.csv = csv.NewWriter(f.file)
		if comma, _ := utf8.DecodeRuneInString(f.Delimiter); comma != utf8.RuneError {
			f.csv.Comma = comma
		}
		f.keep(f.csv.Write(append(header, LineColumn, ReasonColumn)))
	}
	if f.err == nil {
		f.keep(f.csv.Write(append(line, strconv.Itoa(r.Line), r.Reason)))
	}
}

// refusedColumns gives header and values without the line and reason of an earlier import, of the header's length.
func refusedColumns(r epcis.Row) (header, values []string) {
	for i, name := range r.Header {
		if name == LineColumn || name == ReasonColumn {
			continue
		}
		header = append(header, name)
		if i < len(r.Values) {
			values = append(values, r.Values[i])
		} else {
			values = append(values, "")
		}
	}
	return header, values
}

// Step takes a step of a document that was neither carried out nor kept.
func (f *RefusedFile) Step(r Result) {
	_, event := r.Step.Kept("")
	f.encode(struct {
		Position int             `json:"position"` // of the event, from 0
		Reason   string          `json:"reason"`
		Event    json.RawMessage `json:"event"`
	}{r.Step.Position, r.Reason, event.Event})
}

// Document takes why a document was refused as a whole: a line for each field at fault.
func (f *RefusedFile) Document(p *problem.Problem) {
	errs := p.Errors
	if len(errs) == 0 {
		errs = []problem.FieldError{{Detail: p.Error()}}
	}
	for _, e := range errs {
		f.encode(e)
	}
}

func (f *RefusedFile) encode(v any) {
	if f.open() && f.json == nil {
		f.json = json.NewEncoder(f.file)
		f.json.SetEscapeHTML(false)
	}
	if f.err == nil {
		f.keep(f.json.Encode(v))
	}
}

// open makes the file if there is none yet.
func (f *RefusedFile) open() bool {
	if f.file == nil && f.err == nil {
		var err error
		f.file, err = os.OpenFile(f.Name, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600)
		f.keep(err)
	}
	return f.err == nil
}

func (f *RefusedFile) keep(err error) {
	if f.err == nil {
		f.err = err
	}
}

// Close finishes the file, if there is one, and tells the first thing that went wrong with it.
func (f *RefusedFile) Close() error {
	if f.csv != nil {
		f.csv.Flush()
		f.keep(f.csv.Error())
	}
	var closer io.Closer = f.file
	if f.file == nil {
		return f.err
	}
	return errors.Join(f.err, closer.Close())
}

// Columns that a mended file still has must not make another key of an unchanged row.
var _ = slices.Contains[[]string]
