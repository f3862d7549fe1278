package importer

import (
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"unicode/utf8"

	"waybill/shared/epcis"
	"waybill/shared/problem"
)

// The columns that a CSV file of refused rows has before those of the row. They stand in front so that they are in
// their place even when the row has a value too many or too few.
const (
	lineColumn   = "refused-line"
	reasonColumn = "refused-reason"
)

// A RefusedFile takes what was refused. It is made when there is something to take, and replaces no other file: that
// one may have been mended in the meantime.
type RefusedFile struct {
	Delimiter string // of a CSV file

	name string
	file *os.File
	csv  *csv.Writer
	json *json.Encoder
	err  error // the first one; told by Close
}

// NewRefusedFile gives a file beside the one that is imported: orders.csv has orders.refused.csv, and a document has a
// file of JSON lines.
func NewRefusedFile(of string, document bool) *RefusedFile {
	base, extension := strings.TrimSuffix(of, filepath.Ext(of)), ".csv"
	if document {
		extension = ".jsonl"
	}
	name := base + ".refused" + extension
	for n := 2; exists(name); n++ {
		name = fmt.Sprintf("%s.refused-%d%s", base, n, extension)
	}
	return NamedRefusedFile(name)
}

// NamedRefusedFile gives a file of that name. There must be none yet.
func NamedRefusedFile(name string) *RefusedFile { return &RefusedFile{name: name} }

func exists(name string) bool {
	_, err := os.Lstat(name)
	return !errors.Is(err, fs.ErrNotExist)
}

// Name is the file's name, or "" if nothing was refused.
func (f *RefusedFile) Name() string {
	if f.file == nil {
		return ""
	}
	return f.name
}

// Row takes a refused row of a CSV file, with its line and the reason. The file can be mended and imported again with
// the same mapping, which reads only the columns that it names.
func (f *RefusedFile) Row(r Result) {
	header, values := ownColumns(r.Row)
	if f.open() && f.csv == nil {
		f.csv = csv.NewWriter(f.file)
		if comma, size := utf8.DecodeRuneInString(f.Delimiter); size > 0 {
			f.csv.Comma = comma
		}
		f.note(f.csv.Write(append([]string{lineColumn, reasonColumn}, header...)))
	}
	if f.err == nil {
		f.note(f.csv.Write(append([]string{strconv.Itoa(r.Line), r.Reason}, values...)))
	}
}

// ownColumns gives header and values without what an earlier import put in front.
func ownColumns(r epcis.Row) (header, values []string) {
	if len(r.Header) < 2 || r.Header[0] != lineColumn || r.Header[1] != reasonColumn {
		return r.Header, r.Values
	}
	return r.Header[2:], r.Values[min(2, len(r.Values)):]
}

// Step takes a step of a document that could neither be carried out nor be kept.
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
	faults := p.Errors
	if len(faults) == 0 {
		faults = []problem.FieldError{{Detail: p.Error()}}
	}
	for _, fault := range faults {
		f.encode(fault)
	}
}

func (f *RefusedFile) encode(v any) {
	if f.open() && f.json == nil {
		f.json = json.NewEncoder(f.file)
		f.json.SetEscapeHTML(false)
	}
	if f.err == nil {
		f.note(f.json.Encode(v))
	}
}

// open makes the file if there is none yet.
func (f *RefusedFile) open() bool {
	if f.file == nil && f.err == nil {
		file, err := os.OpenFile(f.name, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
		f.note(err)
		f.file = file
	}
	return f.err == nil
}

func (f *RefusedFile) note(err error) {
	if f.err == nil {
		f.err = err
	}
}

// Close finishes the file, if there is one, and tells the first thing that went wrong with it.
func (f *RefusedFile) Close() error {
	if f.csv != nil {
		f.csv.Flush()
		f.note(f.csv.Error())
	}
	if f.file != nil {
		f.note(f.file.Close())
	}
	if f.err != nil {
		return fmt.Errorf("write the file of what was refused: %w", f.err)
	}
	return nil
}
