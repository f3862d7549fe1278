package ledger

import (
	"context"
	"errors"
	"fmt"

	"golang.org/x/mod/sumdb/tlog"

	"waybill/shared/custody"
)

// One transaction takes up to so many blocks, and no further block once it has so many events: long runs of empty
// blocks cost one commit, and full blocks do not hold the write lock for long.
const (
	maxStretchBlocks = 500
	maxStretchEvents = 500
)

// ErrFinality says that the chain's past is not the one in the ledger: finality is set too low, or the chain was
// started anew under the same ledger. Nothing is projected until somebody has looked into it.
var ErrFinality = errors.New("finality was violated")

// A Projector brings the ledger up to the chain. Any number of them may run at once, on one machine or on many: the
// checkpoint decides whose work counts.
type Projector struct {
	Source   Source
	Store    Log
	Commands Commands
	Secret   custody.Secret
}

// Progress says what one run did.
type Progress struct {
	From, To      uint64 // checkpoint before and after
	Final         uint64 // newest final block; To lags behind it if the run's limit was reached
	Events        int
	Recorded      []RecordedCommand // commands of ours that are in the ledger now
	WebhookMissed int               // events that no webhook had announced
	Quarantined   int               // announcements that the chain does not confirm
}

// A RecordedCommand says where on chain an operation was carried out.
type RecordedCommand struct {
	Organization custody.OrganizationID
	Operation    string
	Transaction  custody.Digest
	Block        uint64
}

// Run projects up to maxBlocks final blocks. What it reports is durable, also when it returns an error. May be repeated
// and killed at any time; the operations that a killed run recorded are found with [Queries.Recorded].
func (p *Projector) Run(ctx context.Context, maxBlocks int) (Progress, error) {
	origin, err := p.Store.Origin(ctx)
	if err != nil {
		return Progress{}, fmt.Errorf("read the ledger's origin: %w", err)
	}
	at, err := p.Store.Checkpoint(ctx)
	if err != nil {
		return Progress{}, fmt.Errorf("read the checkpoint: %w", err)
	}
	progress := Progress{From: at.Block, To: at.Block}
	if progress.Final, err = p.Source.Finalized(ctx); err != nil {
		return progress, fmt.Errorf("ask for the newest final block: %w", err)
	}
	limit := min(progress.Final, at.Block+uint64(max(maxBlocks, 0)))
	if at.Block >= limit {
		return progress, p.settle(ctx, at, &progress)
	}
	for at.Block < limit {
		s, err := p.read(ctx, origin, at, limit)
		if err != nil {
			return progress, err
		}
		err = p.write(ctx, s, &progress)
		switch {
		case errors.Is(err, ErrMoved):
			if at, err = p.Store.Checkpoint(ctx); err != nil {
				return progress, fmt.Errorf("read the checkpoint again: %w", err)
			}
		case err != nil:
			return progress, fmt.Errorf("project blocks %d to %d: %w", s.from.Block+1, s.to.Block, err)
		default:
			at = s.to
		}
		progress.To = max(progress.To, at.Block)
	}
	return progress, nil
}

// A stretch is what one transaction takes from the chain.
type stretch struct {
	from, to Checkpoint
	rows     []Row
	events   []custody.Event // of the rows, in their order
	causes   []explanation   // of the rows, in their order
}

// read takes the next blocks from the chain. Nothing is locked meanwhile.
func (p *Projector) read(ctx context.Context, origin Origin, at Checkpoint, limit uint64) (stretch, error) {
	s := stretch{from: at, to: at}
	limit = min(limit, at.Block+maxStretchBlocks)
	for s.to.Block < limit && len(s.rows) < maxStretchEvents {
		b, err := p.Source.Block(ctx, s.to.Block+1)
		if err != nil {
			return stretch{}, fmt.Errorf("read block %d: %w", s.to.Block+1, err)
		}
		if b.Number != s.to.Block+1 {
			return stretch{}, fmt.Errorf("read block %d: the source gave block %d", s.to.Block+1, b.Number)
		}
		if !s.to.Hash.IsZero() && b.ParentHash != s.to.Hash {
			return stretch{}, fmt.Errorf("block %d follows %s, and block %d in the ledger is %s: %w", b.Number, b.ParentHash, s.to.Block, s.to.Hash, ErrFinality)
		}
		if err := p.take(ctx, &s, origin, b); err != nil {
			return stretch{}, fmt.Errorf("read block %d: %w", b.Number, err)
		}
		s.to = Checkpoint{Block: b.Number, Hash: b.Hash}
	}
	return s, nil
}

