package epcis

import (
	"bufio"
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"slices"
	"strings"
	"unicode/utf8"

	"waybill/shared/custody"
	"waybill/shared/problem"
)

// Limits of a CSV file.
const (
	MaxRow     = 64 << 10 // bytes of the values of a row
	maxColumns = 500
)

// A Row is one row of a CSV file: a step, or the problem with it.
type Row struct {
	Line    int      // in the file, from 1
	Header  []string // the names of the columns, for a file of refused rows
	Values  []string // as they were given
	Step    Step
	Problem *problem.Problem // nil if the row is good; names columns as "column:Serial"
}

// Rows reads a CSV file (RFC 4180, with the mapping's delimiter) whose first row names the columns. A row that is
// wrong has a problem and the others go on; an error ends the file: it cannot be read, or it has not the columns that
// the mapping names.
//
// A row's Idempotency-Key follows from its values and from how many equal rows stand before it, so rows that were
// imported before are known again when the file has grown.
func Rows(r io.Reader, m Mapping) iter.Seq2[Row, error] {
	return func(yield func(Row, error) bool) {
		delimiter, _ := utf8.DecodeRuneInString(m.Delimiter)
		bounded := &rowReader{r: r}
		bounded.next()
		in := csv.NewReader(withoutMark(bounded))
		in.Comma, in.FieldsPerRecord = delimiter, -1
		header, err := readHeader(in, m)
		if err != nil {
			yield(Row{}, err)
			return
		}
		seen := map[[sha256.Size]byte]int{}
		for {
			bounded.next()
			values, err := in.Read()
			var syntax *csv.ParseError
			switch {
			case errors.Is(err, io.EOF):
				return
			case errors.As(err, &syntax):
				yield(Row{}, fmt.Errorf("line %d: %w", syntax.Line, syntax.Err))
				return
			case err != nil:
				yield(Row{}, fmt.Errorf("read the file: %w", err))
				return
			}
			line, _ := in.FieldPos(0)
			row := m.row(Row{Line: line, Header: header, Values: values}, seen)
			if !yield(row, nil) {
				return
			}
		}
	}
}

func readHeader(in *csv.Reader, m Mapping) ([]string, error) {
	header, err := in.Read()
	if errors.Is(err, io.EOF) {
		return nil, errors.New("the file is empty; its first row has to name the columns")
	}
	if err != nil {
		return nil, fmt.Errorf("read the names of the columns: %w", err)
	}
	if len(header) > maxColumns {
		return nil, fmt.Errorf("the file has more than %d columns", maxColumns)
	}
	for i, name := range header {
		header[i] = strings.TrimSpace(name)
		if slices.Contains(header[:i], header[i]) {
			return nil, fmt.Errorf("two columns are called %q", header[i])
		}
	}
	for _, name := range m.columns() {
		if !slices.Contains(header, name) {
			return nil, fmt.Errorf("the file has no column %q, which the mapping names; it has %s", name, strings.Join(header, ", "))
		}
	}
	return header, nil
}

// row makes a step of a row.
func (m Mapping) row(r Row, seen map[[sha256.Size]byte]int) Row {
	size := 0
	for _, v := range r.Values {
		size += len(v)
	}
	switch {
	case size > MaxRow:
		r.Problem = problem.TooLarge.With(fmt.Sprintf("a row has at most %d bytes", MaxRow))
		return r
	case len(r.Values) != len(r.Header):
		r.Problem = problem.Malformed.With(fmt.Sprintf("the row has %d values and the file %d columns", len(r.Values), len(r.Header)))
		return r
	}
	cells := map[string]string{}
	for i, name := range r.Header {
		cells[name] = strings.TrimSpace(r.Values[i])
	}
	event, err := json.Marshal(cells)
	if err != nil {
		r.Problem = problem.Malformed.With("the row is not text")
		return r
	}
	step, err := m.step(cells)
	if err != nil {
		r.Problem = problem.From(err)
		return r
	}
	sum := sha256.Sum256(event)
	seen[sum]++
	step.Position = r.Line
	step.Key = fmt.Sprintf("csv:%s:%s:%d", m.Name, hex.EncodeToString(sum[:]), seen[sum])
	step.record = custody.RecordEvent{Type: "Row", Event: event, Context: custody.Context{Source: "csv:" + m.Name}}
	if id, err := custody.ParseAssetID(step.id, ""); err == nil {
		step.record.Assets = []string{string(id)}
	}
	r.Step = step.Step
	return r
}

// A rowReader ends a file when one row takes more bytes than a row may have, quotes and all.
type rowReader struct {
	r    io.Reader
	left int
}

// next begins a row. What a reader above has buffered belongs to it, too.
func (b *rowReader) next() { b.left = 2*MaxRow + 4096 }

func (b *rowReader) Read(p []byte) (int, error) {
	if b.left <= 0 {
		return 0, fmt.Errorf("a row has more than %d bytes; is a quotation mark missing?", MaxRow)
	}
	n, err := b.r.Read(p)
	b.left -= n
	return n, err
}

// withoutMark drops the byte order mark that spreadsheets put in front.
func withoutMark(r io.Reader) io.Reader {
	in := bufio.NewReader(r)
	if mark, _ := in.Peek(3); string(mark) == "\ufeff" {
		_, _ = in.Discard(3)
	}
	return in
}
