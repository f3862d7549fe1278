package ledger

import (
	"bytes"
	"context"
	"fmt"
	"time"

	"waybill/shared/custody"
)

// A Reconciler compares chain, ledger and operations over the newest blocks.
type Reconciler struct {
	Source     Source
	Store      Snapshotter
	Projector  *Projector
	Operations Operations

	// Budget is about how long one reconciliation may take by the clock Now: half of it for what is missing at the end,
	// the rest for comparing. 0 for as long as it takes.
	Budget time.Duration
	Now    func() time.Time
}

// Operations tell which operations wait for the ledger.
type Operations interface {
	// Confirmed gives operations, oldest first and up to limit, whose transaction is final on chain and which are not
	// marked as recorded yet.
	Confirmed(ctx context.Context, limit int) ([]ConfirmedOperation, error)
}

// A ConfirmedOperation is final on chain.
type ConfirmedOperation struct {
	Operation    string
	Organization custody.OrganizationID
	Command      custody.Digest
}

// maxConfirmed bounds the operations that one reconciliation looks at; the rest waits for the next one.
const maxConfirmed = 1000

// A Reconciliation counts each way in which chain, ledger and operations differ. After a repair it must be clean twice
// in a row.
type Reconciliation struct {
	From          uint64   `json:"from"` // first block compared; later than the window's first if the budget was used up
	To            uint64   `json:"to"`   // last block compared
	Chain         int      `json:"chain"`
	Ledger        int      `json:"ledger"`
	Projected     int      `json:"projected"`     // on chain and not in the ledger yet: projected now
	Missing       int      `json:"missing"`       // on chain, and the ledger has passed the block without it: alarm
	NotOnChain    int      `json:"notOnChain"`    // in the ledger and not on chain: alarm
	Different     int      `json:"different"`     // at the same place, with another content: alarm
	Foreign       int      `json:"foreign"`       // in the ledger from commands that nobody here accepted
	Unrecorded    int      `json:"unrecorded"`    // operations final on chain that the ledger does not have
	LateRecorded  int      `json:"lateRecorded"`  // operations that the ledger has and nobody had told
	WebhookMissed int      `json:"webhookMissed"` // of Projected, those that no webhook announced
	Quarantined   int      `json:"quarantined"`   // announcements that the chain does not confirm, found now
	Problems      []string `json:"problems"`      // the alarms, the first hundred
	Clean         bool     `json:"clean"`         // nothing differed
	// Recorded are the operations to be marked: those projected now and those late.
	Recorded []RecordedCommand `json:"-"`
}

// Reconcile projects what is missing at the end, then compares the last window blocks, the newest first. It removes
// nothing: what is in the ledger and not on chain is for people to look into. It may be killed at any time and repeated.
func (r *Reconciler) Reconcile(ctx context.Context, window uint64) (Reconciliation, error) {
	report := Reconciliation{Problems: []string{}}
	over := r.timer()
	if err := r.repair(ctx, func() bool { return over(r.Budget / 2) }, &report); err != nil {
		return report, err
	}
	err := r.Store.Snapshot(ctx, func(archive Archive) error {
		if err := r.compare(ctx, archive, window, func() bool { return over(r.Budget) }, &report); err != nil {
			return err
		}
		return r.operations(ctx, archive, &report)
	})
	if err != nil {
		return report, fmt.Errorf("reconcile: %w", err)
	}
	report.Clean = report.Projected+report.Missing+report.NotOnChain+report.Different+report.Foreign+
		report.Unrecorded+report.LateRecorded+report.Quarantined == 0
	return report, nil
}

// timer gives what says whether a time has passed since now.
func (r *Reconciler) timer() func(time.Duration) bool {
	if r.Budget == 0 {
		return func(time.Duration) bool { return false }
	}
	began := r.Now()
	return func(d time.Duration) bool { return r.Now().Sub(began) >= d }
}

// portion is how many blocks are taken between two looks at the clock.
const portion = 256

func (r *Reconciler) repair(ctx context.Context, over func() bool, report *Reconciliation) error {
	for {
		progress, err := r.Projector.Run(ctx, portion)
		report.Projected += progress.Events
		report.WebhookMissed += progress.WebhookMissed
		report.Quarantined += progress.Quarantined
		report.Recorded = append(report.Recorded, progress.Recorded...)
		if err != nil {
			return fmt.Errorf("project what is missing: %w", err)
		}
		if progress.To >= progress.Final || progress.To == progress.From || over() {
			return nil
		}
	}
}

