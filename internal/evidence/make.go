package evidence

import (
	"context"
	"fmt"

	"waybill/shared/custody"
	"waybill/shared/ledger"
)

// A Source is where evidence is taken from.
type Source struct {
	Ledger  ledger.QueryStore
	Digests ledger.DigestStore
	Secret  custody.Secret // the network's
}

// Make takes an operation's evidence out of the ledger, under the first digest that covers all its rows, so that it is
// the same evidence whenever it is made. It writes nothing. That the operation has no row, or that its rows have no
// digest yet, is an error that says what to wait for.
func (s Source) Make(ctx context.Context, operation string) (*File, error) {
	command := s.Secret.CommandID(operation)
	recorded, found, err := s.Ledger.Recorded(ctx, command)
	if err != nil {
		return nil, fmt.Errorf("look for %s in the ledger: %w", operation, err)
	}
	if !found {
		return nil, fmt.Errorf("the ledger has no row of %s: it is another system's, or not recorded; waybill operation %s tells", operation, operation)
	}
	f := &File{Format: Format}
	err = s.Ledger.Snapshot(ctx, func(archive ledger.Archive) error {
		seqs, err := rowsOf(ctx, archive, recorded)
		if err != nil {
			return err
		}
		last := seqs[len(seqs)-1]
		digest, err := s.digestOver(ctx, operation, last)
		if err != nil {
			return err
		}
		f.Note = digest.Note
		for _, seq := range seqs {
			if err := f.add(ctx, archive, seq, digest); err != nil {
				return err
			}
		}
		return s.open(ctx, archive, command, f)
	})
	return f, err
}

// rowsOf gives the positions of all rows of a recorded operation: they are in one block.
func rowsOf(ctx context.Context, archive ledger.Archive, of ledger.RecordedEvent) (seqs []uint64, err error) {
	end, err := archive.SeqAt(ctx, of.Block+1)
	if err != nil {
		return nil, fmt.Errorf("find the end of block %d: %w", of.Block, err)
	}
	err = archive.Rows(ctx, of.Seq, end, func(r ledger.Row) error {
		if r.Operation == of.Operation {
			seqs = append(seqs, r.Seq)
		}
		return nil
	})
	if err == nil && len(seqs) == 0 {
		err = fmt.Errorf("row %d is missing or changed; waybill verify tells", of.Seq)
	}
	if err != nil {
		return nil, fmt.Errorf("read the rows of %s: %w", of.Operation, err)
	}
	return seqs, nil
}

// digestOver gives the first digest that has the row.
func (s Source) digestOver(ctx context.Context, operation string, seq uint64) (over ledger.Digest, err error) {
	size := uint64(0)
	err = s.Digests.Each(ctx, func(name string, body []byte) error {
		if size > seq {
			return nil
		}
		digest, err := ledger.ParseDigest(body)
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		over, size = digest, digest.TreeSize
		return nil
	})
	switch {
	case err != nil:
		return ledger.Digest{}, fmt.Errorf("read the digests: %w", err)
	case size <= seq:
		return ledger.Digest{}, fmt.Errorf("%s is in row %d, and no digest has more than %d rows yet: wait for AnchorDigest, which runs by WAYBILL_ANCHOR_SCHEDULE, and try again", operation, seq, size)
	}
	return over, nil
}

// add adds a row and its proof.
func (f *File) add(ctx context.Context, archive ledger.Archive, seq uint64, under ledger.Digest) error {
	proof, err := ledger.Prove(ctx, archive, seq, under)
	if err != nil {
		return err
	}
	return archive.Rows(ctx, seq, seq+1, func(r ledger.Row) error {
		r.BlockTime = r.BlockTime.UTC()
		f.Rows = append(f.Rows, Row{Row: r, Hashes: proof.Hashes})
		return nil
	})
}

// open adds the command and its salt, if the command is still kept.
func (s Source) open(ctx context.Context, archive ledger.Archive, command custody.Digest, f *File) error {
	payload := ledger.Payload{Command: command}
	found, err := archive.Get(ctx, &payload)
	if err != nil {
		return fmt.Errorf("read the command: %w", err)
	}
	if found {
		f.Command = &Opening{Salt: s.Secret.EventSalt(command), Payload: string(payload.Body)}
	}
	return nil
}
