// Package importer plays files that nobody here wrote into a system: EPCIS documents and exports of an ERP. Open a file
// with [OpenDocument] or [OpenRows] and hand it to [Importer.Import]. Every event and every row comes to one
// [Outcome]; a second import of the same file changes nothing.
package importer

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"

	"waybill/internal/client"
	"waybill/shared/custody"
	"waybill/shared/epcis"
)

// An Outcome is what became of a row.
type Outcome string

// The outcomes.
const (
	Recorded  Outcome = "recorded"  // a custody command was carried out
	Kept      Outcome = "kept"      // it has no meaning for custody, or the rules refuse it; it is kept as an event, with the reason
	Known     Outcome = "known"     // it was imported before
	Unchanged Outcome = "unchanged" // there was nothing to do, as the asset is registered already
	Refused   Outcome = "refused"   // it is wrong, and nothing of it was sent or kept
	Good      Outcome = "good"      // it would be sent; a dry run does not know what becomes of it then
)

// Outcomes are all of them, in the order in which people read them.
var Outcomes = []Outcome{Good, Recorded, Kept, Unchanged, Known, Refused}

// A Tally counts outcomes.
type Tally map[Outcome]int

// Total is the number of rows that came to an outcome.
func (t Tally) Total() (n int) {
	for _, count := range t {
		n += count
	}
	return n
}

// String gives the counts that are not 0, such as "120 recorded, 3 refused".
func (t Tally) String() string {
	var parts []string
	for _, o := range Outcomes {
		if t[o] > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", t[o], o))
		}
	}
	if len(parts) == 0 {
		return "nothing"
	}
	return strings.Join(parts, ", ")
}

// An Importer plays rows for one organisation.
type Importer struct {
	Client       *client.Client
	Organization custody.OrganizationID // whose credential the client has; else nothing that was imported would be known again
	// Parallel is how many rows are on their way at once; default 8. Rows that touch the same asset follow each other.
	Parallel int
	// DryRun sends nothing and asks nothing.
	DryRun bool

	fits   atomic.Bool // the credential is known to belong to Organization
	first  sync.Mutex  // one command at a time goes out until then
	misfit error       // the credential is known to belong to another one; guarded by first
}

// A Result is what became of one row.
type Result struct {
	epcis.Row
	Outcome Outcome
	Reason  string // why it was kept or refused
}

// Play carries the file's rows out and calls done for each, one at a time and in their order. It stops at the first
// error that is not about a row itself, or when ctx ends; imported again, the file goes on where it stopped.
func (im *Importer) Play(ctx context.Context, file File, done func(Result)) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	parallel := im.Parallel
	if parallel < 1 {
		parallel = 8
	}
	// Its length bounds what is on its way: one more row is being waited for below.
	started := make(chan (<-chan Result), parallel-1)
	var telling sync.WaitGroup
	telling.Go(func() {
		for row := range started {
			if result, ok := <-row; ok {
				done(result)
			}
		}
	})
	var lanes lanes
	for row, err := range file.Rows {
		if err != nil {
			cancel(err)
			break
		}
		result := make(chan Result, 1)
		select {
		case <-ctx.Done():
		case started <- result:
			turn := lanes.enter(row.Step)
			go func() {
				defer close(result)
				defer turn.end()
				if err := im.take(ctx, file, row, turn, result); err != nil {
					cancel(err) // before the turn ends: nothing that builds on this row may follow
				}
			}()
		}
		if ctx.Err() != nil {
			break
		}
	}
	close(started)
	telling.Wait()
	return context.Cause(ctx)
}

// take waits for the row's turn and carries it out.
func (im *Importer) take(ctx context.Context, file File, row epcis.Row, turn turn, result chan<- Result) error {
	if err := turn.wait(ctx); err != nil {
		return err
	}
	r := Result{Row: row, Outcome: Refused}
	if row.Problem != nil {
		r.Reason = reasonOf(row.Problem)
	} else {
		var err error
		if r.Outcome, r.Reason, err = im.play(ctx, row.Step, file.Document); err != nil {
			return fmt.Errorf("%s: %w", file.Place(row), err)
		}
	}
	result <- r
	return nil
}