// compare goes back through the window, portion by portion, until it is over. Within a portion it goes forward, as sources
// read ahead.
func (r *Reconciler) compare(ctx context.Context, archive Archive, window uint64, over func() bool, report *Reconciliation) error {
	origin, err := archive.Origin(ctx)
	if err != nil {
		return err
	}
	checkpoint, err := archive.Checkpoint(ctx)
	if err != nil {
		return err
	}
	first := max(origin.Block, checkpoint.Block-min(checkpoint.Block, window)) + 1
	report.To, report.From = checkpoint.Block, checkpoint.Block+1
	for report.From > first {
		next := report.From - min(portion, report.From-first)
		if err := r.compareBlocks(ctx, archive, next, report.From, report); err != nil {
			return err
		}
		if report.From = next; over() {
			return nil
		}
	}
	return nil
}

// compareBlocks takes the blocks from first up to but not including end from both sides.
func (r *Reconciler) compareBlocks(ctx context.Context, archive Archive, first, end uint64, report *Reconciliation) error {
	for number := first; number < end; number++ {
		block, err := r.Source.Block(ctx, number)
		if err != nil {
			return fmt.Errorf("read block %d: %w", number, err)
		}
		rows, err := rowsOf(ctx, archive, number)
		if err != nil {
			return fmt.Errorf("read the rows of block %d: %w", number, err)
		}
		report.block(block, rows)
	}
	return nil
}

func rowsOf(ctx context.Context, archive Archive, block uint64) (map[uint32]Row, error) {
	first, err := archive.SeqAt(ctx, block)
	if err != nil {
		return nil, err
	}
	end, err := archive.SeqAt(ctx, block+1)
	if err != nil {
		return nil, err
	}
	rows := map[uint32]Row{}
	err = archive.Rows(ctx, first, end, func(row Row) error {
		rows[row.LogIndex] = row
		return nil
	})
	return rows, err
}

// block compares one block. rows are by log index; what the chain has is taken out of them.
func (r *Reconciliation) block(b Block, rows map[uint32]Row) {
	r.Chain += len(b.Events)
	r.Ledger += len(rows)
	for _, e := range b.Events {
		row, found := rows[e.LogIndex]
		delete(rows, e.LogIndex)
		switch {
		case !found:
			r.Missing++
			r.problem("log %d of block %d (%s) is not in the ledger", e.LogIndex, b.Number, e.Event.EventName())
		case row.BlockHash != b.Hash || row.Transaction != e.Transaction || !bytes.Equal(row.Fields, encodeEvent(e.Event)):
			r.Different++
			r.problem("%s is not what the chain has there", row.name())
		case row.Foreign != "":
			r.Foreign++
		}
	}
	for _, row := range rows {
		r.NotOnChain++
		r.problem("%s is not on chain", row.name())
	}
}

func (r *Reconciliation) problem(format string, args ...any) {
	if len(r.Problems) < maxProblems {
		r.Problems = append(r.Problems, fmt.Sprintf(format, args...))
	}
}

// operations looks for operations that are final on chain but were not told that the ledger has them.
func (r *Reconciler) operations(ctx context.Context, archive Archive, report *Reconciliation) error {
	confirmed, err := r.Operations.Confirmed(ctx, maxConfirmed)
	if err != nil {
		return fmt.Errorf("list operations that wait for the ledger: %w", err)
	}
	told := map[string]bool{}
	for _, c := range report.Recorded {
		told[c.Operation] = true
	}
	for _, o := range confirmed {
		if told[o.Operation] {
			continue
		}
		done := Payload{Command: o.Command}
		found, err := archive.Get(ctx, &done)
		if err != nil {
			return fmt.Errorf("look for command %s: %w", o.Command, err)
		}
		if !found {
			report.Unrecorded++
			report.problem("operation %s is final on chain and the ledger does not have it", o.Operation)
			continue
		}
		e := RecordedEvent{Command: o.Command, Transaction: done.Transaction}
		if _, err := archive.Get(ctx, &e); err != nil {
			return fmt.Errorf("look for command %s: %w", o.Command, err)
		}
		report.LateRecorded++
		report.Recorded = append(report.Recorded, RecordedCommand{o.Organization, o.Operation, e.Transaction, e.Block})
	}
	return nil
}
