package importer

import (
	"errors"
	"fmt"
	"iter"
	"os"

	"waybill/shared/epcis"
)

// A File was read once and found to be readable as a whole.
type File struct {
	Rows  iter.Seq2[epcis.Row, error]
	Total int // rows, or the steps of a document's events
	// Document says that it is an EPCIS document: what the rules refuse of it is kept as an event, so that nothing of
	// what happened is lost. A refused row of a table goes back to who exported it.
	Document bool
}

// Place says where in the file a row stands.
func (f File) Place(row epcis.Row) string {
	if f.Document {
		return fmt.Sprintf("event %d", row.Step.Position)
	}
	return fmt.Sprintf("line %d", row.Line)
}

// OpenDocument reads an EPCIS document or a bare event. A document that does not follow the standard is a problem that
// names each field at fault; then nothing of it counts.
func OpenDocument(name string, o epcis.Options) (_ File, err error) {
	f, err := os.Open(name)
	if err != nil {
		return File{}, err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	document, err := epcis.Parse(f)
	if err != nil {
		return File{}, err
	}
	steps := epcis.Commands(document, o)
	return File{Rows: rowsOf(steps), Total: len(steps), Document: true}, nil
}

func rowsOf(steps []epcis.Step) iter.Seq2[epcis.Row, error] {
	return func(yield func(epcis.Row, error) bool) {
		for _, s := range steps {
			if !yield(epcis.Row{Step: s}, nil) {
				return
			}
		}
	}
}

// OpenRows reads a CSV file to its end, so that one that breaks off or lacks a column is refused before anything of it
// is sent. Rows that are wrong by themselves count as rows. Its size is not bounded: it is read again to be played.
func OpenRows(name string, m epcis.Mapping) (File, error) {
	file := File{Rows: rowsIn(name, m)}
	for _, err := range file.Rows {
		if err != nil {
			return File{}, err
		}
		file.Total++
	}
	return file, nil
}

func rowsIn(name string, m epcis.Mapping) iter.Seq2[epcis.Row, error] {
	return func(yield func(epcis.Row, error) bool) {
		f, err := os.Open(name)
		if err != nil {
			yield(epcis.Row{}, fmt.Errorf("open the file: %w", err))
			return
		}
		defer func() { _ = f.Close() }()
		for row, err := range epcis.Rows(f, m) {
			if !yield(row, err) {
				return
			}
		}
	}
}