func (p *Projector) take(ctx context.Context, s *stretch, origin Origin, b Block) error {
	var asked custody.EventHead // the head whose cause is known; the events of one command come together
	var cause explanation
	for i, e := range b.Events {
		if i > 0 && e.LogIndex <= b.Events[i-1].LogIndex {
			return fmt.Errorf("log %d comes after log %d", e.LogIndex, b.Events[i-1].LogIndex)
		}
		if head := e.Event.Head(); i == 0 || head != asked {
			var err error
			if cause, err = explain(ctx, p.Commands, p.Secret, head); err != nil {
				return err
			}
			asked = head
		}
		s.events, s.causes = append(s.events, e.Event), append(s.causes, cause.causing(e.Event))
		s.rows = append(s.rows, Row{
			ChainID: origin.ChainID, Block: b.Number, BlockHash: b.Hash, BlockTime: b.Time.UTC().Truncate(1e9),
			LogIndex: e.LogIndex, Transaction: e.Transaction, TransactionIndex: e.TransactionIndex,
			Event: e.Event.EventName(), Fields: encodeEvent(e.Event), Command: e.Event.Head().Command,
		})
	}
	return nil
}

// write puts a stretch into the ledger: rows, hashes, tables and checkpoint in one transaction.
func (p *Projector) write(ctx context.Context, s stretch, progress *Progress) error {
	var missed, quarantined int
	var recorded []RecordedCommand
	err := p.Store.Write(ctx, func(tx Tx) error {
		if err := tx.Advance(ctx, s.from, s.to); err != nil {
			return err
		}
		size, err := tx.Size(ctx)
		if err != nil {
			return fmt.Errorf("count the rows: %w", err)
		}
		if len(s.rows) > 0 {
			if recorded, err = p.appendRows(ctx, tx, size, s); err != nil {
				return err
			}
		}
		missed, quarantined, err = tx.Settle(ctx, size, s.to.Block)
		return err
	})
	if err != nil {
		return err
	}
	progress.Events += len(s.rows)
	progress.Recorded = append(progress.Recorded, recorded...)
	progress.WebhookMissed += missed
	progress.Quarantined += quarantined
	return nil
}

func (p *Projector) appendRows(ctx context.Context, tx Tx, size uint64, s stretch) ([]RecordedCommand, error) {
	t, err := loadTree(ctx, int64(size), tx.Hashes)
	if err != nil {
		return nil, err
	}
	projection := newProjection(ctx, tx, p.Secret)
	firstHash := tlog.StoredHashCount(int64(size))
	rows := make([]Row, len(s.rows))
	var hashes []tlog.Hash
	var recorded []RecordedCommand
	for i, row := range s.rows {
		row.Seq = size + uint64(i)
		cause, err := projection.signedBy(s.causes[i], s.events[i].Head().Actor, row)
		if err != nil {
			return nil, err
		}
		row.Operation, row.Organization, row.Kind, row.Foreign = cause.Operation, cause.Organization, cause.Kind, cause.foreign
		if cause.command != nil && (len(recorded) == 0 || recorded[len(recorded)-1].Operation != row.Operation) {
			recorded = append(recorded, RecordedCommand{row.Organization, row.Operation, row.Transaction, row.Block})
			if err := projection.put(&Payload{Command: row.Command, Transaction: row.Transaction, Body: cause.Payload}); err != nil {
				return nil, err
			}
		}
		if err := projection.apply(row, s.events[i], cause.command); err != nil {
			return nil, err
		}
		added, err := t.add(row.Leaf())
		if err != nil {
			return nil, err
		}
		rows[i], hashes = row, append(hashes, added...)
	}
	if err := projection.flush(); err != nil {
		return nil, err
	}
	return recorded, tx.Append(ctx, rows, firstHash, hashes)
}

// settle looks through announcements that came after their blocks were projected.
func (p *Projector) settle(ctx context.Context, at Checkpoint, progress *Progress) error {
	return p.Store.Write(ctx, func(tx Tx) (err error) {
		size, err := tx.Size(ctx)
		if err != nil {
			return fmt.Errorf("count the rows: %w", err)
		}
		_, progress.Quarantined, err = tx.Settle(ctx, size, at.Block)
		return err
	})
}
