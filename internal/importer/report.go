package importer

import (
	"context"
	"errors"

	"waybill/shared/problem"
)

// maxReasons is how many reasons a report names; the ledger has those of everything that was kept, and the file of
// refused rows the others.
const maxReasons = 10

// A Report says what became of a file.
type Report struct {
	File     string   `json:"file"`
	Total    int      `json:"total"`
	Of       string   `json:"of,omitempty"` // what Total counts: rows, or steps, of which an event may need several
	Outcomes Tally    `json:"outcomes"`
	Reasons  []Reason `json:"reasons,omitempty"` // of the first that were kept or refused
	// Errors say why the file was refused as a whole; then nothing of it was sent.
	Errors      []problem.FieldError `json:"errors,omitempty"`
	RefusedFile string               `json:"refusedFile,omitempty"` // what was refused, to be mended
}

// A Reason says why a row was kept or refused.
type Reason struct {
	At      string  `json:"at"` // such as "line 7" or "event 0"
	Outcome Outcome `json:"outcome"`
	Reason  string  `json:"reason"`
}

// Refusal reports a file that could not be read or is refused as a whole, and writes why.
func (im *Importer) Refusal(name string, err error, refused *RefusedFile) (Report, error) {
	r := Report{File: name, Outcomes: Tally{}, Errors: []problem.FieldError{{Detail: err.Error()}}}
	var p *problem.Problem
	if !errors.As(err, &p) {
		return r, nil
	}
	if len(p.Errors) > 0 {
		r.Errors = p.Errors
	}
	if !im.DryRun {
		refused.Document(p)
	}
	r.RefusedFile = refused.Name()
	return r, refused.Close()
}

// Import plays a file, writes what is refused, calls tell after each row, and reports. The report is right as far as
// the import came, whatever the error.
func (im *Importer) Import(ctx context.Context, name string, file File, refused *RefusedFile, tell func(done int)) (Report, error) {
	r := Report{File: name, Total: file.Total, Of: "rows", Outcomes: Tally{}}
	if file.Document {
		r.Of = "steps"
	}
	done := 0
	err := im.Play(ctx, file, func(result Result) {
		done++
		r.Outcomes[result.Outcome]++
		if result.Reason != "" && len(r.Reasons) < maxReasons {
			r.Reasons = append(r.Reasons, Reason{file.Place(result.Row), result.Outcome, result.Reason})
		}
		switch {
		case result.Outcome != Refused || im.DryRun:
		case file.Document:
			refused.Step(result)
		default:
			refused.Row(result)
		}
		tell(done)
	})
	r.RefusedFile = refused.Name()
	return r, errors.Join(err, refused.Close())
}
